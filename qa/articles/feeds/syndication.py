"""Feeds in RSS 2.0, RSS 1.0 (RDF) and Atom: each entry is an article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from qa.articles.dates import parse_mail_day
from qa.articles.feeds.fields import (
    absolute_link,
    child_text,
    children,
    plain_text,
    read_names,
    rich_text,
)
from qa.articles.left_out import note_if_cut
from qa.articles.parsed import ParsedArticle
from qa.articles.xml_tree import Element, local_name
from qa.errors import UnreadableError
from qa.types.report import Skipped

# In order of preference; what only sums an article up comes last.
_TEXTS = ("encoded", "content", "body", "fulltext", "description", "summary")
_PUBLISHED = ("pubdate", "published", "issued", "date", "created")
_CHANGED = ("updated", "modified")


def read_feed(path: Path, root: Element) -> list[ParsedArticle | Skipped]:
    """Read the entries of a feed.

    An entry without a text has its title as its text, and its `left_out` says so.

    Raises:
        UnreadableError: the feed has no entries.
    """
    channel = next((item for item in root if local_name(item) == "channel"), root)
    entries = [item for item in root.iter() if local_name(item) in ("item", "entry")]
    if not entries:
        raise UnreadableError(path, "no entry in this feed")
    source = child_text(channel, "title")
    base = _address(channel, "") or ""
    authors = tuple(_authors(channel)) if local_name(root) == "feed" else ()
    articles: list[ParsedArticle | Skipped] = []
    for number, entry in enumerate(entries, start=1):
        article = _read_entry(entry, source, base, authors)
        articles.append(article or Skipped(f"{path}, entry {number}", "neither text nor title"))
    return articles


def _read_entry(
    entry: Element, source: str, base: str, feed_authors: tuple[str, ...]
) -> ParsedArticle | None:
    title = child_text(entry, "title")
    text = next(filter(None, map(rich_text, children(entry, *_TEXTS))), "")
    if not text and not title:
        return None
    left_out = list(_left_out(entry))
    if not text:
        left_out.append("the feed gives its title only")
    left_out += note_if_cut(text)
    own_source = _source(entry) or source
    return ParsedArticle(
        text=text or title,
        title=title or None,
        date=_day(entry),
        source=own_source or None,
        authors=tuple(
            name for name in tuple(_authors(entry)) or feed_authors if name != own_source
        ),
        url=_address(entry, base),
        left_out=tuple(left_out),
        titled_by_text=False,
    )


def _left_out(entry: Element) -> Iterator[str]:
    kinds = [item.get("type") or "no type stated" for item in children(entry, "enclosure")]
    links = [item for item in children(entry, "link") if item.get("rel") == "enclosure"]
    kinds += [item.get("type") or "no type stated" for item in links]
    for kind, count in Counter(kinds).items():
        yield f"{count} enclosed {'file' if count == 1 else 'files'} ({kind})"
    for content in children(entry, "content"):
        if content.get("src"):
            yield f"its text stands elsewhere: {content.get('src')}"


def _day(entry: Element) -> date | None:
    """Give the day of publication; that of the last change only where no other is stated."""
    texts = map(plain_text, children(entry, *_PUBLISHED, *_CHANGED))
    return next(filter(None, map(parse_mail_day, texts)), None)


def _authors(element: Element) -> Iterator[str]:
    texts: list[str] = []
    for item in children(element, "author", "creator", "contributor"):
        if local_name(item) == "contributor" and texts:
            break
        texts.append(child_text(item, "name") if len(item) else plain_text(item))
    yield from read_names(filter(None, texts))


def _source(entry: Element) -> str:
    """Give the paper that an entry of a collecting feed is from."""
    for item in children(entry, "source", "publicationname"):
        if name := child_text(item, "title") if len(item) else plain_text(item):
            return "" if "://" in name else name
    return ""


def _address(entry: Element, base: str) -> str | None:
    links = [*children(entry, "origlink"), *children(entry, "link")]
    stated = [
        item.get("href") or plain_text(item)
        for item in links
        if item.get("rel") in (None, "alternate")
    ]
    guids = (plain_text(item) for item in children(entry, "guid") if _is_permanent(item))
    stated += [guid for guid in guids if "://" in guid]
    addresses = (absolute_link(entry, link, base) for link in stated if link)
    return next(filter(None, addresses), None)


def _is_permanent(guid: Element) -> bool:
    return bool(guid.get("isPermaLink") != "false")
