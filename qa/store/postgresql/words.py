"""BM25 over the terms of passages, computed by PostgreSQL as SQLite's FTS5 computes it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.store.articles import Condition
from qa.store.bm25 import BODY_WEIGHT, K1, MIN_IDF, TITLE_WEIGHT, B, idf
from qa.store.postgresql.server import PostgresqlServer
from qa.store.words import selective_terms

# To score so many passages takes PostgreSQL about 100 ms.
MAX_MATCHES = 10_000
_ALL = Condition("TRUE", ())
_ARTICLES = "JOIN passages p ON p.row = w.rowid JOIN articles a ON a.id = p.article"
# A term counts in a passage as often as it stands in its text, and half as often as in its title.
# OFFSET 0 keeps PostgreSQL from splitting the texts again for each term.
_SCORES = f"""
SELECT w.rowid, sum(q.idf * c.frequency * ({K1} + 1) / (
    c.frequency + {K1} * (1 - {B} + {B} * w.length / ?::float8)
)) AS score
FROM (
    SELECT w.rowid, cardinality(w.terms)::float8 AS length,
           string_to_array(w.title, ' ') AS title, string_to_array(w.body, ' ') AS body
    FROM words w {{articles}}
    WHERE w.terms && ARRAY(SELECT value FROM {{texts}} searched) AND {{condition}} OFFSET 0
) w
CROSS JOIN jsonb_to_recordset(?::jsonb) AS q (term TEXT, idf DOUBLE PRECISION)
CROSS JOIN LATERAL (SELECT
    {TITLE_WEIGHT}::float8 * cardinality(array_positions(w.title, q.term)) +
    {BODY_WEIGHT}::float8 * cardinality(array_positions(w.body, q.term)) AS frequency OFFSET 0) c
GROUP BY w.rowid ORDER BY score DESC, w.rowid LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class _Totals:
    """What is counted over all passages of one state of the store.

    Attributes:
        generation: of the state.
        average_length: how many terms a passage has, above 0.
        frequencies: in how many passages each term stands, of those that were asked for.
    """

    generation: str
    passages: int
    average_length: float
    frequencies: dict[str, int]


class PostgresqlWords:
    """The terms of passages in a table; a term is searched for whole, also one such as 3.5.

    What is counted over all passages is counted once for each state of the store.
    """

    def __init__(self, db: PostgresqlServer) -> None:
        self._db = db
        self._known = _Totals("", 0, 1.0, {})

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
        selective = selective_terms(frequencies, MAX_MATCHES)
        if not selective:
            return []
        totals = self._totals()
        weights = [
            {"term": term, "idf": max(idf(frequencies[term], totals.passages), MIN_IDF)}
            for term in selective
        ]
        scored = self._db.execute(
            _SCORES.format(
                articles="" if condition == _ALL else _ARTICLES,
                condition=condition.sql,
                texts=self._db.texts,
            ),
            (
                totals.average_length,
                json.dumps(selective),
                *condition.values,
                json.dumps(weights),
                count,
            ),
        )
        return [(row, score) for row, score in scored]

    def document_frequency(self, term: str) -> int:
        frequencies = self._totals().frequencies
        if term not in frequencies:
            counted = self._db.execute(
                "SELECT count(*) FROM words WHERE terms @> ARRAY[?]::text[]", (term,)
            )
            frequencies[term] = int(counted.fetchone()[0])
        return frequencies[term]

    def average_length(self) -> float:
        return self._totals().average_length

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

    def _totals(self) -> _Totals:
        """Give what is counted of the store as it is now."""
        row = self._db.execute("SELECT value FROM metadata WHERE key = 'generation'").fetchone()
        generation = row[0] if row else "0"
        if generation != self._known.generation:
            passages, length = self._db.execute(
                "SELECT count(*), avg(cardinality(terms)) FROM words"
            ).fetchone()
            self._known = _Totals(generation, passages, float(length or 1.0), {})
        return self._known
