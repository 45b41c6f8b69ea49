"""Records with named fields (JSON, CSV, front matter) to drafts."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypedDict

from qa.articles.dates import day_of_number, parse_day
from qa.articles.names import split_names
from qa.articles.parsed import ParsedArticle


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# In order of boost; compared without case, spaces, hyphens and underscores.
TEXT = _words(
    "text body content article articlebody articletext articlecontent bodytext fulltext maintext "
    "story description"
)
_TITLE = _words("title headline name")
_DATE = _words(
    "datepublished datepublish publishedat publisheddate publishdate publicationdate pubdate "
    "published date created createdat datecreated timestamp time"
)
_AUTHORS = _words("authors author byline creator creators writer writers")
_SOURCE = _words(
    "source publisher publication outlet site sitename newspaper newsagency agency sourcename"
)
_URL = _words("url link canonicalurl weburl sourceurl href")

_MARKUP = re.compile(r"</?(?:p|br|div|article|h[1-6]|ul|ol)\b[^<>]{0,500}>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)


class Metadata(TypedDict, total=False):
    """The fields of a Draft besides its text; a missing key is a field that was not stated."""

    title: str
    date: date
    source: str
    authors: tuple[str, ...]
    url: str


def draft_of(record: Mapping[str, Any]) -> ParsedArticle | None:
    """Make a draft of one record with fields under their usual names; None if it has no text.

    A text may be a string or a list of paragraphs, plain or HTML. The title is only what the
    record says it is, and is not put into the text.
    """
    fields = _fields(record)
    text = next(filter(None, (_text(fields.get(name)) for name in TEXT)), "")
    if not text:
        return None
    if _MARKUP.search(text):
        from qa.articles.html.blocks import text_of_markup

        text = text_of_markup(text) or text
    return ParsedArticle(text=_unescape(text), titled_by_text=False, **_metadata(fields))


def metadata(record: Mapping[str, Any]) -> Metadata:
    """Read what a record states besides its text."""
    return _metadata(_fields(record))


def field_key(name: str) -> str:
    """The form of a field's name in which names are compared."""
    return re.sub(r"[\s_.:-]", "", name).casefold()


def _metadata(fields: Mapping[str, Any]) -> Metadata:
    known = Metadata()
    if title := _first(fields, _TITLE):
        known["title"] = title
    if day := next(filter(None, (_day(fields.get(name)) for name in _DATE)), None):
        known["date"] = day
    if source := _first(fields, _SOURCE):
        known["source"] = source
    if authors := next(filter(None, (_people(fields.get(name)) for name in _AUTHORS)), ()):
        known["authors"] = authors
    if url := next((item for item in map(_label, map(fields.get, _URL)) if _LINK.match(item)), ""):
        known["url"] = url
    return known


def _fields(record: Mapping[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, value in record.items():
        fields.setdefault(field_key(str(name)), value)
    return fields


def _first(fields: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next(filter(None, (_label(fields.get(name)) for name in names)), "")


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "\n\n".join(part for part in value if isinstance(part, str))
    return value.strip() if isinstance(value, str) else ""


def _label(value: Any) -> str:
    """A short value: a string, or an object or a list that names one."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title")
    return _unescape(value).strip() if isinstance(value, str) else ""


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        seconds = re.fullmatch(r"\d{9,10}(?:\.\d+)?|\d{12,13}", value.strip())
        return day_of_number(float(value)) if seconds else parse_day(value)
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return day_of_number(float(value)) if number and 1e8 < value < 1e13 else None


def _people(value: Any) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(filter(None, (_label(item) for item in value)))
    name = _label(value)
    if not name or _LINK.match(name):
        return ()
    name = re.sub(r"^by:?\s+", "", name, flags=re.IGNORECASE)
    if len(name) > 300:
        return ()
    if name.startswith("[") and name.endswith("]"):  # a list that was written into a CSV file
        name = name.strip("[]").replace("'", "").replace('"', "")
    return split_names(name)[0] or (name,)


def _unescape(text: str) -> str:
    return html.unescape(text) if _ENTITY.search(text) else text
