"""The vectors of passages, kept by a hash of the encoder and the text that they were made of."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.errors import StoreError
from qa.store.checksums import vector_checksum
from qa.store.database import Database


class Vectors:
    """Vectors by key; passages of the same text share one."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def missing(self, keys: Sequence[str]) -> set[str]:
        """Return those of the keys that have no vector."""
        rows = self._db.execute(
            f"SELECT requested.value FROM {self._db.texts} requested "
            "WHERE NOT EXISTS (SELECT 1 FROM vectors v WHERE v.key = requested.value)",
            (json.dumps(list(keys)),),
        )
        return {key for (key,) in rows}

    def put(self, keys: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Store vectors, shape (len(keys), dimension); inside a transaction."""
        blobs = [vector.tobytes() for vector in vectors]
        self._db.executemany(
            "INSERT INTO vectors (key, vector, checksum) VALUES (?,?,?) ON CONFLICT (key) "
            "DO UPDATE SET vector = excluded.vector, checksum = excluded.checksum",
            [(key, blob, vector_checksum(blob)) for key, blob in zip(keys, blobs, strict=True)],
        )

    def delete(self, keys: Sequence[str]) -> None:
        """Delete vectors, so that they are made anew; inside a transaction."""
        self._db.execute(
            f"DELETE FROM vectors WHERE key IN (SELECT value FROM {self._db.texts} requested)",
            (json.dumps(list(keys)),),
        )

    def delete_orphans(self) -> None:
        """Delete the vectors that no passage uses; inside a transaction."""
        self._db.execute("DELETE FROM vectors WHERE key NOT IN (SELECT vector FROM passages)")

    def dimension(self) -> int:
        """Return how many numbers a vector has; 0 where there is none."""
        row = self._db.execute("SELECT vector FROM vectors LIMIT 1").fetchone()
        return 0 if row is None else len(row[0]) // np.dtype(np.float32).itemsize

    def load(self, rows: NDArray[np.int64], dimension: int) -> NDArray[np.float32]:
        """Return the vectors of passages, shape (len(rows), dimension), in the order of `rows`.

        Raises:
            StoreError: a vector is missing or has another dimension.
        """
        vectors = np.empty((len(rows), dimension), dtype=np.float32)
        stored = self._db.execute(
            f"SELECT requested.key, v.vector FROM {self._db.integers} requested "
            "JOIN passages p ON p.row = requested.value JOIN vectors v ON v.key = p.vector",
            (json.dumps(rows.tolist()),),
        )
        count = 0
        for position, vector in stored:
            if len(vector) != vectors.itemsize * dimension:
                break
            vectors[position] = np.frombuffer(vector, dtype=np.float32)
            count += 1
        if count != len(rows):
            raise StoreError(
                f"The store {self._db.place} lacks vectors. Make them anew: "
                f"article-qa doctor --rebuild --store {self._db.place}"
            )
        return vectors
