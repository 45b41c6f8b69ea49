"""Vectors in PostgreSQL: exact as the store keeps them, and in half precision for pgvector."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.store.articles import Condition
from qa.store.postgresql.server import PostgresqlServer
from qa.store.vectors import Vectors

_DIMENSION_KEY = "dimension"


class PostgresqlVectors(Vectors):
    """Vectors whose nearest neighbours the server finds by an HNSW index."""

    def __init__(self, db: PostgresqlServer) -> None:
        super().__init__(db)
        self._server = db

    def put(self, keys: Sequence[str], vectors: NDArray[np.float32]) -> None:
        super().put(keys, vectors)
        if len(keys):
            self._require_dimension(vectors.shape[1])
            self._server.executemany(
                "UPDATE vectors SET embedding = ?::halfvec WHERE key = ?",
                [(_literal(vector), key) for key, vector in zip(keys, vectors, strict=True)],
            )

    def nearest(
        self, vector: NDArray[np.float32], count: int, condition: Condition, is_exact: bool
    ) -> dict[int, NDArray[np.float32]]:
        """Find the passages nearest to a vector, of the articles that meet a condition.

        Args:
            is_exact: compare the vectors of all these articles, instead of using the index.

        Returns:
            The vectors by the row of their passage, nearest first in half precision.
        """
        if self._dimension() is None:
            return {}
        # Without the index PostgreSQL reads all the vectors that the condition admits, and no more.
        admitted = "MATERIALIZED" if is_exact else "NOT MATERIALIZED"
        found = self._server.execute(
            f"WITH admitted AS {admitted} (SELECT p.row, v.vector, v.embedding FROM vectors v "
            "JOIN passages p ON p.vector = v.key JOIN articles a ON a.id = p.article "
            f"WHERE {condition.sql}) "
            "SELECT row, vector FROM admitted ORDER BY embedding <#> ?::halfvec LIMIT ?",
            (*condition.values, _literal(vector), count),
        )
        return {row: np.frombuffer(blob, dtype=np.float32) for row, blob in found}

    def _require_dimension(self, dimension: int) -> None:
        """Make the column and its index for vectors of so many numbers; inside a transaction."""
        stored = self._dimension()
        if stored == dimension:
            return
        self._server.execute("ALTER TABLE vectors DROP COLUMN IF EXISTS embedding")
        self._server.execute(f"ALTER TABLE vectors ADD COLUMN embedding halfvec({dimension})")
        self._server.execute(
            "CREATE INDEX vectors_by_embedding ON vectors USING hnsw (embedding halfvec_ip_ops)"
        )
        self._server.execute(
            "INSERT INTO metadata (key, value) VALUES (?,?) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (_DIMENSION_KEY, str(dimension)),
        )

    def _dimension(self) -> int | None:
        row = self._server.execute(
            "SELECT value FROM metadata WHERE key = ?", (_DIMENSION_KEY,)
        ).fetchone()
        return None if row is None else int(row[0])


def _literal(vector: NDArray[np.float32]) -> str:
    """Give a vector as pgvector reads it."""
    return f"[{','.join(map(str, vector.tolist()))}]"
