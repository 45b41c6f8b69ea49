"""What speaks for a span being right, as a handful of numbers."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import astuple, dataclass, fields

import numpy as np
from numpy.typing import NDArray

from qa.words import content_terms, terms

_NUMBER_QUESTION = re.compile(
    r"\bhow (?:many|much|old|long|far|tall|high|large|big|fast|wide|deep|often|heavy)\b"
    r"|\b(?:number|percentage|percent|amount|cost|price|age|toll) of\b"
    r"|\bwhat (?:percentage|percent|age)\b",
    re.IGNORECASE,
)
_TIME_QUESTION = re.compile(
    r"\bwhen\b|\b(?:what|which) (?:year|day|date|month|time|week|weekday|century|decade)\b",
    re.IGNORECASE,
)
_PERSON_QUESTION = re.compile(r"\bwho(?:m|se)?\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"\d|\b(?:no|none|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen"
    r"|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?|half|quarter|third|twice|once"
    r"|double|single|both|pair|several|few|many)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\d|\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|(?:mon|tues|wednes|thurs|fri|satur"
    r"|sun)days?|today|tomorrow|yesterday|tonight|morning|afternoon|evening|night|noon|midnight|dawn"
    r"|dusk|spring|summer|autumn|winter|fall|weekend|week|month|year|decade|century|christmas|easter"
    r"|before|after|during|until|since|when|while|late|early|ago|next|last|once)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d[\d,.]*\d|\d")
_NAME = re.compile(r"(?:\b[A-Z]\.)+|\b[A-Z][\w’'-]*")
# Countries whose adjective or short name does not begin like their full name.
_SAME = {
    "american": ("usa",),
    "america": ("usa",),
    "usa": ("american", "america"),
    "british": ("uk", "britain"),
    "britain": ("uk", "british"),
    "uk": ("british", "britain"),
    "french": ("franc",),
    "franc": ("french",),
    "dutch": ("netherland",),
    "netherland": ("dutch",),
    "spanish": ("spain",),
    "spain": ("spanish",),
    "greek": ("greec",),
    "greec": ("greek",),
}


@dataclass(frozen=True, slots=True)
class Features:
    """The numbers that answers are ranked by, and their probability computed from.

    Attributes:
        margin: the reader's margin over the null answer, cut to -10..15.
        dense: cosine of question and passage.
        lexical: the passage's BM25 as a share of the best passage's.
        in_sentence: share of the question's content words that stand in the span's sentence.
        in_article: the same of the title and the article's text around the passage.
        names_missing: how many of the question's names and numbers that text lacks, cut to 3.
        fits: 1 when the span has the form that is asked for (a number for "how many"), -1 when it
            has not, 0 when nothing is known.
        length: words in the span, as a logarithm.
        novelty: the share of the span's words that the question did not say already.
        agreement: in how many other places the same words answer, cut to 2.
        gap: how far the score lies above the best other answer's, cut to -6..6.
    """

    margin: float
    dense: float
    lexical: float
    in_sentence: float
    in_article: float
    names_missing: float
    fits: float
    length: float
    novelty: float
    agreement: float = 0.0
    gap: float = 0.0

    def vector(self) -> NDArray[np.float64]:
        return np.array(astuple(self), dtype=np.float64)


FEATURE_NAMES = tuple(field.name for field in fields(Features))
# These two are known only when the answers have been ranked.
RANKING_NAMES = FEATURE_NAMES[:-2]


def share_held(asked: Collection[str], held: Collection[str]) -> float:
    """The share of the question's terms that a text holds; 1 when the question has none."""
    return sum(term in held for term in asked) / len(asked) if asked else 1.0


def names_in(question: str) -> set[str]:
    """The stems of the names and numbers in a question.

    A name is a word with a capital that does not begin the question.
    """
    found = {term for number in _FIGURE.findall(question) for term in terms(number)}
    for match in _NAME.finditer(question):
        if question[: match.start()].strip(" \"'“‘("):
            found.update(content_terms(match.group()))
    return found


def is_named(name: str, held: Collection[str]) -> bool:
    """Whether a text with these terms names the same: "Mexican" where it has "Mexico"."""
    if name in held or any(alias in held for alias in _SAME.get(name, ())):
        return True
    root = name[: max(4, len(name) - 3)]
    return not name[0].isdigit() and any(term.startswith(root) for term in held)


def form_fits(question: str, answer: str) -> float:
    """1 when the answer has the form that the question asks for, -1 when not, 0 when unknown."""
    if _TIME_QUESTION.search(question):
        return 1.0 if _TIME.search(answer) else -1.0
    if _NUMBER_QUESTION.search(question):
        return 1.0 if _NUMBER.search(answer) else -1.0
    if _PERSON_QUESTION.match(question.strip()):
        return 1.0 if any(word[:1].isupper() for word in answer.split()) else -1.0
    return 0.0


def novelty(question: str, answer: str) -> float:
    """The share of the answer's words that the question did not say already."""
    said, given = set(terms(question)), terms(answer)
    return sum(term not in said for term in given) / len(given) if given else 0.0
