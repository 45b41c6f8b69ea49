"""Remember the vectors of sentences, so that another question on them need not encode them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder
from qa.reader.memory import Memory


class SentenceVectors:
    """The vectors of the sentences that were compared last."""

    def __init__(self, encoder: Encoder, size: int) -> None:
        """Remember at most `size` sentences (1.5 KB each with 384 dimensions)."""
        self._encoder = encoder
        self._size = size
        self._memory: Memory[str, NDArray[np.float32]] = Memory(size)

    def prepare(self, sentences: Iterable[str]) -> None:
        """Encode many sentences together, which takes less time than a few after a few."""
        missing = [text for text in dict.fromkeys(sentences) if text not in self._memory]
        for text, vector in zip(missing, self._encoder.encode_passages(missing), strict=True):
            self._memory.put(text, vector)

    def similarity(self, question: str, sentences: Sequence[str]) -> list[float]:
        """Return the cosines of a question with sentences, -1 to 1, in their order."""
        if not sentences:
            return []
        if len(set(sentences)) > self._size:
            return self._encoder.similarity(question, sentences)
        self.prepare(sentences)
        vectors = np.stack([self._memory.get(text) for text in sentences])
        return [float(score) for score in vectors @ self._encoder.encode_question(question)]
