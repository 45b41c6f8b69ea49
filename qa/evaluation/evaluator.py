"""A question set to a result: every question asked, every miss laid at a stage's door."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from platformdirs import user_cache_path

from embeddings.encoder import Encoder
from qa.answering.selector import Selection
from qa.collection import Collection
from qa.conversation.rewrite import rewrite_question
from qa.errors import UnknownArticleError, UsageError
from qa.evaluation import metrics
from qa.evaluation.question_sets import Question, QuestionSet
from qa.retrieval.retriever import prune_hits
from qa.settings import Settings
from qa.store.store import Store
from qa.types.answer import Evidence
from qa.types.article import Article, Passage
from qa.types.query import Query, Turn
from qa.types.search import Hit

MISSES = ("retriever", "reader", "refused", "answered_unanswerable", "wrong_article")
_RANKED = 20
# An answer counts as right when it shares more than half of its words with an accepted one: people
# asked twice agree on the words, not on where they begin and end.
_RIGHT_F1 = 0.5


@dataclass(frozen=True, slots=True)
class Prediction:
    """What was answered to one question, and how good it is.

    Attributes:
        asked: the question as it was asked, made complete where it follows others.
        answer: the words given, None where the tool abstained.
        forced: the best words found, given or not.
        confidence: of `forced`.
        evidence: where `forced` stands first.
        rank: of the first passage that holds the answer (from 1), None when not among 20.
        miss: which stage failed, None when the answer is right.
    """

    question: Question
    asked: str
    answer: str | None
    forced: str | None
    confidence: float
    evidence: Evidence | None
    rank: int | None
    miss: str | None
    seconds: float

    @property
    def forced_right(self) -> bool:
        accepted = self.question.answers
        return bool(accepted) and metrics.f1(self.forced, accepted) > _RIGHT_F1

    def to_dict(self) -> dict[str, Any]:
        accepted = self.question.answers
        evidence = self.evidence
        return {
            "id": self.question.id,
            "question": self.question.question,
            "asked": self.asked,
            "answers": list(accepted),
            "answer": self.answer,
            "forced": self.forced,
            "confidence": round(self.confidence, 4),
            "exact_match": metrics.exact_match(self.answer, accepted),
            "f1": round(metrics.f1(self.answer, accepted), 4),
            "rank": self.rank,
            "miss": self.miss,
            "article": evidence.article.id if evidence else None,
            "start": evidence.start if evidence else None,
            "end": evidence.end if evidence else None,
            "sentence": evidence.sentence if evidence else None,
            "seconds": round(self.seconds, 4),
        }


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The predictions of one question set in one mode."""

    name: str
    mode: str
    predictions: tuple[Prediction, ...]

    def to_dict(self) -> dict[str, Any]:
        """The figures of the contract, as shares from 0 to 1 (times in seconds)."""
        every = self.predictions
        answerable = [one for one in every if one.question.answers]
        unanswerable = [one for one in every if not one.question.answers]
        figures: dict[str, Any] = {
            "set": self.name,
            "mode": self.mode,
            "questions": len(every),
            "answerable": len(answerable),
            "unanswerable": len(unanswerable),
            "exact_match": _mean([metrics.exact_match(*_given(one)) for one in every]),
            "f1": _mean([metrics.f1(*_given(one)) for one in every]),
            "answerable_exact_match": _mean(
                [metrics.exact_match(*_given(one)) for one in answerable]
            ),
            "answerable_f1": _mean([metrics.f1(*_given(one)) for one in answerable]),
            "unanswerable_accuracy": _mean([float(one.answer is None) for one in unanswerable]),
            "forced_exact_match": _mean(
                [metrics.exact_match(one.forced, one.question.answers) for one in answerable]
            ),
            "forced_f1": _mean(
                [metrics.f1(one.forced, one.question.answers) for one in answerable]
            ),
        }
        if self.mode != "reader-only":
            figures |= _ranking([one.rank for one in answerable])
        figures |= _confidence(every)
        missed = Counter(one.miss for one in every)
        figures["misses"] = {name: missed[name] for name in MISSES}
        times = [one.seconds for one in every]
        figures["seconds_per_question"] = {
            f"p{part}": round(float(np.percentile(times, part)), 4) for part in (50, 95)
        }
        return figures


