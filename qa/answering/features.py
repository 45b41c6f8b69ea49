"""What speaks for a span being right, as a handful of numbers."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import astuple, dataclass, fields

import numpy as np
from numpy.typing import NDArray

from qa.text.calendar import MONTH, WEEKDAYS, any_of
from qa.text.names import find_names
from qa.text.sentences import Range, sentence_ranges
from qa.text.terms import content_terms, terms

_FIGURE = re.compile(r"\d[\d,.]*\d|\d")
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

_ASKS_MONEY = re.compile(
    r"\bhow much (?:money|cash)\b"
    r"|\bhow much (?:did|do|does|will|would|was|were|is|are)\b.*\b(?:cost|pay|paid|spend|spent|owe"
    r"|earn|charge|raise|donate|worth)\b"
    r"|\b(?:cost|price)\?$",
    re.IGNORECASE,
)
_ASKS_NUMBER = re.compile(
    r"\bhow (?:many|much|old|long|far|tall|high|large|big|fast|wide|deep|heavy)\b"
    r"|^(?:number|amount|percentage) of\b|\bwhat (?:percentage|percent|number|age)\b",
    re.IGNORECASE,
)
_ASKS_TIME = re.compile(
    r"^(?:(?:and|so|since|until|by|in|on|at) )?"
    r"(?:when(?:'s|’s)?(?=\?|$| (?:am|are|can|could|did|do|does|had|has|have|is|must|should|was"
    r"|were|will|would)\b)|(?:what|which) (?:year|day|date|month|time|week|weekday|century"
    r"|decade)\b)",
    re.IGNORECASE,
)
_HAS_MONEY = re.compile(
    r"[$£€¥]|\b(?:dollars?|euros?|pounds?|yen|cents?|pence|francs?|pesos?|rupees?|yuan|millions?"
    r"|billions?|trillions?|percent|free|nothing|half|double|twice)\b|%",
    re.IGNORECASE,
)
_HAS_NUMBER = re.compile(
    r"\d|\b(?:no|none|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty"
    r"|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?|half|halves"
    r"|quarters?|thirds?|twice|once|double|triple|single|sole|lone|only|both|pair|couple|several"
    r"|few|many|most|much|all|decades?|centuries|century|(?:a|an|the|per|every|each) (?:\w+ )?"
    r"(?:second|minute|hour|day|night|week|month|year|mile|foot|feet|inch|meter|metre|kilometer"
    r"|kilometre|pound|ton|acre)s?)\b|(?:teen|ty|score)s?\b|(?:ties|indefinitely)\b",
    re.IGNORECASE,
)
_HAS_TIME = re.compile(
    rf"\d|\b(?:{MONTH}|{any_of(WEEKDAYS)}s?"
    r"|today|tomorrow|yesterday|tonight|mornings?|afternoons?|evenings?|nights?|noon"
    r"|midnight|dawn|dusk|springs?|summers?|autumns?|winters?|fall|quarters?|weekends?|hours?"
    r"|minutes?|days?|weeks?|months?|years?|decades?|century|centuries|christmas|easter|holidays?"
    r"|season|term|era|age|war|before|after|during|until|since|when|while|as|once|upon|if|in|on|at"
    r"|by|late|early|later|earlier|ago|next|last|now|then|soon|never|always|immediately)\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not|cannot|never|no(?!\.)|none|nobody|nothing|neither|nor|without|(?:did|does|do|is|was|are"
    r"|were|has|have|had|would|could|should|can|wo)nt)\b|n[’']t\b",
    re.IGNORECASE,
)
_FORMS = ((_ASKS_MONEY, _HAS_MONEY), (_ASKS_NUMBER, _HAS_NUMBER), (_ASKS_TIME, _HAS_TIME))


@dataclass(frozen=True, slots=True)
class Features:
    """The numbers that answers are ranked by, and their probability computed from.

    Attributes:
        margin: the reader's margin over the null answer, cut to -20..15.
        lexical: the passage's BM25 as a share of the best passage's.
        sentence: cosine of question and the span's sentence.
        share: the logarithm of the probability that the reader gives the span in its passage, cut
            to -6..0.
        length: the logarithm of the number of its words.
        held: the share of the question's words that the sentence or the article's title holds.
        name_missing: 1 when a name or a number of the question stands neither in the title nor in
            the text around the passage, else 0.
        beside: how far the span lies below the best when the sentences of close answers are read
            side by side, cut to -10..0; 0 when no answer was close.
        negation: 1 when the question has a "not" or the like and the sentence has none, else 0.
        agreement: in how many other passages, at most 3, the same answer was found.
        gap: how far the ranking's score lies above the best other answer's, cut to -6..6.
    """

    margin: float
    lexical: float
    sentence: float
    span_log_prob: float
    length: float
    query_term_coverage: float
    name_missing: float
    joint_margin: float
    negation: float
    agreement: float = 0.0
    lead: float = 0.0

    def vector(self) -> NDArray[np.float64]:
        return np.array(astuple(self), dtype=np.float64)


FEATURE_NAMES = tuple(field.name for field in fields(Features))
# Agreement and gap are known only when the answers have been ranked, and what a "not" says of a
# question does not choose between its answers.
RANKING_NAMES = FEATURE_NAMES[:-3]


def query_term_coverage(asked: Collection[str], text_terms: Collection[str]) -> float:
    """The share of the question's terms that a text holds; 1 when the question has none."""
    return sum(term in text_terms for term in asked) / len(asked) if asked else 1.0


def best_matching_sentence(asked: Collection[str], text: str) -> Range:
    """Where the first of the sentences stands that hold the most of the question's terms."""
    return max(
        sentence_ranges(text),
        key=lambda one: query_term_coverage(asked, set(content_terms(text[slice(*one)]))),
    )


def extract_names(question: str) -> list[frozenset[str]]:
    """The numbers and names in a question, each as the stems of its words.

    A name is words with capitals in a row; the first word of a question has one anyway and is none.
    """
    first = re.match(r"\W*\w+\s*", question)
    names = find_names(question[first.end() if first else 0 :])
    found = [terms(number) for number in _FIGURE.findall(question)]
    found += [content_terms(match.group()) for match in names]
    return [frozenset(name) for name in found if name]


def is_named(name: str, text_terms: Collection[str]) -> bool:
    """Whether a text with these terms names the same: "Mexican" where it has "Mexico"."""
    if name in text_terms or any(alias in text_terms for alias in _SAME.get(name, ())):
        return True
    root = name[: max(4, len(name) - 3)]
    return not name[0].isdigit() and any(term.startswith(root) for term in text_terms)


def is_negated(text: str) -> bool:
    """Whether a text has a "not" or what means it."""
    return _NEGATION.search(text) is not None


def violates_answer_type(question: str, answer: str) -> bool:
    """Whether an answer lacks the form that the question asks for: money, a number, a time."""
    for asks, has in _FORMS:
        if asks.search(question):
            return not has.search(answer)
    return False
