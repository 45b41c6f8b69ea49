"""The connection to a PostgreSQL server that holds a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

import psycopg
from platformdirs import user_data_path
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import TransactionStatus

from qa.errors import StoreError, StoreVersionError, UsageError
from qa.store.database import NEXT_GENERATION, Rows, Value
from qa.store.postgresql.schema import SCHEMA
from qa.store.schema import VERSION

_LIST = (
    "(SELECT ordinality - 1 AS key, {value} AS value "
    "FROM jsonb_array_elements_text(?::jsonb) WITH ORDINALITY AS list (item, ordinality))"
)
_MIN_SERVER = 140000  # PostgreSQL 14, the oldest that pgvector's half precision is tested with
_CONNECT_SECONDS = 10
# The number of the advisory lock that a transaction which writes holds: any number that no other
# program takes in the same database.
_WRITERS_TURN = 7_305_042_026
# How many neighbours HNSW looks at: more find more of the true nearest, and take longer.
_EF_SEARCH = 200
_CHANGES = ("INSERT", "UPDATE", "DELETE")
_TABLES = ("metadata", "files", "articles", "bands", "passages", "vectors", "words")


class PostgresqlServer:
    """A connection to the database at an address; several processes write, a file at a time.

    A transaction that writes waits for its turn, so that transactions of several writers follow
    each other; what takes long, reading files and encoding, is done before it. A lost connection is
    opened again, at another server where the address names several.

    Raises:
        UsageError: the address holds a password, or cannot be read.
        StoreError: the server cannot be reached, is too old, lacks pgvector, or may not be written
            to and holds no store yet.
        StoreVersionError: a newer version of article-qa wrote the store.
    """

    texts = _LIST.format(value='item COLLATE "C"')
    integers = _LIST.format(value="item::bigint")
    errors = StoreError

    def __init__(self, address: str) -> None:
        _require_no_password(address)
        self._address = address
        self._changes = 0
        self._is_in_block = False
        self._connection = self._connect()
        try:
            self._prepare()
        except BaseException:
            self._connection.close()
            raise

    @property
    def place(self) -> str:
        return self._address

    @property
    def folder(self) -> Path:
        identity = self.execute("SELECT value FROM metadata WHERE key = 'identity'").fetchone()[0]
        folder = user_data_path("article-qa") / "servers" / str(identity)
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    @property
    def in_snapshot(self) -> bool:
        return self._is_in_block

    def execute(self, sql: str, values: Sequence[Value] = ()) -> Rows:
        try:
            return self._run(sql, values)
        except psycopg.Error as error:
            if not self._connection.broken and not self._connection.closed:
                raise StoreError(
                    f"{self._address} refuses a statement: {_reason(error)}."
                ) from error
            self._connection = self._connect()
            if self._is_in_block:
                raise StoreError(
                    f"The connection to {self._address} was lost. Nothing was half written; try "
                    "again."
                ) from error
        return self._run(sql, values)

    def executemany(self, sql: str, values: Iterable[Sequence[Value]]) -> None:
        try:
            with self._connection.cursor() as cursor:
                cursor.executemany(_translated(sql), values)
                self._changes += max(cursor.rowcount, 0)
        except psycopg.Error as error:
            raise StoreError(f"{self._address} refuses a statement: {_reason(error)}.") from error

    def bytes_of(self, column: str) -> str:
        return f"convert_to({column}::text, 'UTF8')"

    def writing(self) -> nullcontext[None]:
        return nullcontext()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self._block("BEGIN"):
            self.execute("SELECT pg_advisory_xact_lock(?)", (_WRITERS_TURN,))
            self._changes = 0
            yield
            if self._changes:
                self.execute(NEXT_GENERATION)
            self.execute("COMMIT")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        with self._block("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"):
            yield

    @contextmanager
    def _block(self, begin: str) -> Iterator[None]:
        """Run what is inside in a transaction block, and roll back what was not committed."""
        self.execute(begin)
        self._is_in_block = True
        try:
            yield
        finally:
            self._is_in_block = False
            # A connection that was lost has been rolled back by the server.
            with suppress(psycopg.Error):
                if self._connection.info.transaction_status is not TransactionStatus.IDLE:
                    self._connection.execute("ROLLBACK")

    def integrity_errors(self) -> list[str]:
        return []  # pg_amcheck is the server's own tool

    def rebuild_indexes(self) -> None:
        for table in _TABLES:
            self.execute(f"REINDEX TABLE {table}")

    def close(self) -> None:
        self._connection.close()

    def _run(self, sql: str, values: Sequence[Value]) -> psycopg.Cursor[Any]:
        cursor = self._connection.execute(_translated(sql), values)
        if sql.startswith(_CHANGES):
            self._changes += cursor.rowcount
        return cursor

    def _connect(self) -> psycopg.Connection[Any]:
        try:
            connection: psycopg.Connection[Any] = psycopg.connect(
                self._address,
                autocommit=True,
                connect_timeout=_CONNECT_SECONDS,
                application_name="article-qa",
            )
        except psycopg.Error as error:
            raise StoreError(
                f"Cannot reach {self._address}: {_reason(error)}. Check the address, that the "
                "server runs, and PGPASSWORD or ~/.pgpass if it asks for a password."
            ) from error
        connection.execute("SET hnsw.iterative_scan = strict_order")
        connection.execute(f"SET hnsw.ef_search = {_EF_SEARCH}".encode())
        return connection

    def _prepare(self) -> None:
        """Make the tables where there are none, and check what is there.

        Raises:
            StoreError, StoreVersionError: see the class.
        """
        if self._connection.info.server_version < _MIN_SERVER:
            raise StoreError(f"{self._address} is older than PostgreSQL 14. Update the server.")
        if not self._has_tables():
            self._make_tables()
        (version,) = self.execute("SELECT value FROM metadata WHERE key = 'version'").fetchone()
        if int(version) > VERSION:
            raise StoreVersionError(
                f"The store {self._address} was written by a newer version of article-qa. "
                "Update article-qa, or name another store with --store."
            )

    def _has_tables(self) -> bool:
        # Read from the catalog's own tables: PostgreSQL remembers names that it did not find.
        tables = self.execute(
            "SELECT count(*) FROM pg_tables "
            "WHERE schemaname = current_schema() AND tablename = 'metadata'"
        )
        return bool(tables.fetchone()[0])

    def _make_tables(self) -> None:
        if self.execute("SHOW transaction_read_only").fetchone()[0] == "on":
            raise StoreError(
                f"{self._address} holds no store, and may only be read. Index into the primary "
                "server first."
            )
        try:
            with self._block("BEGIN"):
                self.execute("SELECT pg_advisory_xact_lock(?)", (_WRITERS_TURN,))
                # Another process may have made them in the meantime.
                if not self._has_tables():
                    self._connection.execute(SCHEMA.encode())
                self.execute("COMMIT")
        except psycopg.Error as error:
            raise StoreError(
                f"Cannot make a store in {self._address}: {_reason(error)}. It needs the extension "
                "pgvector (0.8 or newer) and the right to make tables."
            ) from error


def _require_no_password(address: str) -> None:
    try:
        parts = conninfo_to_dict(address)
    except psycopg.Error as error:
        raise UsageError(f"The address {address!r} cannot be read: {_reason(error)}.") from error
    if parts.get("password"):
        raise UsageError(
            "The address of the store must not hold a password. Put it into the environment "
            "variable PGPASSWORD or the file ~/.pgpass."
        )


def _translated(sql: str) -> bytes:
    """Give a statement with psycopg's placeholders."""
    return sql.replace("%", "%%").replace("?", "%s").encode()


def _reason(error: psycopg.Error) -> str:
    """Give the first line of what the server said."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
