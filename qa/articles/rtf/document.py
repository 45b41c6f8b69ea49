"""A file in Rich Text Format (.rtf) to an article."""

from __future__ import annotations

from pathlib import Path

from qa.articles.exports import read_texts
from qa.articles.parsed import ParsedArticle
from qa.articles.rtf.content import Content
from qa.articles.rtf.tokens import read_tokens
from qa.articles.text import one_line
from qa.errors import UnreadableError

_BEGIN = b"{\\rtf"
_NO_NAMES = ("user", "unknown", "administrator", "admin")


def read_rtf(path: Path, content: bytes) -> list[ParsedArticle]:
    """Read a file in Rich Text Format, also one with several articles of a press database.

    Hidden and struck-out text, deletions of tracked changes and comments are left out; notes stand
    below the text. Characters are read by the encodings of their fonts.

    Raises:
        UnreadableError: not an .rtf file, or one without text.
    """
    content = content.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not content.startswith(_BEGIN):
        raise UnreadableError(path, "not an .rtf file: it does not begin with '{\\rtf'")
    document = Content(read_tokens(content))
    text = "\n\n".join(block for block in document.blocks if block.strip())
    if not text:
        raise UnreadableError(path, "no text in this file")
    articles = read_texts(text)
    if len(articles) > 1:
        return articles
    author = one_line(document.author) or ""
    names = author.replace(" and ", ";").split(";") if author.lower() not in _NO_NAMES else []
    return [
        ParsedArticle(
            text=text,
            title=one_line(document.title),
            authors=tuple(name.strip() for name in names if name.strip()),
            left_out=tuple(document.left_out),
        )
    ]
