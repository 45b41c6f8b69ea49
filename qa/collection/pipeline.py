"""Take a query through every stage: rewrite, retrieve, read, select."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial

from qa.answering.question import QuestionContext
from qa.answering.refusals import is_beyond_quoting, is_stated
from qa.answering.selector import AnswerSelector
from qa.answering.shaping import SelectionShaper, list_message
from qa.answering.sources import AnswerSources
from qa.collection.article_cache import ArticleCache
from qa.collection.as_of import may_name_day, split_as_of
from qa.collection.cascade import ReadingCascade
from qa.collection.engines import open_engine
from qa.collection.models import Models
from qa.collection.readings import settle_reading
from qa.collection.replies import Replies
from qa.collection.trace import Trace
from qa.conversation.follow_up import FollowUp, Reading
from qa.conversation.rewrite import rewrite_question
from qa.errors import UnknownArticleError
from qa.questions.analysis import QuestionAnalysis, analyse_question
from qa.retrieval.retriever import Retriever
from qa.settings import Settings
from qa.store.store import Store
from qa.text.equivalence import are_equivalent
from qa.types.answer import Answer, Closest
from qa.types.kinds import QuestionKind
from qa.types.query import Query, parse_day
from qa.types.search import Hit, Span

_RETRIEVED_PER_READ = 4
# Two or three words may be a question in short: seven such as "torc weight" have answers of 0.91 to
# 1.0 in the sample articles, five of six subjects such as "grey heron ferry" have 0.84 at most.
_MIN_CONFIDENCE_OF_SHORT_QUESTION = 0.85


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
        self._replies = Replies(
            store, settings, self._articles, self._retriever, self._passages_about
        )

    def retrieve(self, query: Query) -> list[Hit]:
        """Find the passages likeliest to answer a query, best first."""
        return self._complete_and_retrieve(query)[1]

    def search(self, query: Query) -> tuple[Closest, ...]:
        """Show the passages likeliest to answer a query, best first, without reading them."""
        follow_up, hits = self._complete_and_retrieve(query)
        return self._passages_about(follow_up.question, hits)

    def _complete_and_retrieve(self, query: Query) -> tuple[FollowUp, list[Hit]]:
        """Make the question complete and find its passages."""
        query, follow_up = self._limited(query, self._complete(query))
        return follow_up, self._retrieve(query, follow_up)

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
            return self._replies.orient(query, analysis, began)
        if analysis.kind is QuestionKind.MENTIONS and not (analysis.may_ask or query.always_answer):
            return self._replies.list_mentions(query, analysis, began)
        fact = self._replies.find_fact(query, analysis, began)
        if fact is not None and not (analysis.article and analysis.article.may_be_inside):
            return fact
        if analysis.kind is QuestionKind.LIST:
            top_k = max(self._settings.retrieval.list_top_k, query.top_k or 0)
            query = replace(query, top_k=top_k)
        hits = self._retrieve(query, follow_up, is_within_article)
        trace = self._trace(query, follow_up, analysis, hits, began)
        return trace if fact is None or trace.answer.text is not None else fact

    def trace_hits(self, query: Query, hits: Sequence[Hit]) -> Trace:
        """Answer a query from these passages instead of those that retrieval finds."""
        began = time.perf_counter()
        follow_up = self._complete(query)
        return self._trace(query, follow_up, analyse_question(follow_up.question), hits, began)

    def _limited(self, query: Query, follow_up: FollowUp) -> tuple[Query, FollowUp]:
        """Limit a query to the articles up to the day that its question names, "as of ..."."""
        if not may_name_day(follow_up.question):
            return query, follow_up
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
        """Read passages for the answer, and give it as the kind of the question asks for."""
        if is_beyond_quoting(analysis.kind) and analysis.stated is None and not query.always_answer:
            return self._replies.refuse(query, analysis, hits, began)
        question = follow_up.question
        min_confidence = self._min_confidence(query, analysis)
        sources = self._sources()
        selector = AnswerSelector(self._settings.answering, self._models.confidence, sources)
        read = partial(self._read, follow_up)
        result = ReadingCascade(
            self._settings, question, hits, min_confidence, selector, read
        ).run()
        selection = result.selection
        if analysis.kind is QuestionKind.MENTIONS and selection.text is None:
            return self._replies.list_mentions(query, analysis, began)
        kind, shaped = analysis.kind, selection
        shaper = SelectionShaper(self._settings.answering, self._models.confidence, sources)
        if is_beyond_quoting(kind):
            states = bool(selection.evidence) and is_stated(analysis, selection.evidence[0])
            if not states and not query.always_answer:
                return self._replies.refuse(query, analysis, hits, began)
            shaped = (
                shaper.with_listed_parts(selection) if states else replace(selection, text=None)
            )
            kind = QuestionKind.LIST if shaped.items else QuestionKind.ANSWER
        elif kind is QuestionKind.YES_NO:
            shaped = shaper.deciding(selection, question, hits)
        elif kind is QuestionKind.LIST:
            shaped = shaper.with_items(selection, question, hits, result.spans, min_confidence)
        else:
            shaped = shaper.with_listed_parts(selection)
            kind = QuestionKind.LIST if shaped.items else QuestionKind.ANSWER
        if query.always_answer and shaped.text is None:
            # The best words were asked for; that they answer such a question is not likely.
            shaped = replace(selection, confidence=0.0)
        answer = Answer(
            question=question,
            text=shaped.text,
            confidence=shaped.confidence,
            evidence=shaped.evidence,
            alternatives=shaped.alternatives,
            agreement=shaped.agreement,
            closest=shaped.closest,
            searched=self._store.articles.scope(query.filter),
            seconds=round(time.perf_counter() - began, 4),
            possible=shaped.possible,
            reports=shaped.reports,
            kind=kind,
            message=list_message(shaped.items),
            items=shaped.items,
        )
        return Trace(tuple(hits), result.passages_read, result.spans, selection.candidates, answer)

    def _min_confidence(self, query: Query, analysis: QuestionAnalysis) -> float:
        """Give the lowest probability at which a question is answered."""
        min_confidence = query.threshold(self._settings.answering.min_confidence)
        if analysis.kind is QuestionKind.MENTIONS and not _is_surely_asked(query):
            return max(min_confidence, _MIN_CONFIDENCE_OF_SHORT_QUESTION)
        return min_confidence

    def _read(self, follow_up: FollowUp, hits: Sequence[Hit]) -> list[Span]:
        """Read passages; leave out the answers that the conversation has had."""
        return [
            span
            for span in self._models.reader.read(follow_up.question, hits)
            if not any(are_equivalent(span.text, text) for text in follow_up.excluded_answers)
        ]

    def _passages_about(self, question: str, hits: Sequence[Hit]) -> tuple[Closest, ...]:
        """Show passages, each with the sentence that is nearest to the question."""
        context = QuestionContext.of(question, hits)
        return self._sources().evidence.closest(context, hits)

    def _sources(self) -> AnswerSources:
        """Make the sources of one question; they remember what they have read of articles."""
        self._articles.sync()
        return AnswerSources(
            self._articles.article,
            self._articles.versions,
            self._models.encoder.similarity,
            self._models.reader.rescore_jointly,
        )


def _is_surely_asked(query: Query) -> bool:
    """Tell whether two or three words are a question: by their mark, or amid a conversation."""
    return query.always_answer or bool(query.turns) or query.question.endswith("?")
