"""A question and passages to the spans that may answer it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from qa.datatypes import Hit, Span
from qa.errors import ModelError
from qa.settings import ReaderSettings
from qa.spans import legal_spans
from qa.weights import is_packed, read_packed
from qa.words import content_terms

if TYPE_CHECKING:
    from torch import nn
    from transformers import PreTrainedTokenizerBase

PACKAGED = Path(__file__).parent / "models" / "reader"


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

        Their margins are comparable across passages.
        """
        if not hits:
            return []
        question = self._capped(question)
        asked = set(content_terms(question))
        contexts = [_context(asked, hit) for hit in hits]
        texts = [context + hit.passage.text for context, hit in zip(contexts, hits, strict=True)]
        windows = self._tokenizer(
            [question] * len(texts),
            texts,
            truncation="only_second",
            max_length=self._settings.max_tokens,
            stride=self._settings.stride,
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
        )
        starts, ends = self._logits(windows)
        spans: dict[tuple[int, int, int], Span] = {}
        for window, source in enumerate(windows["overflow_to_sample_mapping"]):
            skipped = len(contexts[source])
            for span in self._window_spans(windows, window, starts, ends, hits[source], skipped):
                key = (source, span.start, span.end)
                if key not in spans or spans[key].margin < span.margin:
                    spans[key] = span
        return list(spans.values())

    def _capped(self, question: str) -> str:
        limit = self._settings.max_question_tokens
        offsets = self._tokenizer(question, add_special_tokens=False, return_offsets_mapping=True)[
            "offset_mapping"
        ]
        return question if len(offsets) <= limit else question[: offsets[limit - 1][1]]

    def _logits(self, windows: Any) -> tuple[list[NDArray[np.float32]], list[NDArray[np.float32]]]:
        """Start and end logits of each window, without padding."""
        import torch

        ids = windows["input_ids"]
        starts: list[NDArray[np.float32]] = [np.empty(0, np.float32)] * len(ids)
        ends = list(starts)
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
                starts[window] = output.start_logits[row, kept].float().numpy()
                ends[window] = output.end_logits[row, kept].float().numpy()
        return starts, ends

    def _window_spans(
        self,
        windows: Any,
        window: int,
        starts: Sequence[NDArray[np.float32]],
        ends: Sequence[NDArray[np.float32]],
        hit: Hit,
        skipped: int,
    ) -> list[Span]:
        """The spans of one window; the first `skipped` characters of what was read are context."""
        ids = windows["input_ids"][window]
        cls = self._tokenizer.cls_token_id
        null = ids.index(cls) if cls in ids else 0
        offsets = np.array(windows["offset_mapping"][window], dtype=np.int64) - skipped
        # Some tokenizers give tokens without characters (a lone space mark): never part of a span.
        readable = np.array([part == 1 for part in windows.sequence_ids(window)])
        kept = np.flatnonzero(readable & (offsets[:, 1] > offsets[:, 0]) & (offsets[:, 0] >= 0))
        found = legal_spans(
            hit.passage.text,
            offsets[kept],
            starts[window][kept],
            ends[window][kept],
            (float(starts[window][null]), float(ends[window][null])),
            self._settings.max_answer_words,
            self._settings.spans_per_passage,
        )
        base = hit.passage.start
        return [
            Span(
                base + one.start,
                base + one.end,
                hit.passage.text[one.start : one.end],
                one.margin,
                one.share,
                hit,
            )
            for one in found
        ]


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

    from qa.quantized import is_supported, quantize

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

    from qa.quantized import take_packed

    packed = read_packed(folder)
    config = AutoConfig.from_pretrained(folder, local_files_only=True)
    with torch.device("meta"):
        model: nn.Module = AutoModelForQuestionAnswering.from_config(config)
    left = take_packed(model, packed) if eight_bit else packed.unpacked()
    model.load_state_dict(left, assign=True)
    return model.eval()
