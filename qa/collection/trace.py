"""Hold what each stage found on the way from a query to its answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa.types.answer import Answer
from qa.types.search import Hit, Span

if TYPE_CHECKING:
    from qa.answering.candidates import Candidate


@dataclass(frozen=True, slots=True)
class ReadingOutcome:
    """One way to understand a follow-up question, and what came of it.

    Attributes:
        question: complete, as it was asked.
        is_within_article: it was asked of the conversation's article only.
        answer: the likeliest words, None where there were none.
        confidence: the probability (0 to 1) that they are right.
        is_chosen: the answer of the trace is the one to this reading.
    """

    question: str
    is_within_article: bool
    answer: str | None
    confidence: float
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Trace:
    """An answer and how it came about.

    Attributes:
        hits: the passages that were retrieved, best first; at most `top_k`.
        passages_read: those of the hits that the reader read, in the order of reading.
        spans: what the reader proposed, without the answers that the conversation has had.
        candidates: the distinct answers among the spans, best first.
        answer: the result; its text is None when the best candidate is not likely enough.
        readings: the readings of the question that were asked, in order; empty where it has one.
    """

    hits: tuple[Hit, ...]
    passages_read: tuple[Hit, ...]
    spans: tuple[Span, ...]
    candidates: tuple[Candidate, ...]
    answer: Answer
    readings: tuple[ReadingOutcome, ...] = ()

    def with_readings(self, readings: Iterable[ReadingOutcome]) -> Trace:
        return replace(self, readings=tuple(readings))
