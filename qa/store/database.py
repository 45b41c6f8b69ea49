"""What the parts of a store require of the database that holds them.

Their SQL is what SQLite and PostgreSQL both understand: `?` stands for a value, and a list of
values is one JSON text that `texts` or `integers` turns into a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

Value = str | int | float | bytes | None


class Rows(Protocol):
    """The rows that a statement gave."""

    def __iter__(self) -> Iterator[Any]: ...

    def fetchone(self) -> Any: ...


class Database(Protocol):
    """A connection to the database of a store.

    Attributes:
        place: where it is, as a user names it.
        folder: a folder of this machine for what is kept beside the store, such as uploads.
        texts, integers: SQL of a table with the columns `key`, ascending, and `value`, of the JSON
            list that the next placeholder stands for.
        errors: what `execute` raises where the database cannot do what it is asked.
    """

    @property
    def place(self) -> str: ...

    @property
    def folder(self) -> Path: ...

    @property
    def texts(self) -> str: ...

    @property
    def integers(self) -> str: ...

    @property
    def errors(self) -> type[Exception]: ...

    def execute(self, sql: str, values: Sequence[Value] = ()) -> Rows:
        """Run a statement."""

    def executemany(self, sql: str, values: Iterable[Sequence[Value]]) -> None:
        """Run a statement once for each of the rows of values."""

    def bytes_of(self, column: str) -> str:
        """Give the SQL of the bytes that a column's value is stored as; of a number, its digits."""

    def writing(self) -> AbstractContextManager[None]:
        """Become a writer of the store.

        Raises:
            StoreBusyError: another process is one, and the database has one at a time.
        """

    def transaction(self) -> AbstractContextManager[None]:
        """Write all of what is written inside, or none of it; the generation grows by one.

        When nothing changes inside, the generation stays as it is.

        Raises:
            StoreError: the database cannot write; what was stored before is kept.
        """

    def snapshot(self) -> AbstractContextManager[None]:
        """Read one state of the store inside, whatever others write."""

    @property
    def in_snapshot(self) -> bool:
        """Whether reads see one state (of a snapshot or a transaction), not always the newest."""

    def integrity_errors(self) -> list[str]:
        """Return what the database itself finds wrong with its files, nothing where it is sound."""

    def rebuild_indexes(self) -> None:
        """Make the database's own indexes anew from its tables.

        Raises:
            StoreError: the tables themselves are damaged.
        """

    def close(self) -> None:
        """Close the connection."""


# SQL of a change of the store: its generation grows by one.
NEXT_GENERATION = (
    "INSERT INTO metadata (key, value) VALUES ('generation', '1') ON CONFLICT (key) "
    "DO UPDATE SET value = CAST(CAST(metadata.value AS INTEGER) + 1 AS TEXT)"
)
