"""Texts to windows: what the model reads at once, with the logits and offsets of its tokens.

Windows are read side by side, each on one thread. The threads of PyTorch inside one product wait
for each other by spinning, which a machine that has other work to do pays for many times over
(docs/experiments/speed.md); threads that share no product do not wait.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from qa.settings import ReaderSettings

if TYPE_CHECKING:
    from torch import nn
    from transformers import BatchEncoding, PreTrainedTokenizerBase

Logits = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Window:
    """What the model says about one input: a text, or as much of it as can be read at once.

    Attributes:
        source: the number of the text.
        offsets: (tokens, 2), where its tokens start and end in the text.
        starts, ends: (tokens,), their logits.
        null: start and end logit of the null answer.
    """

    source: int
    offsets: NDArray[np.int64]
    starts: Logits
    ends: Logits
    null: tuple[float, float]

    def margin(self, start: int, end: int) -> float:
        """Return the margin of the tokens that hold the characters from `start` to `end`."""
        touched = np.flatnonzero((self.offsets[:, 0] < end) & (self.offsets[:, 1] > start))
        return float(self.starts[touched[0]] + self.ends[touched[-1]]) - sum(self.null)


class Windows(Protocol):
    """Reads texts for a question; `WindowReader` says what each method does."""

    def truncate(self, question: str) -> str: ...

    def read(
        self, question: str, contexts: Sequence[str], texts: Sequence[str]
    ) -> list[Window]: ...


class WindowReader:
    """Runs the model over a question and texts."""

    def __init__(
        self,
        model: nn.Module,
        tokenizer: PreTrainedTokenizerBase,
        settings: ReaderSettings,
        workers: Executor,
    ) -> None:
        """Read with a model; each batch of windows is a task of the workers."""
        self._model = model
        self._tokenizer = tokenizer
        self._settings = settings
        self._workers = workers

    def truncate(self, question: str) -> str:
        """Cut a question at the most tokens that a question may have."""
        limit = self._settings.max_question_tokens
        offsets = self._tokenizer(question, add_special_tokens=False, return_offsets_mapping=True)[
            "offset_mapping"
        ]
        return question if len(offsets) <= limit else question[: offsets[limit - 1][1]]

    def read(self, question: str, contexts: Sequence[str], texts: Sequence[str]) -> list[Window]:
        """Read each text after its context; a long text gives several windows.

        Only tokens of the text are in a window, and offsets count in it, not in the context.
        """
        if not texts:
            return []
        encoding = self._tokenizer(
            [question] * len(texts),
            [context + text for context, text in zip(contexts, texts, strict=True)],
            truncation="only_second",
            max_length=self._settings.max_tokens,
            stride=self._settings.stride,
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
        )
        cls = self._tokenizer.cls_token_id
        windows = []
        for number, (starts, ends) in enumerate(self._logits(encoding)):
            source = encoding["overflow_to_sample_mapping"][number]
            ids = encoding["input_ids"][number]
            null = ids.index(cls) if cls in ids else 0
            # The offsets of the context come out negative.
            offsets = np.array(encoding["offset_mapping"][number], np.int64) - len(contexts[source])
            in_second = np.array([part == 1 for part in encoding.sequence_ids(number)])
            # Some tokenizers give tokens without characters (a lone space mark): no part of a span.
            readable = in_second & (offsets[:, 1] > offsets[:, 0]) & (offsets[:, 0] >= 0)
            windows.append(
                Window(
                    source,
                    offsets[readable],
                    starts[readable],
                    ends[readable],
                    (float(starts[null]), float(ends[null])),
                )
            )
        return windows

    def _logits(self, encoding: BatchEncoding) -> list[tuple[Logits, Logits]]:
        """Return the start and end logits of each window, without padding."""
        sizes = [len(ids) for ids in encoding["input_ids"]]
        # The longest first, so that no thread is left with a long one at the end.
        order = sorted(range(len(sizes)), key=lambda window: -sizes[window])
        batches = [
            order[first : first + self._settings.batch_size]
            for first in range(0, len(order), self._settings.batch_size)
        ]
        read = self._workers.map(lambda batch: self._batch_logits(encoding, batch), batches)
        logits = dict(zip(order, chain.from_iterable(read), strict=True))
        return [logits[window] for window in range(len(sizes))]

    def _batch_logits(
        self, encoding: BatchEncoding, batch: Sequence[int]
    ) -> list[tuple[Logits, Logits]]:
        """Return the start and end logits of the windows of one batch, given by their numbers."""
        import torch

        names = [name for name in self._tokenizer.model_input_names if name in encoding]
        padded = self._tokenizer.pad(
            {name: [encoding[name][window] for window in batch] for name in names},
            return_tensors="pt",
        )
        with torch.inference_mode():
            output = self._model(**padded)
        logits = []
        for row, window in enumerate(batch):
            size = len(encoding["input_ids"][window])
            padded_left = self._tokenizer.padding_side == "left"
            unpadded = slice(-size, None) if padded_left else slice(size)
            logits.append(
                (
                    output.start_logits[row, unpadded].float().numpy(),
                    output.end_logits[row, unpadded].float().numpy(),
                )
            )
        return logits


def one_thread_workers() -> ThreadPoolExecutor:
    """Return a pool of as many threads as this process may use cores, each for a whole product."""
    import torch

    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return ThreadPoolExecutor(cores, "reader", initializer=torch.set_num_threads, initargs=(1,))
