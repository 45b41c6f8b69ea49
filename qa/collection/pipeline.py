"""Take a query through every stage: rewrite, retrieve, read, select."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import lru_cache

from qa.answering.refusals import is_beyond_quoting, is_stated, limit_message
from qa.answering.selector import AnswerSelector, Selection
from qa.answering.shaping import SelectionShaper, list_message
from qa.answering.updates import newer_passages
from qa.collection.article_facts import (
    FACT_CONFIDENCE,
    field_message,
    find_article,
    find_in_text,
    stated_field,
)
from qa.collection.as_of import split_as_of
from qa.collection.collection_facts import COLLECTION_MESSAGE, collection_fact
from qa.collection.engines import open_engine
from qa.collection.mentions import MAX_LISTED, find_mentions, mentions_message
from qa.collection.models import Models
from qa.collection.orientation import orientation
from qa.collection.readings import settle_reading
from qa.collection.trace import Trace
from qa.conversation.rewrite import FollowUp, Reading, rewrite_question
from qa.errors import UnknownArticleError
from qa.questions.analysis import QuestionAnalysis, analyse_question
from qa.questions.metadata import ArticleQuestion
from qa.retrieval.retriever import Retriever, further_hits, prune_hits
from qa.settings import Settings
from qa.store.store import Store
from qa.text.equivalence import are_equivalent
from qa.types.answer import Agreement, Answer
from qa.types.article import Article, ArticleInfo
from qa.types.kinds import QuestionKind
from qa.types.query import Query, parse_day
from qa.types.search import Hit, Span, sort_by_score

_ARTICLES_KEPT = 64
_RETRIEVED_PER_READ = 4


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
        query, follow_up = self._limited(query, self._complete(query))
        return self._retrieve(query, follow_up)

    def trace(self, query: Query) -> Trace:
        """Answer a query as its kind asks for."""
        began = time.perf_counter()
        follow_up = self._complete(query)
        trace = self._trace_reading(query, follow_up, Reading(follow_up.question), began)
        if not follow_up.other_readings or trace.answer.message:
            return trace
        return settle_reading(
            follow_up,
            trace,
            self._settings.answering.min_confidence,
            lambda reading: self._trace_reading(query, follow_up, reading, began),
        )

    def _trace_reading(
        self, query: Query, follow_up: FollowUp, reading: Reading, began: float
    ) -> Trace:
        """Answer one reading of a question."""
        complete = replace(follow_up, question=reading.question)
        limited, complete = self._limited(query, complete)
        trace = self._trace_kind(limited, complete, began, reading.is_within_article)
        return replace(trace, answer=replace(trace.answer, question=reading.question))

    def _trace_kind(
        self, query: Query, follow_up: FollowUp, began: float, is_within_article: bool
    ) -> Trace:
        analysis = analyse_question(follow_up.question)
        if analysis.kind is QuestionKind.NOT_A_QUESTION:
            message = orientation(self._store, query.filter)
            return self._told(query, analysis, message, (), began)
        if analysis.kind is QuestionKind.MENTIONS:
            mentions = find_mentions(self._store, analysis.subject, query.filter)
            message = mentions_message(analysis.subject, mentions)
            return self._told(query, analysis, message, mentions[:MAX_LISTED], began)
        fact = self._fact(query, analysis, began)
        if fact is not None and not (analysis.article and analysis.article.may_be_inside):
            return fact
        hits = self._retrieve(query, follow_up, is_within_article)
        if is_beyond_quoting(analysis.kind) and analysis.stated is None:
            return self._refused(query, analysis, hits, began)
        trace = self._trace(query, follow_up, analysis, hits, began)
        return trace if fact is None or trace.answer.text is not None else fact

    def _fact(self, query: Query, analysis: QuestionAnalysis, began: float) -> Trace | None:
        """Answer what is asked about an article or the collection, where it is stated."""
        infos = [info for info in self._store.articles.list_infos() if query.filter.admits(info)]
        answer = self._message(query, analysis, "", began)
        if analysis.collection is not None:
            fact = collection_fact(analysis.collection, infos)
            if fact is None:
                return None
            listed = [hit for info in fact.articles[:MAX_LISTED] for hit in self._first(info)]
            closest = self._selector().passages_about(fact.text, listed)
            answer = replace(answer, text=fact.text, confidence=1.0, closest=closest)
            return Trace((), (), (), (), replace(answer, message=COLLECTION_MESSAGE))
        if analysis.article is None:
            return None
        article_id = self._article_meant(query, analysis.article, infos)
        if article_id is None:
            return None
        article = self._articles.article(article_id)
        stated = stated_field(analysis.article.field, article)
        if stated is None:
            return None
        place = find_in_text(analysis.article.field, article)
        answer = replace(
            answer,
            text=place.text if place else stated.value,
            confidence=FACT_CONFIDENCE,
            evidence=(place,) if place else (),
            fields=(stated,),
            message=field_message(stated),
        )
        return Trace((), (), (), (), answer)

    def _article_meant(
        self, query: Query, question: ArticleQuestion, infos: Sequence[ArticleInfo]
    ) -> str | None:
        """Find the article of a question about one: by its subject, or that of the last turn."""
        if question.subject:
            top_k = self._settings.retrieval.top_k
            hits = self._retriever.retrieve(question.subject, query.filter, top_k)
            return find_article(question.subject, infos, hits)
        if len(infos) == 1:
            return infos[0].id
        ids = {info.id for info in infos}
        last = next((turn.article for turn in reversed(query.turns) if turn.article), None)
        return last if last in ids else None

    def _first(self, info: ArticleInfo) -> list[Hit]:
        """Give the first passage of an article, none where it has no passages."""
        rows = self._store.passages.rows_of(info.id)[:1]
        return [
            Hit(stored.passage, stored.article, 1.0, 0.0, 0.0)
            for stored in self._store.passages.load(rows)
        ]

    def trace_hits(self, query: Query, hits: Sequence[Hit]) -> Trace:
        """Answer a query from these passages instead of those that retrieval finds."""
        began = time.perf_counter()
        follow_up = self._complete(query)
        return self._trace(query, follow_up, analyse_question(follow_up.question), hits, began)

    def _limited(self, query: Query, follow_up: FollowUp) -> tuple[Query, FollowUp]:
        """Limit a query to the articles up to the day that its question names, "as of ..."."""
        last_day = self._store.articles.scope(query.filter).last
        dated = split_as_of(follow_up.question, last_day)
        if dated.day is None or query.undated:
            return query, follow_up
        before = min(dated.day, parse_day(query.before) or dated.day)
        return replace(query, before=before), replace(follow_up, question=dated.question)

    def _complete(self, query: Query) -> FollowUp:
        return rewrite_question(query.question, query.turns, self._article_text)

    def _article_text(self, article_id: str) -> str:
        """Give the text of an article with its title; empty when the article is gone."""
        self._articles.sync()
        try:
            article = self._articles.article(article_id)
        except UnknownArticleError:
            return ""
        return f"{article.title or ''}\n\n{article.text}"

    def _retrieve(
        self, query: Query, follow_up: FollowUp, is_within_article: bool = False
    ) -> list[Hit]:
        top_k = query.top_k or self._settings.retrieval.top_k
        article = follow_up.article
        if not is_within_article:
            return self._retriever.retrieve(follow_up.question, query.filter, top_k, article)
        # Passages of this article are moved up, so that they are among so many.
        hits = self._retriever.retrieve(
            follow_up.question, query.filter, _RETRIEVED_PER_READ * top_k, article
        )
        return [hit for hit in hits if hit.article.id == article][:top_k]

    def _trace(
        self,
        query: Query,
        follow_up: FollowUp,
        analysis: QuestionAnalysis,
        hits: Sequence[Hit],
        began: float,
    ) -> Trace:
        question = follow_up.question
        min_confidence = query.threshold(self._settings.answering.min_confidence)
        selector = self._selector()
        passages_read = prune_hits(hits, self._settings.retrieval)
        spans = self._read(follow_up, passages_read)
        selection = selector.select(question, hits, spans, min_confidence)
        # Where the first passages leave no doubt, what scores lower would hardly change the answer.
        if selection.confidence < self._settings.answering.min_confidence:
            further = further_hits(hits, self._settings.retrieval)
            if further:
                passages_read += further
                spans += self._read(follow_up, further)
                selection = selector.select(question, hits, spans, min_confidence)
        newer = self._newer(question, selection, hits, passages_read)
        if newer:
            passages_read += newer
            spans += self._read(follow_up, newer)
            selection = selector.select(question, hits, spans, min_confidence)
        states = bool(selection.evidence) and is_stated(analysis, selection.evidence[0])
        if is_beyond_quoting(analysis.kind) and not states:
            return self._refused(query, analysis, hits, began)
        kind = QuestionKind.ANSWER
        if analysis.kind is QuestionKind.YES_NO:
            kind = analysis.kind
            selection = self._shaper().deciding(selection, question, hits)
        elif analysis.kind is QuestionKind.LIST:
            kind = analysis.kind
            spans += self._read_further(query, follow_up, passages_read)
            selection = self._shaper().with_items(selection, question, hits, spans, min_confidence)
        elif analysis.kind is QuestionKind.ANSWER:
            selection = self._shaper().with_listed_names(selection)
            kind = QuestionKind.LIST if selection.items else kind
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
            reports=selection.reports,
            kind=kind,
            message=list_message(selection.items),
            items=selection.items,
        )
        return Trace(tuple(hits), tuple(passages_read), tuple(spans), selection.candidates, answer)

    def _newer(
        self, question: str, selection: Selection, hits: Sequence[Hit], read: Sequence[Hit]
    ) -> list[Hit]:
        """Give the passages of later articles that may bring the answer up to date."""
        if not selection.candidates:
            return []
        lead = selection.candidates[0].best
        return newer_passages(question, lead, hits, read, self._settings.answering)

    def _read_further(
        self, query: Query, follow_up: FollowUp, passages_read: Sequence[Hit]
    ) -> list[Span]:
        """Read more passages of a question that asks for several answers, those that score well."""
        top_k = max(self._settings.retrieval.list_top_k, query.top_k or 0)
        hits = self._retriever.retrieve(follow_up.question, query.filter, top_k, follow_up.article)
        already = {hit.passage for hit in passages_read}
        further = [
            hit for hit in prune_hits(hits, self._settings.retrieval) if hit.passage not in already
        ]
        return self._read(follow_up, further)

    def _refused(
        self, query: Query, analysis: QuestionAnalysis, hits: Sequence[Hit], began: float
    ) -> Trace:
        """Say what the tool does not do, and show the nearest passages."""
        near = prune_hits(sort_by_score(hits), self._settings.retrieval)
        about = [hit for hit in near if hit.lexical > 0] or near
        passages = about[: self._settings.answering.max_closest]
        message = limit_message(analysis.kind, bool(passages))
        return self._told(query, analysis, message, passages, began)

    def _told(
        self,
        query: Query,
        analysis: QuestionAnalysis,
        message: str,
        passages: Sequence[Hit],
        began: float,
    ) -> Trace:
        """Give a message of the tool with passages, and no answer."""
        closest = self._selector().passages_about(analysis.subject or query.question, passages)
        answer = replace(self._message(query, analysis, message, began), closest=closest)
        return Trace(tuple(passages), (), (), (), answer)

    def _message(
        self, query: Query, analysis: QuestionAnalysis, message: str, began: float
    ) -> Answer:
        """Give a message of the tool as an answer without words of an article."""
        question = self._complete(query).question
        return Answer(
            question=question,
            text=None,
            confidence=0.0,
            evidence=(),
            alternatives=(),
            agreement=Agreement(),
            closest=(),
            searched=self._store.articles.scope(query.filter),
            seconds=round(time.perf_counter() - began, 4),
            kind=analysis.kind,
            message=message,
        )

    def _shaper(self) -> SelectionShaper:
        """Make what shapes a selection to the kind of its question."""
        return SelectionShaper(
            self._settings.answering,
            self._models.confidence,
            self._articles.article,
            self._articles.versions,
            self._models.encoder.similarity,
        )

    def _read(self, follow_up: FollowUp, hits: Sequence[Hit]) -> list[Span]:
        """Read passages; leave out the answers that the conversation has had."""
        return [
            span
            for span in self._models.reader.read(follow_up.question, hits)
            if not any(are_equivalent(span.text, text) for text in follow_up.excluded_answers)
        ]

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

    def __init__(self, store: Store, size: int = _ARTICLES_KEPT) -> None:
        """Keep at most `size` articles, and the versions of as many."""
        self._store = store
        self._generation = store.metadata.generation
        self.article = lru_cache(maxsize=size)(self._read_article)
        self.versions = lru_cache(maxsize=size)(self._read_versions)

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
