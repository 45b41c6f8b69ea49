"""The passages of a store searched by meaning and by words: what an engine must do, and ours.

`PassageSearch` is all that retrieval asks of an engine. `LocalSearch` is FAISS for the vectors and
SQLite's FTS5 for the words, on this machine; `qa.retrieval.milvus` is another.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from embeddings import VectorIndex
from qa.store.store import Store
from qa.types.article import Filter

Rows = NDArray[np.int64]
Vector = NDArray[np.float32]

# How many vectors are in memory twice while the index is filled.
_ROWS_AT_ONCE = 50_000
_FILTERS_KEPT = 8


class PassageSearch(Protocol):
    """Finds passages of a store by their rows, as the store was when `sync` was last called.

    A filter applies before the cut to `count`, never after it.
    """

    def sync(self) -> None:
        """Take in what has changed in the store."""

    def search_dense(self, vector: Vector, count: int, filter: Filter) -> dict[int, float]:
        """The passages nearest to a vector of length one, best first, with their cosines."""

    def cosines(self, vector: Vector, rows: Sequence[int]) -> dict[int, float]:
        """The cosines of a vector with the passages of these rows."""

    def search_lexical(self, terms: Sequence[str], count: int, filter: Filter) -> dict[int, float]:
        """The passages that hold any of the terms, best first, with their BM25, above 0."""


class LocalSearch:
    """FAISS and FTS5; the FAISS index is held in memory and made from the store's vectors."""

    def __init__(self, store: Store, dimension: int) -> None:
        self._store = store
        self._index = VectorIndex(dimension)
        self._rows: Rows = np.empty(0, dtype=np.int64)
        self._generation = -1
        self._allowed: dict[Filter, Rows] = {}

    def sync(self) -> None:
        generation = self._store.metadata.generation
        if generation == self._generation:
            return
        rows = self._store.passages.rows(Filter())
        self._index.remove(np.setdiff1d(self._rows, rows, assume_unique=True))
        added = np.setdiff1d(rows, self._rows, assume_unique=True)
        for first in range(0, len(added), _ROWS_AT_ONCE):
            part = added[first : first + _ROWS_AT_ONCE]
            self._index.add(part, self._store.vectors.load(part, self._index.dimension))
        self._rows, self._generation = rows, generation
        self._allowed.clear()

    def search_dense(self, vector: Vector, count: int, filter: Filter) -> dict[int, float]:
        found, scores = self._index.search(vector, count, self._among(filter))
        return dict(zip(found.tolist(), scores.tolist(), strict=True))

    def cosines(self, vector: Vector, rows: Sequence[int]) -> dict[int, float]:
        if not rows:
            return {}
        scores = self._index.scores(vector, rows)
        return dict(zip(rows, scores.tolist(), strict=True))

    def search_lexical(self, terms: Sequence[str], count: int, filter: Filter) -> dict[int, float]:
        return dict(self._store.words.search(terms, count, self._among(filter)))

    def _among(self, filter: Filter) -> Rows | None:
        """The rows that a filter lets through, None for all of them."""
        if filter.is_open:
            return None
        if filter not in self._allowed:
            if len(self._allowed) == _FILTERS_KEPT:
                self._allowed.pop(next(iter(self._allowed)))
            self._allowed[filter] = self._store.passages.rows(filter)
        return self._allowed[filter]
