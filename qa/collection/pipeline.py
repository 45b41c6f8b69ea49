"""Take a query through every stage: rewrite, retrieve, read, select."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack
from functools import lru_cache

from qa.answering.selector import AnswerSelector
from qa.collection.engines import open_engine
from qa.collection.models import Models
from qa.collection.trace import Trace
from qa.conversation.rewrite import FollowUp, rewrite_question
from qa.errors import UnknownArticleError
from qa.retrieval.retriever import Retriever, prune_hits
from qa.settings import Settings
from qa.store.store import Store
from qa.text.equivalence import are_equivalent
from qa.types.answer import Answer
from qa.types.article import Article
from qa.types.query import Query
from qa.types.search import Hit

_ARTICLES_KEPT = 64


class AnswerPipeline:
    """The stages that answer questions from one store; they are put together once.

    Not safe to share between threads. What it reads of the store is one state only inside
    `store.snapshot()`.
    """

    def __init__(
        self, store: Store, settings: Settings, models: Models, resources: ExitStack
    ) -> None:
        """Put the stages together; the reader is loaded with the first question.

        Raises:
            ModelError: the encoder cannot be loaded.
            SearchError: Milvus cannot be used.
        """
        self._store = store
        self._settings = settings
        self._models = models
        self._articles = ArticleCache(store)
        self.engine = open_engine(store, models.encoder, settings.milvus, resources)
        self._retriever = Retriever(store, models.encoder, self.engine, settings.retrieval)

    def retrieve(self, query: Query) -> list[Hit]:
        """Find the passages likeliest to answer a query, best first."""
        return self._retrieve(query, rewrite_question(query.question, query.turns))

    def trace(self, query: Query) -> Trace:
        """Answer a query."""
        began = time.perf_counter()
        follow_up = rewrite_question(query.question, query.turns)
        return self._trace(query, follow_up, self._retrieve(query, follow_up), began)

    def trace_hits(self, query: Query, hits: Sequence[Hit]) -> Trace:
        """Answer a query from these passages instead of those that retrieval finds."""
        began = time.perf_counter()
        follow_up = rewrite_question(query.question, query.turns)
        return self._trace(query, follow_up, hits, began)

    def _retrieve(self, query: Query, follow_up: FollowUp) -> list[Hit]:
        top_k = query.top_k or self._settings.retrieval.top_k
        return self._retriever.retrieve(follow_up.question, query.filter, top_k, follow_up.article)

    def _trace(self, query: Query, follow_up: FollowUp, hits: Sequence[Hit], began: float) -> Trace:
        question = follow_up.question
        passages_read = prune_hits(hits, self._settings.retrieval)
        spans = [
            span
            for span in self._models.reader.read(question, passages_read)
            if not any(are_equivalent(span.text, text) for text in follow_up.excluded_answers)
        ]
        min_confidence = query.threshold(self._settings.answering.min_confidence)
        selection = self._selector().select(question, hits, spans, min_confidence)
        answer = Answer(
            question=question,
            text=selection.text,
            confidence=selection.confidence,
            evidence=selection.evidence,
            alternatives=selection.alternatives,
            agreement=selection.agreement,
            closest=selection.closest,
            searched=self._store.articles.scope(query.filter),
            seconds=round(time.perf_counter() - began, 4),
            possible=selection.possible,
        )
        return Trace(tuple(hits), tuple(passages_read), tuple(spans), selection.candidates, answer)

    def _selector(self) -> AnswerSelector:
        """Make a selector for one question; it remembers what it has read of articles."""
        self._articles.sync()
        return AnswerSelector(
            self._settings.answering,
            self._models.confidence,
            self._articles.article,
            self._articles.versions,
            self._models.encoder.similarity,
            self._models.reader.rescore_jointly,
        )


class ArticleCache:
    """The articles that were last read from a store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._generation = store.metadata.generation
        self.article = lru_cache(maxsize=_ARTICLES_KEPT)(self._read_article)
        self.versions = lru_cache(maxsize=_ARTICLES_KEPT)(self._read_versions)

    def sync(self) -> None:
        """Forget everything if the store has changed."""
        if self._generation != self._store.metadata.generation:
            self._generation = self._store.metadata.generation
            self.article.cache_clear()
            self.versions.cache_clear()

    def _read_article(self, article_id: str) -> Article:
        article = self._store.articles.get(article_id)
        if article is None:
            raise UnknownArticleError(f"The store holds no article {article_id!r}.")
        return article

    def _read_versions(self, article_id: str) -> list[Article]:
        return read_versions(self._store, article_id)


def read_versions(store: Store, article_id: str) -> list[Article]:
    """Read the other articles that tell the same story, newest first: copies, corrections."""
    articles = (store.articles.get(other_id) for other_id in store.stories.others(article_id))
    return [article for article in articles if article is not None]
