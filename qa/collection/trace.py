"""Hold what each stage found on the way from a query to its answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.types.answer import Answer
from qa.types.search import Hit, Span

if TYPE_CHECKING:
    from qa.answering.candidates import Candidate


@dataclass(frozen=True, slots=True)
class Trace:
    """An answer and how it came about.

    Attributes:
        hits: the passages that were retrieved, best first; at most `top_k`.
        passages_read: those of the hits that the reader read, in the order of reading.
        spans: what the reader proposed, without the answers that the conversation has had.
        candidates: the distinct answers among the spans, best first.
        answer: the result; its text is None when the best candidate is not likely enough.
    """

    hits: tuple[Hit, ...]
    passages_read: tuple[Hit, ...]
    spans: tuple[Span, ...]
    candidates: tuple[Candidate, ...]
    answer: Answer
