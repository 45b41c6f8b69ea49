"""Plain text: the whole file is one article."""

from __future__ import annotations

from pathlib import Path

from qa.articles.parsed import ParsedArticle
from qa.articles.text import decode


def read_plain(path: Path, content: bytes) -> list[ParsedArticle]:
    """Read a text file, or raise UnreadableError."""
    return [ParsedArticle(text=decode(path, content))]
