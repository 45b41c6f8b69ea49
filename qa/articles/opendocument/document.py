"""An OpenDocument text, packed (.odt) or flat (.fodt), to an article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from qa.articles.archive import Archive
from qa.articles.exports import read_texts
from qa.articles.opendocument.blocks import BlockReader
from qa.articles.opendocument.styles import OFFICE, STYLE, TEXT, Styles
from qa.articles.parsed import ParsedArticle
from qa.articles.records import Metadata, metadata
from qa.articles.text import one_line
from qa.articles.xml_tree import Element, XmlTree, local_name, read_xml
from qa.errors import UnreadableError

_KIND = "application/vnd.oasis.opendocument.text"
_NO_NAMES = ("user", "unknown", "administrator", "admin")
_EDGES = tuple(
    STYLE + name for name in ("header", "header-first", "header-left", "footer", "footer-first")
)


def read_odt(path: Path, content: bytes) -> list[ParsedArticle]:
    """Read an OpenDocument text.

    The text is that of the document, then its notes, then what stands at the head and the foot of
    its pages. Deleted text of tracked changes, comments and indexes are left out. The day on which
    the document was made is not that of publication; properties that the user named so are read.

    Raises:
        UnreadableError: not an .odt file, protected by a password, damaged, or without text.
    """
    archive = Archive(path, content, ".odt")
    _check_kind(path, archive)
    part = archive.read("content.xml")
    if part is None:
        raise UnreadableError(path, "not an .odt file: it has no content.xml")
    tree = read_xml(path, part)
    styles, properties = (
        read_xml(path, xml).root if (xml := archive.read(name)) else None
        for name in ("styles.xml", "meta.xml")
    )
    return _read(path, tree, styles, properties)


def read_fodt(path: Path, content: bytes) -> list[ParsedArticle]:
    """Read an OpenDocument text whose parts stand in one XML file; see `read_odt`.

    Raises:
        UnreadableError: no XML, another kind of document, or one without text.
    """
    tree = read_xml(path, content)
    kind = tree.root.get(f"{OFFICE}mimetype") or _KIND
    if not kind.startswith(_KIND):
        raise UnreadableError(path, f"not a text document but {kind.rpartition('.')[2]}")
    return _read(path, tree, tree.root, tree.root.find(f"{OFFICE}meta"))


def _read(
    path: Path, tree: XmlTree, styles: Element | None, properties: Element | None
) -> list[ParsedArticle]:
    """Read a document from its parts.

    Args:
        tree: that of the text.
        styles: where named styles, and the heads and feet of pages, are described.
        properties: the title, the author, and what its user named.
    """
    body = tree.root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise UnreadableError(path, "not a text document: it has no text")
    roots = [tree.root, *([styles] if styles is not None and styles is not tree.root else [])]
    reader = BlockReader(Styles(roots))
    blocks = [
        *reader.read(body),
        *_read_notes(body, reader),
        *(_read_edges(styles, reader) if styles is not None else ()),
    ]
    text = "\n\n".join(block for block in blocks if block.strip())
    if not text:
        raise UnreadableError(path, "no text in this document")
    articles = read_texts(text)
    if len(articles) > 1:
        return articles
    stated = _stated(properties) if properties is not None else Metadata()
    return [ParsedArticle(text=text, left_out=_left_out(reader, tree.faults), **stated)]


def _check_kind(path: Path, archive: Archive) -> None:
    kind = (archive.read("mimetype") or _KIND.encode()).decode("ascii", "replace").strip()
    if not kind.startswith(_KIND):
        raise UnreadableError(path, f"not a text document but {kind.rpartition('.')[2]}")
    manifest = archive.read("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest:
        raise UnreadableError(path, "protected by a password")


def _read_notes(body: Element, reader: BlockReader) -> Iterator[str]:
    for note in body.iter(TEXT + "note-body"):
        if not any(True for _ in note.iterancestors(TEXT + "tracked-changes")):
            yield " ".join(filter(None, reader.read(note)))


def _read_edges(styles: Element, reader: BlockReader) -> Iterator[str]:
    """Give the heads and feet of pages, each text once, without bare page numbers."""
    seen: set[str] = set()
    for edge in styles.iter(*_EDGES):
        for block in reader.read(edge):
            words = block.lower().replace("/", " ").split()
            is_page = all(word in ("page", "of") or not word.isalpha() for word in words)
            if block not in seen and not is_page:
                seen.add(block)
                yield block


def _stated(properties: Element) -> Metadata:
    """Read the properties of the document: title, author, and those that its user named."""
    names: dict[str, str] = {}
    own: dict[str, str] = {}
    for item in properties.iter():
        text = one_line("".join(item.itertext())) if isinstance(item.tag, str) else None
        if text and local_name(item) == "user-defined":
            name = next((value for key, value in item.items() if key.endswith("}name")), "")
            own.setdefault(name, text)
        elif text:
            names.setdefault(local_name(item), text)
    author = names.get("initial-creator") or names.get("creator") or ""
    fields = {"title": names.get("title", ""), **own}
    if author and author.lower() not in _NO_NAMES:
        fields.setdefault("author", author)
    return metadata({name: value for name, value in fields.items() if value})


def _left_out(reader: BlockReader, faults: tuple[str, ...]) -> tuple[str, ...]:
    counted = (
        f"{kind}{f' ({count} times)' if count > 1 else ''}"
        for kind, count in reader.left_out.items()
        if count
    )
    return (*counted, *faults)
