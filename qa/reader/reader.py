"""A question and passages to the spans that may answer it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from qa.errors import ModelError
from qa.reader.spans import decode_spans
from qa.reader.weights import is_packed, read_packed
from qa.settings import ReaderSettings
from qa.text.sentences import Range, sentence_ranges, with_the_one_before
from qa.text.terms import content_terms
from qa.types.search import Hit, Span, by_margin, drop_overlapping

if TYPE_CHECKING:
    from torch import nn
    from transformers import PreTrainedTokenizerBase

PACKAGED = Path(__file__).parent.parent / "models" / "reader"
# Spans of a second reading: so many that one of the first is nearly always among them.
_LOOKED_UP = 40


@dataclass(frozen=True, slots=True)
class _Window:
    """What the model says of one input: a passage, or as much of it as can be read at once.

    Attributes:
        source: the number of the passage.
        offsets: (tokens, 2), where its tokens start and end in it.
        starts, ends: (tokens,), their logits.
        null: start and end logit of the null answer.
    """

    source: int
    offsets: NDArray[np.int64]
    starts: NDArray[np.float32]
    ends: NDArray[np.float32]
    null: tuple[float, float]

    def margin(self, start: int, end: int) -> float:
        """Of the tokens from one that holds the character at `start` to one with the last."""
        touched = np.flatnonzero((self.offsets[:, 0] < end) & (self.offsets[:, 1] > start))
        return float(self.starts[touched[0]] + self.ends[touched[-1]]) - sum(self.null)


class Reader:
    """An extractive question-answering model; each passage is read by itself.

    Attributes:
        name: the name or path it was loaded by.
    """

    def __init__(
        self,
        model: nn.Module,
        tokenizer: PreTrainedTokenizerBase,
        name: str,
        settings: ReaderSettings,
    ) -> None:
        self.name = name
        self._model = model
        self._tokenizer = tokenizer
        self._settings = settings

    @classmethod
    def load(
        cls,
        name: str | None = None,
        settings: ReaderSettings | None = None,
        eight_bit: bool | None = None,
    ) -> Reader:
        """Load the reader that comes with the project, or any by hub name or local path.

        `eight_bit` chooses the arithmetic; None takes 8 bits where the machine is faster with it.

        Raises:
            ModelError: the model is not there, is damaged, or does not answer questions.
        """
        from transformers import AutoTokenizer
        from transformers.utils import logging

        logging.set_verbosity_error()
        logging.disable_progress_bar()
        path = str(PACKAGED) if name is None else name
        try:
            model = _load_model(path, eight_bit)
            tokenizer = AutoTokenizer.from_pretrained(path, local_files_only=Path(path).exists())
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            lines = str(error).strip().splitlines() or [type(error).__name__]
            raise ModelError(
                f"Cannot load the reader {path!r}: {lines[0].rstrip('.')}. Give the name of a "
                "question-answering model on the hub or the path of one on disk."
            ) from error
        return cls(model, tokenizer, name or "article-qa reader", settings or ReaderSettings())

    def read(self, question: str, hits: Sequence[Hit]) -> list[Span]:
        """Propose spans of the passages, the best of each, in no particular order.

        Their margins are comparable across passages. The best are read twice: in their passage, and
        in their sentence with the one before it only.
        """
        question = self._truncate(question)
        spans = self._read_once(question, hits, self._settings.spans_per_passage)
        return self._rescore(question, spans)

    def _read_once(self, question: str, hits: Sequence[Hit], count: int) -> list[Span]:
        """The best spans of each passage, `count` of each window that it is read in."""
        spans: dict[tuple[int, int, int], Span] = {}
        for window in self._windows(question, hits):
            for span in self._spans(window, hits[window.source], count):
                key = (window.source, span.start, span.end)
                if key not in spans or spans[key].margin < span.margin:
                    spans[key] = span
        return list(spans.values())

    def _rescore(self, question: str, spans: Sequence[Span]) -> list[Span]:
        """Give the best spans the mean of two margins, the second read without most of the passage.

        The two readings err apart, so their mean errs less (training/README.md). The first, which
        sees more, decides where an answer begins and ends: spans that overlap move together.
        """
        leaders = drop_overlapping(sorted(spans, key=by_margin))
        close = [
            one
            for one in leaders
            if one.margin >= leaders[0].margin - self._settings.rescore_within
        ]
        parts = {one: part for one in close if (part := crop_to_sentences(one)) != one.hit}
        again: dict[Hit, dict[Range, float]] = {part: {} for part in parts.values()}
        for one in self._read_once(question, list(again), _LOOKED_UP):
            again[one.hit][one.start, one.end] = one.margin
        change = {}
        for one, part in parts.items():
            least = min(again[part].values(), default=one.margin)
            change[one] = (again[part].get((one.start, one.end), least) - one.margin) / 2
        led = {span: next(one for one in leaders if one.overlaps(span)) for span in spans}
        return [replace(one, margin=one.margin + change.get(led[one], 0.0)) for one in spans]

    def rescore_jointly(self, question: str, spans: Sequence[Span]) -> list[float]:
        """The margins of spans when their sentences are read as one text.

        In its own passage a span is weighed against the words around it; so against the others.
        The sentences are read in the order of the spans and backwards, and the mean is given. All
        are equal where there is one sentence only, or more than can be read at once.
        """
        parts = {span: crop_to_sentences(span) for span in spans}
        excerpts = list(dict.fromkeys(parts.values()))
        if len(excerpts) < 2:
            return [0.0] * len(spans)
        question = self._truncate(question)
        asked = set(content_terms(question))
        orders = [excerpts, excerpts[::-1]]
        texts, places = zip(*(_concatenate(asked, order) for order in orders), strict=True)
        windows = self._read_texts(question, [""] * len(texts), texts)
        if len(windows) > len(texts):
            return [0.0] * len(spans)
        margins = [
            [
                window.margin(span.start + at[parts[span]], span.end + at[parts[span]])
                for window, at in zip(windows, places, strict=True)
            ]
            for span in spans
        ]
        return [sum(one) / len(one) for one in margins]

    def _truncate(self, question: str) -> str:
        limit = self._settings.max_question_tokens
        offsets = self._tokenizer(question, add_special_tokens=False, return_offsets_mapping=True)[
            "offset_mapping"
        ]
        return question if len(offsets) <= limit else question[: offsets[limit - 1][1]]

    def _windows(self, question: str, hits: Sequence[Hit]) -> list[_Window]:
        """What the model says of each passage; a long one is read in several windows."""
        if not hits:
            return []
        asked = set(content_terms(question))
        contexts = [_context(asked, hit) for hit in hits]
        return self._read_texts(question, contexts, [hit.passage.text for hit in hits])

    def _read_texts(
        self, question: str, contexts: Sequence[str], texts: Sequence[str]
    ) -> list[_Window]:
        """What the model says of each text; offsets count in it, and not in what stands before."""
        read = self._tokenizer(
            [question] * len(texts),
            [context + text for context, text in zip(contexts, texts, strict=True)],
            truncation="only_second",
            max_length=self._settings.max_tokens,
            stride=self._settings.stride,
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
        )
        cls = self._tokenizer.cls_token_id
        found = []
        for number, (starts, ends) in enumerate(self._logits(read)):
            source = read["overflow_to_sample_mapping"][number]
            ids = read["input_ids"][number]
            null = ids.index(cls) if cls in ids else 0
            # What stands before the passage is context only: its offsets come out negative.
            offsets = np.array(read["offset_mapping"][number], np.int64) - len(contexts[source])
            # Some tokenizers give tokens without characters (a lone space mark): no part of a span.
            readable = np.array([part == 1 for part in read.sequence_ids(number)])
            kept = readable & (offsets[:, 1] > offsets[:, 0]) & (offsets[:, 0] >= 0)
            found.append(
                _Window(
                    source,
                    offsets[kept],
                    starts[kept],
                    ends[kept],
                    (float(starts[null]), float(ends[null])),
                )
            )
        return found

    def _logits(self, windows: Any) -> list[tuple[NDArray[np.float32], NDArray[np.float32]]]:
        """Start and end logits of each window, without padding."""
        import torch

        ids = windows["input_ids"]
        found = [(np.empty(0, np.float32), np.empty(0, np.float32))] * len(ids)
        order = sorted(range(len(ids)), key=lambda window: len(ids[window]))
        for first in range(0, len(order), self._settings.batch_size):
            batch = order[first : first + self._settings.batch_size]
            names = [name for name in self._tokenizer.model_input_names if name in windows]
            padded = self._tokenizer.pad(
                {name: [windows[name][window] for window in batch] for name in names},
                return_tensors="pt",
            )
            with torch.inference_mode():
                output = self._model(**padded)
            for row, window in enumerate(batch):
                left = self._tokenizer.padding_side == "left"
                size = len(ids[window])
                kept = slice(-size, None) if left else slice(size)
                found[window] = (
                    output.start_logits[row, kept].float().numpy(),
                    output.end_logits[row, kept].float().numpy(),
                )
        return found

    def _spans(self, window: _Window, hit: Hit, count: int) -> list[Span]:
        found = decode_spans(
            hit.passage.text,
            window.offsets,
            window.starts,
            window.ends,
            window.null,
            self._settings.max_answer_words,
            count,
        )
        base = hit.passage.start
        return [
            Span(
                base + one.start,
                base + one.end,
                hit.passage.text[one.start : one.end],
                one.margin,
                one.span_log_prob,
                hit,
            )
            for one in found
        ]


def crop_to_sentences(span: Span) -> Hit:
    """The hit of a span with its passage cut to the span's sentence and the one before it."""
    passage = span.hit.passage
    ranges = sentence_ranges(passage.text)
    span_range = span.start - passage.start, span.end - passage.start
    start, end = with_the_one_before(span_range, ranges)
    if (start, end) == (ranges[0][0], ranges[-1][1]):
        return span.hit
    cut = replace(
        passage,
        start=passage.start + start,
        end=passage.start + end,
        text=passage.text[start:end],
    )
    return replace(span.hit, passage=cut)


