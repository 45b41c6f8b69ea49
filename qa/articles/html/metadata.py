"""What an HTML page states about its article, in meta elements and JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from qa.articles.dates import parse_day
from qa.articles.html.parsing import Element
from qa.articles.text import one_line

_DATES = (
    *("article:published_time", "og:published_time", "datepublished", "article:published"),
    *("parsely-pub-date", "sailthru.date", "publication_date", "publish_date", "publishdate"),
    *("publish-date", "pubdate", "date", "dc.date.issued", "dcterms.issued", "dc.date"),
    *("dcterms.date", "dcterms.created", "dc.date.created", "citation_publication_date"),
    *("originalpublicationdate", "displaydate", "cxenseparse:recs:publishtime", "og:pubdate"),
)
_AUTHORS = ("author", "parsely-author", "sailthru.author", "dc.creator", "article:author", "byl")
_ARTICLE = re.compile(r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report|Review)")
_LATER = re.compile("updat|modif", re.IGNORECASE)
_DEEPEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMeta:
    """What the page states; None or empty where it does not. `body` is JSON-LD's articleBody."""

    title: str | None
    source: str | None
    authors: tuple[str, ...]
    date: date | None
    url: str | None
    body: str


def read_metadata(root: Element) -> PageMeta:
    """Read the metadata of a whole parsed page, before anything is taken out of it.

    A date is only what a field for the day of publication says; none is looked for in prose.
    """
    metas = _metas(root)
    linked = _linked_article(root)
    source = _first(metas, "og:site_name", "application-name") or _name(linked.get("publisher"))
    title = _first(metas, "og:title", "twitter:title") or _string(linked.get("headline"))
    title = title or _page_title(root)
    return PageMeta(
        title=without_site(title, source) if title else None,
        source=source,
        authors=_names(linked.get("author")) or _meta_authors(metas),
        date=_meta_day(metas) or parse_day(_string(linked.get("datePublished")) or ""),
        url=_url(root, metas, linked),
        body=linked["articleBody"] if isinstance(linked.get("articleBody"), str) else "",
    )


def day_of_time(root: Element) -> date | None:
    """The day of the first <time> below an element that does not tell of an update."""
    for element in root.iter("time"):
        kind = f"{element.get('class')} {element.get('itemprop')}"
        day = None if _LATER.search(kind) else parse_day(element.get("datetime") or "")
        if day:
            return day
    return None


def without_site(title: str, source: str | None) -> str:
    """Take the name of the site off a title's end: "Rain - The Courier" is "Rain"."""
    if not source:
        return title
    return (
        re.sub(rf"\s*[|\u2013\u2014:·-]\s*{re.escape(source)}\s*$", "", title, flags=re.I) or title
    )


def _metas(root: Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        names = (element.get(key) for key in ("property", "name", "itemprop"))
        name = next(filter(None, names), "").lower()
        value = one_line(element.get("content"))
        if name and value:
            found.setdefault(name, []).append(value)
    for element in root.iterfind(".//*[@itemprop]"):
        if element.get("itemprop") == "datePublished" and element.tag != "meta":
            value = one_line(element.get("datetime") or element.text_content())
            found.setdefault("datepublished", []).append(value or "")
    return found


def _first(metas: dict[str, list[str]], *names: str) -> str | None:
    return next((metas[name][0] for name in names if name in metas), None)


def _meta_day(metas: dict[str, list[str]]) -> date | None:
    values = (value for name in _DATES for value in metas.get(name, ()))
    return next(filter(None, map(parse_day, values)), None)


def _meta_authors(metas: dict[str, list[str]]) -> tuple[str, ...]:
    for name in _AUTHORS:
        values = [value for value in metas.get(name, ()) if "://" not in value]
        if values:
            parts = re.split(r"\s*[;,]\s*|\s+(?:and|&)\s+", ";".join(values))
            return tuple(re.sub(r"(?i)^by\s+", "", part) for part in parts if part)
    return ()


def _url(root: Element, metas: dict[str, list[str]], linked: dict[str, Any]) -> str | None:
    links = (item.get("href") for item in root.iter("link") if item.get("rel") == "canonical")
    stated = [*links, *metas.get("og:url", ()), linked.get("url"), linked.get("mainEntityOfPage")]
    values = (_string(item.get("@id") if isinstance(item, dict) else item) for item in stated)
    return next((url for url in values if url and url.startswith(("http://", "https://"))), None)


def _page_title(root: Element) -> str | None:
    headings = [one_line(item.text_content()) for item in root.iter("h1")]
    titles = [one_line(item.text_content()) for item in root.iterfind("head/title")]
    return next(filter(None, [*(headings if len(headings) == 1 else []), *titles]), None)


def _linked_article(root: Element) -> dict[str, Any]:
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            try:
                value = json.loads(script.text_content())
            except (ValueError, RecursionError):
                continue
            for item in _objects(value, _DEEPEST):
                kinds = item.get("@type")
                kinds = kinds if isinstance(kinds, list) else [kinds]
                if any(isinstance(kind, str) and _ARTICLE.fullmatch(kind) for kind in kinds):
                    return item
    return {}


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = [value.get("@graph"), value.get("mainEntity")]
    if isinstance(value, list) and depth:
        for item in value:
            yield from _objects(item, depth - 1)


def _string(value: Any) -> str | None:
    return one_line(value) if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    return _string(value.get("name") if isinstance(value, dict) else value)


def _names(value: Any) -> tuple[str, ...]:
    names = map(_name, value if isinstance(value, list) else [value])
    return tuple(dict.fromkeys(name for name in names if name and "://" not in name))
