"""What a search engine outside the store copies of each passage, besides its vector."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qa.store.database import Database


@dataclass(frozen=True, slots=True)
class ExportedPassage:
    """A passage by its row: its article with day and source, the terms of title and text."""

    row: int
    article: str
    day: date | None
    source: str | None
    title: tuple[str, ...]
    body: tuple[str, ...]


class Export:
    """Passages as other search engines store them."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def load(self, rows: Sequence[int]) -> list[ExportedPassage]:
        """Return the passages of those of the rows that are stored, in ascending order."""
        stored = self._db.execute(
            "SELECT p.row, p.article, a.day, a.source, w.title, w.body FROM passages p "
            "JOIN articles a ON a.id = p.article JOIN words w ON w.rowid = p.row "
            f"WHERE p.row IN (SELECT value FROM {self._db.integers} requested) ORDER BY p.row",
            (json.dumps(list(rows)),),
        )
        return [
            ExportedPassage(
                row,
                article,
                None if day is None else date.fromisoformat(day),
                source,
                tuple(title.split()),
                tuple(body.split()),
            )
            for row, article, day, source, title, body in stored
        ]
