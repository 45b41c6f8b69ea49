"""Ask a collection the questions of a set, and say of every miss which stage failed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace

from platformdirs import user_cache_path

from embeddings.encoder import Encoder
from qa.collection import Collection, Trace
from qa.errors import UnknownArticleError, UsageError
from qa.evaluation import metrics
from qa.evaluation.predictions import Evaluation, Prediction
from qa.evaluation.question_sets import Question, QuestionSet
from qa.settings import Settings
from qa.store.store import Store
from qa.types.article import Article, Passage
from qa.types.query import Query, Turn
from qa.types.search import Hit

# How many passages are ranked for recall and MRR; the reader never sees so many.
_RANKING_DEPTH = 20


class Evaluator:
    """Asks a collection the questions of a set, as `Collection.ask` would."""

    def __init__(
        self, collection: Collection, always_answer: bool = False, no_rewrite: bool = False
    ) -> None:
        """Take a collection and how to ask it.

        Args:
            always_answer: count the best answer as given, however unlikely.
            no_rewrite: ask every turn of a conversation by itself.
        """
        self._collection = collection
        self._no_rewrite = no_rewrite
        self._min_confidence = (
            0.0 if always_answer else collection.settings.answering.min_confidence
        )
        self._min_possible = collection.settings.answering.min_possible_confidence

    def run(
        self,
        questions: QuestionSet,
        mode: str,
        on_progress: Callable[[int, int], None] | None = None,
    ) -> Evaluation:
        """Ask every question as `mode` says: "store", "articles", "own-articles", "reader-only"."""
        paragraphs = {article.id: article for article in questions.articles}
        predictions: list[Prediction] = []
        turns: list[Turn] = []
        for number, question in enumerate(questions.questions, 1):
            if not follows(question, predictions):
                turns.clear()
            query = Query(
                question.question,
                after=question.after,
                before=question.before,
                # The best answer is measured, too, where it is not likely enough to be given.
                always_answer=True,
                turns=() if self._no_rewrite else turns,
            )
            if mode == "reader-only":
                paragraph = paragraphs[str(question.article)]
                hit = whole_article(self._collection.encoder, query.question, paragraph)
                trace = self._collection.trace_hits(query, [hit])
                ranked: Sequence[Hit] = [hit]
            else:
                trace = self._collection.trace(query)
                # A second retrieval, because the first gives the reader fewer passages.
                ranked = self._collection.retrieve(replace(query, top_k=_RANKING_DEPTH))
            prediction = self._judge(question, trace, ranked)
            predictions.append(prediction)
            turns.append(_turn_of(prediction))
            if on_progress is not None:
                on_progress(number, len(questions.questions))
        return Evaluation(questions.name, mode, tuple(predictions))

    def _judge(self, question: Question, trace: Trace, ranked: Sequence[Hit]) -> Prediction:
        article_id = self._article_of(question)
        answer = trace.answer
        ranks = (
            rank for rank, hit in enumerate(ranked, 1) if _holds_answer(hit, question, article_id)
        )
        prediction = Prediction(
            question=question,
            asked=answer.question,
            answer=answer.text if answer.confidence >= self._min_confidence else None,
            best_answer=answer.text,
            is_possible=self._min_possible <= answer.confidence < self._min_confidence,
            confidence=answer.confidence,
            evidence=answer.evidence[0] if answer.evidence else None,
            rank=next(ranks, None),
            miss=None,
            seconds=answer.seconds,
        )
        return replace(prediction, miss=_failed_stage(prediction, trace, article_id))

    def _article_of(self, question: Question) -> str | None:
        """Give the id of the article that the question names, None when it names none."""
        if question.article is None:
            return None
        if self._collection.store.articles.get(question.article) is not None:
            return question.article
        file_name, _, number = question.article.partition("#")
        infos = [
            info for info in self._collection.articles() if info.path.endswith(f"/{file_name}")
        ]
        if number.isdigit() and int(number) < len(infos):
            return self._collection.store.articles.ids_of(infos[0].path)[int(number)]
        if len(infos) == 1:
            return infos[0].id
        try:
            return self._collection.article(question.article).id
        except UnknownArticleError:
            return None


def _turn_of(prediction: Prediction) -> Turn:
    """Make a turn of an answer that was likely enough to be given, or of none."""
    evidence = prediction.evidence
    if prediction.answer is None or evidence is None:
        article = evidence.article.id if evidence and prediction.is_possible else None
        return Turn(prediction.asked, None, article)
    return Turn(prediction.asked, prediction.answer, evidence.article.id, evidence.sentence)


def follows(question: Question, predictions: Sequence[Prediction]) -> bool:
    """Tell whether a question is another turn of the conversation that was asked last."""
    if question.conversation is None or not predictions:
        return False
    return predictions[-1].question.conversation == question.conversation


def whole_article(encoder: Encoder, question: str, article: Article) -> Hit:
    """Make one passage of a whole article, for measuring the reader without retrieval."""
    passage = Passage(article.id, 0, 0, len(article.text), article.text)
    dense = encoder.encode_passages([article.text])[0] @ encoder.encode_question(question)
    return Hit(passage, article.info, score=1.0, dense=float(dense), lexical=1.0)


def open_own_articles(questions: QuestionSet, settings: Settings) -> Collection:
    """Open a collection of the paragraphs that a SQuAD file holds, kept in the cache folder.

    Raises:
        UsageError: the set brings no articles.
    """
    from qa.indexing.indexer import Indexer

    if not questions.articles:
        raise UsageError(
            f"{questions.name} brings no articles of its own; only SQuAD files do. "
            "Use --articles PATH or a store."
        )
    digest = hashlib.sha256(f"{settings.encoder}\n{questions.name}".encode())
    for article in questions.articles:
        digest.update(f"{article.id}{article.title}{article.sha256}".encode())
    folder = user_cache_path("article-qa") / "own" / digest.hexdigest()[:16]
    collection = Collection(Store(folder), settings)
    indexer = Indexer(collection.store, collection.encoder, settings.chunking)
    stored = {info.id for info in collection.articles()}
    indexer.put_articles([article for article in questions.articles if article.id not in stored])
    return collection


def _holds_answer(hit: Hit, question: Question, article_id: str | None) -> bool:
    if article_id is not None and hit.article.id != article_id:
        return False
    return metrics.holds_answer(hit.passage.text, question.answers)


def _failed_stage(prediction: Prediction, trace: Trace, article_id: str | None) -> str | None:
    question = prediction.question
    if not question.answers:
        return "answered_unanswerable" if prediction.answer is not None else None
    if prediction.is_right and prediction.answer is None:
        return "refused"
    if prediction.is_right:
        answering = {evidence.article.id for evidence in trace.answer.evidence}
        return "wrong_article" if article_id is not None and article_id not in answering else None
    was_read = any(_holds_answer(hit, question, article_id) for hit in trace.passages_read)
    return "reader" if was_read else "retriever"
