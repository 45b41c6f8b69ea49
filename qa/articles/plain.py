"""Plain text: the whole file is one article."""

from __future__ import annotations

from pathlib import Path

from qa.articles.parsed import Draft
from qa.articles.text import decode


def read_plain(path: Path, content: bytes) -> list[Draft]:
    """Read a text file, or raise UnreadableError."""
    return [Draft(text=decode(path, content))]
