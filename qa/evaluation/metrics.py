"""Compute scores as pure functions of answers, confidences and ranks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from qa.text.normalize import normalize_answer

# Apostrophes stand within words, as in “Noah’s”; every other mark parts them.
_TYPOGRAPHIC_APOSTROPHE = re.compile(r"[‘’]")
_TYPOGRAPHIC_MARK = re.compile(r"[^\w\s!-~]")


def holds_answer(text: str, answers: Iterable[str]) -> bool:
    """Tell whether a text holds one of the answers, word for word, once both are normalized.

    SQuAD's form keeps the marks that ASCII lacks: "Louie" would not be found in “Louie”.
    """
    words = f" {_plain_words(text)} "
    return any(f" {_plain_words(answer)} " in words for answer in answers)


def _plain_words(text: str) -> str:
    """Give SQuAD's form of a text without the marks that ASCII lacks."""
    ascii_apostrophes = _TYPOGRAPHIC_APOSTROPHE.sub("'", text)
    return normalize_answer(_TYPOGRAPHIC_MARK.sub(" ", ascii_apostrophes))


def exact_match(answer: str | None, accepted: Sequence[str]) -> float:
    """Give 1 when the answer is accepted, or none is accepted and none was given; else 0."""
    if answer is None or not accepted:
        return float(answer is None and not accepted)
    return float(any(normalize_answer(answer) == normalize_answer(text) for text in accepted))


def f1(answer: str | None, accepted: Sequence[str]) -> float:
    """Give the best overlap with an accepted answer, 0 to 1 (Rajpurkar et al. 2016, 2018)."""
    if answer is None or not accepted:
        return float(answer is None and not accepted)
    return max(
        _overlap(normalize_answer(answer).split(), normalize_answer(text).split())
        for text in accepted
    )


def _overlap(words: Sequence[str], accepted_words: Sequence[str]) -> float:
    if not words or not accepted_words:
        return float(words == accepted_words)
    shared = sum((Counter(words) & Counter(accepted_words)).values())
    return 2 * shared / (len(words) + len(accepted_words))


def recall_at(ranks: Sequence[int | None], count: int) -> float:
    """Give the share of questions whose right passage has a rank (from 1) of at most `count`."""
    return sum(rank is not None and rank <= count for rank in ranks) / len(ranks)


def mean_reciprocal_rank(ranks: Sequence[int | None]) -> float:
    """Give the mean of 1/rank, counting 0 where the right passage was not found."""
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
    """Sort answers by confidence into bins of equal width; leave out bins that hold none."""
    values = np.asarray(confidences, dtype=float)
    correct = np.asarray(right, dtype=float)
    numbers = np.minimum((values * bins).astype(int), bins - 1)
    filled = []
    for number in np.unique(numbers).tolist():
        in_bin = numbers == number
        filled.append(
            Bin(
                number / bins,
                (number + 1) / bins,
                int(in_bin.sum()),
                float(values[in_bin].mean()),
                float(correct[in_bin].mean()),
            )
        )
    return filled


def expected_calibration_error(
    confidences: Sequence[float], right: Sequence[bool], bins: int = 10
) -> float:
    """Give the mean gap between confidence and accuracy over equal bins (Guo et al. 2017)."""
    gaps = (
        filled.count * abs(filled.confidence - filled.accuracy)
        for filled in reliability(confidences, right, bins)
    )
    return sum(gaps) / max(1, len(confidences))


def auroc(scores: Sequence[float], positive: Sequence[bool]) -> float | None:
    """Give the chance that a positive scores above a negative, ties half; None if one lacks."""
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
    """Give the largest share of questions, surest first, of which at least `accuracy` are right."""
    order = np.argsort(-np.asarray(confidences, dtype=float), kind="stable")
    running = np.cumsum(np.asarray(right, dtype=float)[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(running >= accuracy)
    return float((good[-1] + 1) / len(order)) if len(good) else 0.0


def best_f1(
    confidences: Sequence[float], best_answer_f1: Sequence[float], answerable: Sequence[bool]
) -> tuple[float, float]:
    """Give the highest mean F1 that one threshold on the confidence reaches, and the threshold.

    A question at or above the threshold counts its `best_answer_f1`; one below counts 1 where it
    has no answer, else 0 (Rajpurkar et al. 2018). Of equally good thresholds the highest is given,
    and 1 where it is best to answer nothing. The threshold is fitted to this set: on another set
    of its kind the F1 is a little lower.
    """
    values = np.asarray(confidences, dtype=float)
    order = np.argsort(-values, kind="stable")
    abstaining = ~np.asarray(answerable, dtype=bool)[order]
    gains = np.asarray(best_answer_f1, dtype=float)[order] - abstaining
    totals = np.concatenate([[0.0], np.cumsum(gains)]) + abstaining.sum()
    thresholds = np.concatenate([[1.0], values[order]])
    # A threshold lets through all answers of equal confidence, or none.
    ends = np.append(thresholds[1:] < thresholds[:-1], True)
    best = int(np.argmax(np.where(ends, totals, -1.0)))
    return float(totals[best] / max(1, len(values))), float(thresholds[best])
