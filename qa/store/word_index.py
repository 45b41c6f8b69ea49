"""Full-text search over the terms of passages by BM25, through SQLite's FTS5."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.errors import StoreBusyError
from qa.store.bm25 import BODY_WEIGHT, TITLE_WEIGHT
from qa.store.sqlite_file import SqliteFile
from qa.store.words import selective_terms

# To score so many passages takes SQLite about 50 ms (docs/experiments).
MAX_MATCHES = 50_000


class WordIndex:
    """The terms of passages, by the row of the passage.

    FTS5 splits a term at every character that is neither letter nor digit, so that it keeps 3.5 as
    two tokens, and searches for it as a phrase: the one token right after the other.
    """

    def __init__(self, db: SqliteFile) -> None:
        self._db = db

    def add(self, row: int, title: str, body: str) -> None:
        self._db.execute(
            "INSERT INTO words (rowid, title, body) VALUES (?,?,?)", (row, title, body)
        )

    def delete(self, rows: Sequence[int]) -> None:
        self._db.execute(
            "DELETE FROM words WHERE rowid IN (SELECT value FROM json_each(?))",
            (json.dumps(list(rows)),),
        )

    def search(
        self, query: Sequence[str], count: int, among: NDArray[np.int64] | None
    ) -> list[tuple[int, float]]:
        frequencies = {term: self.document_frequency(term) for term in dict.fromkeys(query)}
        selective = selective_terms(frequencies, MAX_MATCHES)
        if not selective:
            return []
        match = " OR ".join(f'"{term}"' for term in selective)
        restriction = ""
        if among is not None:
            # Were the rows given as a list, FTS5 would search once for each of them.
            last = self._db.execute("SELECT max(row) FROM passages").fetchone()[0] or 0
            marks = np.zeros(last + 1, dtype=np.uint8)
            marks[among] = 1
            self._db.define_function("admitted", marks.tobytes().__getitem__)
            restriction = "AND admitted(rowid)"
        # FTS5 gives BM25 with its sign turned, so that the best comes first.
        scored = self._db.execute(
            f"SELECT rowid, bm25(words, {TITLE_WEIGHT}, {BODY_WEIGHT}) AS score "
            f"FROM words WHERE words MATCH ? {restriction} ORDER BY score, rowid LIMIT ?",
            (match, count),
        )
        return [(row, max(-score, 0.0)) for row, score in scored]

    def document_frequency(self, term: str) -> int:
        counted = self._db.execute("SELECT count(*) FROM words WHERE words MATCH ?", (f'"{term}"',))
        return int(counted.fetchone()[0])

    def average_length(self) -> float:
        """See `Words`; a number such as 3.5 counts as two.

        FTS5 keeps the totals in its record of averages: the number of rows, then the number of
        tokens of each column (sqlite.org/fts5.html, and `FTS5_AVERAGES_ROWID` in its source).
        """
        (record,) = self._db.execute("SELECT block FROM words_data WHERE id = 1").fetchone()
        rows, *tokens = _varints(record) or [0]
        return sum(tokens) / rows if any(tokens) else 1.0

    def is_consistent(self) -> bool:
        strays = self._db.execute(
            "SELECT count(*) FROM words_content WHERE id NOT IN (SELECT row FROM passages)"
        )
        if strays.fetchone()[0]:
            return False
        try:
            self._db.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        except sqlite3.DatabaseError as error:
            # FTS5 checks itself as if it wrote.
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise StoreBusyError("Another process is writing to the store.") from error
            return False
        return True

    def rebuild(self) -> None:
        self._db.execute("DELETE FROM words_content WHERE id NOT IN (SELECT row FROM passages)")
        self._db.execute("INSERT INTO words (words) VALUES ('rebuild')")


def _varints(block: bytes) -> list[int]:
    """Decode SQLite's integers of variable length: seven bits a byte, the highest first."""
    numbers, number = [], 0
    for byte in block:
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            numbers.append(number)
            number = 0
    return numbers
