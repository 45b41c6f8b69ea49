"""Text, names and links of the elements of a feed."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin

from qa.articles.field_text import read_plain
from qa.articles.names import split_names
from qa.articles.xml_tree import Element, local_name, strip_namespaces, write_html

# Elements of these namespaces describe pictures, sound and comments, under names of a feed's own.
_OTHERS = ("search.yahoo.com/mrss", "itunes.com", "georss", "slash", "wellformedweb", "thread")
_MAIL_AND_NAME = re.compile(r"\S+@\S+\s*\((?P<name>[^()]+)\)|(?P<before>[^<>]+?)\s*<\S+@\S+>")
_MAIL = re.compile(r"\S+@\S+")
_BY = re.compile(r"by:?\s+", re.IGNORECASE)
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"


def children(element: Element, *names: str) -> Iterator[Element]:
    """Give the child elements of some names, in the order of the names; "" stands for none."""
    own = [child for child in element if not _is_of_others(child)]
    for name in names:
        yield from (child for child in own if local_name(child) == name)


def child_text(element: Element | None, *names: str) -> str:
    """Give the text of the first child of the names that has any."""
    found_children = children(element, *names) if element is not None else ()
    return next(filter(None, map(plain_text, found_children)), "")


def plain_text(element: Element) -> str:
    """Give all text of an element on one line, with markup as readers see it."""
    return " ".join(rich_text(element).split())


def rich_text(element: Element) -> str:
    """Give the text of an element that holds text, escaped HTML, or elements of XHTML.

    Atom says which by the attribute "type"; what it calls "text" is no HTML.
    """
    kind = (element.get("type") or "").lower()
    if any(isinstance(child.tag, str) for child in element):
        from qa.articles.html.blocks import text_of_markup

        inner = copy.deepcopy(element)
        strip_namespaces(inner)
        inner.tag = "div"
        inner.attrib.clear()
        return text_of_markup(write_html(inner))
    text = (element.text or "").strip()
    return text if kind in ("text", "text/plain") else read_plain(text)


def read_names(texts: Iterable[str]) -> tuple[str, ...]:
    """Give the names of people in bylines and in addresses such as "jane@x.example (Jane Doe)"."""
    names: list[str] = []
    for text in texts:
        if match := _MAIL_AND_NAME.fullmatch(text):
            text = match["name"] or match["before"]
        text = _BY.sub("", text.strip(), count=1) if _BY.match(text) else text.strip()
        if text and not _MAIL.fullmatch(text) and "://" not in text and len(text) < 300:
            names += split_names(text)[0] or (text,)
    return tuple(dict.fromkeys(names))


def absolute_link(element: Element, link: str, base: str) -> str | None:
    """Give an address in full, or None where it is none of the web."""
    for item in (element, *element.iterancestors()):
        if own_base := item.get(_XML_BASE):
            base = urljoin(base, own_base)
            break
    try:
        address = urljoin(base, link.strip())
    except ValueError:
        return None
    return address if address.startswith(("http://", "https://")) else None


def _is_of_others(element: Element) -> bool:
    tag = element.tag
    return not isinstance(tag, str) or any(name in tag.rpartition("}")[0] for name in _OTHERS)
