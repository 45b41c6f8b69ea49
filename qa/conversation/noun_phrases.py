"""Find the parts of a question: names, noun phrases, and what is counted.

The rules look at the form of English questions only; no model tags the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.text.names import find_linked_names

AUXILIARY = (
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|must)"
)
QUESTION_WORD = (
    r"(?:(?:since|until|for|by|with|to|from|in|at|of) )?"
    rf"(?:how (?!{AUXILIARY}\b)[a-z]+|what (?:time|year|day)|which day|when|where|why|who|whom|how"
    r"|what)"
)

_OPENING = re.compile(
    r"^(?:(?:and|but|so|ok|okay|then|also|well|oh|ah|hm+|(?:many )?thanks|thank you|great|cool|nice"
    r"|good|right|fine|i see|interesting)\b[ ,.!;-]*)+",
    re.IGNORECASE,
)
_DETERMINER = re.compile(r"\b(?:the|this|that|these|those|an?) ", re.IGNORECASE)
VERBS = frozenset(
    """accept agree appear arrive ask attend attack be become begin believe break bring build
    burn buy call carry cause change charge chair claim close come cost cover cross cut
    decide demand die do dock draw drop employ end enter expect fall fight find finish fly
    follow found get give go grow happen have help hire hold join keep kill know last lead
    learn leave live lose make mean measure meet move need offer open oppose order own pay
    plan play produce promise propose pull raise reach read receive recall report return
    rise run save say see sell send serve set show sit sleep speak spend stand start stay
    steal stop support take tell think train travel treat try turn use visit vote wait walk
    want warn weigh win work write""".split()
)
_NOT_NOUNS = frozenset(
    """a about back after all and are at be been before by can did do does for from had has
    have her his how in is it its many most much new not of off on or out said say should so
    that the their then there they this to up was were what when where which who why will
    with would worth likely due able still""".split()
)
_IRREGULAR_PLURALS = frozenset(
    "people men women children police personnel staff those teeth feet mice geese media".split()
)
# Plural nouns that every question may count; no pronoun goes back to them.
COUNTABLE_PEOPLE = frozenset("people persons times years days hours".split())
PARTICIPLE = re.compile(
    r"(?!bleed|breed|deed|feed|greed|need|seed|shed|shred|sled|speed|steed|weed|bed)[a-z]+ed"
    r"|born|bought|broken|brought|built|burnt|caught|chosen|cut|done|drawn|driven|fallen|fought"
    r"|found|frozen|given|gone|grown|held|hidden|hit|hurt|known|laid|led|left|lost|made|meant"
    r"|paid|put|seen|sent|set|shot|shown|shut|sold|spent|spoken|stolen|struck|sunk|taken|taught"
    r"|thrown|told|torn|won|worn|written"
)
_MAX_PHRASE_WORDS = 4
# "how many trainers" of "How many trainers will Callaria send?", and what comes after it.
_COUNTED = re.compile(
    rf"^(?P<question_word>how (?:many|much)) (?P<thing>(?!{AUXILIARY}\b).+?)"
    rf"(?: (?P<rest>{AUXILIARY}\b.*))?$"
    rf"|^(?P<which_word>what|which) "
    rf"(?P<which>(?!{AUXILIARY}\b)(?:(?!the |an? )[\w’'-]+ ){{1,3}})"
    rf"(?P<which_rest>{AUXILIARY}\b.*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """Words such as "the ferry fire" in a question.

    Attributes:
        start, end: the range of the phrase with its article, in the question.
        noun: the words without the article: "ferry fire".
    """

    start: int
    end: int
    noun: str


@dataclass(frozen=True, slots=True)
class CountedThing:
    """The parts of a question such as "How many trainers will Callaria send".

    Attributes:
        question_word: "How many", "which" and the like.
        noun: what is asked for, "trainers".
        rest: from the auxiliary verb on, "will Callaria send"; may be empty.
    """

    question_word: str
    noun: str
    rest: str


def parse_counted(question: str) -> CountedThing | None:
    """Take a question apart that asks how many or which; None when it asks something else."""
    match = _COUNTED.match(question)
    if match is None:
        return None
    if match["question_word"]:
        return CountedThing(match["question_word"], match["thing"], match["rest"] or "")
    return CountedThing(match["which_word"], match["which"].strip(), match["which_rest"])


def find_question_names(question: str) -> Iterator[tuple[int, str]]:
    """Find the names in a question with where they start; its first word is none."""
    for match in find_linked_names(question):
        first, _, others = match.group().partition(" ")
        if match.start() > 0:
            yield match.start(), match.group()
        elif re.fullmatch(rf"{QUESTION_WORD}|{AUXILIARY}|which|whose", first, re.I):
            if others:
                yield len(first) + 1, others
        elif others:
            yield 0, match.group()


def find_noun_phrases(question: str) -> Iterator[NounPhrase]:
    """Find the phrases that an article or a demonstrative opens."""
    for match in _DETERMINER.finditer(question):
        words: list[str] = []
        following = question[match.end() :].split()
        preceding = question[: match.start()].split()
        # After an auxiliary verb the phrase is the subject: "did the ferry fire start".
        is_subject = bool(preceding) and begins_with_auxiliary(preceding[-1])
        for word in following:
            is_verb = is_subject and words and (word in VERBS or PARTICIPLE.fullmatch(word))
            name_ended = len(words) > 1 and words[-1][0].isupper() and word[0].islower()
            if word.lower() in _NOT_NOUNS or is_verb or name_ended:
                break
            if len(words) == _MAX_PHRASE_WORDS:
                break
            words.append(word)
        is_asked_for = len(preceding) == 2 and preceding[0].lower() in ("what", "who", "which")
        may_be_verb = 1 < len(words) == len(following) and words[-1][0].islower()
        if is_subject and not is_asked_for and may_be_verb:
            # The last word of the question is the verb.
            words.pop()
        if words:
            noun = " ".join(words)
            yield NounPhrase(match.start(), match.end() + len(noun), noun)


def strip_opening(question: str) -> str:
    """Leave out what people say before a question: "and", "ok", "thank you!"."""
    return _OPENING.sub("", question).strip()


def is_question(text: str) -> bool:
    """Tell whether a text begins as a question does; "whos" counts."""
    return bool(
        re.match(
            rf"{QUESTION_WORD}\b|{AUXILIARY}\b|which\b|whose\b|(?:who|what|when|where|how)s\b",
            text,
            re.IGNORECASE,
        )
    )


def begins_with_auxiliary(text: str) -> bool:
    return bool(re.match(rf"{AUXILIARY}\b", text, re.I))


def begins_with_subject(text: str) -> bool:
    """Tell whether the text after an auxiliary verb begins with the subject, not with the verb."""
    return (
        bool(re.match(r"(?:the|a|an|this|its|their|his|her)\b", text, re.I)) or text[:1].isupper()
    )


def is_plural_noun(noun: str, is_name: bool = False) -> bool:
    """Tell whether a noun phrase is plural by its last word; a name by its first before "of"."""
    if is_name:
        first, _, rest = noun.partition(" of ")
        return bool(rest) and first.endswith("s") and not first.endswith("ss")
    last = noun.split()[-1].lower() if noun.split() else ""
    if last in _IRREGULAR_PLURALS:
        return True
    return last.endswith("s") and not last.endswith(("ss", "us", "is", "ics", "news"))
