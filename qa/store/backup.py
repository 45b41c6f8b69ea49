"""Copy a store to one file while it is in use, and put such a copy in place of a store."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from qa.errors import StoreError, UsageError
from qa.store.schema import VERSION
from qa.store.sqlite_file import FILE_NAME


def back_up(store_path: Path, target: Path) -> int:
    """Write a copy of a store's file, of one state, and check it; return its size in bytes.

    Others may read and write the store meanwhile. The copy appears under its name only when it is
    whole and on the disk.

    Raises:
        UsageError: there is a file of that name already, or its folder is not there.
        StoreError: the copy cannot be written, or the store is damaged.
    """
    if target.exists():
        raise UsageError(f"{target} is there already. Name a new file for the backup.")
    if not target.parent.is_dir():
        raise UsageError(f"The folder {target.parent} is not there. Make it, or name another.")
    unfinished = target.with_name(f"{target.name}.unfinished")
    try:
        _copy(store_path, unfinished)
        _sync(unfinished)
        unfinished.replace(target)
        _sync(target.parent)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"Cannot write the backup {target}: {error}.") from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    return target.stat().st_size


def restore(backup: Path, folder: Path) -> None:
    """Make a new store in a folder from a backup.

    Raises:
        UsageError: the folder holds a store already, or the backup is not there.
        StoreError: the file is not a backup of a store, is damaged, or cannot be copied.
    """
    if (folder / FILE_NAME).exists():
        raise UsageError(f"{folder} holds a store already. Name a new folder for the restored one.")
    if not backup.is_file():
        raise UsageError(f"{backup} is not a file. Name a file that the backup command wrote.")
    try:
        _require_store(backup)
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"{backup} is not a backup of a store: {error}.") from error
    back_up(backup, folder / FILE_NAME)


def _copy(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    with (
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as original,
        closing(sqlite3.connect(target)) as copy,
    ):
        original.backup(copy)
        # One file is all that a backup is: no log beside it.
        copy.execute("PRAGMA journal_mode=DELETE")
        (verdict,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
        if verdict != "ok":
            raise sqlite3.DatabaseError(verdict)


def _require_store(path: Path) -> None:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
        (version,) = db.execute("PRAGMA user_version").fetchone()
        db.execute("SELECT count(*) FROM articles")
    if version > VERSION:
        raise sqlite3.DatabaseError("a newer version of article-qa wrote it")


def _sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    # Windows opens no folders; there the rename is all that can be done.
    with suppress(PermissionError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
