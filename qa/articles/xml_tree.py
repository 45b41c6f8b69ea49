"""XML to a tree of elements, safely: nothing is fetched, and no entity is expanded."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from qa.articles.decoding import decode
from qa.articles.text import clean
from qa.errors import UnreadableError

Element: TypeAlias = Any  # lxml has no types

_DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]*\?>")
_ENCODING = re.compile(rb"<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([\w.-]{2,30})")
# What is no CDATA section: a named character, or an ampersand that should have been escaped.
_AMPERSAND = re.compile(
    r"<!\[CDATA\[.*?\]\]>|&[A-Za-z][A-Za-z0-9]{1,30};|&(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[\w:.-]{1,60};)",
    re.DOTALL,
)
_EPUB = "{http://www.idpf.org/2007/ops}"
_MARKUP_SIGNS = frozenset("<>&\"'")


@dataclass(frozen=True, slots=True)
class XmlTree:
    """A parsed XML file.

    Attributes:
        root: its outermost element; elements keep their namespaces.
        faults: what of the file could not be read, a sentence each.
    """

    root: Element
    faults: tuple[str, ...]


def read_xml(path: Path, content: bytes) -> XmlTree:
    """Parse an XML file, also one that is not well-formed, as far as that goes.

    Named characters of HTML ("&nbsp;") are read, as feeds use them without declaring them.
    Entities that a file declares are not expanded, so that none can fill the memory.

    Args:
        path: the file, for messages.
        content: its bytes.

    Raises:
        UnreadableError: it cannot be decoded, or holds no element.
    """
    from lxml import etree

    declared = _ENCODING.search(content[:1024])
    text = decode(path, content, declared[1].decode("ascii") if declared else None)
    text = _DECLARATION.sub("", clean(text), count=1).lstrip()
    text = _AMPERSAND.sub(_write_character, text)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        recover=True,
        huge_tree=True,  # entities, which make this dangerous, are not expanded
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(path, f"not well-formed XML: {error}") from error
    if root is None:
        raise UnreadableError(path, "not an XML file: there is no element in it")
    return XmlTree(root, tuple(_find_faults(root, parser.error_log)))


def local_name(element: Element) -> str:
    """Give an element's name without its namespace, in small letters; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def strip_namespaces(root: Element) -> None:
    """Take the namespaces off the names of a tree's elements and attributes.

    The attributes of EPUB keep theirs: they are written as "epub:type".
    """
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag.startswith("{"):
            element.tag = element.tag.rpartition("}")[2].replace(":", "_")
        for name, value in list(element.attrib.items()):
            local = name.rpartition("}")[2]
            if name.startswith("{") and not name.startswith(_EPUB) and local.isidentifier():
                del element.attrib[name]
                if local not in element.attrib:
                    element.set(local, value)


def write_html(root: Element) -> str:
    """Write a tree as the HTML that a parser of HTML reads as the same tree."""
    from lxml import etree

    markup: str = etree.tostring(root, method="html", encoding="unicode", with_tail=False)
    return markup


def _find_faults(root: Element, errors: Any) -> list[str]:
    faults = []
    fatal = [entry for entry in errors if entry.level_name == "FATAL"]
    fatal = [entry for entry in fatal if "Entity" not in entry.message]
    if fatal:
        faults.append(
            f"it is damaged at line {fatal[0].line}, and what could not be read is left out:"
            f" {fatal[0].message.strip()}"
        )
    if entities := _drop_entities(root):
        faults.append(f"{entities} entities that stand for other text are left out")
    return faults


def _drop_entities(root: Element) -> int:
    """Take out the references to entities that were not expanded, and count them."""
    from lxml import etree

    entities = list(root.iter(etree.Entity))
    for entity in entities:
        parent, previous, tail = entity.getparent(), entity.getprevious(), entity.tail or ""
        parent.remove(entity)
        if previous is None:
            parent.text = (parent.text or "") + tail
        else:
            previous.tail = (previous.tail or "") + tail
    return len(entities)


def _write_character(match: re.Match[str]) -> str:
    if match[0] == "&":
        return "&amp;"
    if match[0].startswith("<"):
        return match[0]
    character = html.unescape(match[0])
    return match[0] if character in _MARKUP_SIGNS or character == match[0] else character
