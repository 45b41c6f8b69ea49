"""What a search engine outside of the store must be told of each passage, besides its vector."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ExportedPassage:
    """A passage by its row: the day and source of its article, the terms of title and text."""

    row: int
    day: date | None
    source: str | None
    title: tuple[str, ...]
    body: tuple[str, ...]


class Export:
    """The part of the store that is copied to other engines; `Store` opens and closes it."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def of(self, rows: Sequence[int]) -> list[ExportedPassage]:
        """The entries of those of the rows that are held, in row order."""
        found = self._db.execute(
            "SELECT p.row, a.day, a.source, w.title, w.body FROM passages p "
            "JOIN articles a ON a.id = p.article JOIN words w ON w.rowid = p.row "
            "WHERE p.row IN (SELECT value FROM json_each(?)) ORDER BY p.row",
            (json.dumps(list(rows)),),
        )
        return [
            ExportedPassage(
                row,
                None if day is None else date.fromisoformat(day),
                source,
                tuple(title.split()),
                tuple(body.split()),
            )
            for row, day, source, title, body in found
        ]

    def held(self, rows: Sequence[int]) -> set[int]:
        """Those of the rows that are passages of the store."""
        found = self._db.execute(
            "SELECT row FROM passages WHERE row IN (SELECT value FROM json_each(?))",
            (json.dumps(list(rows)),),
        )
        return {row for (row,) in found}
