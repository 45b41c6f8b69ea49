"""The whole way: a collection of articles that can be indexed and asked."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

from qa.conversation.rewrite import rewrite_question
from qa.errors import (
    ArticleQAError,
    EmptyStoreError,
    ModelError,
    UnknownArticleError,
)
from qa.settings import ReaderSettings, Settings
from qa.store.store import Store
from qa.text.equivalence import are_equivalent
from qa.types.answer import Answer
from qa.types.article import Article, ArticleInfo, Filter
from qa.types.query import Day, Query, Turn
from qa.types.report import IndexReport
from qa.types.search import Hit

if TYPE_CHECKING:
    from embeddings import Encoder
    from qa.answering.confidence import Confidence
    from qa.answering.selector import AnswerSelector, Selection
    from qa.indexing.indexer import Progress
    from qa.reader.reader import Reader
    from qa.retrieval.engine import PassageSearch
    from qa.retrieval.retriever import Retriever

Paths = str | Path | Sequence[str | Path]


class Collection:
    """Articles in a store, ready to be asked; use it as a context manager.

    Models load when they are first needed. Safe to share between threads: one question is answered
    at a time.
    """

    def __init__(self, store: Store, settings: Settings) -> None:
        self.store = store
        self.settings = settings
        self._asking = threading.RLock()
        self._search: PassageSearch | None = None
        self._retriever: Retriever | None = None
        self._opened = ExitStack()

    def __enter__(self) -> Collection:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._opened.close()
        self.store.close()

    def index(
        self, *paths: str | Path, on_progress: Callable[[Progress], None] | None = None
    ) -> IndexReport:
        """Bring the store in step with files and folders.

        Raises:
            UnreadableError: a path is not there.
            StoreBusyError: another process is writing to the store.
            EncoderMismatchError: the store was made with another encoder.
            SearchError: all is stored, but Milvus cannot be brought in step.
        """
        from qa.indexing.indexer import Indexer

        with self._asking:
            indexer = Indexer(self.store, self.encoder, self.settings.chunking, on_progress)
            report = indexer.run([Path(path) for path in paths])
            if self.settings.milvus is not None:
                self.search().sync()
            return report

    def ask(
        self,
        question: str,
        *,
        top_k: int | None = None,
        after: Day = None,
        before: Day = None,
        source: str | None = None,
        undated: bool = False,
        min_confidence: float | None = None,
        always_answer: bool = False,
        turns: Sequence[Turn] = (),
    ) -> Answer:
        """Answer a question with the exact words of an article, or with none.

        The arguments are those of `Query`.

        Raises:
            QuestionError: the question is empty or longer than 2,000 characters.
            UsageError: another value cannot be used.
            EmptyStoreError: there are no articles.
        """
        return self.answer(
            Query(
                question,
                top_k=top_k,
                after=after,
                before=before,
                source=source,
                undated=undated,
                min_confidence=min_confidence,
                always_answer=always_answer,
                turns=turns,
            )
        )

    def answer(self, query: Query) -> Answer:
        """Answer a query with the exact words of an article, or with none.

        Raises:
            EmptyStoreError: there are no articles.
        """
        began = time.perf_counter()
        top_k = query.top_k or self.settings.retrieval.top_k
        min_confidence = query.threshold(self.settings.answering.min_confidence)
        follow_up = rewrite_question(query.question, query.turns)
        with self._asking, self.store.snapshot():
            searched = self.store.articles.scope(query.filter)
            hits = self.retrieve(follow_up.question, query.filter, top_k, follow_up.article)
            choice = self.select(
                follow_up.question, hits, min_confidence, follow_up.excluded_answers
            )
        return Answer(
            question=follow_up.question,
            text=choice.text,
            confidence=choice.confidence,
            evidence=choice.evidence,
            alternatives=choice.alternatives,
            agreement=choice.agreement,
            closest=choice.closest,
            searched=searched,
            seconds=round(time.perf_counter() - began, 4),
        )

    def retrieve(
        self, question: str, chosen: Filter, top_k: int, boosted: str | None = None
    ) -> list[Hit]:
        """The passages likeliest to answer a question, best first.

        Those of the article whose id is `boosted` are moved up; they are not the only ones.

        Raises:
            EmptyStoreError: there are no articles.
            SearchError: Milvus cannot be used.
        """
        from qa.retrieval.retriever import Retriever

        if self.store.articles.count() == 0:
            raise EmptyStoreError(
                f"There are no articles in {self.store.folder}. Add some: article-qa index PATH"
            )
        if self._retriever is None:
            self._retriever = Retriever(
                self.store, self.encoder, self.search(), self.settings.retrieval
            )
        return self._retriever.retrieve(question, chosen, top_k, boosted)

    def search(self) -> PassageSearch:
        """The engine that passages are searched with: FAISS and FTS5 here, or Milvus.

        Raises:
            SearchError: Milvus cannot be used.
        """
        from qa.retrieval.engine import LocalSearch

        if self._search is None:
            self._search = (
                LocalSearch(self.store, self.encoder.dimension)
                if self.settings.milvus is None
                else self._milvus(self.settings.milvus)
            )
        return self._search

    def _milvus(self, uri: str) -> PassageSearch:
        try:
            from qa.retrieval.milvus import MilvusSearch
            from qa.retrieval.milvus_server import MilvusServer
        except ModuleNotFoundError as error:
            if error.name is None or error.name.split(".")[0] not in ("pymilvus", "grpc"):
                raise
            raise ArticleQAError("This needs an extra: pip install 'article-qa[milvus]'") from error
        server = MilvusServer(uri, os.environ.get("ARTICLE_QA_MILVUS_TOKEN", ""))
        self._opened.callback(server.close)
        return MilvusSearch(self.store, self.encoder.fingerprint, self.encoder.dimension, server)

    def select(
        self,
        question: str,
        hits: Sequence[Hit],
        min_confidence: float,
        excluded_answers: Sequence[str] = (),
    ) -> Selection:
        """Read the best of the hits and choose the answer among what they say.

        An answer that says the same as one that is unwanted is passed over.
        """
        from qa.retrieval.retriever import prune_hits

        read = prune_hits(hits, self.settings.retrieval)
        spans = [
            span
            for span in self.reader.read(question, read)
            if not any(are_equivalent(span.text, answer) for answer in excluded_answers)
        ]
        return self.chooser().select(question, hits, spans, min_confidence)

    def chooser(self) -> AnswerSelector:
        from qa.answering.selector import AnswerSelector

        return AnswerSelector(
            self.settings.answering,
            load_confidence(),
            lru_cache(maxsize=64)(self.article),
            lru_cache(maxsize=64)(self.versions),
            self.encoder.similarity,
            self.reader.rescore_jointly,
        )

    def article(self, name: str) -> Article:
        """The article of an id; or, where only one goes by it, of a path, file name or title.

        Raises:
            UnknownArticleError: none goes by that name, or several do.
        """
        article = self.store.articles.get(name)
        if article is not None:
            return article
        wanted = name.casefold()
        found = [info for info in self.articles() if wanted in _names(info)]
        if len(found) == 1:
            article = self.store.articles.get(found[0].id)
            if article is not None:
                return article
        if found:
            ids = ", ".join(info.id for info in found[:5])
            raise UnknownArticleError(
                f"{len(found)} articles go by {name!r}; name one by id: {ids}"
            )
        raise UnknownArticleError(f"No article goes by {name!r}; article-qa list shows them.")

    def versions(self, article_id: str) -> list[Article]:
        """The other articles that tell the same story, newest first: copies, corrections."""
        found = (self.store.articles.get(one) for one in self.store.stories.others(article_id))
        return [article for article in found if article is not None]

    def articles(self) -> list[ArticleInfo]:
        """Every article, newest first, the undated ones last."""
        return self.store.articles.list_infos()

    def remove(self, name: str) -> ArticleInfo:
        """Drop an article from the store; it comes back only when its file changes.

        Raises:
            UnknownArticleError: see `article`.
            StoreBusyError: another process is writing to the store.
        """
        with self._asking, self.store.writing():
            article = self.article(name)
            with self.store.transaction():
                self.store.remove(article.id)
                self.store.vectors.delete_orphans()
            return article.info

    def rebuild(self) -> int:
        """Cut and encode every article anew with the encoder in use; returns how many passages."""
        from qa.indexing.writer import Writer

        with self._asking, self.store.writing():
            return Writer(self.store, self.encoder, self.settings.chunking).rebuild()

    def load(self) -> None:
        """Load the models now instead of with the first question."""
        _ = self.encoder, self.reader

    @property
    def encoder(self) -> Encoder:
        return load_encoder(self.settings.encoder)

    @property
    def reader(self) -> Reader:
        return load_reader(self.settings.reader, self.settings.reading)


def open(store: str | Path, *, settings: Settings | None = None) -> Collection:
    """Open the store in a folder, which is made if it is not there."""
    return Collection(Store(Path(store)), settings or Settings())


def answer(
    question: str,
    articles: Paths,
    *,
    top_k: int | None = None,
    after: Day = None,
    before: Day = None,
    source: str | None = None,
    undated: bool = False,
    min_confidence: float | None = None,
    always_answer: bool = False,
    settings: Settings | None = None,
) -> Answer:
    """Ask files or folders of articles; indexes them once, remembers, and follows their changes.

    What is remembered stands in the user's cache folder. Arguments and errors: see Collection.
    """
    query = Query(
        question,
        top_k=top_k,
        after=after,
        before=before,
        source=source,
        undated=undated,
        min_confidence=min_confidence,
        always_answer=always_answer,
    )
    with open_articles(articles, settings or Settings()) as collection:
        return collection.answer(query)


def open_articles(
    articles: Paths,
    settings: Settings,
    on_progress: Callable[[Progress], None] | None = None,
) -> Collection:
    """A collection of just these files and folders, in step with them, in the cache folder.

    Raises:
        UnreadableError: a path is not there, or none of the files can be read.
    """
    paths = [Path(one) for one in ([articles] if isinstance(articles, str | Path) else articles)]
    names = "\n".join(sorted(str(path.resolve()) for path in paths))
    key = hashlib.sha256(f"{settings.encoder}\n{names}".encode()).hexdigest()[:16]
    collection = Collection(Store(user_cache_path("article-qa") / "asked" / key), settings)
    try:
        report = collection.index(*paths, on_progress=on_progress)
        if report.articles == 0:
            reasons = "; ".join(f"{item.path}: {item.reason}" for item in report.skipped[:3])
            raise EmptyStoreError(
                f"No articles in {', '.join(str(path) for path in paths)}"
                + (f" ({reasons})" if reasons else "")
            )
    except BaseException:
        collection.close()
        raise
    return collection


@lru_cache(maxsize=1)
def load_confidence() -> Confidence:
    """Read the fitted numbers, once a process."""
    from qa.answering.confidence import Confidence

    return Confidence.load()


@lru_cache(maxsize=4)
def load_encoder(name: str | None) -> Encoder:
    """Load an encoder, once a process.

    Raises:
        ModelError: it is not there or cannot be loaded.
    """
    from embeddings import Encoder, EncoderError

    try:
        return Encoder.load(name)
    except EncoderError as error:
        raise ModelError(str(error)) from error


@lru_cache(maxsize=2)
def load_reader(name: str | None, settings: ReaderSettings) -> Reader:
    """Load a reader, once a process.

    Raises:
        ModelError: it is not there or cannot be loaded.
    """
    from qa.reader.reader import Reader

    return Reader.load(name, settings)


def _names(info: ArticleInfo) -> set[str]:
    path = Path(info.path)
    return {name.casefold() for name in (info.path, path.name, path.stem, info.title or "")} | (
        {info.id[:8]} if info.id else set()
    )
