"""Which articles of the store tell one story, and what new articles are compared by."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.store.database import Database


@dataclass(frozen=True, slots=True)
class ComparableArticle:
    """An article that shares a band with another, with its story and its MinHash signature."""

    id: str
    story: str
    signature: NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class RecordedStory:
    """What `Stories.record` kept of an article; the story is None before it was compared."""

    story: str | None
    signature: NDArray[np.uint32] | None


class Stories:
    """The stories of articles, and the MinHash signatures and bands that they were found by."""

    def __init__(self, db: Database) -> None:
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
            "INSERT INTO bands (hash, article) VALUES (?,?)", [(band, article_id) for band in bands]
        )

    def delete(self, article_id: str) -> None:
        """Delete what an article is compared by; inside a transaction."""
        self._db.execute("DELETE FROM bands WHERE article = ?", (article_id,))

    def forget(self) -> None:
        """Delete all stories, so that they are found again; inside a transaction."""
        self._db.execute("UPDATE articles SET story = NULL, signature = NULL")
        self._db.execute("DELETE FROM bands")

    def comparable(self, bands: Sequence[int]) -> list[ComparableArticle]:
        """Return every article that has one of the bands, in the order of the ids."""
        rows = self._db.execute(
            "SELECT id, story, signature FROM articles WHERE id IN (SELECT article FROM bands "
            f"WHERE hash IN (SELECT value FROM {self._db.integers} requested)) ORDER BY id",
            (json.dumps(list(bands)),),
        )
        return [
            ComparableArticle(article_id, story, np.frombuffer(signature, dtype=np.uint32))
            for article_id, story, signature in rows
        ]

    def recorded(self, article_id: str) -> RecordedStory:
        """Return the story and the signature of an article that is stored."""
        story, signature = self._db.execute(
            "SELECT story, signature FROM articles WHERE id = ?", (article_id,)
        ).fetchone()
        return RecordedStory(
            story, None if signature is None else np.frombuffer(signature, dtype=np.uint32)
        )

    def unknown(self) -> list[str]:
        """Return the ids of the articles that were not compared yet."""
        rows = self._db.execute("SELECT id FROM articles WHERE story IS NULL ORDER BY id")
        return [row[0] for row in rows]

    def of_articles(self, article_ids: Sequence[str]) -> dict[str, str]:
        """Return the story of each of the articles; one not compared yet is a story of its own."""
        return dict(
            self._db.execute(
                "SELECT id, coalesce(story, id) FROM articles "
                f"WHERE id IN (SELECT value FROM {self._db.texts} requested)",
                (json.dumps(list(article_ids)),),
            )
        )

    def others(self, article_id: str) -> list[str]:
        """Return the ids of the other articles of a story, newest first, the undated ones last."""
        rows = self._db.execute(
            "SELECT id FROM articles WHERE story = (SELECT story FROM articles WHERE id = ?) "
            "AND id != ? ORDER BY day IS NULL, day DESC, path, number",
            (article_id, article_id),
        )
        return [row[0] for row in rows]
