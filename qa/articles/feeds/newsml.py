"""NewsML-G2: an item of news, or a message that holds several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from qa.articles.dates import parse_mail_day
from qa.articles.feeds.fields import child_text, children, plain_text, read_names
from qa.articles.feeds.nitf import read_nitf, withdrawn_as
from qa.articles.field_text import read_plain
from qa.articles.parsed import ParsedArticle
from qa.articles.xml_tree import Element, local_name, strip_namespaces, write_html
from qa.types.report import Skipped

_ITEMS = ("newsitem", "packageitem", "conceptitem", "knowledgeitem", "planningitem")
_WITHDRAWN = ("stat:canceled", "stat:withheld")


def is_newsml(root: Element) -> bool:
    """Tell whether an element is an item of NewsML-G2, or a message with items."""
    return local_name(root) in (*_ITEMS, "newsmessage")


def read_newsml(path: Path, root: Element) -> list[ParsedArticle | Skipped]:
    """Read each item of news as an article.

    Items without text of their own (pictures, packages, lists of terms) and items that their
    agency withdrew are reported.
    """
    items = [item for item in root.iter() if local_name(item) in _ITEMS]
    articles: list[ParsedArticle | Skipped] = []
    for number, item in enumerate(items, start=1):
        name = f"{path}, item {number}" if len(items) > 1 else str(path)
        articles.append(_read_item(item, name))
    return articles


def _read_item(item: Element, name: str) -> ParsedArticle | Skipped:
    kind = local_name(item)
    if kind != "newsitem":
        return Skipped(name, f"a {kind.removesuffix('item')} item, which holds no article")
    meta = next(children(item, "itemmeta"), None)
    content = next(children(item, "contentmeta"), None)
    status = next((_code(entry) for entry in _children(meta, "pubstatus")), "")
    if status in _WITHDRAWN:
        return Skipped(name, f"its agency withdrew it ({status})")
    parts = [part for block in children(item, "contentset") for part in block]
    for nitf in (part for part in _inline(parts) if local_name(part) == "nitf"):
        if word := withdrawn_as(nitf):
            return Skipped(name, f"its agency withdrew it ({word})")
    article, texts = _read_content(parts)
    text = "\n\n".join(filter(None, [article.text if article else "", *texts]))
    if not text:
        return Skipped(name, f"no text in this item{_describe_content(parts)}")
    title = child_text(content, "headline") or child_text(meta, "title")
    authors = read_names(_creators(content))
    return ParsedArticle(
        text=text,
        title=title or (article.title if article else None),
        date=_day(meta, content) or (article.date if article else None),
        source=_source(item, meta, content) or (article.source if article else None),
        authors=authors or (article.authors if article else ()),
        url=_url(item, article),
        left_out=tuple(_left_out(parts, article)),
        titled_by_text=False,
    )


def _inline(parts: list[Element]) -> Iterator[Element]:
    for part in parts:
        if local_name(part) == "inlinexml":
            yield from (child for child in part if isinstance(child.tag, str))


def _read_content(parts: list[Element]) -> tuple[ParsedArticle | None, list[str]]:
    """Give the article in NITF, if there is one, and the texts in other forms.

    A set holds renditions of one content, so that the first with text is enough.
    """
    for inner in _inline(parts):
        if local_name(inner) == "nitf" and (article := read_nitf(inner)):
            return article, []
    for inner in _inline(parts):
        if local_name(inner) != "nitf" and (text := _text_of_xhtml(inner)):
            return None, [text]
    texts = (read_plain(part.text or "") for part in parts if local_name(part) == "inlinedata")
    text = next(filter(None, map(str.strip, texts)), "")
    return None, [text] if text else []


def _text_of_xhtml(element: Element) -> str:
    from qa.articles.html.blocks import text_of_markup

    body = next((item for item in element.iter() if local_name(item) == "body"), element)
    strip_namespaces(body)
    return text_of_markup(write_html(body))


def _left_out(parts: list[Element], article: ParsedArticle | None) -> Iterator[str]:
    yield from article.left_out if article else ()
    if files := _remote(parts):
        yield files


def _describe_content(parts: list[Element]) -> str:
    files = _remote(parts)
    return f": {files}" if files else ""


def _remote(parts: list[Element]) -> str:
    kinds = Counter(
        part.get("contenttype") or "no type stated"
        for part in parts
        if local_name(part) == "remotecontent"
    )
    listed = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
    return f"content that stands elsewhere ({listed})" if kinds else ""


def _day(meta: Element | None, content: Element | None) -> date | None:
    """Give the day of the item's first version; that of this version if no other is stated."""
    stated = [
        *_children(meta, "firstcreated"),
        *_children(content, "contentcreated"),
        *_children(meta, "versioncreated"),
    ]
    return next(filter(None, (parse_mail_day(plain_text(item)) for item in stated)), None)


def _source(item: Element, meta: Element | None, content: Element | None) -> str | None:
    stated = [*_children(content, "infosource"), *_children(meta, "provider")]
    stated += [
        holder
        for info in _children(item, "rightsinfo")
        for holder in children(info, "copyrightholder")
    ]
    names = (child_text(entry, "name") or entry.get("literal") or _code(entry) for entry in stated)
    return next((name.rpartition(":")[2] for name in names if name), None)


def _creators(content: Element | None) -> Iterator[str]:
    bylines = [plain_text(item) for item in _children(content, "by")]
    if any(bylines):
        yield from filter(None, bylines)
        return
    for item in _children(content, "creator"):
        yield child_text(item, "name") or item.get("literal") or ""


def _url(item: Element, article: ParsedArticle | None) -> str | None:
    stated = [item.get("guid") or "", (article.url if article else None) or ""]
    return next((link for link in stated if link.startswith(("http://", "https://"))), None)


def _children(element: Element | None, name: str) -> list[Element]:
    return list(children(element, name)) if element is not None else []


def _code(element: Element) -> str:
    return element.get("qcode") or element.get("uri") or ""
