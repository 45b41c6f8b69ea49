"""Distinct answers, and the spans that give them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qa.answering.features import Features
from qa.text.equivalence import are_equivalent
from qa.types.search import Span

# Scores that differ by less, in log odds, are a tie. Ranking by where the spans stand is then as
# good, and does not change with the arithmetic of the machine.
TIED_SCORE = 0.05


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """A span with its features and the score, in log odds, that they give it.

    Attributes:
        span: the words that are shown.
        read: the words that the reader pointed at, which the features are of; the words shown may
            hold a bound or a unit more.
    """

    span: Span
    read: Span
    features: Features
    score: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A distinct answer.

    Attributes:
        places: the spans that give it, best first; the first one stands for the answer.
        features: those of the first place, with joint_margin, agreement and lead.
    """

    places: tuple[ScoredSpan, ...]
    features: Features

    @property
    def best(self) -> Span:
        return self.places[0].span

    @property
    def text(self) -> str:
        return self.best.text

    @property
    def score(self) -> float:
        return self.places[0].score


def group_equivalent(places: Iterable[ScoredSpan]) -> list[list[ScoredSpan]]:
    """Gather spans that say the same, in the order of the first of each."""
    answers: list[list[ScoredSpan]] = []
    for place in places:
        for answer in answers:
            if _say_the_same(answer[0].span, place.span):
                answer.append(place)
                break
        else:
            answers.append([place])
    return answers


def _say_the_same(span: Span, other: Span) -> bool:
    """Tell whether two spans agree; "Tuesday" is read by the date of its article."""
    return are_equivalent(span.text, other.text, span.hit.article.date, other.hit.article.date)
