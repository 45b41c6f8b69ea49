"""Widen words by what limits them: a bound, a unit, a "not".

"Three" out of "at least three" is another figure, "$5" out of "$5 billion" another sum, and "hurt"
out of "not hurt" the opposite. Words never grow beyond the stretch that they are given with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.text.calendar import any_of

_NUMBER_WORDS = any_of(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
    hundred thousand million billion trillion dozen half third quarter""".split()
)
_FIGURE = r"\d+(?:[,.]\d+)*"
_CURRENCY = r"(?:(?:US|AU|CA|NZ|HK|[ACS])?\$|[£€¥₹])"
_NUMBER = rf"(?:{_FIGURE}|(?:an?\s+)?{_NUMBER_WORDS})"
_SCALE = r"(?:hundred|thousand|[mbtr]+illion|dozen|mn|bn|tn)s?"

# What makes another figure of a figure. "Over three weeks" may mean "during": it stays true.
_BOUNDS = """at least|at most|up to|as (?:many|much|few|little|long|far|high|low|early|late) as
    |(?:no|not) (?:more|fewer|less|later|earlier|longer) than|(?:more|fewer|less|greater) than
    |over|under|nearly|almost|close to|just (?:over|under|above|below|short of)|well (?:over|under)
    |upwards? of
    |in excess of|exceeding|(?:a )?(?:minimum|maximum) of|all but|not quite|every one of the"""
_HEDGES = """an estimated|estimated|about|around|roughly|approximately|approx\\.|some|circa"""


def _phrases(phrases: str) -> str:
    return "|".join(phrase.strip().replace(" ", r"\s+") for phrase in phrases.split("|"))


_STARTS_AS_QUANTITY = re.compile(
    rf"[-−]?{_CURRENCY}?\s?{_NUMBER}(?![\w]*(?:st|nd|rd|th)\b)"
    r"|(?:all|every(?:one|body|thing)?|half|any(?:one|thing)?)\b",
    re.IGNORECASE,
)
_BEFORE_QUANTITY = re.compile(
    rf"(?:(?<![\w-])(?:{_phrases(_BOUNDS)})|(?<!\w)(?P<hedge>{_phrases(_HEDGES)}))\s+$",
    re.IGNORECASE,
)
# "They asked about 11 people": no hedge.
_ABOUT_WHAT = re.compile(
    r"\b(?:said|say|ask|talk|spoke|speak|wr[oi]te|told|tell|complain|concern|worr|learn|kn[eo]w|hear"
    r"|warn|think|thought|argu|report|statement|question|story|book)\w*\s+$",
    re.IGNORECASE,
)
_PART_BEFORE = re.compile(
    rf"(?:{_CURRENCY}\s?|(?<![\w])[-−]|\bminus\s+|\b(?:half|quarter) (?:of )?an?\s+(?=$)"
    rf"|\b(?:{_NUMBER_WORDS})[\s-](?=$))$",
    re.IGNORECASE,
)
_SCALE_AFTER = re.compile(
    rf"\s?%|[\s-]{_SCALE}\b|\s+per\s?cent(?:age points?)?\b"
    r"|[-\s](?:thirds?|quarters?|fifths?|tenths?)\b"
    rf"|\s+(?:in|out of)\s+(?:{_NUMBER})\b(?=\s+[a-z])",
    re.IGNORECASE,
)
_UNITS = r"""dollars?|euros?|pounds?|yen|yuan|rupees?|pence|cents?|francs?|crowns?|kronor|pesos?
    |miles?|kilomet(?:er|re)s?|km|met(?:er|re)s?|centimet(?:er|re)s?|cm|millimet(?:er|re)s?|mm|feet|foot|inch(?:es)?
    |yards?|acres?|hectares?|square\s+\w+|tons?|tonnes?|kilos?|kilograms?|kg|grams?|ounces?|lit(?:er|re)s?|gallons?
    |mph|knots?|degrees?(?:\s+(?:celsius|fahrenheit))?|megawatts?|kilowatts?|watts?|volts?
    |seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|centur(?:y|ies)"""
