"""An XML file to its articles: its outermost element says what it is."""

from __future__ import annotations

from pathlib import Path

from qa.articles.feeds.newsml import is_newsml, read_newsml
from qa.articles.feeds.nitf import read_nitf, withdrawn_as
from qa.articles.feeds.syndication import read_feed
from qa.articles.parsed import ParsedArticle
from qa.articles.xml_tree import Element, local_name, read_xml
from qa.errors import UnreadableError
from qa.types.report import Note, Skipped

_FEEDS = ("rss", "feed", "rdf")


def read_document(path: Path, content: bytes) -> list[ParsedArticle | Skipped | Note]:
    """Read a feed (RSS, Atom), an article in NITF, NewsML-G2, or a page in XHTML.

    Raises:
        UnreadableError: no XML, XML of another kind, or no article in it.
    """
    tree = read_xml(path, content)
    kind = local_name(tree.root)
    if kind == "html":
        from qa.articles.html.page import read_page

        return list(read_page(path, content))
    if kind in _FEEDS:
        articles = read_feed(path, tree.root)
    elif kind == "nitf":
        articles = [_read_nitf(path, tree.root)]
    elif is_newsml(tree.root):
        articles = read_newsml(path, tree.root)
    else:
        raise UnreadableError(
            path,
            f"XML of another kind: its outermost element is <{kind}>; article-qa reads RSS, Atom,"
            " NITF, NewsML-G2 and XHTML",
        )
    if not articles:
        raise UnreadableError(path, "no article in this file")
    return [*articles, *(Note(str(path), fault) for fault in tree.faults)]


def _read_nitf(path: Path, root: Element) -> ParsedArticle | Skipped:
    if word := withdrawn_as(root):
        return Skipped(str(path), f"its agency withdrew it ({word})")
    return read_nitf(root) or Skipped(str(path), "no text in this article")
