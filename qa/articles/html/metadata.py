"""What an HTML page states about its article, in meta elements and JSON-LD."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from qa.articles.dates import day_of_value, parse_day
from qa.articles.html.linked_data import read_linked_article
from qa.articles.html.parsing import Element
from qa.articles.names import split_names
from qa.articles.text import one_line

# Fields that say that they hold the day of publication; then those that only hold a day.
_PUBLISHED = (
    *("article:published_time", "og:published_time", "datepublished", "article:published"),
    *("parsely-pub-date", "publication_date", "publish_date", "publishdate", "publish-date"),
    *("pubdate", "dc.date.issued", "dcterms.issued", "citation_publication_date"),
    *("originalpublicationdate", "cxenseparse:recs:publishtime", "og:pubdate"),
)
_DAYS = (
    *("sailthru.date", "date", "dc.date", "dcterms.date", "dcterms.created", "dc.date.created"),
    *("displaydate",),
)
_AUTHORS = ("author", "parsely-author", "sailthru.author", "dc.creator", "article:author", "byl")
_PUBLICATION = re.compile(r"publish|posted|pubdate|issued", re.IGNORECASE)
_LATER = re.compile("updat|modif", re.IGNORECASE)
_GOES_ON = re.compile(r",?\s+(?!(?:at|by|and updated|updated|in)\b)[a-z][\w'\u2019-]*\s+\w+")
_BY = re.compile(r"^by:?\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMeta:
    """What the page states; None or empty where it does not.

    Attributes:
        body: JSON-LD's articleBody.
        is_article: whether the page says that it is one article.
    """

    title: str | None
    source: str | None
    authors: tuple[str, ...]
    date: date | None
    url: str | None
    body: str
    is_article: bool


def read_metadata(root: Element) -> PageMeta:
    """Read the metadata of a whole parsed page, before anything is taken out of it.

    A date is only what a field for the day of publication says; none is looked for in prose.
    """
    metas = _metas(root)
    linked = read_linked_article(root)
    source = _first(metas, "og:site_name", "application-name") or _name(linked.get("publisher"))
    title = _first(metas, "og:title", "twitter:title") or _string(linked.get("headline"))
    title = title or _page_title(root)
    authors = _names(linked.get("author")) or _meta_authors(metas)
    headings = {one_line(item.text_content()) for item in root.iter("h1")}
    return PageMeta(
        title=without_site(title, source) if title and title not in headings else title,
        source=source,
        authors=tuple(name for name in authors if name != source),
        is_article=bool(linked) or _first(metas, "og:type") == "article",
        date=_day(metas, linked, root),
        url=_url(root, metas, linked),
        body=linked["articleBody"] if isinstance(linked.get("articleBody"), str) else "",
    )


def day_of_time(root: Element) -> date | None:
    """Give the day of the first <time> below an element that does not tell of an update.

    One within a sentence tells of what happened, not of when it was published.
    """
    for element in root.iter("time"):
        if _is_in_sentence(element):
            continue
        kind = f"{element.get('class')} {element.get('itemprop')} {_words_before(element)}"
        day = None if _LATER.search(kind) else parse_day(element.get("datetime") or "")
        if day:
            return day
    return None


def _is_in_sentence(element: Element) -> bool:
    """Tell whether prose goes on behind an element: words in lower case, on the same line."""
    before = (element.getparent().text or "") if element.getparent() is not None else ""
    return bool(_GOES_ON.match(element.tail or "")) and bool(before.strip())


def _words_before(element: Element) -> str:
    previous = element.getprevious()
    if previous is None:
        return (element.getparent().text or "")[-30:]
    return str(previous.tail or previous.text_content())[-30:]


def without_site(title: str, source: str | None) -> str:
    """Take the name of the site off a title: "Rain - The Courier" is "Rain".

    Where bars set several parts apart, the parts between the title and the site name sections.
    """
    if not source:
        return title
    # A hyphen without blanks belongs to a word, and what follows a colon to the title.
    mark = r"(?:\s*(?:[|\u2013\u2014·\u00ab\u00bb\u2022]|::)|\s+-)\s*"
    site = rf"(?:the )?{re.escape(re.sub('(?i)^the ', '', source))}"
    sections = r"(?:\s*\|\s*[\w&' ]{1,30}(?=\s*\|))?"
    behind = re.compile(rf"{sections}{mark}{site}\s*$", re.IGNORECASE)
    before = re.compile(rf"^{site}\s*[|\u00bb\u2013\u2014]\s*|^{site}\s+-\s+", re.IGNORECASE)
    return behind.sub("", before.sub("", title)) or title


def _metas(root: Element) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        names = (element.get(key) for key in ("property", "name", "itemprop"))
        name = next(filter(None, names), "").lower()
        value = one_line(element.get("content"))
        if name and value:
            fields.setdefault(name, []).append(value)
    for element in root.iterfind(".//*[@itemprop]"):
        if element.get("itemprop") == "datePublished" and element.tag != "meta":
            values = (element.get("datetime"), element.get("content"), element.text_content())
            fields.setdefault("datepublished", []).extend(filter(None, map(one_line, values)))
    return fields


def _first(metas: dict[str, list[str]], *names: str) -> str | None:
    return next((metas[name][0] for name in names if name in metas), None)


def _day(metas: dict[str, list[str]], linked: dict[str, Any], root: Element) -> date | None:
    """Give the day of publication, or else a day that is not that of a later change."""
    stated: list[Any] = [value for name in _PUBLISHED for value in metas.get(name, ())]
    stated.append(linked.get("datePublished"))
    if day := next(filter(None, map(day_of_value, stated)), None) or _day_of_published_time(root):
        return day
    unsure: list[Any] = [value for name in _DAYS for value in metas.get(name, ())]
    unsure.append(linked.get("dateCreated"))
    changes: list[Any] = [value for name in metas if _LATER.search(name) for value in metas[name]]
    changes.append(linked.get("dateModified"))
    later = set(map(day_of_value, changes))
    days = [day for day in map(day_of_value, unsure) if day]
    return next((day for day in days if day not in later), next(iter(days), None))


def _day_of_published_time(root: Element) -> date | None:
    """Give the one day of the <time> elements that are marked as the publication, if any."""
    days: set[date] = set()
    for element in root.iter("time"):
        kind = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
        if element.get("pubdate") is not None or _PUBLICATION.search(kind):
            day = parse_day(element.get("datetime") or "")
            days |= {day} if day else set()
    return days.pop() if len(days) == 1 else None


def _meta_authors(metas: dict[str, list[str]]) -> tuple[str, ...]:
    for name in _AUTHORS:
        values = [value for value in metas.get(name, ()) if "://" not in value]
        if values:
            people = [split_names(_BY.sub("", value))[0] for value in values]
            if all(people):
                return tuple(dict.fromkeys(name for names in people for name in names))
            parts = re.split(r"\s*[;,]\s*|\s+(?:and|&)\s+", ";".join(values))
            return tuple(_BY.sub("", part) for part in parts if part)
    # Libraries write "Korda, Ines", one name an element.
    cited = (value.partition(",") for value in metas.get("citation_author", ()))
    return tuple(f"{first} {last}".strip() for last, _, first in cited)


def _url(root: Element, metas: dict[str, list[str]], linked: dict[str, Any]) -> str | None:
    links = (item.get("href") for item in root.iter("link") if item.get("rel") == "canonical")
    stated = [*links, *metas.get("og:url", ()), linked.get("url"), linked.get("mainEntityOfPage")]
    values = (_string(item.get("@id") if isinstance(item, dict) else item) for item in stated)
    return next((url for url in values if url and url.startswith(("http://", "https://"))), None)


def _page_title(root: Element) -> str | None:
    headings = [one_line(item.text_content()) for item in root.iter("h1")]
    titles = [one_line(item.text_content()) for item in root.iterfind("head/title")]
    return next(filter(None, [*(headings if len(headings) == 1 else []), *titles]), None)


def _string(value: Any) -> str | None:
    return one_line(value) if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        name = value.get("name")
        value = name[0] if isinstance(name, list) and name else name
    return _string(value)


def _names(value: Any) -> tuple[str, ...]:
    names = map(_name, value if isinstance(value, list) else [value])
    return tuple(dict.fromkeys(name for name in names if name and "://" not in name))
