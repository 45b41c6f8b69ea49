"""Ask every article one question, a few articles at a time."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from qa.answering.across import AnswerGroups, ArticleAnswerer, ArticleFinding, Statement
from qa.answering.amounts import read_amounts
from qa.answering.question import QuestionContext
from qa.answering.refusals import is_beyond_quoting, is_stated, limit_message
from qa.answering.sentence_vectors import SentenceVectors
from qa.answering.sources import AnswerSources
from qa.answering.surroundings import sentence_around
from qa.collection.article_cache import ArticleCache
from qa.collection.models import Models
from qa.collection.orientation import orientation
from qa.errors import UnknownArticleError
from qa.questions.analysis import QuestionAnalysis, analyse_question
from qa.reader.reader import Reader
from qa.retrieval.by_article import ArticleHits, ArticleRanking, ArticleRetriever
from qa.retrieval.engine import PassageSearch
from qa.retrieval.retriever import prune_hits
from qa.settings import Settings
from qa.store.store import Store
from qa.types.article import Article, ArticleInfo
from qa.types.each import ArticleAnswers, EachAnswer
from qa.types.kinds import QuestionKind
from qa.types.query import Query
from qa.types.search import Hit, SearchScope, Span


class ArticleSurvey:
    """Asks the articles of one store; what was read and encoded for a question is remembered.

    Not safe to share between threads. Call `begin`, and `Inquiry.read_next`, inside
    `store.snapshot()`; between two calls the store may change.
    """

    def __init__(
        self, store: Store, settings: Settings, models: Models, engine: PassageSearch
    ) -> None:
        """Load the models that are not loaded yet.

        Raises:
            ModelError: one cannot be loaded.
        """
        each = settings.each
        self._store = store
        self._settings = settings
        self._models = models
        self._reader = models.reader.with_memory(each.remembered_texts)
        self._vectors = SentenceVectors(models.encoder, each.remembered_sentences)
        self._retriever = ArticleRetriever(store, models.encoder, engine, settings.retrieval)

    def begin(self, query: Query, most: int) -> Inquiry:
        """Choose the articles and passages that are read for a query; nothing is read yet.

        `top_k` of the query counts the passages of each article.

        Args:
            most: how many articles are read.

        Raises:
            SearchError: Milvus cannot be used.
        """
        began = time.perf_counter()
        analysis = analyse_question(query.question)
        message = self._message(analysis, query)
        passages = query.top_k or self._settings.each.passages_per_article
        ranking = (
            ArticleRanking((), (), 0.0)
            if message
            else self._retriever.retrieve(query.question, query.filter, most, passages)
        )
        ids = [item.article.id for item in ranking.articles]
        plan = _InquiryPlan(
            query,
            analysis,
            message,
            ranking,
            self._store.stories.of_articles(ids),
            self._store.articles.scope(query.filter),
        )
        return Inquiry(
            self._store,
            self._settings,
            self._models,
            self._reader,
            self._vectors,
            plan,
            time.perf_counter() - began,
        )

    def _message(self, analysis: QuestionAnalysis, query: Query) -> str:
        """Say why no article is asked; "" where they are asked."""
        kind = analysis.kind
        if kind in (QuestionKind.NOT_A_QUESTION, QuestionKind.ABOUT_COLLECTION):
            return orientation(self._store, query.filter)
        if kind is QuestionKind.MENTIONS:
            return f"Ask a question about {analysis.subject}; every article is then asked."
        if is_beyond_quoting(kind) and analysis.stated is None:
            return limit_message(kind, has_passages=False)
        return ""


@dataclass(frozen=True, slots=True)
class _InquiryPlan:
    """A query with the articles that are read for it, and the story of each by the article's id."""

    query: Query
    analysis: QuestionAnalysis
    message: str
    ranking: ArticleRanking
    stories: dict[str, str]
    searched: SearchScope


