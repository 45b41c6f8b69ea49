"""Whether a file is an archive that may be unpacked: a hostile one would fill the memory."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from qa.errors import UnreadableError

_LARGEST = 256 * 1024 * 1024
_LARGEST_XML = 64 * 1024 * 1024
_RATIO = 200
_RATIO_FROM = 8 * 1024 * 1024


def check_size(path: Path, content: bytes) -> None:
    """Refuse what would fill the memory; zipfile never unpacks more than the sizes declared.

    Raises:
        UnreadableError: not a zip archive, or one that unpacks to more than a document would.
    """
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
