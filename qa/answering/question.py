"""Hold what the answers to a question are compared with, computed once a question."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from qa.answering.matching import is_negated
from qa.questions.several import allows_several
from qa.text.names import find_names
from qa.text.terms import content_terms, terms
from qa.types.search import Hit

_FIGURE = re.compile(r"\d[\d,.]*\d|\d")
_FIRST_WORD = re.compile(r"\W*\w+\s*")


@dataclass(frozen=True, slots=True)
class QuestionContext:
    """A question with what is computed from it and from its passages once.

    Attributes:
        question: as it is asked, made complete.
        terms: the stems of the words that carry its subject.
        names: its names and numbers, each as the stems of its words.
        is_negated: whether it has a "not" or the like.
        allows_several: whether more than one answer may be true.
        best_lexical: the highest BM25 among the passages; 0 when there are none.
    """

    question: str
    terms: frozenset[str]
    names: tuple[frozenset[str], ...]
    is_negated: bool
    allows_several: bool
    best_lexical: float

    @classmethod
    def of(cls, question: str, hits: Iterable[Hit]) -> QuestionContext:
        return cls(
            question,
            frozenset(content_terms(question)),
            tuple(extract_names(question)),
            is_negated(question),
            allows_several(question),
            max((hit.lexical for hit in hits), default=0.0),
        )


def extract_names(question: str) -> list[frozenset[str]]:
    """Give the numbers and names in a question, each as the stems of its words.

    The first word of a question is capitalised anyway, so it does not count as a name.
    """
    first = _FIRST_WORD.match(question)
    rest = question[first.end() if first else 0 :]
    numbers = [terms(number) for number in _FIGURE.findall(question)]
    names = [content_terms(match.group()) for match in find_names(rest)]
    return [frozenset(name) for name in [*numbers, *names] if name]
