"""Write articles to a store: their passages, with vectors and terms, and the story they tell."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder
from qa.indexing.chunking import split, with_title
from qa.indexing.near_duplicates import (
    MIN_JACCARD,
    Signature,
    bands,
    estimated_jaccard,
    share_names_and_figures,
    signature,
)
from qa.settings import ChunkingSettings
from qa.store.store import NewPassage, Store
from qa.text.terms import terms
from qa.types.article import Article, Passage

# How many passages are encoded together: enough to fill the encoder's batches with texts of similar
# length, few enough that an interrupt loses seconds of work.
PASSAGES_AT_ONCE = 256
# A copy is more similar than an article that only fills in the same form, so the most similar ones
# suffice.
_MOST_COMPARED = 20


@dataclass(frozen=True, slots=True)
class SplitArticle:
    """An article with its passages, and the key of each passage's vector."""

    article: Article
    passages: tuple[Passage, ...]
    vector_keys: tuple[str, ...]


class Writer:
    """Writes articles to a store with one encoder and one way of splitting."""

    def __init__(self, store: Store, encoder: Encoder, settings: ChunkingSettings) -> None:
        self._store = store
        self._encoder = encoder
        self._settings = settings

    def require_same_encoder(self) -> None:
        """Check that the store's vectors are of this writer's encoder, so that none are mixed.

        Raises:
            EncoderMismatchError: another encoder made them.
        """
        self._store.metadata.require_encoder(self._encoder.name, self._encoder.fingerprint)

    def split(self, article: Article) -> SplitArticle:
        """Split an article into passages and compute the keys of their vectors."""
        passages = split(article, self._settings)
        keys = (self._vector_key(with_title(article.title, passage.text)) for passage in passages)
        return SplitArticle(article, tuple(passages), tuple(keys))

    def encode_missing(self, articles: Iterable[SplitArticle]) -> int:
        """Store a vector for every passage that has none; return how many were computed."""
        keys, vectors = self._missing_vectors(articles)
        if keys:
            with self._store.transaction():
                self._store.vectors.put(keys, vectors)
        return len(keys)

    def encode_rows(self, rows: Sequence[int]) -> None:
        """Store the vectors of stored passages anew, by the text that their articles hold."""
        texts = [
            with_title(stored.article.title, stored.passage.text)
            for stored in self._store.passages.load(rows)
        ]
        if texts:
            vectors = self._encoder.encode_passages(texts)
            with self._store.transaction():
                self._store.vectors.put([self._vector_key(text) for text in texts], vectors)

    def write_article(self, item: SplitArticle) -> None:
        """Store an article whose vectors are in the store; inside a transaction.

        Vectors that another writer has deleted meanwhile, because no passage used them yet, are
        stored again.
        """
        keys, vectors = self._missing_vectors([item])
        if keys:
            self._store.vectors.put(keys, vectors)
        title_terms = " ".join(terms(item.article.title or ""))
        self._store.upsert(
            item.article,
            [
                NewPassage(passage, key, title_terms, " ".join(terms(passage.text)))
                for passage, key in zip(item.passages, item.vector_keys, strict=True)
            ],
        )
        self.find_story(item.article)

    def find_story(self, article: Article) -> None:
        """Record which story a stored article tells: the most similar one's, else its own."""
        article_signature = signature(article)
        if article_signature is None:
            self._store.stories.record(article.id, article.id, None, [])
            return
        article_bands = bands(article_signature)
        story = self._story_of(article, article_signature, article_bands)
        self._store.stories.record(article.id, story, article_signature, article_bands)

    def rebuild(self) -> int:
        """Split and encode every article of the store again; return the number of passages.

        The old passages answer until the new ones are all encoded; one change then replaces them.
        """
        articles = [
            self.split(article)
            for info in self._store.articles.list_infos()
            if (article := self._store.articles.get(info.id)) is not None
        ]
        for first in range(0, len(articles), PASSAGES_AT_ONCE):
            self.encode_missing(articles[first : first + PASSAGES_AT_ONCE])
        with self._store.transaction():
            self._store.stories.forget()
            for item in articles:
                self.write_article(item)
            self.record_metadata()
            self._store.vectors.delete_orphans()
        return self._store.passages.count()

    def record_metadata(self) -> None:
        """Record the encoder and the way of splitting; inside a transaction."""
        self._store.metadata.update(
            self._encoder.name, self._encoder.fingerprint, self._settings.signature
        )

    def _missing_vectors(
        self, articles: Iterable[SplitArticle]
    ) -> tuple[list[str], NDArray[np.float32]]:
        """Compute the vectors that passages lack; give their keys, and shape (keys, dimension)."""
        texts = {
            key: (item.article.title, passage.text)
            for item in articles
            for passage, key in zip(item.passages, item.vector_keys, strict=True)
        }
        missing = sorted(self._store.vectors.missing(list(texts)))
        if not missing:
            return [], np.empty((0, self._encoder.dimension), dtype=np.float32)
        return missing, self._encoder.encode_passages([with_title(*texts[key]) for key in missing])

    def _story_of(self, article: Article, own: Signature, shared: Sequence[int]) -> str:
        similarities = [
            (estimated_jaccard(own, other.signature), other)
            for other in self._store.stories.comparable(shared)
        ]
        alike = [pair for pair in similarities if pair[0] >= MIN_JACCARD]
        alike.sort(key=lambda pair: -pair[0])
        for _, other in alike[:_MOST_COMPARED]:
            other_article = self._store.articles.get(other.id)
            if other_article is not None and share_names_and_figures(
                article.text, other_article.text
            ):
                return other.story
        return article.id

    def _vector_key(self, text: str) -> str:
        """Name a vector by the hash of the encoder and the text that it is made of."""
        return hashlib.sha256(f"{self._encoder.fingerprint}\n{text}".encode()).hexdigest()
