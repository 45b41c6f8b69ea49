"""The store of articles, their passages, vectors and words, in SQLite or PostgreSQL.

The database is the source of truth; every other index is made from it. A change is one transaction:
after a crash the store holds the state before the change or the state after it, nothing in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from qa.errors import UsageError
from qa.store.articles import Articles
from qa.store.checksums import Checksums
from qa.store.export import Export
from qa.store.files import Files
from qa.store.metadata import Metadata
from qa.store.opening import open_backend
from qa.store.passages import Passages
from qa.store.sqlite_file import SqliteFile
from qa.store.stories import Stories
from qa.types.article import Article, Passage


@dataclass(frozen=True, slots=True)
class NewPassage:
    """A passage to be stored.

    Attributes:
        vector_key: the key of its vector, which is in the store already.
        title_terms, body_terms: the terms of its article's title and of its text, separated by
            spaces.
    """

    passage: Passage
    vector_key: str
    title_terms: str
    body_terms: str


class Store:
    """Articles and all that is kept with them; use it as a context manager.

    Attributes:
        database: the connection that all parts share.
        metadata: the generation, the identity, the encoder and the chunking.
        files: which files were read.
        articles, passages, vectors: what they are named for.
        words: full-text search.
        stories: which articles tell the same story.
        export: what search engines outside the store copy.
        checksums: digests of articles, passages and vectors, to find damage.
    """

    def __init__(self, place: Path | str) -> None:
        """Open the store in a folder, or at an address `postgresql://...`; make it if need be.

        Raises:
            UsageError: the address cannot be used.
            StoreError: the place cannot be used, or what is there is damaged or not a store.
            StoreVersionError: a newer version of article-qa wrote it; it is left untouched.
        """
        backend = open_backend(place)
        self.database, self.vectors, self.words = backend.database, backend.vectors, backend.words
        self.metadata = Metadata(self.database)
        self.files = Files(self.database)
        self.articles = Articles(self.database)
        self.passages = Passages(self.database, self.articles)
        self.stories = Stories(self.database)
        self.export = Export(self.database)
        self.checksums = Checksums(self.database)
        self._place = place

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
        self.database.close()

    @property
    def place(self) -> str:
        """Where the store is, as a user names it: a folder, or the address of a database."""
        return self.database.place

    @property
    def folder(self) -> Path:
        """The folder of this machine for what is kept beside the store, such as uploads."""
        return self.database.folder

    @property
    def path(self) -> Path:
        """The SQLite file.

        Raises:
            UsageError: the store is in a database server, which has tools of its own.
        """
        if isinstance(self.database, SqliteFile):
            return self.database.path
        raise UsageError(f"{self.place} is a database server. Copy it with pg_dump.")

    def reopen(self) -> Store:
        """Open another connection to the same store."""
        return Store(self._place)

    def writing(self) -> AbstractContextManager[None]:
        """Become a writer of the store; see `Database.writing`."""
        return self.database.writing()

    def transaction(self) -> AbstractContextManager[None]:
        """Write all of what is written inside, or none of it; see `Database.transaction`."""
        return self.database.transaction()

    def snapshot(self) -> AbstractContextManager[None]:
        """Read one state of the store inside, whatever others write."""
        return self.database.snapshot()

    @property
    def in_snapshot(self) -> bool:
        """Whether reads see one state, of a snapshot or a transaction."""
        return self.database.in_snapshot

    def upsert(self, article: Article, passages: Sequence[NewPassage]) -> None:
        """Add an article, or replace the one of the same id; inside a transaction."""
        self.remove(article.id)
        self.articles.add(article)
        for new in passages:
            row = self.passages.add(new.passage, new.vector_key)
            self.words.add(row, new.title_terms, new.body_terms)
        self.checksums.record(article.id)

    def remove(self, article_id: str) -> None:
        """Delete an article with its passages, words and story; inside a transaction."""
        self.checksums.forget(article_id)
        self.words.delete(self.passages.rows_of(article_id))
        self.passages.delete(article_id)
        self.stories.delete(article_id)
        self.articles.delete(article_id)