class Evaluator:
    """Asks a collection the questions of a set."""

    def __init__(
        self, collection: Collection, always_answer: bool = False, as_typed: bool = False
    ) -> None:
        """Take a collection and how to ask it.

        Args:
            always_answer: count the best words found as given, however unlikely.
            as_typed: ask every turn of a conversation by itself.
        """
        self._collection = collection
        self._as_typed = as_typed
        self._minimum = 0.0 if always_answer else collection.settings.answering.min_confidence

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
            began = time.perf_counter()
            if question.conversation is None or not is_next(predictions, question):
                turns.clear()
            query = Query(
                question.question,
                after=question.after,
                before=question.before,
                turns=() if self._as_typed else turns,
            )
            asked = rewrite_question(query.question, query.turns)
            text = asked.question
            with self._collection.store.snapshot():
                if mode == "reader-only":
                    article = paragraphs[str(question.article)]
                    hits = [whole_article(self._collection.encoder, text, article)]
                else:
                    hits = self._collection.retrieve(text, query.filter, _RANKED, asked.article)
                settings = self._collection.settings.retrieval
                best = hits[: settings.top_k]
                choice = self._collection.select(text, best, 0.0, asked.excluded_answers)
                seconds = time.perf_counter() - began
                read = len(prune_hits(best, settings))
                prediction = self._judge(question, text, hits, choice, seconds, read)
            predictions.append(prediction)
            place = prediction.evidence.article.id if prediction.evidence else None
            turns.append(Turn(text, prediction.answer, place if prediction.answer else None))
            if on_progress is not None:
                on_progress(number, len(questions.questions))
        return Evaluation(questions.name, mode, tuple(predictions))

    def _judge(
        self,
        question: Question,
        asked: str,
        hits: Sequence[Hit],
        choice: Selection,
        seconds: float,
        read: int,
    ) -> Prediction:
        wanted = self._wanted(question)
        ranks = (rank for rank, hit in enumerate(hits, 1) if _holds(hit, question, wanted))
        prediction = Prediction(
            question=question,
            asked=asked,
            answer=choice.text if choice.confidence >= self._minimum else None,
            forced=choice.text,
            confidence=choice.confidence,
            evidence=choice.evidence[0] if choice.evidence else None,
            rank=next(ranks, None),
            miss=None,
            seconds=seconds,
        )
        return replace(prediction, miss=_failed_stage(prediction, choice, wanted, read))

    def _wanted(self, question: Question) -> str | None:
        """The id of the article that the question names, None when it names none."""
        if question.article is None:
            return None
        if self._collection.store.articles.get(question.article) is not None:
            return question.article
        name, _, number = question.article.partition("#")
        named = [one for one in self._collection.articles() if one.path.endswith(f"/{name}")]
        if number.isdigit() and int(number) < len(named):
            return self._collection.store.articles.ids_of(named[0].path)[int(number)]
        if len(named) == 1:
            return named[0].id
        try:
            return self._collection.article(question.article).id
        except UnknownArticleError:
            return None


def is_next(before: Sequence[Prediction], question: Question) -> bool:
    """Whether a question is another turn of the conversation that was asked last."""
    return bool(before) and before[-1].question.conversation == question.conversation


def whole_article(encoder: Encoder, question: str, article: Article) -> Hit:
    """A whole article as one passage, for a reader that is told where to look."""
    passage = Passage(article.id, 0, 0, len(article.text), article.text)
    dense = encoder.encode_passages([article.text])[0] @ encoder.encode_question(question)
    return Hit(passage, article.info, score=1.0, dense=float(dense), lexical=1.0)


def open_own_articles(questions: QuestionSet, settings: Settings) -> Collection:
    """A collection of the paragraphs that a SQuAD file holds, kept in the cache folder.

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
    held = {info.id for info in collection.articles()}
    indexer.put_articles([article for article in questions.articles if article.id not in held])
    return collection


def compare(evaluation: Evaluation, earlier: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Which questions got better and which got worse since an earlier run's predictions."""
    before = {str(one["id"]): float(one["f1"]) for one in earlier}
    # From the same form as the earlier ones, so that rounding is no change.
    now = {one.question.id: float(one.to_dict()["f1"]) for one in evaluation.predictions}
    both = [name for name in now if name in before]
    return {
        "questions": len(both),
        "f1_before": _mean([before[name] for name in both]),
        "f1_now": _mean([now[name] for name in both]),
        "better": [name for name in both if now[name] > before[name]],
        "worse": [name for name in both if now[name] < before[name]],
    }


def _given(one: Prediction) -> tuple[str | None, tuple[str, ...]]:
    return one.answer, one.question.answers


def _holds(hit: Hit, question: Question, wanted: str | None) -> bool:
    if wanted is not None and hit.article.id != wanted:
        return False
    return metrics.holds_answer(hit.passage.text, question.answers)


def _failed_stage(one: Prediction, choice: Selection, wanted: str | None, read: int) -> str | None:
    if not one.question.answers:
        return "answered_unanswerable" if one.answer is not None else None
    if one.answer is not None and one.forced_right:
        places = {evidence.article.id for evidence in choice.evidence}
        return "wrong_article" if wanted is not None and wanted not in places else None
    if one.forced_right:
        return "refused"
    return "retriever" if one.rank is None or one.rank > read else "reader"


def _ranking(ranks: Sequence[int | None]) -> dict[str, Any]:
    if not ranks:
        return {"recall_at": {"1": None, "5": None, "20": None}, "mrr": None}
    return {
        "recall_at": {str(at): round(metrics.recall_at(ranks, at), 4) for at in (1, 5, 20)},
        "mrr": round(metrics.mean_reciprocal_rank(ranks), 4),
    }


def _confidence(every: Sequence[Prediction]) -> dict[str, Any]:
    sure = [one.confidence for one in every]
    right = [one.forced_right for one in every]
    answerable = [bool(one.question.answers) for one in every]
    forced = [metrics.f1(one.forced, one.question.answers) for one in every]
    best, threshold = metrics.best_f1(sure, forced, answerable)
    return {
        "ece": round(metrics.expected_calibration_error(sure, right), 4),
        "auroc": _rounded(metrics.auroc(sure, right)),
        "answerable_auroc": _rounded(metrics.auroc(sure, answerable)),
        "coverage_at_accuracy": {
            str(part): round(metrics.coverage_at_accuracy(sure, right, part / 100), 4)
            for part in (80, 90)
        },
        "best_f1": {"f1": round(best, 4), "min_confidence": round(threshold, 4)},
    }


def _mean(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 4) if values else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
