"""Paths that were given to files that can be read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from qa.articles.parsers import ending_of, find_conflicts, supported_endings
from qa.errors import UnreadableError
from qa.types.report import Skipped

MAX_BYTES = 64 * 1024 * 1024


def find_files(paths: Sequence[Path]) -> tuple[list[Path], list[Skipped]]:
    """List the files to read, given by name or below folders that were given.

    Hidden files and folders below a given folder are passed over in silence. Links that lead out
    of the folder or to a folder, what is not a regular file, and other kinds of file are reported;
    so are parsers that other packages register for a kind that article-qa reads itself.

    Returns:
        Absolute, resolved paths, sorted, each once; and what was passed over, sorted.

    Raises:
        UnreadableError: a given path does not exist.
    """
    readable: set[Path] = set()
    skipped: set[Skipped] = set()
    for path in paths:
        for item in _files_at(path):
            if isinstance(item, Skipped):
                skipped.add(item)
            else:
                readable.add(item)
    skipped.update(find_conflicts(frozenset(map(ending_of, readable))))
    return sorted(readable), sorted(skipped, key=lambda item: (item.path, item.reason))


def read_file(path: Path) -> bytes:
    """Read a regular file of at most MAX_BYTES whole.

    Raises:
        UnreadableError: not there, not a regular file, not permitted, empty or too large.
    """
    try:
        with open(path, "rb", opener=_open_without_waiting) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise UnreadableError(path, f"{_describe(status.st_mode)}, not a regular file")
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableError(path, _reason(error)) from error
    if len(content) > MAX_BYTES:
        size, limit = _mb(status.st_size), _mb(MAX_BYTES)
        raise UnreadableError(path, f"{size}; the limit is {limit}: split it into smaller files")
    if not content:
        raise UnreadableError(path, "empty")
    return content


def _files_at(path: Path) -> Iterator[Path | Skipped]:
    try:
        real = path.resolve(strict=True)
        mode = real.stat().st_mode
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of links, before Python 3.13
        raise UnreadableError(_printable(path), _reason(error)) from error
    if stat.S_ISDIR(mode):
        yield from _below(real)
    else:
        yield _file(real, mode)


def _below(root: Path) -> Iterator[Path | Skipped]:
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            inside = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
        except OSError as error:
            yield Skipped(_printable(folder), _reason(error))
            continue
        for path in inside:
            try:
                mode = path.lstat().st_mode
            except OSError as error:  # removed meanwhile, or not permitted
                yield Skipped(_printable(path), _reason(error))
                continue
            if stat.S_ISDIR(mode):
                folders.append(path)
            else:
                yield _link(path, root) if stat.S_ISLNK(mode) else _file(path, mode)


def _link(path: Path, root: Path) -> Path | Skipped:
    try:
        real = path.resolve(strict=True)
        mode = real.stat().st_mode
    except (OSError, RuntimeError) as error:
        return Skipped(_printable(path), f"a link that leads nowhere: {_reason(error)}")
    if not real.is_relative_to(root):
        return Skipped(_printable(path), "a link that leads out of the folder")
    if stat.S_ISDIR(mode):
        return Skipped(_printable(path), "a link to a folder; links to folders are not followed")
    return _file(real, mode)


def _file(path: Path, mode: int) -> Path | Skipped:
    if not stat.S_ISREG(mode):
        return Skipped(_printable(path), f"{_describe(mode)}, not a regular file")
    endings = supported_endings()
    if ending_of(path) not in endings:
        kind = f"files of kind {path.suffix}" if path.suffix else "files without a suffix"
        kinds = " ".join(sorted(endings))
        return Skipped(_printable(path), f"{kind} are not read; article-qa reads {kinds}")
    if _printable(path) != str(path):
        return Skipped(_printable(path), "its name is not valid UTF-8; rename it")
    return path


def _open_without_waiting(path: str, flags: int) -> int:
    # Opening a FIFO that nobody writes to would wait for ever.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _describe(mode: int) -> str:
    kinds = {
        stat.S_IFDIR: "a folder",
        stat.S_IFIFO: "a pipe",
        stat.S_IFSOCK: "a socket",
        stat.S_IFCHR: "a device",
        stat.S_IFBLK: "a device",
    }
    return kinds.get(stat.S_IFMT(mode), "a special file")


def _reason(error: OSError | RuntimeError) -> str:
    if isinstance(error, RuntimeError):
        return "a loop of links"
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "permission denied"
    return (error.strerror or str(error)).lower()


def _printable(path: Path) -> str:
    return os.fsencode(path).decode("utf-8", errors="replace")


def _mb(size: int) -> str:
    return f"{size / 1024 / 1024:,.0f} MB"
