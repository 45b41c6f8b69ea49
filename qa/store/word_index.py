"""The terms of passages in the store's file, searched by BM25 through SQLite's FTS5."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# To score so many passages for their words takes SQLite about 50 ms (benchmarks/README.md).
_MOST_MATCHES = 50_000
# What a term counts for in BM25, by where it stands.
TITLE_WEIGHT, BODY_WEIGHT = 0.5, 1.0


class WordIndex:
    """Which passages hold which terms; it writes inside the store's transactions."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        db.execute("CREATE VIRTUAL TABLE temp.word_counts USING fts5vocab(main, words, row)")

    def upsert(self, row: int, title: str, body: str) -> None:
        """Add the terms of a passage's title and text, parted by spaces."""
        self._db.execute(
            "INSERT INTO words (rowid, title, body) VALUES (?,?,?)", (row, title, body)
        )

    def remove(self, article_id: str) -> None:
        """Drop the terms of an article's passages, which are still there."""
        self._db.execute(
            "DELETE FROM words WHERE rowid IN (SELECT row FROM passages WHERE article = ?)",
            (article_id,),
        )

    def search(
        self, query: Sequence[str], count: int, among: NDArray[np.int64] | None
    ) -> list[tuple[int, float]]:
        """Rows that hold any of the terms, by BM25, best first; scores are positive.

        In a large collection the commonest terms are left out, which many rows hold and which say
        little: those that are kept stand in at most `_MOST_MATCHES` rows together, or are one.
        """
        kept = self._selective_terms(list(dict.fromkeys(query)))
        if not kept:
            return []
        match = " OR ".join(f'"{term}"' for term in kept)
        inside = ""
        if among is not None:
            # Were the rows given as a list, FTS5 would search once for each of them.
            last = self._db.execute("SELECT max(row) FROM passages").fetchone()[0] or 0
            marks = np.zeros(last + 1, dtype=np.uint8)
            marks[among] = 1
            self._db.create_function("admitted", 1, marks.tobytes().__getitem__)
            inside = "AND admitted(rowid)"
        # FTS5 gives BM25 with its sign turned, so that the best comes first.
        found = self._db.execute(
            f"SELECT rowid, bm25(words, {TITLE_WEIGHT}, {BODY_WEIGHT}) AS score "
            f"FROM words WHERE words MATCH ? {inside} ORDER BY score, rowid LIMIT ?",
            (match, count),
        )
        return [(row, max(-score, 0.0)) for row, score in found]

    def _selective_terms(self, query: Sequence[str]) -> list[str]:
        """The terms that are searched for, of those that occur."""
        rows_of: dict[str, int] = {}
        for term in query:
            found = self._db.execute(
                "SELECT doc FROM word_counts WHERE term = ?", (term,)
            ).fetchone()
            if found is not None:
                rows_of[term] = found[0]
        kept: list[str] = []
        matches = 0
        for term in sorted(rows_of, key=lambda one: rows_of[one]):
            matches += rows_of[term]
            if kept and matches > _MOST_MATCHES:
                break
            kept.append(term)
        return kept
