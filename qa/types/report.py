"""Define the report of indexing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file, or a record of one, that was not read, and why."""

    path: str
    reason: str

    def to_dict(self) -> dict[str, str]:
        return {"path": self.path, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader should know of a file, or a record of one, that was read.

    Such as a part of it that was left out: a chart, a scanned page, an attachment.
    """

    path: str
    text: str

    def to_dict(self) -> dict[str, str]:
        return {"path": self.path, "text": self.text}


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What changed when a store was brought in step with files; the first four count articles.

    `articles` and `passages` count what the store holds afterwards. `skipped` names what was not
    read, `notes` what was left out of the files that were.
    """

    added: int
    updated: int
    removed: int
    unchanged: int
    skipped: tuple[Skipped, ...]
    articles: int
    passages: int
    seconds: float
    notes: tuple[Note, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {
            "added": self.added,
            "updated": self.updated,
            "removed": self.removed,
            "unchanged": self.unchanged,
            "skipped": [item.to_dict() for item in self.skipped],
            "notes": [item.to_dict() for item in self.notes],
            "articles": self.articles,
            "passages": self.passages,
            "seconds": self.seconds,
        }
