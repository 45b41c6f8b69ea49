"""Records with named fields (JSON, CSV, front matter) to drafts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any, TypedDict

from qa.articles.dates import day_of_value
from qa.articles.field_text import FieldText, read_plain
from qa.articles.left_out import Kind, name_left_out, note_if_cut
from qa.articles.names import split_names
from qa.articles.parsed import ParsedArticle


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# In order of preference; compared without case, spaces, hyphens and underscores. What only sums an
# article up comes last.
TEXT = _words(
    "text body content article articlebody articletext articlecontent bodytext fulltext maintext "
    "story contenthtml contenttext contentencoded contentrendered bodyhtml html textcontent "
    "plaintext selftext blocks paragraphs description"
)
_SUMMARIES = _words("description summary abstract leadparagraph snippet excerpt standfirst lede")
_TITLE = _words("title headline webtitle heading name")
_DATE = _words(
    "datepublished datepublish publishedat publisheddate publishedtime publishedon publishdate "
    "publishtime publicationdate webpublicationdate firstpublicationdate pubdate published "
    "postdate isodate date created createdat datecreated dategmt createdutc timestamp time seendate"
)
_AUTHORS = _words("authors author byline creator creators dccreator writer writers")
_SOURCE = _words(
    "source publisher publication outlet site sitename newspaper newsagency agency sourcename "
    "provider website"
)
_URL = _words("url link canonicalurl weburl sourceurl href permalink externalurl")
# Objects within a record that hold its fields.
_INSIDE = _words("fields attributes properties article source node item post document record data")

_LABEL_KEYS = _words("name title rendered main original displayname #text text value node")
_NAME_PARTS = ("firstname", "lastname")
_DEEPEST_LABEL = 3
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_NAMING = frozenset(("id", "name", "url", "title", "slug", "type", "domain", "country"))


class Metadata(TypedDict, total=False):
    """The fields of a Draft besides its text; a missing key is a field that was not stated."""

    title: str
    date: date
    source: str
    authors: tuple[str, ...]
    url: str


def draft_of(record: Mapping[str, Any]) -> ParsedArticle | None:
    """Make a draft of one record with fields under their usual names; None if it has no text.

    A text may be a string, plain or HTML, a list of paragraphs, or blocks as editors store them.
    Fields may stand in an object within the record. The title is only what the record says it is,
    and is not put into the text.
    """
    fields = _fields(record)
    reader = FieldText()
    texts = (reader.read(fields.get(name)) for name in dict.fromkeys((*TEXT, *_SUMMARIES)))
    text = next(filter(None, texts), "")
    if not text:
        return None
    left_out = []
    if reader.unread:
        left_out.append(f"{reader.unread} parts of its text are of a form that is not known")
    left_out += note_if_cut(text)
    parts = Counter[Kind]()
    text = read_plain(text, parts)
    left_out += name_left_out(parts)
    return ParsedArticle(
        text=text, titled_by_text=False, left_out=tuple(left_out), **_metadata(fields)
    )


def has_own_text(record: Mapping[str, Any]) -> bool:
    """Tell whether a record holds the text of an article, and not only what sums one up."""
    names = {field_key(str(name)): value for name, value in record.items()}
    return any(FieldText().read(names.get(name)) for name in TEXT if name not in _SUMMARIES)


def metadata(record: Mapping[str, Any]) -> Metadata:
    """Read what a record states besides its text."""
    return _metadata(_fields(record))


def field_key(name: str) -> str:
    """Give the form of a field's name in which names are compared."""
    return re.sub(r"[\s_.:-]", "", name).casefold()


def _metadata(fields: Mapping[str, Any]) -> Metadata:
    stated = Metadata()
    if title := _first(fields, _TITLE):
        stated["title"] = title
    if day := next(filter(None, (day_of_value(fields.get(name)) for name in _DATE)), None):
        stated["date"] = day
    if source := _first(fields, _SOURCE):
        stated["source"] = source
    if authors := next(filter(None, (_people(fields.get(name)) for name in _AUTHORS)), ()):
        stated["authors"] = authors
    if url := next((item for item in map(_label, map(fields.get, _URL)) if _LINK.match(item)), ""):
        stated["url"] = url
    return stated


def _fields(record: Mapping[str, Any]) -> dict[str, Any]:
    """Give the fields of a record by key, then those of the objects in it that hold fields."""
    fields: dict[str, Any] = {}
    for name, value in record.items():
        fields.setdefault(field_key(str(name)), value)
    for name in _INSIDE:
        inner = fields.get(name)
        if isinstance(inner, Mapping) and not set(map(str.lower, inner)) <= _NAMING:
            for key, value in inner.items():
                fields.setdefault(field_key(str(key)), value)
            if name in TEXT:
                del fields[name]
    return fields


def _first(fields: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next(filter(None, (_label(fields.get(name)) for name in names)), "")


def _label(value: Any, depth: int = _DEEPEST_LABEL) -> str:
    """Read a short value: a string, or an object or a list that names one."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, Mapping) and depth:
        fields = {field_key(str(name)): item for name, item in value.items()}
        if full := " ".join(filter(None, (_label(fields.get(name), 0) for name in _NAME_PARTS))):
            return full
        inner = next((fields[name] for name in _LABEL_KEYS if fields.get(name)), None)
        return _label(inner, depth - 1)
    return " ".join(read_plain(value).split()) if isinstance(value, str) else ""


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
