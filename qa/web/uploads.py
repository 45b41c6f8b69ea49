"""Files that are uploaded through the page: saved beside the store, archives unpacked."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from qa.articles import ending_of, supported_endings
from qa.types.report import Skipped

FOLDER = "uploads"
MAX_FILES = 5_000
MAX_UNPACKED = 512 * 1024 * 1024
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


def save_uploads(files: Sequence[Path], folder: Path) -> SavedUploads:
    """Copy files, and the files inside zip archives, under unique names into a folder.

    The same content under the same name twice is one file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names: dict[Path, str] = {}
    skipped: list[Skipped] = []
    for file in files:
        if file.suffix.lower() != ".zip":
            with file.open("rb") as content:
                digest = hashlib.file_digest(content, "sha256").hexdigest()
            path = folder / _unique_name(file.name, digest)
            shutil.copyfile(file, path)
            names[path] = file.name
            continue
        try:
            with zipfile.ZipFile(file) as archive:
                for part in _unpack(archive, file.name, folder):
                    if isinstance(part, Skipped):
                        skipped.append(part)
                    else:
                        names.update([part])
        except zipfile.BadZipFile:
            skipped.append(Skipped(file.name, "this is no zip archive, or it is damaged"))
    return SavedUploads(names, skipped)


def _unpack(
    archive: zipfile.ZipFile, name: str, folder: Path
) -> Iterator[tuple[Path, str] | Skipped]:
    """Save the files of an archive; give each with the name that it came by, or why it was not."""
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
        path = folder / _unique_name(inside.name, hashlib.sha256(content).hexdigest())
        path.write_bytes(content)
        yield path, member_name


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


def _unique_name(name: str, digest: str) -> str:
    path = PurePosixPath(name)
    ending = ending_of(path)
    stem = path.name[: -len(ending)] if ending else path.name
    stem = "".join(part if part.isalnum() or part in "-_." else "-" for part in stem)[:80]
    return f"{stem.lstrip('.') or 'article'}-{digest[:8]}{ending}"
