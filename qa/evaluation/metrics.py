"""Scores as pure functions of answers, confidences and ranks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from qa.text.normalize import normalize_answer


def holds_answer(text: str, answers: Iterable[str]) -> bool:
    """Whether a text holds one of the answers, word for word, once both are normalized."""
    held = f" {normalize_answer(text)} "
    return any(f" {normalize_answer(answer)} " in held for answer in answers)


def exact_match(answer: str | None, accepted: Sequence[str]) -> float:
    """1 when the answer is one of the accepted ones, or none is accepted and none was given."""
    if answer is None or not accepted:
        return float(answer is None and not accepted)
    return float(any(normalize_answer(answer) == normalize_answer(one) for one in accepted))


def f1(answer: str | None, accepted: Sequence[str]) -> float:
    """The best overlap of words with an accepted answer, 0 to 1 (Rajpurkar et al. 2016, 2018)."""
    if answer is None or not accepted:
        return float(answer is None and not accepted)
    return max(
        _overlap(normalize_answer(answer).split(), normalize_answer(one).split())
        for one in accepted
    )


def _overlap(given: Sequence[str], wanted: Sequence[str]) -> float:
    if not given or not wanted:
        return float(given == wanted)
    shared = sum((Counter(given) & Counter(wanted)).values())
    return 2 * shared / (len(given) + len(wanted))


def recall_at(ranks: Sequence[int | None], count: int) -> float:
    """The share of questions whose right passage has a rank (from 1) of at most `count`."""
    return sum(rank is not None and rank <= count for rank in ranks) / len(ranks)


def mean_reciprocal_rank(ranks: Sequence[int | None]) -> float:
    """The mean of 1/rank, 0 where the right passage was not found."""
    return sum(1 / rank for rank in ranks if rank is not None) / len(ranks)


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of like confidence.

    Attributes:
        low, high: the confidences, from and below which (the last bin holds 1 too).
        count: how many answers.
        confidence, accuracy: the mean confidence, and the share that is right.
    """

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float


def reliability(confidences: Sequence[float], right: Sequence[bool], bins: int = 10) -> list[Bin]:
    """Answers in bins of equal width by confidence; bins that hold none are left out."""
    sure = np.asarray(confidences, dtype=float)
    hit = np.asarray(right, dtype=float)
    numbers = np.minimum((sure * bins).astype(int), bins - 1)
    found = []
    for number in np.unique(numbers).tolist():
        those = numbers == number
        found.append(
            Bin(
                number / bins,
                (number + 1) / bins,
                int(those.sum()),
                float(sure[those].mean()),
                float(hit[those].mean()),
            )
        )
    return found


def expected_calibration_error(
    confidences: Sequence[float], right: Sequence[bool], bins: int = 10
) -> float:
    """The mean gap between confidence and accuracy over bins of equal width (Guo et al. 2017)."""
    found = reliability(confidences, right, bins)
    gaps = (one.count * abs(one.confidence - one.accuracy) for one in found)
    return sum(gaps) / max(1, len(confidences))


def auroc(scores: Sequence[float], positive: Sequence[bool]) -> float | None:
    """The chance that a positive scores above a negative, ties half; None with one kind only."""
    values = np.asarray(scores, dtype=float)
    flags = np.asarray(positive, dtype=bool)
    positives, negatives = int(flags.sum()), int((~flags).sum())
    if not positives or not negatives:
        return None
    order = np.argsort(values, kind="stable")
    ranks = np.empty(len(values))
    ranks[order] = np.arange(1, len(values) + 1)
    for value in np.unique(values):
        same = values == value
        ranks[same] = ranks[same].mean()
    area = ranks[flags].sum() - positives * (positives + 1) / 2
    return float(area / (positives * negatives))


def coverage_at_accuracy(
    confidences: Sequence[float], right: Sequence[bool], accuracy: float
) -> float:
    """The largest share of questions, surest first, of which at least `accuracy` are right."""
    order = np.argsort(-np.asarray(confidences, dtype=float), kind="stable")
    running = np.cumsum(np.asarray(right, dtype=float)[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(running >= accuracy)
    return float((good[-1] + 1) / len(order)) if len(good) else 0.0


def best_f1(
    confidences: Sequence[float], forced: Sequence[float], answerable: Sequence[bool]
) -> tuple[float, float]:
    """The highest mean F1 that one threshold on the confidence gives, and the threshold.

    What is at or above it counts the F1 in `forced`, that of the best words found; what is below
    counts 1 where there is no answer, else 0 (Rajpurkar et al. 2018). Of thresholds that are as
    good the highest, 1 where nothing had best be given. It is found with the answers known: on
    another set of the kind it gives a little less.
    """
    sure = np.asarray(confidences, dtype=float)
    order = np.argsort(-sure, kind="stable")
    abstaining = ~np.asarray(answerable, dtype=bool)[order]
    gains = np.asarray(forced, dtype=float)[order] - abstaining
    totals = np.concatenate([[0.0], np.cumsum(gains)]) + abstaining.sum()
    thresholds = np.concatenate([[1.0], sure[order]])
    # Of equal confidences all are given or none.
    ends = np.append(thresholds[1:] < thresholds[:-1], True)
    best = int(np.argmax(np.where(ends, totals, -1.0)))
    return float(totals[best] / max(1, len(sure))), float(thresholds[best])