class Inquiry:
    """One question on its way through the articles."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        models: Models,
        reader: Reader,
        vectors: SentenceVectors,
        plan: _InquiryPlan,
        seconds: float,
    ) -> None:
        self._settings = settings
        self._reader = reader
        self._vectors = vectors
        self._plan = plan
        self._seconds = seconds
        self._question = plan.query.question
        self._context = replace(
            QuestionContext.of(self._question, ()), best_lexical=plan.ranking.best_lexical
        )
        self._min_confidence = plan.query.threshold(settings.answering.min_confidence)
        # A low threshold also lets through answers that the reader finds unlikely.
        is_strict = self._min_confidence >= settings.answering.min_possible_confidence
        self._min_margin = settings.each.min_margin if is_strict else -math.inf
        self._articles = ArticleCache(store, 4 * settings.each.articles_at_once)
        sources = AnswerSources(
            self._articles.article,
            self._articles.versions,
            vectors.similarity,
            reader.rescore_jointly,
        )
        self._answerer = ArticleAnswerer(settings.answering, models.confidence, sources)
        self._position = 0
        self._findings: list[ArticleFinding] = []
        self._silent: list[ArticleInfo] = []
        self._changed: list[ArticleInfo] = []
        self._groups = AnswerGroups()

    @property
    def is_finished(self) -> bool:
        return self._position == len(self._plan.ranking.articles)

    def read_next(self) -> None:
        """Read the next few articles; those nearest to the question come first."""
        with self._timed():
            self._articles.sync()
            end = self._position + self._settings.each.articles_at_once
            batch = self._plan.ranking.articles[self._position : end]
            present = [item for item in batch if self._is_unchanged(item)]
            self._changed += [item.article for item in batch if item not in present]
            self._read([(item.article, self._passages(item)) for item in present])
            self._position += len(batch)

    def answers(self) -> ArticleAnswers:
        """Give what the articles that were read so far answer."""
        ranking = self._plan.ranking
        unread = [item.article for item in ranking.articles[self._position :]]
        return ArticleAnswers(
            question=self._question,
            rows=self._rows(),
            silent=tuple(sorted(self._silent, key=_place_in_time)),
            unread=tuple(sorted([*self._changed, *unread], key=_place_in_time)),
            not_reached=ranking.not_reached,
            searched=self._plan.searched,
            seconds=round(self._seconds, 4),
            message=self._plan.message,
        )

    @contextmanager
    def _timed(self) -> Iterator[None]:
        began = time.perf_counter()
        try:
            yield
        finally:
            self._seconds += time.perf_counter() - began

    def _is_unchanged(self, item: ArticleHits) -> bool:
        """Tell whether the store still holds the passages that were chosen."""
        try:
            article = self._articles.article(item.article.id)
        except UnknownArticleError:
            return False
        passages = [hit.passage for hit in item.hits]
        return all(
            article.text[passage.start : passage.end] == passage.text for passage in passages
        )

    def _passages(self, item: ArticleHits) -> list[Hit]:
        """Give the passages of an article that are read."""
        min_passages = self._settings.each.min_passages
        return prune_hits(item.hits, replace(self._settings.retrieval, min_passages=min_passages))

    def _read(self, articles: Sequence[tuple[ArticleInfo, Sequence[Hit]]]) -> None:
        spans_of_articles = self._reader.read_each(
            self._question, [hits for _, hits in articles], self._min_margin
        )
        self._vectors.prepare(
            _sentence(self._articles.article(article.id), span)
            for (article, _), spans in zip(articles, spans_of_articles, strict=True)
            for span in spans
        )
        for (article, _), spans in zip(articles, spans_of_articles, strict=True):
            finding = self._answerer.best(self._context, spans, self._min_confidence)
            if finding is None or not self._is_quotable(finding):
                self._silent.append(article)
            else:
                self._findings.append(finding)

    def _is_quotable(self, finding: ArticleFinding) -> bool:
        """Tell whether an article itself states what the question would have to compute."""
        analysis = self._plan.analysis
        return not is_beyond_quoting(analysis.kind) or is_stated(analysis, finding.evidence)

    def _rows(self) -> tuple[EachAnswer, ...]:
        """Give the findings by date; copies and versions that say the same share a row."""
        findings = sorted(self._findings, key=lambda finding: _place_in_time(_article(finding)))
        texts = [finding.evidence.text for finding in findings]
        numbers = self._groups.number(
            Statement(text, _article(finding).date)
            for text, finding in zip(texts, findings, strict=True)
        )
        amounts = read_amounts(self._question, texts)
        rows: dict[tuple[str, int], EachAnswer] = {}
        for finding, number, amount in zip(findings, numbers, amounts, strict=True):
            article = _article(finding)
            key = (self._plan.stories[article.id], number)
            if key in rows:
                rows[key] = replace(rows[key], copies=(*rows[key].copies, article))
            else:
                rows[key] = EachAnswer(finding.evidence, finding.confidence, number, amount)
        return tuple(rows.values())


def _article(finding: ArticleFinding) -> ArticleInfo:
    return finding.evidence.article


def _sentence(article: Article, span: Span) -> str:
    return article.text[slice(*sentence_around(span))]


def _place_in_time(article: ArticleInfo) -> tuple[bool, date, str, str]:
    """Give what sorts articles by their days, the undated ones last."""
    return article.date is None, article.date or date.max, article.path, article.id
