"""Open the database of a store: the SQLite file in a folder, or a PostgreSQL server."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from qa.errors import ArticleQAError
from qa.store.database import Database
from qa.store.sqlite_file import SqliteFile
from qa.store.vectors import Vectors
from qa.store.word_index import WordIndex
from qa.store.words import Words

_SCHEMES = ("postgresql://", "postgres://")


def is_address(place: Path | str) -> bool:
    """Tell whether a place is the address of a database server, and not a folder."""
    return isinstance(place, str) and place.startswith(_SCHEMES)


def without_login(place: str) -> str:
    """Write a place as it may be shown to others: an address without login and options."""
    if not is_address(place):
        return place
    parts = urlsplit(place)
    return f"{parts.scheme}://{parts.hostname or ''}{parts.path}"


@dataclass(frozen=True, slots=True)
class Backend:
    """A database with those parts of a store that differ from database to database."""

    database: Database
    vectors: Vectors
    words: Words


def open_backend(place: Path | str) -> Backend:
    """Open the database of a store.

    Raises:
        UsageError, StoreError, StoreVersionError: see `Store`.
        ArticleQAError: the packages for PostgreSQL are not installed.
    """
    if not is_address(place):
        file = SqliteFile(Path(place))
        return Backend(file, Vectors(file), WordIndex(file))
    try:
        from qa.store.postgresql.server import PostgresqlServer
        from qa.store.postgresql.vectors import PostgresqlVectors
        from qa.store.postgresql.words import PostgresqlWords
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] != "psycopg":
            raise
        raise ArticleQAError("This needs an extra: pip install 'article-qa[postgres]'") from error
    server = PostgresqlServer(str(place))
    return Backend(server, PostgresqlVectors(server), PostgresqlWords(server))
