"""Search the passages of a store by meaning and by words: what an engine must do, and the default.

`PassageSearch` is all that retrieval requires of an engine. `LocalSearch` is FAISS for the vectors
and SQLite's FTS5 for the words, on this machine; `qa.retrieval.milvus` is another.
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

# So many vectors are in memory twice while the index is filled.
_BATCH_ROWS = 50_000
_MAX_CACHED_FILTERS = 8


class PassageSearch(Protocol):
    """Finds passages of a store by their rows, as the store was when `sync` was last called.

    A filter applies before the cut to `count`, never after it.
    """

    def sync(self) -> None:
        """Bring the engine in step with the store."""

    def search_dense(self, vector: Vector, count: int, filter: Filter) -> dict[int, float]:
        """Return the passages nearest to a vector of length one, best first, with their cosines."""

    def cosines(self, vector: Vector, rows: Sequence[int]) -> dict[int, float]:
        """Return the cosines of a vector with the passages of these rows."""

    def search_lexical(self, terms: Sequence[str], count: int, filter: Filter) -> dict[int, float]:
        """Return the passages that hold any of the terms, best first, with their BM25, above 0."""


class LocalSearch:
    """FAISS and FTS5; the FAISS index is in memory, and is made from the store's vectors."""

    def __init__(self, store: Store, dimension: int) -> None:
        self._store = store
        self._index = VectorIndex(dimension)
        self._rows: Rows = np.empty(0, dtype=np.int64)
        self._generation = -1
        self._rows_by_filter: dict[Filter, Rows] = {}

    def sync(self) -> None:
        generation = self._store.metadata.generation
        if generation == self._generation:
            return
        rows = self._store.passages.rows(Filter())
        self._index.remove(np.setdiff1d(self._rows, rows, assume_unique=True))
        added = np.setdiff1d(rows, self._rows, assume_unique=True)
        for first in range(0, len(added), _BATCH_ROWS):
            batch = added[first : first + _BATCH_ROWS]
            self._index.add(batch, self._store.vectors.load(batch, self._index.dimension))
        self._rows, self._generation = rows, generation
        self._rows_by_filter.clear()

    def search_dense(self, vector: Vector, count: int, filter: Filter) -> dict[int, float]:
        rows, scores = self._index.search(vector, count, self._admitted(filter))
        return dict(zip(rows.tolist(), scores.tolist(), strict=True))

    def cosines(self, vector: Vector, rows: Sequence[int]) -> dict[int, float]:
        if not rows:
            return {}
        scores = self._index.scores(vector, rows)
        return dict(zip(rows, scores.tolist(), strict=True))

    def search_lexical(self, terms: Sequence[str], count: int, filter: Filter) -> dict[int, float]:
        return dict(self._store.words.search(terms, count, self._admitted(filter)))

    def _admitted(self, filter: Filter) -> Rows | None:
        """The rows that a filter admits, None for all."""
        if filter.is_open:
            return None
        if filter not in self._rows_by_filter:
            if len(self._rows_by_filter) == _MAX_CACHED_FILTERS:
                self._rows_by_filter.pop(next(iter(self._rows_by_filter)))
            self._rows_by_filter[filter] = self._store.passages.rows(filter)
        return self._rows_by_filter[filter]
