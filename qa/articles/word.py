"""Word documents (.docx): paragraphs and table rows in the order of the document."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from qa.articles.parsed import ParsedArticle
from qa.errors import UnreadableError

if TYPE_CHECKING:
    from docx.table import Table

_LARGEST = 256 * 1024 * 1024
_LARGEST_XML = 64 * 1024 * 1024
_RATIO = 200
_RATIO_FROM = 8 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0"


def read_word(path: Path, content: bytes) -> list[ParsedArticle]:
    """Read a .docx file; its own title and author count where it states them.

    The day on which the document was made is not taken for the day of publication.

    Raises:
        UnreadableError: not a .docx file, protected by a password, damaged, without text, or
            unpacking to more than a document would.
    """
    if content.startswith(_OLE):
        raise UnreadableError(path, "an old .doc file or one with a password; save it as .docx")
    _check_size(path, content)
    import docx
    from docx.text.paragraph import Paragraph

    try:
        document = docx.Document(io.BytesIO(content))
        blocks = [
            block.text if isinstance(block, Paragraph) else _rows(block)
            for block in document.iter_inner_content()
        ]
        core = document.core_properties
        title, author = core.title, core.author
    except Exception as error:  # whatever the parser raises on a damaged document
        raise UnreadableError(path, f"not a Word document, or a damaged one: {error}") from error
    text = "\n\n".join(block for block in blocks if block.strip())
    if not text:
        raise UnreadableError(path, "no text in this document")
    known = title if title and title.lower() not in ("word document", "untitled") else None
    return [ParsedArticle(text=text, title=known, authors=_names(author))]


def _check_size(path: Path, content: bytes) -> None:
    """Refuse what would fill the memory; zipfile never unpacks more than the sizes declared."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableError(path, "not a .docx file: it is not a zip archive") from error
    total = sum(entry.file_size for entry in entries)
    longest = max((entry.file_size for entry in entries if _is_xml(entry)), default=0)
    dense = any(
        entry.file_size > _RATIO_FROM and entry.file_size > _RATIO * max(entry.compress_size, 1)
        for entry in entries
    )
    if total > _LARGEST or longest > _LARGEST_XML or dense:
        size = f"{total / 1024 / 1024:,.0f} MB"
        raise UnreadableError(path, f"unpacks to {size}, more than a document would; not opened")


def _is_xml(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.lower().endswith((".xml", ".rels"))


def _names(author: str | None) -> tuple[str, ...]:
    # What programs write when nobody told them a name.
    nobody = (
        "",
        "python-docx",
        "user",
        "unknown",
        "administrator",
        "admin",
        "microsoft office user",
    )
    names = (author or "").replace(" and ", ";").split(";")
    return tuple(name.strip() for name in names if name.strip().lower() not in nobody)


def _rows(table: Table) -> str:
    lines = []
    for row in table.rows:
        cells: list[str] = []
        for cell in row.cells:
            text = " ".join(cell.text.split())
            if text and text not in cells[-1:]:  # a merged cell is given once for each column
                cells.append(text)
        lines.append(" | ".join(cells))
    return "\n".join(lines)
