"""Compute the figures of an evaluation by name, and compare two runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from qa.evaluation import metrics

if TYPE_CHECKING:
    from qa.evaluation.predictions import Evaluation, Prediction

# Which stage failed: retrieval, reading, the confidence (right words, but refused), the confidence
# (words given where nothing answers), or the choice among articles.
MISSES = ("retriever", "reader", "refused", "answered_unanswerable", "wrong_article")


def compute_figures(evaluation: Evaluation) -> dict[str, Any]:
    """Compute every figure: shares from 0 to 1, times in seconds.

    "forced" figures count the best answer to each answerable question, given or not. A share of no
    questions is None.
    """
    predictions = evaluation.predictions
    answerable = [item for item in predictions if item.question.answers]
    unanswerable = [item for item in predictions if not item.question.answers]
    figures: dict[str, Any] = {
        "set": evaluation.name,
        "mode": evaluation.mode,
        "questions": len(predictions),
        "answerable": len(answerable),
        "unanswerable": len(unanswerable),
        "exact_match": _mean([_exact_match(item) for item in predictions]),
        "f1": _mean([_f1(item) for item in predictions]),
        "answerable_exact_match": _mean([_exact_match(item) for item in answerable]),
        "answerable_f1": _mean([_f1(item) for item in answerable]),
        "unanswerable_accuracy": _mean([float(item.answer is None) for item in unanswerable]),
        "forced_exact_match": _mean(
            [metrics.exact_match(item.best_answer, item.question.answers) for item in answerable]
        ),
        "forced_f1": _mean([_best_answer_f1(item) for item in answerable]),
    }
    if evaluation.mode != "reader-only":
        figures |= _ranking_figures([item.rank for item in answerable])
    figures |= _confidence_figures(predictions)
    figures["levels"] = _level_counts(answerable, unanswerable)
    counts = Counter(item.miss for item in predictions)
    figures["misses"] = {name: counts[name] for name in MISSES}
    times = [item.seconds for item in predictions]
    figures["seconds_per_question"] = {
        f"p{percentile}": round(float(np.percentile(times, percentile)), 4)
        for percentile in (50, 95)
    }
    return figures


def compare(evaluation: Evaluation, earlier: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Name the questions that got better and worse since an earlier run's predictions."""
    f1_before = {str(record["id"]): float(record["f1"]) for record in earlier}
    # Rounded as the earlier ones are, so that rounding is no change.
    f1_now = {item.question.id: float(item.to_dict()["f1"]) for item in evaluation.predictions}
    shared = [name for name in f1_now if name in f1_before]
    return {
        "questions": len(shared),
        "f1_before": _mean([f1_before[name] for name in shared]),
        "f1_now": _mean([f1_now[name] for name in shared]),
        "better": [name for name in shared if f1_now[name] > f1_before[name]],
        "worse": [name for name in shared if f1_now[name] < f1_before[name]],
    }


def flat(figures: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Give every figure with its name; one inside another is named after both."""
    for name, value in figures.items():
        if isinstance(value, Mapping):
            yield from ((f"{name} {part}", inner) for part, inner in value.items())
        else:
            yield name, value


def _level_counts(
    answerable: Sequence[Prediction], unanswerable: Sequence[Prediction]
) -> dict[str, int]:
    """Count what was said: an answer, possible words, or none; right or wrong."""
    answered = [item for item in answerable if item.answer is not None]
    possible = [item for item in answerable if item.is_possible]
    return {
        "right": sum(item.is_right for item in answered),
        "wrong": sum(not item.is_right for item in answered),
        "possible_right": sum(item.is_right for item in possible),
        "possible_wrong": sum(not item.is_right for item in possible),
        "refused": len(answerable) - len(answered) - len(possible),
        "unanswerable_answered": sum(item.answer is not None for item in unanswerable),
        "unanswerable_possible": sum(item.is_possible for item in unanswerable),
    }


def _exact_match(prediction: Prediction) -> float:
    return metrics.exact_match(prediction.answer, prediction.question.answers)


def _f1(prediction: Prediction) -> float:
    return metrics.f1(prediction.answer, prediction.question.answers)


def _best_answer_f1(prediction: Prediction) -> float:
    return metrics.f1(prediction.best_answer, prediction.question.answers)


def _ranking_figures(ranks: Sequence[int | None]) -> dict[str, Any]:
    if not ranks:
        return {"recall_at": {"1": None, "5": None, "20": None}, "mrr": None}
    return {
        "recall_at": {
            str(depth): round(metrics.recall_at(ranks, depth), 4) for depth in (1, 5, 20)
        },
        "mrr": round(metrics.mean_reciprocal_rank(ranks), 4),
    }


def _confidence_figures(predictions: Sequence[Prediction]) -> dict[str, Any]:
    confidences = [item.confidence for item in predictions]
    is_right = [item.is_right for item in predictions]
    answerable = [bool(item.question.answers) for item in predictions]
    best_answer_f1 = [_best_answer_f1(item) for item in predictions]
    best_f1, threshold = metrics.best_f1(confidences, best_answer_f1, answerable)
    return {
        "ece": round(metrics.expected_calibration_error(confidences, is_right), 4),
        "auroc": _rounded(metrics.auroc(confidences, is_right)),
        "answerable_auroc": _rounded(metrics.auroc(confidences, answerable)),
        "coverage_at_accuracy": {
            str(percent): round(
                metrics.coverage_at_accuracy(confidences, is_right, percent / 100), 4
            )
            for percent in (80, 90)
        },
        "best_f1": {"f1": round(best_f1, 4), "min_confidence": round(threshold, 4)},
    }


def _mean(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 4) if values else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
