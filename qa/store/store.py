"""The SQLite file that holds the articles, their passages, vectors and words.

SQLite is the source of truth; every other index is made from it. A change is one transaction: after
a crash the file holds the state before the change or the state after it, nothing in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.store.articles import Articles
from qa.store.checksums import Checksums
from qa.store.connection import Connection
from qa.store.export import Export
from qa.store.files import Files
from qa.store.metadata import Metadata
from qa.store.passages import Passages
from qa.store.stories import Stories
from qa.store.vectors import Vectors
from qa.store.word_index import WordIndex
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


class Store(Connection):
    """The articles of one folder and all that is kept with them; use it as a context manager.

    Attributes:
        metadata: the generation, the identity, the encoder and the chunking.
        files: which files were read.
        articles, passages, vectors: what they are named for.
        words: full-text search.
        stories: which articles tell the same story.
        export: what search engines outside the store copy.
        checksums: digests of articles, passages and vectors, to find damage.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.metadata = Metadata(self._db, folder)
        self.files = Files(self._db)
        self.articles = Articles(self._db)
        self.passages = Passages(self._db, self.articles)
        self.vectors = Vectors(self._db, folder)
        self.words = WordIndex(self._db)
        self.stories = Stories(self._db)
        self.export = Export(self._db)
        self.checksums = Checksums(self._db)

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
