"""The SQLite file of a store: open it, bring its tables up to date, and guard what is written."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from qa.errors import StoreBusyError, StoreError, StoreVersionError
from qa.store.checksums import Checksums
from qa.store.database import NEXT_GENERATION, Value
from qa.store.schema import MIGRATIONS, SCHEMA, VERSION

FILE_NAME = "articles.sqlite"
LOCK_NAME = "write.lock"
_LOCK_SECONDS = 0.5


class SqliteFile:
    """A connection to the file in one folder; one process writes at a time.

    Raises:
        StoreError: the folder cannot be used, or the file is damaged or not a store.
        StoreVersionError: a newer version of article-qa wrote the file; it is left untouched.
    """

    texts = integers = "json_each(?)"
    errors = sqlite3.Error

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / FILE_NAME
        try:
            folder.mkdir(parents=True, exist_ok=True)
            # The threads of the chat page share one connection; SQLite's own mutex guards it.
            self.connection = sqlite3.connect(
                self.path, isolation_level=None, check_same_thread=False
            )
            with ExitStack() as on_failure:
                on_failure.callback(self.connection.close)
                self._prepare()
                on_failure.pop_all()
        except (OSError, sqlite3.Error) as error:
            raise StoreError(
                f"Cannot open the store {self.path}: {error}. Name another folder with --store, "
                "or remove this file and index again."
            ) from error
        self._lock = FileLock(folder / LOCK_NAME)

    @property
    def place(self) -> str:
        return str(self.folder)

    def execute(self, sql: str, values: Sequence[Value] = ()) -> sqlite3.Cursor:
        return self.connection.execute(sql, values)

    def executemany(self, sql: str, values: Iterable[Sequence[Value]]) -> None:
        self.connection.executemany(sql, values)

    def bytes_of(self, column: str) -> str:
        return f"CAST({column} AS BLOB)"

    def define_function(self, name: str, function: Callable[[int], int]) -> None:
        """Let SQL call a function of one integer."""
        self.connection.create_function(name, 1, function)

    def close(self) -> None:
        self.connection.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        try:
            with self._lock.acquire(timeout=_LOCK_SECONDS):
                yield
        except Timeout as error:
            raise StoreBusyError(
                f"Another process is writing to the store {self.folder}. Wait until it is done."
            ) from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        self.connection.execute("BEGIN IMMEDIATE")
        changes = self.connection.total_changes
        try:
            yield
            if self.connection.total_changes > changes:
                self.connection.execute(NEXT_GENERATION)
            self.connection.execute("COMMIT")
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
        self.connection.execute("BEGIN")
        try:
            yield
        finally:
            self._roll_back()

    @property
    def in_snapshot(self) -> bool:
        return self.connection.in_transaction

    def integrity_errors(self) -> list[str]:
        messages = [row[0] for row in self.connection.execute("PRAGMA integrity_check")]
        return [] if messages == ["ok"] else messages

    def rebuild_indexes(self) -> None:
        try:
            self.connection.execute("REINDEX")
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
            self.connection.execute("PRAGMA journal_mode=WAL")
            self.connection.executescript(SCHEMA)
        elif version < VERSION:
            self._migrate()
        self.connection.execute("PRAGMA synchronous=FULL")
        self.connection.execute("PRAGMA busy_timeout=5000")

    def _migrate(self) -> None:
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            # Read again: another process may have migrated the file in the meantime.
            for version in range(self._version(), VERSION):
                for statement in MIGRATIONS[version]:
                    self.connection.execute(statement)
            Checksums(self).record_all()
            self.connection.execute("COMMIT")
        except sqlite3.Error:
            self._roll_back()
            raise

    def _version(self) -> int:
        return int(self.connection.execute("PRAGMA user_version").fetchone()[0])

    def _roll_back(self) -> None:
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")
