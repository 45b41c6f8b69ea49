"""Files that come through the page: kept beside the store, archives unpacked with care."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from qa.articles import SUPPORTED
from qa.types.report import Skipped

FOLDER = "uploads"
MAX_FILES = 5_000
MAX_UNPACKED = 512 * 1024 * 1024
_CHUNK = 1 << 20


def keep(files: Sequence[Path], folder: Path) -> tuple[dict[Path, str], list[Skipped]]:
    """Copy files, and the files inside zip archives, under names of their own into a folder.

    The same content under the same name twice is one file. What cannot be kept is reported.

    Returns:
        The files kept, each with the name that it came by ("more.zip: folder/one.txt" for one of an
        archive); and what was passed over.
    """
    folder.mkdir(parents=True, exist_ok=True)
    kept: dict[Path, str] = {}
    skipped: list[Skipped] = []
    for file in files:
        if file.suffix.lower() != ".zip":
            with file.open("rb") as content:
                digest = hashlib.file_digest(content, "sha256").hexdigest()
            path = folder / _name(file.name, digest)
            shutil.copyfile(file, path)
            kept[path] = file.name
            continue
        try:
            with zipfile.ZipFile(file) as archive:
                for one in _unpacked(archive, file.name, folder):
                    if isinstance(one, Skipped):
                        skipped.append(one)
                    else:
                        kept.update([one])
        except zipfile.BadZipFile:
            skipped.append(Skipped(file.name, "this is no zip archive, or it is damaged"))
    return kept, skipped


def _unpacked(
    archive: zipfile.ZipFile, name: str, folder: Path
) -> Iterator[tuple[Path, str] | Skipped]:
    members = [one for one in archive.infolist() if not one.is_dir()]
    room = MAX_UNPACKED
    for number, member in enumerate(members):
        inside = PurePosixPath(member.filename)
        shown = f"{name}: {member.filename}"
        if any(part.startswith((".", "__MACOSX")) for part in inside.parts):
            continue
        if number >= MAX_FILES:
            yield Skipped(name, f"only the first {MAX_FILES:,} files of an archive are read")
            return
        if inside.suffix.lower() not in SUPPORTED:
            yield Skipped(shown, f"files of the kind {inside.suffix or '(none)'} are not read")
            continue
        try:
            # What an archive says of its sizes can be untrue, so they are counted.
            content = _read(archive, member, room)
        except (zipfile.BadZipFile, zlib.error, EOFError):
            yield Skipped(shown, "this part of the archive is damaged")
            continue
        except (RuntimeError, NotImplementedError):
            yield Skipped(shown, "it is locked with a password or packed in an unknown way")
            continue
        if content is None:
            yield Skipped(name, f"it unpacks to more than {MAX_UNPACKED >> 20} MB")
            return
        room -= len(content)
        path = folder / _name(inside.name, hashlib.sha256(content).hexdigest())
        path.write_bytes(content)
        yield path, shown


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, room: int) -> bytes | None:
    parts = []
    with archive.open(member) as packed:
        while part := packed.read(_CHUNK):
            room -= len(part)
            if room < 0:
                return None
            parts.append(part)
    return b"".join(parts)


def _name(name: str, digest: str) -> str:
    path = PurePosixPath(name)
    stem = "".join(part if part.isalnum() or part in "-_." else "-" for part in path.stem)[:80]
    return f"{stem.lstrip('.') or 'article'}-{digest[:8]}{path.suffix.lower()}"
