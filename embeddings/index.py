"""Vectors to the nearest rows, through FAISS."""

from __future__ import annotations

from collections.abc import Sequence

import faiss
import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]


class VectorIndex:
    """Exact search by inner product over rows that go by the caller's own numbers.

    Held in memory; filled from the vectors that the store keeps.
    """

    def __init__(self, dimension: int) -> None:
        self.dimension = dimension
        self._index = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def add(self, ids: Sequence[int] | Ids, vectors: Vectors) -> None:
        """Add rows of shape (len(ids), dimension); an id may be added once only.

        Raises:
            ValueError: the shapes do not fit.
        """
        if vectors.shape != (len(ids), self.dimension):
            raise ValueError(
                f"vectors have shape {vectors.shape}, expected ({len(ids)}, {self.dimension})"
            )
        if len(ids):
            self._index.add_with_ids(
                np.ascontiguousarray(vectors, dtype=np.float32), np.asarray(ids, dtype=np.int64)
            )

    def remove(self, ids: Sequence[int] | Ids) -> None:
        """Drop the rows of these ids; those that are not there are passed over."""
        if len(ids):
            self._index.remove_ids(faiss.IDSelectorBatch(np.asarray(ids, dtype=np.int64)))

    def search(self, vector: Vectors, count: int, among: Ids | None = None) -> tuple[Ids, Vectors]:
        """Find the nearest rows to a vector of shape (dimension,), best first.

        Args:
            count: how many at most; fewer come back when there are fewer.
            among: only these ids are searched, so that a filter never eats into `count`.

        Returns:
            ids and inner products, two arrays of the same length.
        """
        allowed = len(self) if among is None else len(among)
        count = min(count, allowed, len(self))
        if count <= 0:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        parameters = None
        if among is not None:
            # FAISS keeps a bare pointer to the selector: it must live as long as the search.
            selector = faiss.IDSelectorBatch(among.astype(np.int64))
            parameters = faiss.SearchParameters()
            parameters.sel = selector
        query = np.ascontiguousarray(vector.reshape(1, -1), dtype=np.float32)
        scores, ids = self._index.search(query, count, params=parameters)
        found = ids[0] >= 0
        return ids[0][found], scores[0][found]

    def scores(self, vector: Vectors, ids: Sequence[int]) -> Vectors:
        """Inner products of a vector with the rows of these ids, in their order."""
        rows = np.stack([self._index.reconstruct(int(number)) for number in ids])
        return np.asarray(rows @ vector, dtype=np.float32)
