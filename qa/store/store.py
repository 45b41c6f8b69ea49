"""The one SQLite file that holds the articles, their passages, vectors and words.

Everything else (the FAISS index) is made from it. A change is one transaction: after a crash the
file holds the state before it or after it, never something between.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from qa.errors import EncoderMismatchError, StoreBusyError, StoreError, StoreVersionError
from qa.store.export import Export
from qa.store.schema import FROM_VERSION_1, SCHEMA, VERSION
from qa.store.stories import Stories
from qa.store.word_index import WordIndex
from qa.types.article import Article, ArticleInfo, Filter, Passage
from qa.types.search import SearchScope

FILE_NAME = "articles.sqlite"
LOCK_NAME = "write.lock"
_LOCK_SECONDS = 0.5
_FACTS = "SELECT id, path, number, sha256, title, day, source, authors, url"
_INFO = f"{_FACTS}, '', '[]' FROM articles"
_WHOLE = f"{_FACTS}, text, furniture FROM articles"


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with its row number in the store and the key of its vector."""

    row: int
    vector_key: str
    passage: Passage


class Store:
    """The articles of one folder; use it as a context manager.

    Raises:
        StoreError: the folder cannot be used, or the file is damaged or no store of ours.
        StoreVersionError: a newer version of article-qa wrote it; it is left untouched.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / FILE_NAME
        try:
            folder.mkdir(parents=True, exist_ok=True)
            # One connection serves the page's threads; SQLite's own mutex keeps them apart.
            self._db = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)
            self._prepare()
        except (OSError, sqlite3.Error) as error:
            raise StoreError(
                f"Cannot open the store {self.path}: {error}. Name another folder with --store, "
                "or remove this file and index again."
            ) from error
        self.stories = Stories(self._db)
        self.words = WordIndex(self._db)
        self.entries = Export(self._db)
        self._lock = FileLock(folder / LOCK_NAME)

    def __enter__(self) -> Store:
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

    # Transactions

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the right to write, which one process has at a time.

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
        """Make what is written inside one change: all of it or none."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._set("generation", str(self.generation + 1))
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
        """See one state of the store for as long as this lasts, whatever others write."""
        self._db.execute("BEGIN")
        try:
            yield
        finally:
            self._roll_back()

    @property
    def in_snapshot(self) -> bool:
        """Whether what is read is one state (or inside a transaction), not the newest."""
        return self._db.in_transaction

    @property
    def generation(self) -> int:
        """Grows with every change."""
        return int(self._get("generation") or 0)

    @property
    def identity(self) -> str:
        """Sixteen hexadecimal digits that this store has and no other; its copies share them."""
        return str(self._get("identity"))

    # The encoder and the way of cutting that the passages were made with

    @property
    def encoder(self) -> str | None:
        """The name of the encoder whose vectors are held, None before the first."""
        return self._get("encoder")

    @property
    def chunking(self) -> str | None:
        return self._get("chunking")

    def require_encoder(self, name: str, fingerprint: str) -> None:
        """Check that the vectors held are those of this encoder.

        Raises:
            EncoderMismatchError: they are another's.
        """
        held = self._get("encoder_fingerprint")
        if held is not None and held != fingerprint:
            raise EncoderMismatchError(
                f"The store {self.folder} was made with the encoder {self.encoder!r}, and this is "
                f"{name!r}. Use that encoder, or make the vectors anew: "
                f"article-qa doctor --rebuild --store {self.folder} (with the same --encoder)."
            )

    def set_index_metadata(self, encoder: str, fingerprint: str, chunking: str) -> None:
        """Record what the passages and vectors are made with; inside a transaction."""
        self._set("encoder", encoder)
        self._set("encoder_fingerprint", fingerprint)
        self._set("chunking", chunking)

    # Articles

    def upsert(
        self,
        article: Article,
        passages: Sequence[Passage],
        keys: Sequence[str],
        headed_terms: Sequence[tuple[str, str]],
    ) -> None:
        """Add an article or replace the one of the same id; inside a transaction.

        Args:
            keys: the key of each passage's vector, which `put_vectors` has stored.
            headed_terms: for each passage the terms of its title and of its text, parted by spaces.
        """
        self.remove(article.id)
        self._db.execute(
            "INSERT INTO articles VALUES (?,?,?,?,?,?,?,?,?,?,?,NULL,NULL)",
            (
                article.id,
                article.path,
                article.number,
                article.sha256,
                article.title,
                article.date.isoformat() if article.date else None,
                article.source,
                json.dumps(article.authors, ensure_ascii=False),
                article.url,
                article.text,
                json.dumps(article.boilerplate),
            ),
        )
        for passage, key, (title, body) in zip(passages, keys, headed_terms, strict=True):
            row = self._db.execute(
                "INSERT INTO passages (article, number, start, end, vector) VALUES (?,?,?,?,?)",
                (article.id, passage.number, passage.start, passage.end, key),
            ).lastrowid
            self.words.upsert(int(row or 0), title, body)

    def remove(self, article_id: str) -> None:
        """Drop an article with its passages; inside a transaction."""
        self.words.remove(article_id)
        self._db.execute("DELETE FROM passages WHERE article = ?", (article_id,))
        self._db.execute("DELETE FROM bands WHERE article = ?", (article_id,))
        self._db.execute("DELETE FROM articles WHERE id = ?", (article_id,))

    def article(self, article_id: str) -> Article | None:
        found = self._db.execute(f"{_WHOLE} WHERE id = ?", (article_id,)).fetchone()
        return None if found is None else _article(found)

    def info(self, article_id: str) -> ArticleInfo:
        """What is known of one article that a passage of this snapshot belongs to."""
        found = self._db.execute(f"{_INFO} WHERE id = ?", (article_id,)).fetchone()
        return _article(found).info

    def list_articles(self) -> list[ArticleInfo]:
        """What is known of every article, newest first, the undated ones last."""
        rows = self._db.execute(f"{_INFO} ORDER BY day IS NULL, day DESC, path, number")
        return [_article(row).info for row in rows]

    def ids_of(self, path: str) -> list[str]:
        """The articles that were read from a file, in its order."""
        rows = self._db.execute("SELECT id FROM articles WHERE path = ? ORDER BY number", (path,))
        return [row[0] for row in rows]

    def passage_counts(self) -> dict[str, int]:
        """How many passages each article has, by id."""
        return dict(self._db.execute("SELECT article, count(*) FROM passages GROUP BY article"))

    def count_articles(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM articles").fetchone()[0])

    def count_passages(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM passages").fetchone()[0])

    # Files

    def file_hashes(self) -> dict[str, str]:
        """The hash of every file that articles were read from, by path."""
        return dict(self._db.execute("SELECT path, sha256 FROM files"))

    def set_file(self, path: str, sha256: str) -> None:
        """Record that all articles of a file are stored; inside a transaction."""
        self._db.execute("INSERT OR REPLACE INTO files VALUES (?,?)", (path, sha256))

    def forget_file(self, path: str) -> None:
        """Drop a file's record; inside a transaction."""
        self._db.execute("DELETE FROM files WHERE path = ?", (path,))

    # Passages, vectors, words

    def passages(self, rows: Sequence[int]) -> dict[int, StoredPassage]:
        """Passages by row number, their text sliced from the article."""
        found: dict[int, StoredPassage] = {}
        for row in rows:
            stored = self._db.execute(
                "SELECT p.vector, p.article, p.number, p.start, p.end, "
                "substr(a.text, p.start + 1, p.end - p.start) "
                "FROM passages p JOIN articles a ON a.id = p.article WHERE p.row = ?",
                (row,),
            ).fetchone()
            if stored is not None:
                key, *fields = stored
                found[row] = StoredPassage(row, key, Passage(*fields))
        return found

    def rows_of(self, article_id: str) -> list[int]:
        """The rows of an article's passages, in its order."""
        rows = self._db.execute(
            "SELECT row FROM passages WHERE article = ? ORDER BY number", (article_id,)
        )
        return [row[0] for row in rows]

    def missing_vectors(self, keys: Sequence[str]) -> set[str]:
        """Those of the keys for which no vector is held."""
        return {
            key
            for key in set(keys)
            if not self._db.execute("SELECT 1 FROM vectors WHERE key = ?", (key,)).fetchone()
        }

    def put_vectors(self, keys: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Keep vectors (one row a key) for passages to come; inside a transaction."""
        rows = [(key, vector.tobytes()) for key, vector in zip(keys, vectors, strict=True)]
        self._db.executemany("INSERT OR REPLACE INTO vectors VALUES (?,?)", rows)

    def delete_orphan_vectors(self) -> None:
        """Drop the vectors that no passage uses any more; inside a transaction."""
        self._db.execute("DELETE FROM vectors WHERE key NOT IN (SELECT vector FROM passages)")

    def vectors(self, rows: NDArray[np.int64], dimension: int) -> NDArray[np.float32]:
        """The vectors of passages, shape (len(rows), dimension), in the order of `rows`.

        Raises:
            StoreError: a vector is missing or has another length.
        """
        vectors = np.empty((len(rows), dimension), dtype=np.float32)
        found = self._db.execute(
            "SELECT wanted.key, v.vector FROM json_each(?) wanted "
            "JOIN passages p ON p.row = wanted.value JOIN vectors v ON v.key = p.vector",
            (json.dumps(rows.tolist()),),
        )
        count = 0
        for position, vector in found:
            if len(vector) != vectors.itemsize * dimension:
                break
            vectors[position] = np.frombuffer(vector, dtype=np.float32)
            count += 1
        if count != len(rows):
            raise StoreError(
                f"The store {self.folder} lacks vectors. Make them anew: "
                f"article-qa doctor --rebuild --store {self.folder}"
            )
        return vectors

    def rows(self, filter: Filter) -> NDArray[np.int64]:
        """The passages of the articles that a filter lets through, in row order.

        A row is a passage for ever: one that is cut or encoded anew gets another.
        """
        if filter.is_open:
            found = self._db.execute("SELECT row FROM passages ORDER BY row")
        else:
            condition, values = self._condition(filter)
            found = self._db.execute(
                "SELECT p.row FROM passages p JOIN articles a ON a.id = p.article "
                f"WHERE {condition} ORDER BY p.row",
                values,
            )
        return np.fromiter((row for (row,) in found), dtype=np.int64)

    def searched(self, filter: Filter) -> SearchScope:
        """How many articles a filter lets through, and their first and last day."""
        condition, values = self._condition(filter)
        count, first, last = self._db.execute(
            f"SELECT count(*), min(day), max(day) FROM articles a WHERE {condition}", values
        ).fetchone()
        return SearchScope(count, _day(first), _day(last))

    def sources(self) -> list[str]:
        """The sources of the articles, in order of the alphabet."""
        rows = self._db.execute(
            "SELECT DISTINCT source FROM articles WHERE source IS NOT NULL ORDER BY source"
        )
        return [row[0] for row in rows]

    def integrity_errors(self) -> list[str]:
        """What SQLite finds wrong with the file, nothing when it is sound."""
        found = [row[0] for row in self._db.execute("PRAGMA integrity_check")]
        return [] if found == ["ok"] else found

    # Inside

    def _prepare(self) -> None:
        version = int(self._db.execute("PRAGMA user_version").fetchone()[0])
        if version > VERSION:
            raise StoreVersionError(
                f"The store {self.folder} was written by a newer version of article-qa. "
                "Update article-qa, or name another folder with --store."
            )
        if version == 0:
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.executescript(SCHEMA)
        elif version == 1:
            self._upgrade()
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.execute("PRAGMA busy_timeout=5000")
        if self._get("identity") is None:
            # Another process may be first; its number stays.
            self._db.execute(
                "INSERT OR IGNORE INTO facts VALUES ('identity', lower(hex(randomblob(8))))"
            )

    def _upgrade(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            # Another process may have been first.
            if self._db.execute("PRAGMA user_version").fetchone()[0] == 1:
                for statement in FROM_VERSION_1:
                    self._db.execute(statement)
            self._db.execute("COMMIT")
        except sqlite3.Error:
            self._roll_back()
            raise

    def _condition(self, filter: Filter) -> tuple[str, list[str]]:
        conditions, values = ["1"], []
        if filter.after is not None:
            conditions.append("a.day >= ?")
            values.append(filter.after.isoformat())
        if filter.before is not None:
            conditions.append("a.day <= ?")
            values.append(filter.before.isoformat())
        if filter.undated:
            conditions.append("a.day IS NULL")
        if filter.source is not None:
            # SQLite folds the case of ASCII only.
            wanted = filter.source.casefold()
            names = [name for name in self.sources() if name.casefold() == wanted]
            conditions.append(f"a.source IN ({','.join('?' * len(names))})")
            values.extend(names)
        return " AND ".join(conditions), values

    def _roll_back(self) -> None:
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")

    def _get(self, key: str) -> str | None:
        found = self._db.execute("SELECT value FROM facts WHERE key = ?", (key,)).fetchone()
        return None if found is None else str(found[0])

    def _set(self, key: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO facts VALUES (?,?)", (key, value))


def _article(row: tuple[object, ...]) -> Article:
    identity, path, number, sha256, title, day, source, authors, url, text, boilerplate = row
    return Article(
        id=str(identity),
        path=str(path),
        number=int(str(number)),
        sha256=str(sha256),
        title=None if title is None else str(title),
        date=_day(day),
        source=None if source is None else str(source),
        authors=tuple(json.loads(str(authors))),
        url=None if url is None else str(url),
        text=str(text),
        boilerplate=tuple((start, end) for start, end in json.loads(str(boilerplate))),
    )


def _day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(str(value))
