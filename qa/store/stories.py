"""Which articles of the store tell one story, and what new ones are compared by."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


class Stories:
    """The part of the store that knows copies and versions; `Store` opens and closes it."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def record(
        self,
        article_id: str,
        story: str,
        signature: NDArray[np.uint32] | None,
        bands: Sequence[int],
    ) -> None:
        """Keep an article's story and what others are compared by; inside a transaction."""
        self._db.execute(
            "UPDATE articles SET story = ?, signature = ? WHERE id = ?",
            (story, None if signature is None else signature.tobytes(), article_id),
        )
        self._db.executemany(
            "INSERT INTO bands (hash, article) VALUES (?,?)", [(one, article_id) for one in bands]
        )

    def forget(self) -> None:
        """Drop what is known of all stories, to be found anew; inside a transaction."""
        self._db.execute("UPDATE articles SET story = NULL, signature = NULL")
        self._db.execute("DELETE FROM bands")

    def comparable(self, bands: Sequence[int]) -> list[tuple[str, str, NDArray[np.uint32]]]:
        """The id, the story and the signature of every article that shares a band."""
        rows = self._db.execute(
            "SELECT id, story, signature FROM articles WHERE id IN (SELECT article FROM bands "
            "WHERE hash IN (SELECT value FROM json_each(?))) ORDER BY id",
            (json.dumps(bands),),
        )
        return [(found, story, np.frombuffer(kept, dtype=np.uint32)) for found, story, kept in rows]

    def unknown(self) -> list[str]:
        """The articles that were not compared yet, by id."""
        rows = self._db.execute("SELECT id FROM articles WHERE story IS NULL ORDER BY id")
        return [row[0] for row in rows]

    def of(self, article_id: str) -> str | None:
        """The story that an article tells, None when it was not compared yet."""
        row = self._db.execute("SELECT story FROM articles WHERE id = ?", (article_id,)).fetchone()
        return None if row is None or row[0] is None else str(row[0])

    def others(self, article_id: str) -> list[str]:
        """The other articles of the same story, newest first, the undated ones last, by id."""
        rows = self._db.execute(
            "SELECT id FROM articles WHERE story = (SELECT story FROM articles WHERE id = ?) "
            "AND id != ? ORDER BY day IS NULL, day DESC, path, number",
            (article_id, article_id),
        )
        return [row[0] for row in rows]
