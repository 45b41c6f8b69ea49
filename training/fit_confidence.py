"""Fit the ranking and the confidence on candidates that training/collect_candidates.py kept.

    python -m training.fit_confidence CANDIDATES.jsonl[=WEIGHT] ... [--write]

Print what ten-fold cross-validation over articles gives; `--write` puts the numbers fitted on
everything into qa/models/confidence.json, and the reliability diagram of the cross-validation into
training/reliability.svg. WEIGHT is how much a question of that file counts (1).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from qa.answering.confidence import Confidence, LinearModel
from qa.answering.features import FEATURE_NAMES, RANKING_NAMES, lead
from qa.evaluation import metrics
from qa.evaluation.predictions import RIGHT_F1
from qa.evaluation.report import reliability_svg

DIAGRAM = Path(__file__).parent.parent / "docs" / "experiments" / "reliability.svg"
FOLDS = 10
RANKED = 6  # candidates a question that the ranking learns from
STRENGTH = 3.0  # inverse of the L2 penalty on standardised features
THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
# Where each question has one article, words found in several passages are words that stand
# everywhere; in a collection that tells a story several times they are not.
_NEVER_AGAINST = ("margin", "joint_margin", "agreement", "lead")
# A question that nothing answers may well have all its words in a sentence, and then they speak
# against the answer; between the answers to one question they do not.
_NEVER_AGAINST_IN_RANKING = (*_NEVER_AGAINST, "query_term_coverage")
# What is missing from an article never speaks for an answer, even if few examples seem to say so.
_NEVER_FOR = ("name_missing", "negation")
_LEAD = FEATURE_NAMES.index("lead")
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A question's candidates.

    Attributes:
        features: (candidates, features), in the order of FEATURE_NAMES.
        right: (candidates,), whether each is right.
        article: what it was asked of; a fold holds all questions of an article or none.
        answerable: whether the articles answer it.
        file: the name of the file that it was read from.
        weight: how much it counts.
    """

    features: Matrix
    right: NDArray[np.bool_]
    article: str
    answerable: bool
    file: str
    weight: float


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidate that a ranking puts first.

    Attributes:
        right: whether it is right.
        features: (features,), with the lead that this ranking gives it.
    """

    right: bool
    features: Matrix


@dataclass(frozen=True, slots=True)
class CrossValidation:
    """What models say of questions that they were not fitted on; all of shape (questions,).

    Attributes:
        confidence: the probability that the first candidate is right.
        right: whether it is.
        possible: whether any candidate is.
    """

    confidence: Matrix
    right: NDArray[np.bool_]
    possible: NDArray[np.bool_]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    questions = [question for text in arguments.files for question in read_candidates(text)]
    validation = cross_validate(questions)
    print_quality(questions, validation)
    print_thresholds(questions, validation)
    if arguments.write:
        fit(questions).save()
        diagram = reliability_svg(
            metrics.reliability(validation.confidence.tolist(), validation.right.tolist())
        )
        DIAGRAM.write_text(diagram + "\n", encoding="utf-8")


def read_candidates(text: str) -> list[AnsweredQuestion]:
    """Read the questions that have candidates from PATH or PATH=WEIGHT."""
    path, _, weight = text.partition("=")
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    records: list[dict[str, Any]] = [json.loads(line) for line in lines]
    return [
        AnsweredQuestion(
            features=np.array(
                [
                    [candidate["features"][name] for name in FEATURE_NAMES]
                    for candidate in record["candidates"]
                ]
            ),
            right=np.array([candidate["f1"] > RIGHT_F1 for candidate in record["candidates"]]),
            article=record["article"],
            answerable=record["answerable"],
            file=Path(path).stem,
            weight=float(weight or 1),
        )
        for record in records
        if record["candidates"]
    ]


def cross_validate(questions: Sequence[AnsweredQuestion]) -> CrossValidation:
    """Judge each question with models fitted on the questions about other articles."""
    confidence = np.zeros(len(questions))
    right = np.zeros(len(questions), dtype=bool)
    folds = GroupKFold(FOLDS).split(questions, groups=[item.article for item in questions])
    for fitted_on, judged in folds:
        model = fit([questions[number] for number in fitted_on])
        for number in judged:
            choice = choose(questions[number], model.ranking)
            confidence[number] = model.probabilities(choice.features)
            right[number] = choice.right
    possible = np.array([question.right.any() for question in questions])
    return CrossValidation(confidence, right, possible)


def fit(questions: Sequence[AnsweredQuestion]) -> Confidence:
    """Fit the ranking on what a question's candidates differ in, then the probability of the first.

    What all candidates of a question share, such as how hard it is, must not weigh in the ranking:
    each feature counts from the highest of the question's, and only what has an answer counts.
    """
    ranked = [question for question in questions if question.answerable]
    ranking = _fit_logistic(
        np.concatenate(
            [_relative(item.features[:RANKED, : len(RANKING_NAMES)]) for item in ranked]
        ),
        np.concatenate([item.right[:RANKED] for item in ranked]),
        np.concatenate([[item.weight] * len(item.right[:RANKED]) for item in ranked]),
        _NEVER_AGAINST_IN_RANKING,
    )
    choices = [choose(question, ranking) for question in questions]
    probability_model = _fit_logistic(
        np.array([choice.features for choice in choices]),
        np.array([choice.right for choice in choices]),
        np.array([question.weight for question in questions]),
        _NEVER_AGAINST,
    )
    return Confidence(ranking, probability_model)


def choose(question: AnsweredQuestion, ranking: LinearModel) -> Choice:
    """Put the candidates in order, and give the first."""
    scores = ranking.log_odds(question.features)
    first = int(np.argmax(scores))
    features = question.features[first].copy()
    features[_LEAD] = lead(float(scores[first]), np.delete(scores, first).tolist())
    return Choice(bool(question.right[first]), features)


def _relative(features: Matrix) -> Matrix:
    """Give how far each feature lies below the highest of the question's candidates."""
    below: Matrix = features - features.max(0)
    return below


