"""A collection of articles: index it, ask it, see what it holds."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from qa.collection.models import Models
from qa.collection.trace import Trace
from qa.errors import EmptyStoreError, UnknownArticleError, UsageError
from qa.settings import Settings
from qa.store.store import Store
from qa.types.answer import Answer, Closest
from qa.types.article import Article, ArticleInfo
from qa.types.each import ArticleAnswers
from qa.types.query import Day, Query, Turn
from qa.types.report import IndexReport
from qa.types.search import Hit

if TYPE_CHECKING:
    from embeddings import Encoder
    from qa.collection.each import ArticleSurvey
    from qa.collection.pipeline import AnswerPipeline
    from qa.indexing.indexer import Progress
    from qa.reader.reader import Reader
    from qa.retrieval.engine import PassageSearch


class Collection:
    """Articles in a store, ready to be asked; use it as a context manager.

    Models load when they are first needed. Safe to share between threads: one question is answered
    at a time, also while articles are indexed.
    """

    def __init__(self, store: Store, settings: Settings) -> None:
        self.store = store
        self.settings = settings
        self._models = Models(settings)
        self._lock = threading.RLock()
        self._writing = threading.RLock()
        self._resources = ExitStack()

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
        self._resources.close()
        self.store.close()

    # Asking

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
            SearchError: Milvus cannot be used.
        """
        return self.trace(query).answer

    def trace(self, query: Query) -> Trace:
        """Answer a query and keep what each stage found.

        Raises:
            EmptyStoreError: there are no articles.
            SearchError: Milvus cannot be used.
        """
        with self._lock, self.store.snapshot():
            self._require_articles()
            return self._pipeline.trace(query)

    def trace_hits(self, query: Query, hits: Sequence[Hit]) -> Trace:
        """Answer a query from these passages, best first, instead of those that retrieval finds."""
        with self._lock, self.store.snapshot():
            return self._pipeline.trace_hits(query, hits)

    def retrieve(self, query: Query) -> list[Hit]:
        """Find the passages likeliest to answer a query, best first.

        Passages of the article that the conversation is about are moved up.

        Raises:
            EmptyStoreError: there are no articles.
            SearchError: Milvus cannot be used.
        """
        with self._lock, self.store.snapshot():
            self._require_articles()
            return self._pipeline.retrieve(query)

    def search(
        self,
        question: str,
        *,
        top_k: int | None = None,
        after: Day = None,
        before: Day = None,
        source: str | None = None,
        undated: bool = False,
    ) -> tuple[Closest, ...]:
        """Find the passages nearest to a question, best first, without reading them for an answer.

        The arguments are those of `Query`; `top_k` is how many come back at most.

        Raises:
            QuestionError: the question is empty or longer than 2,000 characters.
            UsageError: another value cannot be used.
            EmptyStoreError: there are no articles.
            SearchError: Milvus cannot be used.
        """
        query = Query(
            question, top_k=top_k, after=after, before=before, source=source, undated=undated
        )
        with self._lock, self.store.snapshot():
            self._require_articles()
            return self._pipeline.search(query)

    # Asking every article

    def ask_each(
        self,
        question: str,
        *,
        after: Day = None,
        before: Day = None,
        source: str | None = None,
        undated: bool = False,
        most: int | None = None,
        min_confidence: float | None = None,
        on_progress: Callable[[ArticleAnswers], None] | None = None,
        should_stop: Callable[[], bool] | None = None,
    ) -> ArticleAnswers:
        """Ask every article the same question; give a row for each that answers, by date.

        The arguments are those of `Query`, and:

        Args:
            most: how many articles are read, those nearest to the question (at least 1); None: as
                the settings say.
            min_confidence: 0 to 1; below it an article does not answer; None: as the settings say.
            on_progress: gets what was found so far, before the first articles are read and then
                each time that a few more were.
            should_stop: asked after each `on_progress`; when it says True, what was found so far
                is returned, with the other articles in `unread`.

        Raises:
            QuestionError: the question is empty or longer than 2,000 characters.
            UsageError: another value cannot be used.
            EmptyStoreError: there are no articles.
            SearchError: Milvus cannot be used.
        """
        query = Query(
            question,
            after=after,
            before=before,
            source=source,
            undated=undated,
            min_confidence=min_confidence,
        )
        for answers in self.iterate_each(query, most=most):
            if on_progress is not None:
                on_progress(answers)
            if should_stop is not None and should_stop():
                break
        return answers

    def iterate_each(self, query: Query, *, most: int | None = None) -> Iterator[ArticleAnswers]:
        """Ask every article, and give what was found so far each time that a few more were read.

        The first result comes before anything is read, the last one is complete. Other questions
        are answered in between. What was read is remembered: asking again goes on from there.

        Raises:
            UsageError: `most` is below 1.
            EmptyStoreError: there are no articles; raised with the first result.
            SearchError: Milvus cannot be used; raised with the first result.
        """
        if most is not None and most < 1:
            raise UsageError(f"most is {most}; it must be at least 1.")
        return self._iterate_each(query, most or self.settings.each.most)

    def _iterate_each(self, query: Query, most: int) -> Iterator[ArticleAnswers]:
        with self._lock, self.store.snapshot():
            self._require_articles()
            inquiry = self._survey.begin(query, most)
            answers = inquiry.answers()
        yield answers
        while not inquiry.is_finished:
            with self._lock, self.store.snapshot():
                inquiry.read_next()
                answers = inquiry.answers()
            yield answers

    # Articles

    def index(
        self, *paths: str | Path, on_progress: Callable[[Progress], None] | None = None
    ) -> IndexReport:
        """Bring the store in step with files and folders.

        Questions are answered meanwhile, from what is stored so far.

        Raises:
            UnreadableError: a path is not there.
            StoreBusyError: another process is writing to the store.
            EncoderMismatchError: the store was made with another encoder.
            ArticleQAError: OCR is wanted, and its extra is not installed.
            SearchError: all is stored, but Milvus cannot be brought in step.
        """
        from qa.indexing.indexer import Indexer

        if self.settings.ocr is not None:
            from qa.articles.pdf.ocr import require_ocr

            require_ocr()
        encoder = self._encoder_for_writing()
        # A connection of its own: questions read a snapshot on the other one.
        with self._writing, self.store.reopen() as store:
            indexer = Indexer(
                store, encoder, self.settings.chunking, on_progress, self.settings.ocr
            )
            report = indexer.run([Path(path) for path in paths])
        if self.settings.milvus is not None:
            with self._lock:
                self.engine.sync()
        return report

    def rebuild(self) -> int:
        """Split and encode every article anew with the encoder in use; return how many passages."""
        from qa.indexing.writer import Writer

        encoder = self._encoder_for_writing()
        with self._writing, self.store.reopen() as store, store.writing():
            return Writer(store, encoder, self.settings.chunking).rebuild()

    def remove(self, name: str) -> ArticleInfo:
        """Drop an article from the store; it comes back only when its file changes.

        Raises:
            UnknownArticleError: see `article`.
            StoreBusyError: another process is writing to the store.
        """
        with self._writing, self._lock, self.store.writing():
            article = self.article(name)
            with self.store.transaction():
                self.store.remove(article.id)
                self.store.vectors.delete_orphans()
            return article.info

    def articles(self) -> list[ArticleInfo]:
        """List every article, newest first, the undated ones last."""
        return self.store.articles.list_infos()

    def article(self, name: str) -> Article:
        """Read the article of an id; or of a path, file name or title that only one has.

        Raises:
            UnknownArticleError: none has that name, or several do.
        """
        article = self.store.articles.get(name)
        if article is not None:
            return article
        folded = name.casefold()
        matches = [info for info in self.articles() if folded in _names(info)]
        if len(matches) > 1:
            ids = ", ".join(info.id for info in matches[:5])
            raise UnknownArticleError(
                f"{len(matches)} articles go by {name!r}; name one by id: {ids}"
            )
        article = self.store.articles.get(matches[0].id) if matches else None
        if article is None:
            raise UnknownArticleError(f"No article goes by {name!r}; article-qa list shows them.")
        return article

    def versions(self, article_id: str) -> list[Article]:
        """Read the other articles that tell the same story, newest first: copies, corrections."""
        from qa.collection.article_cache import read_versions

        return read_versions(self.store, article_id)

    # Models and search engine

    def load(self) -> None:
        """Load the models now instead of with the first question."""
        _ = self.encoder, self.reader

    @property
    def encoder(self) -> Encoder:
        return self._models.encoder

    @property
    def reader(self) -> Reader:
        return self._models.reader

    @property
    def engine(self) -> PassageSearch:
        """Give the engine that searches passages: FAISS and FTS5 in this process, or Milvus.

        Raises:
            SearchError: Milvus cannot be used.
        """
        return self._pipeline.engine

    @cached_property
    def _pipeline(self) -> AnswerPipeline:
        # Importing the stages takes long: only who asks needs them.
        from qa.collection.pipeline import AnswerPipeline

        return AnswerPipeline(self.store, self.settings, self._models, self._resources)

    @cached_property
    def _survey(self) -> ArticleSurvey:
        from qa.collection.each import ArticleSurvey

        return ArticleSurvey(self.store, self.settings, self._models, self.engine)

    def _encoder_for_writing(self) -> Encoder:
        """Give the encoder; a question that comes at the same time must not load it again."""
        with self._lock:
            return self.encoder

    def _require_articles(self) -> None:
        if self.store.articles.count() == 0:
            raise EmptyStoreError(
                f"There are no articles in {self.store.place}. Add some: article-qa index PATH"
            )


def _names(info: ArticleInfo) -> set[str]:
    """Give the names, in lower case, that an article can be called by."""
    path = Path(info.path)
    names = {info.path, path.name, path.stem, info.title or ""}
    return {name.casefold() for name in names if name} | {info.id[:8]}