# "19" out of "19-year-old" is whole.
_UNIT_AFTER = re.compile(rf"[\s-](?:{_phrases(_UNITS)})\b(?!-)", re.IGNORECASE)
_LIMIT_AFTER = re.compile(
    r"(?:\s+\w+){0,1}\s+or\s+(?:more|fewer|less|so|over|under|older|younger)\b|\s+at\s+(?:the\s+)?(?:least|most)\b"
    r"|\+|-plus\b",
    re.IGNORECASE,
)
_ENDS_AS_QUANTITY = re.compile(rf"(?:{_FIGURE}|\b{_NUMBER_WORDS}|{_SCALE})$", re.IGNORECASE)
_RANGE_AFTER = re.compile(
    rf"\s+(?:to|or|and)\s+{_CURRENCY}?{_NUMBER}(?:\s+{_SCALE})?\b", re.IGNORECASE
)
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_RANGE_BEFORE = re.compile(
    rf"\b(?:between\s+{_CURRENCY}?{_NUMBER}(?:\s+\w+)?\s+and|{_CURRENCY}?{_NUMBER}\s+(?:to|or))\s+$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)

_NEGATION_BEFORE = re.compile(
    r"(?<![\w-])(?:(?:not|never|hardly|barely|scarcely|cannot|no longer|not yet|\w+n[’']t)"
    r"(?:\s+(?:yet|even|all|always|every|until|be|been|(?!only)\w+ly))?|no|without|neither|nor)\s+$",
    re.IGNORECASE,
)
_NEGATES_QUESTION = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|without|cannot|neither|nor|hardly|barely)\b|n[’']t\b",
    re.IGNORECASE,
)
_AUXILIARY = (
    r"(?:was|were|is|are|has|have|had|did|does|do|will|would|can|could|should|may|might|must"
    r"|(?:was|were|is|are|has|have|had|did|does|do|would|could)n[’']t)"
)
# "Nobody", "none of the crew", "no passengers": without its verb it says nothing.
_NEGATIVE_SUBJECT = re.compile(
    r"(?:nobody|no[\s-]one|none|nothing|neither|few|hardly (?:anyone|anybody|any)"
    r"|not (?:all|every|one|a)\b|no)"
    rf"(?:\s+(?!{_AUXILIARY}\b)[\w’'-]+){{0,5}}(?:\s+{_AUXILIARY})?",
    re.IGNORECASE,
)
_VERB_AFTER = re.compile(rf"\s+(?:{_AUXILIARY}|of)\b|\s+\w+ed\b", re.IGNORECASE)
_ALL_BUT = re.compile(r"(?:all|every(?:one|body|thing)|no(?:body|thing| one|ne))", re.IGNORECASE)
_EXCEPTION_AFTER = re.compile(r",?\s+(?:but|except|apart from|other than|bar)\b", re.IGNORECASE)
_CLAUSE_END = re.compile(
    r"[,;:.!?…—–\"“”()]|\s(?:and|but|because|while|although|when|as|after|before|since|who|which|where)\s"
)
_MAX_CLAUSE_WORDS = 14


@dataclass(frozen=True, slots=True)
class _Words:
    """A stretch of text and the words in it, between two offsets."""

    text: str
    start: int
    end: int

    @property
    def inside(self) -> str:
        return self.text[self.start : self.end]

    @property
    def before(self) -> str:
        return self.text[: self.start]


def widen(sentence: str, start: int, end: int, question: str) -> tuple[int, int]:
    """Widen the words sentence[start:end] by what limits them; give their new start and end.

    A unit that the question names ("How many miles ...?") is left out, and so is a "not" where the
    question has one.
    """
    words = _Words(sentence, start, end)
    while True:
        wider = _widened(words, question)
        if wider == words:
            return words.start, words.end
        words = wider


def _widened(words: _Words, question: str) -> _Words:
    start = min([words.start, *_starts(words, question)])
    end = max([words.end, *_ends(words, question)])
    return _Words(words.text, start, end)


def _starts(words: _Words, question: str) -> Iterator[int]:
    """Give the starts that take in what stands before the words and limits them."""
    before = words.before
    if _STARTS_AS_QUANTITY.match(words.inside):
        bound = _BEFORE_QUANTITY.search(before)
        if bound and not (bound["hedge"] and _ABOUT_WHAT.search(before[: bound.start()])):
            yield bound.start()
        if words.inside[0].isalnum():
            for pattern in (_PART_BEFORE, _BETWEEN):
                if part := pattern.search(before):
                    yield part.start()
        if _is_bare_number(words.inside) and (ends := _RANGE_BEFORE.search(before)):
            yield ends.start()
    negation = _NEGATION_BEFORE.search(before)
    if negation and not _NEGATES_QUESTION.search(question):
        yield negation.start()


def _ends(words: _Words, question: str) -> Iterator[int]:
    """Give the ends that take in what stands after the words and limits them."""
    text, end = words.text, words.end
    if _ENDS_AS_QUANTITY.search(words.inside):
        patterns = [_SCALE_AFTER, _LIMIT_AFTER]
        if _BETWEEN.search(words.before) or words.inside.lower().startswith("between"):
            patterns.append(_RANGE_AFTER)
        for pattern in patterns:
            if match := pattern.match(text, end):
                yield match.end()
        unit = _UNIT_AFTER.match(text, end)
        if unit and unit.group().strip(" -").lower().rstrip("s") not in question.lower():
            yield unit.end()
    if _needs_verb(words) or (
        _ALL_BUT.fullmatch(words.inside) and _EXCEPTION_AFTER.match(text, end)
    ):
        yield _clause_end(text, end)


def _needs_verb(words: _Words) -> bool:
    """Tell whether the words are a negative subject whose verb stands behind them."""
    if not _NEGATIVE_SUBJECT.fullmatch(words.inside):
        return False
    ends_in_verb = re.search(rf"\s{_AUXILIARY}$", words.inside) is not None
    return ends_in_verb or _VERB_AFTER.match(words.text, words.end) is not None


def _clause_end(text: str, start: int) -> int:
    match = _CLAUSE_END.search(text, start + 1)
    end = match.start() if match else len(text.rstrip())
    return end if len(text[start:end].split()) <= _MAX_CLAUSE_WORDS else start


def _is_bare_number(text: str) -> bool:
    number = re.fullmatch(rf"{_CURRENCY}?{_NUMBER}", text, re.IGNORECASE)
    return number is not None and not _YEAR.fullmatch(text)