def _fit_logistic(
    features: Matrix, right: NDArray[np.bool_], weights: Matrix, never_against: Sequence[str]
) -> LinearModel:
    """Fit; a feature whose weight comes out with a sign that it never has is left out.

    That is a negative weight of one in `never_against`, and a positive one of one in `_NEVER_FOR`.
    """
    model = _fit_unbounded(features, right, weights)
    names = FEATURE_NAMES[: features.shape[1]]
    left_out = [
        column
        for column, (name, weight) in enumerate(zip(names, model.weights, strict=True))
        if (name in never_against and weight < 0) or (name in _NEVER_FOR and weight > 0)
    ]
    if not left_out:
        return model
    without = features.copy()
    without[:, left_out] = 0.0
    return _fit_unbounded(without, right, weights)


def _fit_unbounded(features: Matrix, right: NDArray[np.bool_], weights: Matrix) -> LinearModel:
    mean, scale = features.mean(0), features.std(0) + 1e-9
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    model.fit((features - mean) / scale, right, sample_weight=weights)
    raw = model.coef_[0] / scale
    return LinearModel(tuple(raw.tolist()), float(model.intercept_[0] - raw @ mean))


def print_quality(questions: Sequence[AnsweredQuestion], validation: CrossValidation) -> None:
    """Print how good the ranking and the confidence are, for each file and for all."""
    files = np.array([question.file for question in questions])
    print("file               questions  right  possible   ECE  AUROC  coverage at 80 %")
    for file in [*dict.fromkeys(files.tolist()), "all"]:
        rows = (files == file) | (file == "all")
        confidence, right = validation.confidence[rows], validation.right[rows]
        area = metrics.auroc(confidence, right)
        print(
            f"{file:18} {rows.sum():9} {right.mean():6.3f} {validation.possible[rows].mean():9.3f} "
            f"{metrics.expected_calibration_error(confidence, right):5.3f} "
            f"{area if area is None else round(area, 3)!s:>6} "
            f"{metrics.coverage_at_accuracy(confidence, right, 0.8):8.3f}"
        )


def print_thresholds(questions: Sequence[AnsweredQuestion], validation: CrossValidation) -> None:
    """Print what each threshold of the confidence would give."""
    files = np.array([question.file for question in questions])
    answerable = np.array([question.answerable for question in questions])
    print(
        "\nthreshold: share answered and right of those, of all; then for each file right answers"
    )
    print("given of answerable, answers given of unanswerable")
    for threshold in THRESHOLDS:
        answered = validation.confidence >= threshold
        parts = [f"{answered.mean():.2f} {validation.right[answered].mean():.3f} "]
        for file in dict.fromkeys(files.tolist()):
            yes, no = (files == file) & answerable, (files == file) & ~answerable
            right = (answered & validation.right)[yes].sum()
            part = f"{right}/{yes.sum()}" if yes.any() else ""
            part += f" -{answered[no].sum()}/{no.sum()}" if no.any() else ""
            parts.append(f"{file} {part.strip()}")
        print(f"{threshold:.2f}  " + "  ".join(parts))


if __name__ == "__main__":
    main()
