"""BM25 over the terms of passages, computed by PostgreSQL as SQLite's FTS5 computes it."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.store.articles import Condition
from qa.store.bm25 import BODY_WEIGHT, K1, MIN_IDF, TITLE_WEIGHT, B, idf
from qa.store.postgresql.server import PostgresqlServer
from qa.store.words import selective_terms

_ALL = Condition("TRUE", ())
# A term counts in a passage as often as it stands in its text, and half as often as in its title.
_SCORES = f"""
SELECT w.rowid, sum(q.idf * c.frequency * ({K1} + 1) / (
    c.frequency + {K1} * (1 - {B} + {B} * cardinality(w.terms) / ?::float8)
)) AS score
FROM words w JOIN passages p ON p.row = w.rowid JOIN articles a ON a.id = p.article
CROSS JOIN LATERAL (SELECT string_to_array(w.title, ' ') AS title,
                           string_to_array(w.body, ' ') AS body) split
CROSS JOIN jsonb_to_recordset(?::jsonb) AS q (term TEXT, idf DOUBLE PRECISION)
CROSS JOIN LATERAL (SELECT
    {TITLE_WEIGHT} * cardinality(array_positions(split.title, q.term)) +
    {BODY_WEIGHT} * cardinality(array_positions(split.body, q.term)) AS frequency) c
WHERE w.terms && ARRAY(SELECT value FROM {{texts}} searched) AND {{condition}}
GROUP BY w.rowid ORDER BY score DESC, w.rowid LIMIT ?
"""


class PostgresqlWords:
    """The terms of passages in a table; a term is searched for whole, also one such as 3.5.

    How many passages there are, and how long they are on average, is asked once for each state of
    the store.
    """

    def __init__(self, db: PostgresqlServer) -> None:
        self._db = db
        self._totals_of: tuple[str, tuple[int, float]] = ("", (0, 1.0))

    def add(self, row: int, title: str, body: str) -> None:
        self._db.execute(
            "INSERT INTO words (rowid, title, body) VALUES (?,?,?)", (row, title, body)
        )

    def delete(self, rows: Sequence[int]) -> None:
        self._db.execute(
            f"DELETE FROM words WHERE rowid IN (SELECT value FROM {self._db.integers} requested)",
            (json.dumps(list(rows)),),
        )

    def search(
        self, query: Sequence[str], count: int, among: NDArray[np.int64] | None
    ) -> list[tuple[int, float]]:
        if among is None:
            return self.search_admitted(query, count, _ALL)
        rows = f"p.row IN (SELECT value FROM {self._db.integers} requested)"
        return self.search_admitted(query, count, Condition(rows, (json.dumps(among.tolist()),)))

    def search_admitted(
        self, query: Sequence[str], count: int, condition: Condition
    ) -> list[tuple[int, float]]:
        """Find the rows that hold any of the terms, of the articles that meet a condition."""
        frequencies = {term: self.document_frequency(term) for term in dict.fromkeys(query)}
        selective = selective_terms(frequencies)
        if not selective:
            return []
        passages, average_length = self._totals()
        weights = [
            {"term": term, "idf": max(idf(frequencies[term], passages), MIN_IDF)}
            for term in selective
        ]
        scored = self._db.execute(
            _SCORES.format(condition=condition.sql, texts=self._db.texts),
            (average_length, json.dumps(weights), json.dumps(selective), *condition.values, count),
        )
        return [(row, score) for row, score in scored]

    def document_frequency(self, term: str) -> int:
        counted = self._db.execute(
            "SELECT count(*) FROM words WHERE terms @> ARRAY[?]::text[]", (term,)
        )
        return int(counted.fetchone()[0])

    def average_length(self) -> float:
        return self._totals()[1]

    def is_consistent(self) -> bool:
        strays = self._db.execute(
            "SELECT count(*) FROM passages p FULL JOIN words w ON w.rowid = p.row "
            "WHERE p.row IS NULL OR w.rowid IS NULL"
        )
        return int(strays.fetchone()[0]) == 0

    def rebuild(self) -> None:
        self._db.execute(
            "DELETE FROM words w WHERE NOT EXISTS (SELECT 1 FROM passages p WHERE p.row = w.rowid)"
        )
        self._db.execute("REINDEX INDEX words_by_term")

    def _totals(self) -> tuple[int, float]:
        """Give the number of passages, and how many terms they have on average, above 0."""
        row = self._db.execute("SELECT value FROM metadata WHERE key = 'generation'").fetchone()
        generation = row[0] if row else "0"
        if generation != self._totals_of[0]:
            passages, length = self._db.execute(
                "SELECT count(*), avg(cardinality(terms)) FROM words"
            ).fetchone()
            self._totals_of = generation, (passages, float(length or 1.0))
        return self._totals_of[1]
