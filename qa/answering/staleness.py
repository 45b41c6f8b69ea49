"""Tell whether words give a value that no longer holds: an earlier, a corrected or an old one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import Enum

from qa.text.calendar import MONTH, month_number
from qa.text.equivalence import has_value

_RECENT_MONTHS = 2
# How far from a value its sentence is looked at, in characters: a row of a table may be long.
_REACH = 300
_YEAR = r"(?:19|20)\d\d"
# A question with one of these asks for what was before.
_ASKS_FOR_PAST = re.compile(
    rf"\b(?:{_YEAR}|ago|last (?:year|month|week|time)|previous(?:ly)?|earlier|formerly|originally"
    r"|initially|at first|before|used to)\b",
    re.IGNORECASE,
)
_CHANGE = (
    r"(?:up|down|ris\w+|rose|f[ae]ll\w*|increas\w+|decreas\w+|rais\w+|revis\w+|gr[eo]w\w*|climb\w*"
    r"|dropp\w+|jump\w*|doubl\w+|lower\w+|cut|chang\w+|correct\w+|updat\w+)"
)
# Words that may stand between "from" and an earlier value.
_SMALL_WORDS = frozenset(
    """a an the its earlier previous initial original first reported estimate estimated count counts
    toll figure figures number total of about around some nearly almost more than over at least just
    only that""".split()
)
_LAST_WORD = re.compile(r"(\w+)\s*$")
# What stands between the present value and an earlier one in the same sentence.
_FROM = re.compile(r"\bfrom$", re.IGNORECASE)
_CHANGED = re.compile(rf"\b{_CHANGE}\b[^.;]*$|[\w%],\s+from$", re.IGNORECASE)
_EARLIER = re.compile(
    r"(?:\bcompared (?:with|to)|\binstead of|\brather than|,\s+(?:and )?not|\bagainst"
    r"|\b(?:the|an?|its) (?:earlier|previous|initial|original|old)"
    r"(?: (?:count|toll|figure|number|total|estimate|report|price|date))?"
    r"(?: (?:was|of|put \w+ at))?)$",
    re.IGNORECASE,
)
# How far before "from" a word of change is looked for, in characters.
_CHANGE_REACH = 85
_MISTAKE_REACH = 160  # and before a value the words that correct it
_EARLIER_AFTER = re.compile(
    r"^(?:\s+\w+){0,3}?\s+(?:at first|initially|(?:as )?(?:first|earlier|originally|previously)"
    r" (?:reported|announced|said|given|thought|stated))\b",
    re.IGNORECASE,
)
_PUBLICATION = r"(?:version|article|report|story|edition|headline|caption|post)"
_MISTAKEN = re.compile(
    rf"(?:\b(?:earlier|previous|original|first) {_PUBLICATION}s?\b"
    rf"|\bthe {_PUBLICATION} (?:said|stated|gave)\b"
    r"|\b(?:wrong|incorrect|mistaken|erroneous)(?:ly)?\b|\bmisstated\b)[^.;]{0,120}$",
    re.IGNORECASE,
)
# A correction quotes what it corrects: "A report of 5 May gave the number as seven. It is six."
_CORRECTION = re.compile(r"^\W*(?:correction|corrected|clarification|erratum)\b", re.IGNORECASE)
_CORRECTED = re.compile(
    rf"\b{_PUBLICATION}s?\b[^.;]{{0,60}}\b(?:gave|said|stated|put|reported)\b[^.;]{{0,120}}$",
    re.IGNORECASE,
)
_RIGHT_AFTER_ALL = re.compile(
    r"\b(?:instead of|rather than|when it (?:is|was)|should have(?: been)?"
    r"|the (?:right|correct) \w+ (?:is|was))$",
    re.IGNORECASE,
)
_PAST_YEAR = re.compile(
    rf"\b(?:in|since|of|during|by|from|until|back in)\s+(?:(?:early|late|mid)[\s-])?"
    rf"(?:(?P<month>{MONTH})\.?\s+(?:\d{{1,2}},?\s+)?)?(?P<year>{_YEAR})\b",
    re.IGNORECASE,
)
_PAST_WORDS = re.compile(
    r"\b(?:last year|(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|\d+|several|many)"
    r" (?:years?|decades?) (?:ago|earlier|before)|in the (?:19|20)\d0s)\b",
    re.IGNORECASE,
)
_WORD_OF_VALUE = re.compile(r"\s*((?:[$£€]\s?)?[\w.,%-]+(?:\s+(?:million|billion|thousand|%))?)")


class Staleness(Enum):
    """Why a value does not hold any more.

    Attributes:
        PRESENT: it holds, as far as its sentence tells.
        EARLIER: its sentence gives a newer value: "three" in "rose to five, from three".
        MISTAKEN: its sentence corrects it: "an earlier version said that three had died".
        BACKGROUND: its sentence tells of an earlier year: "in 2019 three died".
    """

    PRESENT = "present"
    EARLIER = "earlier"
    MISTAKEN = "mistaken"
    BACKGROUND = "background"


def asks_for_past(question: str) -> bool:
    """Tell whether a question asks for what was before; then no value is stale."""
    return _ASKS_FOR_PAST.search(question) is not None


def staleness_of(
    before: str, after: str, article_date: date | None, title: str | None = None
) -> Staleness:
    """Tell whether the words between two parts of their sentence give a value that is outdated.

    Args:
        before, after: the sentence up to the words, and from their end.
        article_date: decides which years are past; without it none is.
        title: of the article; says whether it is a correction, which quotes what it corrects.
    """
    before, after = before[-_REACH:], after[:_REACH]
    core = _without_small_words(before)
    if _MISTAKEN.search(before[-_MISTAKE_REACH:]):
        right = _RIGHT_AFTER_ALL.search(before.rstrip(" $£€")) or _RIGHT_AFTER_ALL.search(core)
        return Staleness.PRESENT if right else Staleness.MISTAKEN
    if title is not None and _CORRECTION.match(title) and _CORRECTED.search(before):
        return Staleness.MISTAKEN
    if _is_earlier(before, core) or _EARLIER_AFTER.search(after):
        return Staleness.EARLIER
    if article_date is not None and _is_background(before, after, article_date):
        return Staleness.BACKGROUND
    return Staleness.PRESENT


def earlier_values(sentence: str) -> Iterator[str]:
    """Give the numbers and days that a sentence tells as earlier or mistaken, in a few words."""
    for match in re.finditer(r"\S+", sentence):
        if not has_value(match.group()):
            continue
        before = sentence[max(0, match.start() - _REACH) : match.start()]
        stale = staleness_of(before, "", None)
        if stale in (Staleness.EARLIER, Staleness.MISTAKEN):
            value = _WORD_OF_VALUE.match(sentence[match.start() :])
            if value is not None:
                yield value[1].rstrip(".,")


def _is_earlier(before: str, core: str) -> bool:
    """Tell whether what stands before a value gives it as an earlier one."""
    if _FROM.search(core):
        return _CHANGED.search(core[-_CHANGE_REACH:]) is not None
    # "the earlier figure of": its own words are small words as well.
    texts = (core, before.rstrip(" $£€"))
    return any(_EARLIER.search(text[-_CHANGE_REACH:]) is not None for text in texts)


def _without_small_words(before: str) -> str:
    """Give what stands before a value without its currency, "about", "an earlier" and the like."""
    text = before.rstrip(" $£€")
    while (match := _LAST_WORD.search(text[-40:])) and match[1].lower() in _SMALL_WORDS:
        text = text[: len(text) - len(match.group())].rstrip()
    return text


def _is_background(before: str, after: str, article_date: date) -> bool:
    if _PAST_WORDS.search(before) or _PAST_WORDS.search(after):
        return True
    years = [*_PAST_YEAR.finditer(before), *_PAST_YEAR.finditer(after)]
    return bool(years) and all(_is_past(match, article_date) for match in years)


def _is_past(match: re.Match[str], article_date: date) -> bool:
    """Tell whether a year is past; December is not, for an article of January."""
    months = (article_date.year - int(match["year"])) * 12 + article_date.month
    month = month_number(match["month"].lower()) if match["month"] else None
    return months > 12 if month is None else months - month > _RECENT_MONTHS
