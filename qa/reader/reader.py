"""A question and passages to the spans that may answer it."""

from __future__ import annotations

import copy
import math
from collections.abc import Iterable, Mapping, Sequence, Set
from concurrent.futures import Executor
from dataclasses import replace

from qa.reader.excerpts import concatenate, context_of, crop_to_sentences
from qa.reader.loading import LoadedModel, load_model
from qa.reader.memory import RememberingWindowReader
from qa.reader.spans import decode_spans
from qa.reader.windows import Window, WindowReader, Windows, one_thread_workers
from qa.settings import ReaderSettings
from qa.text.sentences import Range
from qa.text.terms import content_terms
from qa.types.search import Hit, Span, drop_overlapping, sort_by_margin

# Spans of a second reading: so many that a span of the first is nearly always among them.
_RESCORED_SPANS = 40


class Reader:
    """An extractive question-answering model; each passage is read by itself.

    Attributes:
        name: the name or path it was loaded by.
    """

    def __init__(
        self, loaded: LoadedModel, settings: ReaderSettings, workers: Executor | None = None
    ) -> None:
        """Read with a loaded model; the workers are threads, one for each core unless given."""
        self.name = loaded.name
        self._window_reader: Windows = WindowReader(
            loaded.model, loaded.tokenizer, settings, workers or one_thread_workers()
        )
        self._settings = settings

    @classmethod
    def load(
        cls,
        name: str | None = None,
        settings: ReaderSettings | None = None,
        eight_bit: bool | None = None,
    ) -> Reader:
        """Load the reader that comes with the project, or any by hub name or local path.

        `eight_bit` sets the arithmetic; None takes 8 bits where the machine is faster with it.

        Raises:
            ModelError: the model is not there, is damaged, or does not answer questions.
        """
        return cls(load_model(name, eight_bit), settings or ReaderSettings())

    def with_memory(self, texts: int) -> Reader:
        """Return a reader with the same model and workers that reads the same text only once.

        It remembers the readings of the `texts` texts that were used last, each with its question.
        """
        reader = copy.copy(self)
        reader._window_reader = RememberingWindowReader(self._window_reader, texts)
        return reader

    def read(self, question: str, hits: Sequence[Hit]) -> list[Span]:
        """Propose spans of the passages, the best of each, in no particular order.

        Their margins are comparable across passages. The best are read twice: in their passage, and
        in their sentence with the one before it only.
        """
        return self.read_each(question, [hits])[0]

    def read_each(
        self, question: str, groups: Sequence[Sequence[Hit]], min_margin: float = -math.inf
    ) -> list[list[Span]]:
        """Read groups of passages, such as those of one article each, side by side.

        Each group gets the spans that `read` gives it by itself: which are read a second time is
        decided within the group. A group in which no span reaches `min_margin` in the first reading
        is not read again and gets no spans.
        """
        question = self._window_reader.truncate(question)
        question_terms = frozenset(content_terms(question))
        spans_of_groups = self._read_once(
            question, question_terms, groups, self._settings.spans_per_passage
        )
        promising = [
            spans if any(span.margin >= min_margin for span in spans) else []
            for spans in spans_of_groups
        ]
        return self._rescore(question, question_terms, promising)

    def rescore_jointly(self, question: str, spans: Sequence[Span]) -> list[float]:
        """Return the margins of spans when their sentences are read as one text.

        In its own passage a span is weighed against the words around it, here against the other
        spans. The sentences are read in the order of the spans and backwards, and the mean is
        returned. All are 0.0 where there is one sentence only, or more than can be read at once.
        """
        excerpts = {span: crop_to_sentences(span) for span in spans}
        forwards = list(dict.fromkeys(excerpts.values()))
        if len(forwards) < 2:
            return [0.0] * len(spans)
        question = self._window_reader.truncate(question)
        question_terms = frozenset(content_terms(question))
        joined = [concatenate(order, question_terms) for order in (forwards, forwards[::-1])]
        texts = [concatenation.text for concatenation in joined]
        windows = self._window_reader.read(question, [""] * len(texts), texts)
        if len(windows) > len(texts):
            return [0.0] * len(spans)
        margins = []
        for span in spans:
            shifts = [concatenation.shifts[excerpts[span]] for concatenation in joined]
            readings = [
                window.margin(span.start + shift, span.end + shift)
                for window, shift in zip(windows, shifts, strict=True)
            ]
            margins.append(sum(readings) / len(readings))
        return margins

    def _read_once(
        self,
        question: str,
        question_terms: Set[str],
        groups: Sequence[Sequence[Hit]],
        count: int,
    ) -> list[list[Span]]:
        """Give the best spans of each group's passages, `count` of each window."""
        hits = [hit for group in groups for hit in group]
        group_of = [number for number, group in enumerate(groups) for _ in group]
        contexts = [context_of(hit, question_terms) for hit in hits]
        texts = [hit.passage.text for hit in hits]
        spans: dict[tuple[int, int, int], Span] = {}
        for window in self._window_reader.read(question, contexts, texts):
            for span in self._spans(window, hits[window.source], count):
                key = (window.source, span.start, span.end)
                if key not in spans or spans[key].margin < span.margin:
                    spans[key] = span
        spans_of_groups: list[list[Span]] = [[] for _ in groups]
        for (source, _, _), span in spans.items():
            spans_of_groups[group_of[source]].append(span)
        return spans_of_groups

    def _rescore(
        self, question: str, question_terms: Set[str], spans_of_groups: Sequence[Sequence[Span]]
    ) -> list[list[Span]]:
        """Give the best spans the mean of two margins, the second read without most of the passage.

        The two readings err apart, so their mean errs less (docs/experiments). The first, which
        sees more, decides where an answer begins and ends: spans that overlap move together.
        """
        excerpts_of_groups = [self._excerpts(spans) for spans in spans_of_groups]
        second_readings = self._read_once(
            question,
            question_terms,
            [list(dict.fromkeys(excerpts.values())) for excerpts in excerpts_of_groups],
            _RESCORED_SPANS,
        )
        return [
            _with_second_margins(*group)
            for group in zip(spans_of_groups, excerpts_of_groups, second_readings, strict=True)
        ]

    def _excerpts(self, spans: Iterable[Span]) -> dict[Span, Hit]:
        """Give the spans that are read a second time, each with what is read of its passage."""
        leaders = drop_overlapping(sort_by_margin(spans))
        best = max((span.margin for span in leaders), default=0.0)
        close = [span for span in leaders if span.margin >= best - self._settings.rescore_within]
        return {span: excerpt for span in close if (excerpt := crop_to_sentences(span)) != span.hit}

    def _spans(self, window: Window, hit: Hit, count: int) -> list[Span]:
        """Give the best spans of a window, as spans of the article."""
        text = hit.passage.text
        ranges = decode_spans(
            text,
            window.offsets,
            window.starts,
            window.ends,
            window.null,
            self._settings.max_answer_words,
            count,
        )
        shift = hit.passage.start
        return [
            Span(
                shift + scored.start,
                shift + scored.end,
                text[scored.start : scored.end],
                scored.margin,
                scored.span_log_prob,
                hit,
            )
            for scored in ranges
        ]


def _with_second_margins(
    spans: Sequence[Span], excerpts: Mapping[Span, Hit], second_spans: Iterable[Span]
) -> list[Span]:
    """Give spans the mean of their margins in the first reading and in that of their excerpts."""
    second_margins: dict[Hit, dict[Range, float]] = {excerpt: {} for excerpt in excerpts.values()}
    for span in second_spans:
        second_margins[span.hit][span.start, span.end] = span.margin
    change = {}
    for span, excerpt in excerpts.items():
        margins = second_margins[excerpt]
        lowest = min(margins.values(), default=span.margin)
        change[span] = (margins.get((span.start, span.end), lowest) - span.margin) / 2
    leaders = drop_overlapping(sort_by_margin(spans))
    leader_of = {
        span: next(leader for leader in leaders if leader.overlaps(span)) for span in spans
    }
    return [replace(span, margin=span.margin + change.get(leader_of[span], 0.0)) for span in spans]
