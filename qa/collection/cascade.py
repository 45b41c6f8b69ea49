"""Read passages in stages, no more of them than the answer needs, and select the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.answering.newer_passages import newer_passages
from qa.answering.selector import AnswerSelector, Selection
from qa.retrieval.retriever import further_hits, prune_hits
from qa.settings import Settings
from qa.types.search import Hit, Span


@dataclass(frozen=True, slots=True)
class ReadingResult:
    """What came of reading.

    Attributes:
        passages_read: in the order of reading.
        spans: what the reader proposed in them.
        selection: the answer among these spans, or none.
    """

    passages_read: tuple[Hit, ...]
    spans: tuple[Span, ...]
    selection: Selection


@dataclass(frozen=True, slots=True)
class ReadingCascade:
    """Reads passages for one question, in up to three stages.

    First those that score near the best one; then lower ones, only where the first leave doubt,
    because they would hardly change an answer without any; then passages of later articles that may
    bring its value up to date.

    Attributes:
        settings: how many passages each stage reads.
        question: complete, as it is asked.
        hits: what retrieval gave for it, best first.
        min_confidence: the lowest probability, 0 to 1, at which an answer is given.
        selector: chooses the answer.
        read: gives the spans that the reader proposes in passages.
    """

    settings: Settings
    question: str
    hits: Sequence[Hit]
    min_confidence: float
    selector: AnswerSelector
    read: Callable[[Sequence[Hit]], list[Span]]

    def run(self) -> ReadingResult:
        """Read what the answer needs of the passages."""
        result = self._with_more(None, prune_hits(self.hits, self.settings.retrieval))
        if result.selection.confidence < self.settings.answering.min_confidence:
            result = self._with_more(result, further_hits(self.hits, self.settings.retrieval))
        return self._with_more(result, self._newer(result))

    def _with_more(self, result: ReadingResult | None, passages: Sequence[Hit]) -> ReadingResult:
        """Read more passages and select anew among the spans of all; nothing changes for none."""
        if result is not None and not passages:
            return result
        passages_read, spans = ((), ()) if result is None else (result.passages_read, result.spans)
        spans = (*spans, *self.read(passages))
        selection = self.selector.select(self.question, self.hits, spans, self.min_confidence)
        return ReadingResult((*passages_read, *passages), spans, selection)

    def _newer(self, result: ReadingResult) -> list[Hit]:
        """Give the passages of later articles that may bring the best answer up to date."""
        if not result.selection.candidates:
            return []
        lead = result.selection.candidates[0].best
        return newer_passages(
            self.question, lead, self.hits, result.passages_read, self.settings.answering
        )