def _concatenate(asked: Set[str], hits: Sequence[Hit]) -> tuple[str, dict[Hit, int]]:
    """The passages as one text, and how far the offsets of each passage's article lie off in it."""
    text = ""
    places = {}
    for hit in hits:
        text += _context(asked, hit)
        places[hit] = len(text) - hit.passage.start
        text += f"{hit.passage.text}\n"
    return text, places


def _context(asked: Set[str], hit: Hit) -> str:
    """What stands before a passage while it is read: the title, where only it names what is asked.

    A reader that has learned to refuse questions about another ship will not take "the ferry" for
    the one that is asked about; the headline says that it is.
    """
    title = hit.article.title
    if title is None:
        return ""
    named = asked & set(content_terms(title))
    return f"{title}\n" if named and named - set(content_terms(hit.passage.text)) else ""


def _load_model(path: str, eight_bit: bool | None) -> nn.Module:
    from transformers import AutoModelForQuestionAnswering

    from qa.reader.int8 import is_supported, quantize

    if eight_bit is None:
        eight_bit = is_supported()
    folder = Path(path)
    if is_packed(folder):
        return _load_packed(folder, eight_bit)
    model: nn.Module = AutoModelForQuestionAnswering.from_pretrained(
        path, local_files_only=folder.exists()
    )
    model.eval()
    if eight_bit:
        quantize(model)
    return model


def _load_packed(folder: Path, eight_bit: bool) -> nn.Module:
    """The model is made without weights and takes the packed ones: nothing is held twice."""
    import torch
    from transformers import AutoConfig, AutoModelForQuestionAnswering

    from qa.reader.int8 import load_int8_weights

    packed = read_packed(folder)
    config = AutoConfig.from_pretrained(folder, local_files_only=True)
    with torch.device("meta"):
        model: nn.Module = AutoModelForQuestionAnswering.from_config(config)
    left = load_int8_weights(model, packed) if eight_bit else packed.unpacked()
    model.load_state_dict(left, assign=True)
    return model.eval()
