"""Define the report of indexing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file, a record or a part of one that was not read, and why."""

    path: str
    reason: str

    def to_dict(self) -> dict[str, str]:
        return {"path": self.path, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What changed when a store was brought in step with files; the first four count articles.

    `articles` and `passages` count what the store holds afterwards.
    """

    added: int
    updated: int
    removed: int
    unchanged: int
    skipped: tuple[Skipped, ...]
    articles: int
    passages: int
    seconds: float

    def to_dict(self) -> dict[str, Any]:
        return {
            "added": self.added,
            "updated": self.updated,
            "removed": self.removed,
            "unchanged": self.unchanged,
            "skipped": [item.to_dict() for item in self.skipped],
            "articles": self.articles,
            "passages": self.passages,
            "seconds": self.seconds,
        }
