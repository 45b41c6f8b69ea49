"""Files that are uploaded through the page: saved beside the store, archives unpacked."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePosixPath

from qa.articles import ending_of, supported_endings
from qa.types.report import Skipped

FOLDER = "uploads"
MAX_FILES = 5_000
MAX_UNPACKED = 512 * 1024 * 1024
_DIGEST = 8
_MAX_STEM = 120
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class SavedUploads:
    """What became of uploaded files.

    Attributes:
        names: the files as they were saved, each with the name that it came by ("more.zip:
            folder/one.txt" for a file of an archive).
        skipped: what was not saved, and why.
    """

    names: dict[Path, str]
    skipped: list[Skipped]


def save_uploads(
    files: Sequence[Path], folder: Path, known: AbstractSet[str] = frozenset()
) -> SavedUploads:
    """Copy files, and the files inside zip archives, into a folder, each under its own name.

    Files of one name stand in different folders, named for their content. `known` holds the SHA-256
    of the files that the collection has, in hexadecimal digits: these are skipped.
    """
    return _Saver(folder, known).save(files)


class _Saver:
    """Saves files, the same content once."""

    def __init__(self, folder: Path, known: AbstractSet[str]) -> None:
        self._folder = folder
        self._known = set(known)

    def save(self, files: Sequence[Path]) -> SavedUploads:
        self._folder.mkdir(parents=True, exist_ok=True)
        names: dict[Path, str] = {}
        skipped: list[Skipped] = []
        for part in chain.from_iterable(map(self._save, files)):
            if isinstance(part, Skipped):
                skipped.append(part)
            else:
                names.update([part])
        return SavedUploads(names, skipped)

    def _save(self, file: Path) -> Iterator[tuple[Path, str] | Skipped]:
        if file.suffix.lower() != ".zip":
            yield self._keep(file.name, file.name, file.read_bytes())
            return
        try:
            with zipfile.ZipFile(file) as archive:
                for part in _unpack(archive, file.name):
                    if isinstance(part, Skipped):
                        yield part
                    else:
                        yield self._keep(part.name, part.member_name, part.content)
        except zipfile.BadZipFile:
            yield Skipped(file.name, "this is no zip archive, or it is damaged")

    def _keep(self, name: str, full_name: str, content: bytes) -> tuple[Path, str] | Skipped:
        digest = hashlib.sha256(content).hexdigest()
        if digest in self._known:
            return Skipped(full_name, "it is already here")
        self._known.add(digest)
        path = self._folder / digest[:_DIGEST] / _safe_name(name)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        return path, full_name


@dataclass(frozen=True, slots=True)
class _Member:
    """A file of an archive; `member_name` is the name that it came by."""

    name: str
    member_name: str
    content: bytes


def _unpack(archive: zipfile.ZipFile, name: str) -> Iterator[_Member | Skipped]:
    """Read the files of an archive; give why a file was not read."""
    members = [member for member in archive.infolist() if not member.is_dir()]
    bytes_left = MAX_UNPACKED
    for number, member in enumerate(members):
        inside = PurePosixPath(member.filename)
        member_name = f"{name}: {member.filename}"
        if any(part.startswith((".", "__MACOSX")) for part in inside.parts):
            continue
        if number >= MAX_FILES:
            yield Skipped(name, f"only the first {MAX_FILES:,} files of an archive are read")
            return
        if ending_of(inside) not in supported_endings():
            yield Skipped(
                member_name, f"files of the kind {inside.suffix or '(none)'} are not read"
            )
            continue
        try:
            # The sizes that an archive states can be wrong, so bytes are counted.
            content = _read(archive, member, bytes_left)
        except (zipfile.BadZipFile, zlib.error, EOFError):
            yield Skipped(member_name, "this part of the archive is damaged")
            continue
        except (RuntimeError, NotImplementedError):
            yield Skipped(member_name, "it is locked with a password or packed in an unknown way")
            continue
        if content is None:
            yield Skipped(name, f"it unpacks to more than {MAX_UNPACKED >> 20} MB")
            return
        bytes_left -= len(content)
        yield _Member(inside.name, member_name, content)


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> bytes | None:
    """Unpack a file of an archive, None where it holds more than `limit` bytes."""
    parts = []
    with archive.open(member) as packed:
        while part := packed.read(_CHUNK):
            limit -= len(part)
            if limit < 0:
                return None
            parts.append(part)
    return b"".join(parts)


def _safe_name(name: str) -> str:
    """Give the file's own name, with "-" for each character that some systems do not take."""
    path = PurePosixPath(name)
    ending = ending_of(path)
    stem = path.name[: -len(ending)] if ending else path.name
    stem = "".join(
        "-" if character in '/\\:*?"<>|' or not character.isprintable() else character
        for character in stem
    )
    while len(stem.encode()) > _MAX_STEM:  # a name has at most 255 bytes
        stem = stem[:-1]
    return f"{stem.strip(' .') or 'article'}{ending}"
