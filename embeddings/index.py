"""Vectors to the nearest rows, through FAISS."""

from __future__ import annotations

from collections.abc import Sequence

import faiss
import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]


class VectorIndex:
    """Search by inner product over rows with numbers that the caller gives, 0 or more.

    Every row is compared: the results do not depend on how the vectors lie, rows are added and
    removed at once, and nothing is trained. The rows are in memory in half precision, which is read
    twice as fast as single precision and changes an inner product of vectors of length one by about
    0.0001 (docs/experiments/speed.md compares it with IVF and HNSW).
    """

    def __init__(self, dimension: int) -> None:
        self.dimension = dimension
        self._index = faiss.IndexIDMap2(
            faiss.IndexScalarQuantizer(
                dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
            )
        )

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
        """Drop the rows of these ids; ids without a row are ignored."""
        if len(ids):
            self._index.remove_ids(faiss.IDSelectorBatch(np.asarray(ids, dtype=np.int64)))

    def search(self, vector: Vectors, count: int, among: Ids | None = None) -> tuple[Ids, Vectors]:
        """Find the nearest rows to a vector of shape (dimension,), best first.

        Args:
            count: how many at most; fewer come back when there are fewer.
            among: only these ids are searched, so that a filter never reduces `count`.

        Returns:
            ids and inner products, two arrays of the same length.
        """
        allowed = len(self) if among is None else len(among)
        count = min(count, allowed, len(self))
        if count <= 0:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        parameters = None
        if among is not None:
            marks = np.zeros(int(among.max()) + 1, dtype=np.bool_)
            marks[among] = True
            # FAISS keeps bare pointers: the bits and the selector must outlive the search.
            bits = np.packbits(marks, bitorder="little")
            selector = faiss.IDSelectorBitmap(len(bits), faiss.swig_ptr(bits))
            parameters = faiss.SearchParameters()
            parameters.sel = selector
        query = np.ascontiguousarray(vector.reshape(1, -1), dtype=np.float32)
        scores, ids = self._index.search(query, count, params=parameters)
        filled = ids[0] >= 0
        return ids[0][filled], scores[0][filled]

    def scores(self, vector: Vectors, ids: Sequence[int]) -> Vectors:
        """Return the inner products of a vector with the rows of these ids, in their order."""
        rows = np.stack([self._index.reconstruct(int(number)) for number in ids])
        return np.asarray(rows @ vector, dtype=np.float32)
