"""Passages in the store, by row number.

A row number belongs to one passage for ever: a passage that is split or encoded again gets another.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.store.articles import INFO_COLUMNS, Articles, article_info
from qa.store.database import Database
from qa.types.article import ArticleInfo, Filter, Passage


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with its row number, its article, and the story that the article tells.

    The story is None when the article was not compared with others yet.
    """

    row: int
    passage: Passage
    article: ArticleInfo
    story: str | None


class Passages:
    """The passages; their text is sliced from the text of their article."""

    def __init__(self, db: Database, articles: Articles) -> None:
        self._db = db
        self._articles = articles

    def load(self, rows: Sequence[int]) -> list[StoredPassage]:
        """Return the passages of row numbers, in that order, in one statement.

        Row numbers that are not stored are left out.
        """
        stored = self._db.execute(
            'SELECT p.row, p.article, p.number, p.start, p."end", '
            'substr(a.text, p.start + 1, p."end" - p.start), p.sentences, '
            f"a.story, {INFO_COLUMNS} "
            f"FROM {self._db.integers} requested JOIN passages p ON p.row = requested.value "
            "JOIN articles a ON a.id = p.article ORDER BY requested.key",
            (json.dumps(list(rows)),),
        )
        return [
            StoredPassage(
                row,
                Passage(article_id, number, start, end, text, _ranges(sentences)),
                article_info(info_columns),
                story,
            )
            for row, article_id, number, start, end, text, sentences, story, *info_columns in stored
        ]

    def rows(self, filter: Filter) -> NDArray[np.int64]:
        """Return the rows of the articles that a filter admits, in ascending order."""
        if filter.is_open:
            rows = self._db.execute("SELECT row FROM passages ORDER BY row")
        else:
            condition = self._articles.condition(filter)
            rows = self._db.execute(
                "SELECT p.row FROM passages p JOIN articles a ON a.id = p.article "
                f"WHERE {condition.sql} ORDER BY p.row",
                condition.values,
            )
        return np.fromiter((row for (row,) in rows), dtype=np.int64)

    def rows_of(self, article_id: str) -> list[int]:
        """Return the rows of an article's passages, in the article's order."""
        rows = self._db.execute(
            "SELECT row FROM passages WHERE article = ? ORDER BY number", (article_id,)
        )
        return [row for (row,) in rows]

    def vector_keys(self, article_id: str) -> list[str]:
        """Return the keys of the vectors of an article's passages, in the article's order."""
        rows = self._db.execute(
            "SELECT vector FROM passages WHERE article = ? ORDER BY number", (article_id,)
        )
        return [key for (key,) in rows]

    def rows_of_articles(self, article_ids: Sequence[str]) -> dict[str, list[int]]:
        """Return the rows of articles by the article's id, each in the article's order."""
        rows = self._db.execute(
            f"SELECT p.article, p.row FROM {self._db.texts} requested "
            "JOIN passages p ON p.article = requested.value ORDER BY requested.key, p.number",
            (json.dumps(list(article_ids)),),
        )
        rows_of: dict[str, list[int]] = {article_id: [] for article_id in article_ids}
        for article_id, row in rows:
            rows_of[article_id].append(row)
        return rows_of

    def articles_of(self, rows: Sequence[int]) -> dict[int, str]:
        """Return the id of the article of each of the rows that are stored."""
        return dict(
            self._db.execute(
                "SELECT row, article FROM passages "
                f"WHERE row IN (SELECT value FROM {self._db.integers} requested)",
                (json.dumps(list(rows)),),
            )
        )

    def rows_of_vectors(self, keys: Sequence[str]) -> list[int]:
        """Return the rows of the passages that use any of the vectors, in ascending order."""
        rows = self._db.execute(
            "SELECT row FROM passages "
            f"WHERE vector IN (SELECT value FROM {self._db.texts} requested) ORDER BY row",
            (json.dumps(list(keys)),),
        )
        return [row for (row,) in rows]

    def existing(self, rows: Sequence[int]) -> set[int]:
        """Return those of the rows that are stored."""
        stored = self._db.execute(
            "SELECT row FROM passages "
            f"WHERE row IN (SELECT value FROM {self._db.integers} requested)",
            (json.dumps(list(rows)),),
        )
        return {row for (row,) in stored}

    def count(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM passages").fetchone()[0])

    def counts_by_article(self) -> dict[str, int]:
        """Return how many passages each article has, by the article's id."""
        return dict(self._db.execute("SELECT article, count(*) FROM passages GROUP BY article"))

    def add(self, passage: Passage, vector_key: str) -> int:
        """Insert a passage and return its row; inside a transaction."""
        stored = self._db.execute(
            'INSERT INTO passages (article, number, start, "end", vector, sentences) '
            "VALUES (?,?,?,?,?,?) RETURNING row",
            (
                passage.article_id,
                passage.number,
                passage.start,
                passage.end,
                vector_key,
                json.dumps(passage.sentences) if passage.sentences else None,
            ),
        )
        return int(stored.fetchone()[0])

    def delete(self, article_id: str) -> None:
        """Delete an article's passages; inside a transaction."""
        self._db.execute("DELETE FROM passages WHERE article = ?", (article_id,))


def _ranges(sentences: str | None) -> tuple[tuple[int, int], ...]:
    if sentences is None:
        return ()
    return tuple((start, end) for start, end in json.loads(sentences))
