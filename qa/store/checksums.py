"""Digests of articles, passages and vectors, recorded when they are written, to find damage later.

Digests are computed from the bytes that the database holds, not from Python's values: what is
checked is what was stored, also where a damaged byte makes a text that cannot be decoded.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qa.store.database import Database

# What is known of an article; its story is found anew from the text and has no digest.
_ARTICLE_COLUMNS = (
    "id", "path", "number", "sha256", "title", "day", "source", "authors", "url", "text",
    "boilerplate", "pages",
)  # fmt: skip
_PASSAGE_COLUMNS = (
    "p.number", "p.start", 'p."end"', "p.vector", "p.sentences", "w.title", "w.body",
)  # fmt: skip
_SET_KEY = "articles_digest"
# So many vectors are read together: some tens of megabytes.
_VECTORS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class ArticleState:
    """Whether an article, and its passages with their terms, are as they were written."""

    id: str
    is_intact: bool
    has_intact_passages: bool


class Checksums:
    """The digests of a store's articles, and one digest of which articles there are.

    The digest of the set is the exclusive or of its articles' digests, so that it changes with
    each article that comes or goes, whatever the order.
    """

    def __init__(self, db: Database) -> None:
        self._db = db

    def record(self, article_id: str) -> None:
        """Record the digests of an article that was just written; inside a transaction."""
        digest = self._article_digest(article_id)
        self._db.execute(
            "UPDATE articles SET digest = ?, passages_digest = ? WHERE id = ?",
            (digest, self._passages_digest(article_id), article_id),
        )
        self._change_set(digest)

    def forget(self, article_id: str) -> None:
        """Take an article that is about to be deleted out of the set; inside a transaction."""
        row = self._db.execute("SELECT digest FROM articles WHERE id = ?", (article_id,)).fetchone()
        if row is not None and row[0] is not None:
            self._change_set(row[0])

    def record_all(self) -> None:
        """Record the digests of everything as it is now; inside a transaction."""
        for article_id in self._article_ids():
            self._db.execute(
                "UPDATE articles SET digest = ?, passages_digest = ? WHERE id = ?",
                (self._article_digest(article_id), self._passages_digest(article_id), article_id),
            )
        for vectors in self._vectors():
            self._db.executemany(
                "UPDATE vectors SET checksum = ? WHERE key = ?",
                [(vector_checksum(vector), key) for key, vector, _ in vectors],
            )
        self.record_set()

    def record_set(self) -> None:
        """Record which articles there are now; inside a transaction."""
        digests = [row[0] for row in self._db.execute("SELECT digest FROM articles")]
        self._write_set(_exclusive_or(digests))

    def article_states(self) -> Iterator[ArticleState]:
        """Compare every article and its passages with their digests."""
        for article_id in self._article_ids():
            digest, passages_digest = self._db.execute(
                "SELECT digest, passages_digest FROM articles WHERE id = ?", (article_id,)
            ).fetchone()
            yield ArticleState(
                article_id,
                digest == self._article_digest(article_id),
                passages_digest == self._passages_digest(article_id),
            )

    def digests(self) -> dict[str, tuple[str, str]]:
        """Return the recorded digests of every article, and of its passages, by the id."""
        rows = self._db.execute("SELECT id, digest, passages_digest FROM articles ORDER BY id")
        return {
            article_id: (digest, passages_digest) for article_id, digest, passages_digest in rows
        }

    def path_of(self, article_id: str) -> str:
        """Return the path of an article, readable also where its bytes are damaged."""
        (path,) = self._db.execute(
            f"SELECT {self._db.bytes_of('path')} FROM articles WHERE id = ?", (article_id,)
        ).fetchone()
        return bytes(path).decode(errors="replace")

    def is_set_complete(self) -> bool:
        """Tell whether the articles are those that were written, none missing, none added."""
        digests = [row[0] for row in self._db.execute("SELECT digest FROM articles")]
        return _exclusive_or(digests) == self._read_set()

    def damaged_vectors(self) -> list[str]:
        """Return the keys of the vectors that are not as they were written, or that are missing."""
        missing = self._db.execute(
            "SELECT DISTINCT p.vector FROM passages p "
            "WHERE NOT EXISTS (SELECT 1 FROM vectors v WHERE v.key = p.vector)"
        )
        altered = (
            key
            for vectors in self._vectors()
            for key, vector, checksum in vectors
            if vector_checksum(vector) != checksum
        )
        return sorted({*altered, *(key for (key,) in missing)})

    def _vectors(self) -> Iterator[list[tuple[str, bytes, int | None]]]:
        """Give the key, bytes and checksum of every vector, some thousands at a time."""
        last = ""
        while True:
            vectors = list(
                self._db.execute(
                    "SELECT key, vector, checksum FROM vectors WHERE key > ? ORDER BY key LIMIT ?",
                    (last, _VECTORS_AT_ONCE),
                )
            )
            if not vectors:
                return
            yield vectors
            last = vectors[-1][0]

    def _article_digest(self, article_id: str) -> str:
        columns = ", ".join(map(self._db.bytes_of, _ARTICLE_COLUMNS))
        return _digest(
            self._db.execute(f"SELECT {columns} FROM articles WHERE id = ?", (article_id,))
        )

    def _passages_digest(self, article_id: str) -> str:
        columns = ", ".join(map(self._db.bytes_of, _PASSAGE_COLUMNS))
        return _digest(
            self._db.execute(
                f"SELECT {columns} FROM passages p LEFT JOIN words w ON w.rowid = p.row "
                "WHERE p.article = ? ORDER BY p.number",
                (article_id,),
            )
        )

    def _article_ids(self) -> list[str]:
        return [row[0] for row in self._db.execute("SELECT id FROM articles ORDER BY id")]

    def _change_set(self, digest: str) -> None:
        self._write_set(_exclusive_or([self._read_set(), digest]))

    def _read_set(self) -> str:
        row = self._db.execute("SELECT value FROM metadata WHERE key = ?", (_SET_KEY,)).fetchone()
        return _exclusive_or([]) if row is None else str(row[0])

    def _write_set(self, digest: str) -> None:
        self._db.execute(
            "INSERT INTO metadata (key, value) VALUES (?,?) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (_SET_KEY, digest),
        )


def vector_checksum(vector: bytes) -> int:
    """Return the CRC-32 of a vector's bytes."""
    return zlib.crc32(vector)


def _digest(rows: Iterable[tuple[bytes | None, ...]]) -> str:
    """Return the SHA-256 of rows, with the length of every value so that none runs into another."""
    hasher = hashlib.sha256()
    for row in rows:
        for value in row:
            hasher.update(b"-" if value is None else b"%d:" % len(value) + value)
    return hasher.hexdigest()


def _exclusive_or(digests: Iterable[str | None]) -> str:
    combined = 0
    for digest in digests:
        combined ^= int(digest or "0", 16)
    return f"{combined:064x}"
