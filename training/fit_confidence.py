"""Fit the ranking and the confidence on candidates that training/collect_candidates.py kept.

    python -m training.fit_confidence CANDIDATES.jsonl[=WEIGHT] ... [--write]

Prints what ten-fold cross-validation over articles gives; `--write` puts the numbers fitted on
everything into qa/models/confidence.json, and the reliability diagram of the cross-validation into
training/reliability.svg. WEIGHT is what a question of that file counts (1).
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

from qa.answering.confidence import FITTED
from qa.answering.features import FEATURE_NAMES, RANKING_NAMES
from qa.evaluation import metrics
from qa.evaluation.report import reliability_svg

DIAGRAM = Path(__file__).parent.parent / "docs" / "experiments" / "reliability.svg"
RIGHT_F1 = 0.5
FOLDS = 10
RANKED = 6  # candidates a question that the ranking learns from
STRENGTH = 3.0  # inverse of the L2 penalty on standardised features
# Where each question has one article, words found in several passages are words that stand
# everywhere; in a collection that tells a story several times they are not.
_NEVER_AGAINST = ("margin", "joint_margin", "agreement", "lead")
# A question that nothing answers may well have all its words in a sentence, and then they speak
# against the answer; between the answers to one question they do not.
_NEVER_AGAINST_IN_RANKING = (*_NEVER_AGAINST, "query_term_coverage")
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Asked:
    """A question's candidates: features (candidates, names), whether right; its file and weight."""

    features: Matrix
    right: NDArray[np.bool_]
    article: str
    answerable: bool
    file: str
    weight: float


@dataclass(frozen=True)
class Fitted:
    """Weights on features as they are, and an intercept."""

    weights: Matrix
    intercept: float

    def log_odds(self, features: Matrix) -> Matrix:
        return features[..., : len(self.weights)] @ self.weights + self.intercept


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    asked = [one for text in arguments.files for one in _read(text)]
    folds = GroupKFold(FOLDS).split(asked, groups=[one.article for one in asked])
    confidences, right, forced = (np.zeros(len(asked)) for _ in range(3))
    for train, test in folds:
        ranking, probability = _fit([asked[at] for at in train])
        for at in test:
            best, features = _best(asked[at], ranking)
            confidences[at] = 1 / (1 + np.exp(-probability.log_odds(features)))
            right[at] = asked[at].right[best]
            forced[at] = asked[at].right.max()
    _report(asked, confidences, right.astype(bool), forced.astype(bool))
    if arguments.write:
        ranking, probability = _fit(asked)
        kept = {
            "ranking": _named(ranking, RANKING_NAMES),
            "probability": _named(probability, FEATURE_NAMES),
        }
        FITTED.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
        diagram = reliability_svg(
            metrics.reliability(confidences.tolist(), right.astype(bool).tolist())
        )
        DIAGRAM.write_text(diagram + "\n", encoding="utf-8")


def _read(text: str) -> list[Asked]:
    path, _, weight = text.partition("=")
    found = []
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        record: dict[str, Any] = json.loads(line)
        candidates = record["candidates"]
        if candidates:
            found.append(
                Asked(
                    np.array([[one["features"][n] for n in FEATURE_NAMES] for one in candidates]),
                    np.array([one["f1"] > RIGHT_F1 for one in candidates]),
                    record["article"],
                    record["answerable"],
                    Path(path).stem,
                    float(weight or 1),
                )
            )
    return found


def _fit(asked: list[Asked]) -> tuple[Fitted, Fitted]:
    """The ranking on what one question's candidates differ in, then the probability of the first.

    What all candidates of a question share, such as how hard it is, must not weigh in the ranking:
    each feature counts from the highest of the question's, and only what has an answer counts.
    """
    ranked = [one for one in asked if one.answerable]
    ranking = _logistic(
        np.concatenate([_relative(one.features[:RANKED, : len(RANKING_NAMES)]) for one in ranked]),
        np.concatenate([one.right[:RANKED] for one in ranked]),
        np.concatenate([[one.weight] * len(one.right[:RANKED]) for one in ranked]),
        _NEVER_AGAINST_IN_RANKING,
    )
    chosen = [_best(one, ranking) for one in asked]
    probability = _logistic(
        np.array([features for _, features in chosen]),
        np.array([one.right[best] for one, (best, _) in zip(asked, chosen, strict=True)]),
        np.array([one.weight for one in asked]),
        _NEVER_AGAINST,
    )
    return ranking, probability


