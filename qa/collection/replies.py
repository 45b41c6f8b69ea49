"""Meet what is not read for an answer: subjects, what a file states, what is not done."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from qa.answering.refusals import limit_message
from qa.collection.article_cache import ArticleCache
from qa.collection.article_facts import (
    FACT_CONFIDENCE,
    field_message,
    find_article,
    find_in_text,
    stated_field,
)
from qa.collection.collection_facts import COLLECTION_MESSAGE, CollectionFact, collection_fact
from qa.collection.mentions import MAX_LISTED, find_mentions, mentions_message
from qa.collection.orientation import orientation
from qa.collection.trace import Trace
from qa.questions.analysis import QuestionAnalysis
from qa.questions.metadata import ArticleQuestion
from qa.retrieval.retriever import Retriever, prune_hits
from qa.settings import Settings
from qa.store.store import Store
from qa.types.answer import Agreement, Answer, Closest
from qa.types.article import ArticleInfo
from qa.types.query import Query
from qa.types.search import Hit, sort_by_score


class Replies:
    """Give the traces of queries whose kind is met without reading passages.

    Every method takes the query with its complete question, and the time at which answering began
    as `time.perf_counter` gives it.
    """

    def __init__(
        self,
        store: Store,
        settings: Settings,
        articles: ArticleCache,
        retriever: Retriever,
        passages_about: Callable[[str, Sequence[Hit]], tuple[Closest, ...]],
    ) -> None:
        """Hold the stages; `passages_about` shows passages by their sentences nearest to a text."""
        self._store = store
        self._settings = settings
        self._articles = articles
        self._retriever = retriever
        self._passages_about = passages_about

    def orient(self, query: Query, analysis: QuestionAnalysis, began: float) -> Trace:
        """Say what can be asked here."""
        message = orientation(self._store, query.filter)
        return self._with_passages(query, analysis, message, (), began)

    def list_mentions(self, query: Query, analysis: QuestionAnalysis, began: float) -> Trace:
        """List the articles that mention a subject."""
        mentions = find_mentions(self._store, analysis.subject, query.filter)
        message = mentions_message(analysis.subject, mentions)
        return self._with_passages(query, analysis, message, mentions[:MAX_LISTED], began)

    def refuse(
        self, query: Query, analysis: QuestionAnalysis, hits: Sequence[Hit], began: float
    ) -> Trace:
        """Say what the tool does not do, and show the nearest passages."""
        near = prune_hits(sort_by_score(hits), self._settings.retrieval)
        about = [hit for hit in near if hit.lexical > 0] or near
        passages = about[: self._settings.answering.max_closest]
        message = limit_message(analysis.kind, bool(passages))
        return self._with_passages(query, analysis, message, passages, began)

    def find_fact(self, query: Query, analysis: QuestionAnalysis, began: float) -> Trace | None:
        """Answer what is asked about an article or the collection, where it is stated."""
        # Ordinary questions come by here too: the articles are not listed for them.
        if analysis.collection is None and analysis.article is None:
            return None
        infos = self._store.articles.list_infos(query.filter)
        if analysis.collection is not None:
            fact = collection_fact(analysis.collection, infos)
            return None if fact is None else self._about_collection(query, analysis, fact, began)
        if analysis.article is None:
            return None
        article_id = self._find_article(query, analysis.article, infos)
        if article_id is None:
            return None
        article = self._articles.article(article_id)
        stated = stated_field(analysis.article.field, article)
        if stated is None:
            return None
        place = find_in_text(analysis.article.field, article)
        answer = replace(
            self._answer(query, analysis, field_message(stated), began),
            text=place.text if place else stated.value,
            confidence=FACT_CONFIDENCE,
            evidence=(place,) if place else (),
            fields=(stated,),
        )
        return Trace((), (), (), (), answer)

    def _about_collection(
        self, query: Query, analysis: QuestionAnalysis, fact: CollectionFact, began: float
    ) -> Trace:
        first_passages = [
            hit for info in fact.articles[:MAX_LISTED] for hit in self._first_passage(info)
        ]
        answer = replace(
            self._answer(query, analysis, COLLECTION_MESSAGE, began),
            text=fact.text,
            confidence=1.0,
            closest=self._passages_about(fact.text, first_passages),
        )
        return Trace((), (), (), (), answer)

    def _find_article(
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

    def _first_passage(self, info: ArticleInfo) -> list[Hit]:
        """Give the first passage of an article, none where it has no passages."""
        rows = self._store.passages.rows_of(info.id)[:1]
        return [
            Hit(stored.passage, stored.article, 1.0, 0.0, 0.0)
            for stored in self._store.passages.load(rows)
        ]

    def _with_passages(
        self,
        query: Query,
        analysis: QuestionAnalysis,
        message: str,
        passages: Sequence[Hit],
        began: float,
    ) -> Trace:
        """Give a message of the tool with passages, and no answer."""
        closest = self._passages_about(analysis.subject or query.question, passages)
        answer = replace(self._answer(query, analysis, message, began), closest=closest)
        return Trace(tuple(passages), (), (), (), answer)

    def _answer(
        self, query: Query, analysis: QuestionAnalysis, message: str, began: float
    ) -> Answer:
        """Make an answer of a message of the tool, without words of an article."""
        return Answer(
            question=query.question,
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
