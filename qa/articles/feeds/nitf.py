"""NITF, the News Industry Text Format: the headline, the names and the body of one article."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import date

from qa.articles.dates import parse_mail_day
from qa.articles.feeds.fields import plain_text, read_names
from qa.articles.parsed import ParsedArticle
from qa.articles.xml_tree import Element, strip_namespaces, write_html

# Elements that stand on lines of their own, and those of HTML that do the same.
_BLOCKS = {
    "hl1": "h1",
    "hl2": "h2",
    "media": "figure",
    "media-caption": "figcaption",
    "media-producer": "p",
    "block": "div",
    "note": "div",
    "abstract": "div",
    "dateline": "p",
    "tagline": "p",
    "bibliography": "p",
    "datasource": "p",
    "fn": "p",
}
_NO_TEXT = ("media-reference", "media-metadata", "media-object", "classifier", "story.date")
_WITHDRAWN = ("canceled", "cancelled", "killed", "withheld")


def read_nitf(root: Element) -> ParsedArticle | None:
    """Read an article in NITF; None where it has no text.

    The text is what stands between the headline and the byline, the body, and the tag line.
    """
    root = copy.deepcopy(root)
    strip_namespaces(root)
    head = root.find("body/body.head")
    if head is None:
        head = root.makeelement("body.head")
    text = "\n\n".join(filter(None, _read_parts(root, head)))
    if not text:
        return None
    title = _text(head.find("hedline/hl1")) or _text(root.find("head/title"))
    return ParsedArticle(
        text=text,
        title=title or None,
        date=_day(root, head),
        source=_source(root, head),
        authors=read_names(_bylines(head)),
        url=_url(root),
        left_out=tuple(_left_out(root)),
        titled_by_text=False,
    )


def withdrawn_as(root: Element) -> str | None:
    """Give the word by which the agency withdrew an article, such as "killed"; else None."""
    docdata = next((item for item in root.iter() if _is_named(item, "docdata")), None)
    status = (docdata.get("management-status") or "").lower() if docdata is not None else ""
    return status if status in _WITHDRAWN else None


def _is_named(element: Element, name: str) -> bool:
    return isinstance(element.tag, str) and element.tag.rpartition("}")[2] == name


def _read_parts(root: Element, head: Element) -> Iterator[str]:
    from qa.articles.html.blocks import text_of_markup

    body = root.find("body")
    parts = [*head.findall("hedline/hl2"), head.find("abstract"), head.find("dateline")]
    if body is not None:
        parts += [*body.findall("body.content"), *body.findall("body.end")]
    for part in parts:
        if part is not None:
            part = copy.deepcopy(part)
            for element in list(part.iter()):
                if element.tag in _NO_TEXT and element is not part:
                    _drop(element)
                element.tag = _BLOCKS.get(element.tag, element.tag)
            part.tag = "div"
            yield text_of_markup(write_html(part))


def _drop(element: Element) -> None:
    parent, previous = element.getparent(), element.getprevious()
    tail = element.tail or ""
    parent.remove(element)
    if previous is None:
        parent.text = (parent.text or "") + tail
    else:
        previous.tail = (previous.tail or "") + tail


def _day(root: Element, head: Element) -> date | None:
    published = (item.get("date.publication") for item in root.iterfind("head/pubdata"))
    issued = root.iterfind("head/docdata/date.issue")
    dated = head.iterfind("dateline/story.date")
    released = root.iterfind("head/docdata/date.release")
    stated = [*published, *(item.get("norm") or _text(item) for item in (*issued, *dated))]
    stated += [item.get("norm") for item in released]
    return next(filter(None, (parse_mail_day(text) for text in stated if text)), None)


def _source(root: Element, head: Element) -> str | None:
    stated = [item.get("name") for item in root.iterfind("head/pubdata")]
    stated.append(_text(head.find("distributor")))
    stated += [item.get("regsrc") for item in root.iterfind("head/docdata/doc-id")]
    stated += [item.get("holder") for item in root.iterfind("head/docdata/doc.copyright")]
    return next(filter(None, stated), None)


def _bylines(head: Element) -> Iterator[str]:
    for byline in head.iterfind("byline"):
        people = [_text(person) for person in byline.iterfind("person")]
        if any(people):
            yield from filter(None, people)
            continue
        for title in byline.findall("byttl"):
            _drop(title)
        yield _text(byline)


def _url(root: Element) -> str | None:
    links = (item.get("ex-ref") or "" for item in root.iterfind("head/pubdata"))
    return next((link for link in links if link.startswith(("http://", "https://"))), None)


def _left_out(root: Element) -> Iterator[str]:
    media = sum(1 for _ in root.iter("media-reference"))
    if media:
        yield f"{media} {'file' if media == 1 else 'files'} of pictures, sound or film"


def _text(element: Element | None) -> str:
    return plain_text(element) if element is not None else ""
