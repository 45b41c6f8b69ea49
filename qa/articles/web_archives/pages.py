"""A page of an archive to articles, by the reader of HTML pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qa.articles.decoding import decode
from qa.articles.html.page import read_page
from qa.articles.parsed import ParsedArticle
from qa.articles.text import clean


def read_saved_page(
    path: Path, content: bytes, charset: str | None, url: str | None
) -> list[ParsedArticle]:
    """Read a page that came with a statement of its encoding and its address.

    Args:
        path: the archive, for messages.
        content: the page.
        charset: the encoding that the server or the archive states; None leaves it to the page.
        url: where the page was; counts where the page states no address of its own.

    Raises:
        UnreadableError: the page cannot be decoded, or shows no text.
    """
    if charset:
        # With a mark, so that the page's own statement does not count.
        content = clean(decode(path, content, charset)).encode("utf-8-sig")
    address = url if url and url.startswith(("http://", "https://")) else None
    return [replace(article, url=article.url or address) for article in read_page(path, content)]
