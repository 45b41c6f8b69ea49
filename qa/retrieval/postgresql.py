"""Search the passages of a store in PostgreSQL, where they are: pgvector, and BM25 in SQL."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qa.retrieval.engine import Vector
from qa.store.articles import Condition
from qa.store.postgresql.vectors import PostgresqlVectors
from qa.store.postgresql.words import PostgresqlWords
from qa.store.store import Store
from qa.types.article import Filter

# Where a filter admits a smaller share of the articles than this, all their vectors are compared:
# the index would pass over most of its neighbours.
_MIN_SHARE_FOR_INDEX = 0.1


class PostgresqlSearch:
    """Finds passages on the server; nothing is kept here, so there is nothing to bring in step.

    The server finds neighbours in half precision, and approximately; their cosines are computed
    from the exact vectors.
    """

    def __init__(self, store: Store, vectors: PostgresqlVectors, words: PostgresqlWords) -> None:
        self._store = store
        self._vectors = vectors
        self._words = words

    def sync(self) -> None:
        """Do nothing: the server searches what it holds."""

    def search_dense(self, vector: Vector, count: int, filter: Filter) -> dict[int, float]:
        condition = self._condition(filter)
        nearest = self._vectors.nearest(vector, count, condition, self._is_narrow(filter))
        cosines = {row: float(stored @ vector) for row, stored in nearest.items()}
        return dict(sorted(cosines.items(), key=lambda item: (-item[1], item[0])))

    def cosines(self, vector: Vector, rows: Sequence[int]) -> dict[int, float]:
        if not rows:
            return {}
        stored = self._vectors.load(np.asarray(rows, dtype=np.int64), len(vector))
        return dict(zip(rows, (stored @ vector).tolist(), strict=True))

    def search_lexical(self, terms: Sequence[str], count: int, filter: Filter) -> dict[int, float]:
        return dict(self._words.search_admitted(terms, count, self._condition(filter)))

    def _condition(self, filter: Filter) -> Condition:
        return self._store.articles.condition(filter)

    def _is_narrow(self, filter: Filter) -> bool:
        """Tell whether a filter admits so few articles that the index is of no use."""
        if filter.is_open:
            return False
        admitted = self._store.articles.scope(filter).articles
        return admitted < _MIN_SHARE_FOR_INDEX * self._store.articles.count()