def _relative(features: Matrix) -> Matrix:
    """How far each feature lies below the highest of the question's candidates."""
    below: Matrix = features - features.max(0)
    return below


def _best(one: Asked, ranking: Fitted) -> tuple[int, Matrix]:
    """The candidate ranked first, and its features with the lead that this ranking gives it."""
    scores = ranking.log_odds(one.features)
    order = np.argsort(-scores, kind="stable")
    features = one.features[order[0]].copy()
    lead = scores[order[0]] - scores[order[1]] if len(order) > 1 else 6.0
    features[FEATURE_NAMES.index("lead")] = min(lead, 6.0)
    return int(order[0]), features


def _logistic(
    features: Matrix, right: NDArray[np.bool_], weights: Matrix, never_against: Sequence[str]
) -> Fitted:
    """Fit; a feature of `never_against` whose weight comes out negative is left out."""
    fitted = _unbounded(features, right, weights)
    names = FEATURE_NAMES[: features.shape[1]]
    conflicts = [
        at for at, name in enumerate(names) if name in never_against and fitted.weights[at] < 0
    ]
    if not conflicts:
        return fitted
    without = features.copy()
    without[:, conflicts] = 0.0
    return _unbounded(without, right, weights)


def _unbounded(features: Matrix, right: NDArray[np.bool_], weights: Matrix) -> Fitted:
    mean, scale = features.mean(0), features.std(0) + 1e-9
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    model.fit((features - mean) / scale, right, sample_weight=weights)
    raw = model.coef_[0] / scale
    return Fitted(raw, float(model.intercept_[0] - raw @ mean))


def _named(model: Fitted, names: tuple[str, ...]) -> dict[str, float]:
    weights = {name: round(float(one), 4) for name, one in zip(names, model.weights, strict=True)}
    return weights | {"intercept": round(model.intercept, 4)}


def _report(
    asked: list[Asked], sure: Matrix, right: NDArray[np.bool_], possible: NDArray[np.bool_]
) -> None:
    files = np.array([one.file for one in asked])
    answerable = np.array([one.answerable for one in asked])
    print("file               questions  right  possible   ECE  AUROC  coverage at 80 %")
    for file in [*dict.fromkeys(files.tolist()), "all"]:
        those = (files == file) | (file == "all")
        area = metrics.auroc(sure[those], right[those])
        print(
            f"{file:18} {those.sum():9} {right[those].mean():6.3f} {possible[those].mean():9.3f} "
            f"{metrics.expected_calibration_error(sure[those], right[those]):5.3f} "
            f"{area if area is None else round(area, 3)!s:>6} "
            f"{metrics.coverage_at_accuracy(sure[those], right[those], 0.8):8.3f}"
        )
    print("\nthreshold: share given and right of those, of all; then for each file right answers")
    print("given of answerable, answers given of unanswerable")
    for threshold in (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6):
        given = sure >= threshold
        parts = [f"{given.mean():.2f} {right[given].mean():.3f} "]
        for file in dict.fromkeys(files.tolist()):
            yes, no = (files == file) & answerable, (files == file) & ~answerable
            part = f"{(given & right)[yes].sum()}/{yes.sum()}" if yes.any() else ""
            part += f" -{given[no].sum()}/{no.sum()}" if no.any() else ""
            parts.append(f"{file} {part.strip()}")
        print(f"{threshold:.2f}  " + "  ".join(parts))


if __name__ == "__main__":
    main()
