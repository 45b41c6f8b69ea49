"""A Word document (.docx) to an article."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from qa.articles.archive import check_size
from qa.articles.exports import read_texts
from qa.articles.left_out import name_left_out
from qa.articles.parsed import ParsedArticle
from qa.articles.word.blocks import read_blocks
from qa.articles.word.left_out import count_left_out
from qa.articles.word.numbering import Numbering
from qa.articles.word.runs import Element, W, paragraph_text
from qa.errors import UnreadableError

_OLE = b"\xd0\xcf\x11\xe0"
_NO_TITLES = ("word document", "untitled")
# What programs write as the author when nobody told them a name.
_NO_NAMES = (
    "",
    "python-docx",
    "user",
    "unknown",
    "administrator",
    "admin",
    "microsoft office user",
)
_RELATIONS = "/officeDocument/2006/relationships/"


def read_word(path: Path, content: bytes) -> list[ParsedArticle]:
    """Read a .docx file; its own title and author count where it states them.

    The text is that of the document, then its notes, then what stands at the head and the foot of
    its pages. The day on which the document was made is not taken for the day of publication.

    Raises:
        UnreadableError: not a .docx file, protected by a password, damaged, without text, or
            unpacking to more than a document would.
    """
    if content.startswith(_OLE):
        raise UnreadableError(path, "an old .doc file or one with a password; save it as .docx")
    check_size(path, content, ".docx")
    import docx

    try:
        document = docx.Document(io.BytesIO(content))
        blocks = list(_read_document(document))
        core = document.core_properties
        title, author = core.title, core.author
        left_out = name_left_out(count_left_out(document))
    except Exception as error:  # whatever the parser raises on a damaged document
        raise UnreadableError(path, f"not a Word document, or a damaged one: {error}") from error
    text = "\n\n".join(block for block in blocks if block.strip())
    if not text:
        raise UnreadableError(path, "no text in this document")
    articles = read_texts(text)
    if len(articles) > 1:
        # What is not read may stand in any of them.
        return [replace(articles[0], left_out=left_out), *articles[1:]]
    own_title = title if title and title.lower() not in _NO_TITLES else None
    return [ParsedArticle(text=text, title=own_title, authors=_names(author), left_out=left_out)]


def _read_document(document: Any) -> Iterator[str]:
    numbering = Numbering(_related(document, "numbering"), _related(document, "styles"))
    yield from read_blocks(document.element.body, numbering)
    for kind in ("footnotes", "endnotes"):
        yield from _read_notes(_related(document, kind), kind.removesuffix("s"))
    for kind in ("header", "footer"):
        yield from _read_edges(document, kind, numbering)


def _read_notes(root: Element | None, kind: str) -> Iterator[str]:
    """Read the notes of a document; separators stand in the same part and are left out."""
    for note in root.iter(W + kind) if root is not None else ():
        if note.get(W + "type") in (None, "normal"):
            yield " ".join(filter(None, map(paragraph_text, note.iter(W + "p"))))


def _read_edges(document: Any, kind: str, numbering: Numbering) -> Iterator[str]:
    """Give the heads and feet of pages, each text once, without bare page numbers."""
    seen: set[str] = set()
    for relation in document.part.rels.values():
        if relation.reltype.endswith(_RELATIONS + kind) and not relation.is_external:
            for block in read_blocks(_root(relation.target_part), numbering):
                if block not in seen and any(map(str.isalpha, block)) and not _is_page(block):
                    seen.add(block)
                    yield block


def _is_page(block: str) -> bool:
    words = block.lower().replace("/", " ").split()
    return all(word in ("page", "of") or not word.isalpha() for word in words)


def _related(document: Any, kind: str) -> Element | None:
    for relation in document.part.rels.values():
        if relation.reltype.endswith(_RELATIONS + kind) and not relation.is_external:
            return _root(relation.target_part)
    return None


def _root(part: Any) -> Element:
    from docx.oxml import parse_xml

    element = getattr(part, "element", None)
    return parse_xml(part.blob) if element is None else element


def _names(author: str | None) -> tuple[str, ...]:
    names = (author or "").replace(" and ", ";").split(";")
    return tuple(name.strip() for name in names if name.strip().lower() not in _NO_NAMES)
