"""Documents that are zip archives: whether one may be unpacked, and the files in it."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

from qa.errors import UnreadableError

_LARGEST = 256 * 1024 * 1024
_LARGEST_MARKUP = 64 * 1024 * 1024
_RATIO = 200
_RATIO_FROM = 8 * 1024 * 1024
_MOST_FILES = 50_000
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = 1  # the flag of an entry


class Archive:
    """The files in a document that is a zip archive, read within limits.

    Args:
        path: the document, for messages.
        content: its bytes.
        kind: its ending, for messages.

    Raises:
        UnreadableError: not a zip archive, protected by a password, or one that unpacks to more
            than a document would.
    """

    def __init__(self, path: Path, content: bytes, kind: str) -> None:
        if content.startswith(_OLE):
            reason = f"an old document or one with a password; save it as {kind} without one"
            raise UnreadableError(path, reason)
        check_size(path, content, kind)
        self._path = path
        self._zip = zipfile.ZipFile(io.BytesIO(content))
        self.names = tuple(self._zip.namelist())

    def read(self, name: str) -> bytes | None:
        """Unpack a file, or give None where there is none of that name.

        Raises:
            UnreadableError: it is damaged, locked, or packed in an unknown way.
        """
        try:
            return self._zip.read(name)
        except KeyError:
            return None
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise UnreadableError(self._path, f"damaged: {name} cannot be unpacked") from error
        except (RuntimeError, NotImplementedError) as error:
            reason = "protected by a password, or packed in an unknown way"
            raise UnreadableError(self._path, reason) from error


def check_size(path: Path, content: bytes, kind: str) -> None:
    """Refuse an archive that would fill the memory, by the sizes that it declares.

    zipfile never unpacks more than these.

    Raises:
        UnreadableError: not a zip archive, or one that unpacks to more than a document would.
    """
    try:
        entries = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise UnreadableError(path, f"not a {kind} file: it is not a zip archive") from error
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UnreadableError(path, "protected by a password")
    total = sum(entry.file_size for entry in entries)
    longest = max((entry.file_size for entry in entries if _is_markup(entry)), default=0)
    dense = any(
        entry.file_size > _RATIO_FROM and entry.file_size > _RATIO * max(entry.compress_size, 1)
        for entry in entries
    )
    if total > _LARGEST or longest > _LARGEST_MARKUP or dense or len(entries) > _MOST_FILES:
        size = f"{total / 1024 / 1024:,.0f} MB"
        raise UnreadableError(path, f"unpacks to {size}, more than a document would; not opened")


def _is_markup(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.lower().endswith((".xml", ".rels", ".opf", ".xhtml", ".html", ".htm"))
