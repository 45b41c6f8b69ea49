"""A page that a browser saved with its pictures into one file (.mht, .mhtml)."""

from __future__ import annotations

from dataclasses import replace
from email.message import Message
from pathlib import Path

from qa.articles.mail.headers import header
from qa.articles.mail.message import parse_message
from qa.articles.mail.parts import content_type, part_bytes
from qa.articles.parsed import ParsedArticle
from qa.articles.web_archives.pages import read_saved_page
from qa.errors import UnreadableError

_PAGES = ("text/html", "application/xhtml+xml")


def read_mhtml(path: Path, content: bytes) -> list[ParsedArticle]:
    """Read a saved page; frames in it are reported. The day of saving is not that of the article.

    Raises:
        UnreadableError: no saved page, or one without text.
    """
    message = parse_message(path, content)
    pages = [part for part in message.walk() if content_type(part) in _PAGES]
    if not pages:
        raise UnreadableError(path, "no page in this file: it has no part of HTML")
    page = _root(message, pages)
    url = header(message, "Snapshot-Content-Location") or header(page, "Content-Location")
    articles = read_saved_page(path, part_bytes(page), page.get_content_charset(), url)
    frames = len(pages) - 1
    if frames:
        word = "frame" if frames == 1 else "frames"
        articles[0] = replace(
            articles[0], left_out=(*articles[0].left_out, f"{frames} {word} within the page")
        )
    return articles


def _root(message: Message, pages: list[Message]) -> Message:
    """Give the page itself: the part that the file names as its start, or the first."""
    start = message.get_param("start")
    location = header(message, "Snapshot-Content-Location")
    for page in pages:
        if start and page.get("Content-ID") == start:
            return page
    for page in pages:
        if location and header(page, "Content-Location") == location:
            return page
    return pages[0]
