"""Open the SQLite file of a store, bring its tables up to date, and guard what is written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from qa.errors import StoreBusyError, StoreError, StoreVersionError
from qa.store.checksums import Checksums
from qa.store.schema import MIGRATIONS, SCHEMA, VERSION

FILE_NAME = "articles.sqlite"
LOCK_NAME = "write.lock"
_LOCK_SECONDS = 0.5


class Connection:
    """A connection to the file in one folder; use it as a context manager.

    Raises:
        StoreError: the folder cannot be used, or the file is damaged or not a store.
        StoreVersionError: a newer version of article-qa wrote the file; it is left untouched.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / FILE_NAME
        try:
            folder.mkdir(parents=True, exist_ok=True)
            # The threads of the chat page share one connection; SQLite's own mutex guards it.
            self._db = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)
            with ExitStack() as on_failure:
                on_failure.callback(self._db.close)
                self._prepare()
                on_failure.pop_all()
        except (OSError, sqlite3.Error) as error:
            raise StoreError(
                f"Cannot open the store {self.path}: {error}. Name another folder with --store, "
                "or remove this file and index again."
            ) from error
        self._lock = FileLock(folder / LOCK_NAME)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._db.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the write lock, which one process has at a time.

        Raises:
            StoreBusyError: another process has it.
        """
        try:
            with self._lock.acquire(timeout=_LOCK_SECONDS):
                yield
        except Timeout as error:
            raise StoreBusyError(
                f"Another process is writing to the store {self.folder}. Wait until it is done."
            ) from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write all of what is written inside, or none of it; the generation grows by one.

        When nothing changes inside, the file and the generation stay as they are.
        """
        self._db.execute("BEGIN IMMEDIATE")
        changes = self._db.total_changes
        try:
            yield
            if self._db.total_changes > changes:
                self._db.execute(
                    "INSERT INTO metadata VALUES ('generation', '1') "
                    "ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1"
                )
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            self._roll_back()
            raise StoreError(
                f"Cannot write to the store {self.path}: {error}. What was stored before is kept."
            ) from error
        except BaseException:
            self._roll_back()
            raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read one state of the store inside, whatever other processes write."""
        self._db.execute("BEGIN")
        try:
            yield
        finally:
            self._roll_back()

    @property
    def in_snapshot(self) -> bool:
        """Whether reads see one state (of a snapshot or a transaction), not always the newest."""
        return self._db.in_transaction

    def integrity_errors(self) -> list[str]:
        """Return what SQLite finds wrong with the file, nothing when it is sound."""
        messages = [row[0] for row in self._db.execute("PRAGMA integrity_check")]
        return [] if messages == ["ok"] else messages

    def rebuild_indexes(self) -> None:
        """Make SQLite's own indexes anew from its tables.

        Raises:
            StoreError: the tables themselves are damaged.
        """
        try:
            self._db.execute("REINDEX")
        except sqlite3.DatabaseError as error:
            raise StoreError(
                f"The tables of {self.path} are damaged: {error}. Restore a backup, or index the "
                "files again into a new store."
            ) from error

    def _prepare(self) -> None:
        version = self._version()
        if version > VERSION:
            raise StoreVersionError(
                f"The store {self.folder} was written by a newer version of article-qa. "
                "Update article-qa, or name another folder with --store."
            )
        if version == 0:
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.executescript(SCHEMA)
        elif version < VERSION:
            self._migrate()
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.execute("PRAGMA busy_timeout=5000")

    def _migrate(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            # Read again: another process may have migrated the file in the meantime.
            for version in range(self._version(), VERSION):
                for statement in MIGRATIONS[version]:
                    self._db.execute(statement)
            Checksums(self._db).record_all()
            self._db.execute("COMMIT")
        except sqlite3.Error:
            self._roll_back()
            raise

    def _version(self) -> int:
        return int(self._db.execute("PRAGMA user_version").fetchone()[0])

    def _roll_back(self) -> None:
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")
