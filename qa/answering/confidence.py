"""Turn features into a score that ranks answers, and into the probability that one is right."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa.answering.features import FEATURE_NAMES, RANKING_NAMES, Features

FITTED = Path(__file__).parent.parent / "models" / "confidence.json"

# Probabilities that differ by less are a tie.
TIED_PROBABILITY = 0.001


@dataclass(frozen=True, slots=True)
class LinearModel:
    """A weighted sum of features, in log odds; the weights are in the order of FEATURE_NAMES."""

    weights: tuple[float, ...]
    intercept: float

    def log_odds(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the log odds of one or many answers.

        Args:
            features: (..., features); those beyond the number of weights do not count.
        """
        counted = features[..., : len(self.weights)]
        return np.asarray(counted @ np.array(self.weights) + self.intercept)


@dataclass(frozen=True, slots=True)
class Confidence:
    """Two logistic models that `training/fit_confidence.py` fits on development questions.

    Attributes:
        ranking: over the features of one span alone; its log odds put answers in order.
        probability_model: over all features; gives the probability that the answer is right.
    """

    ranking: LinearModel
    probability_model: LinearModel

    @classmethod
    def load(cls, path: Path = FITTED) -> Confidence:
        """Read the fitted numbers; they belong to the features in FEATURE_NAMES, by name."""
        fitted = json.loads(path.read_text(encoding="utf-8"))
        return cls(
            _from_names(fitted["ranking"], RANKING_NAMES),
            _from_names(fitted["probability"], FEATURE_NAMES),
        )

    def save(self, path: Path = FITTED) -> None:
        """Write the numbers, rounded to four decimals, as `load` reads them."""
        fitted = {
            "ranking": _by_name(self.ranking, RANKING_NAMES),
            "probability": _by_name(self.probability_model, FEATURE_NAMES),
        }
        path.write_text(json.dumps(fitted, indent=2) + "\n", encoding="utf-8")

    def score(self, features: Features) -> float:
        """Give what answers are ranked by, in log odds; comparable within one question."""
        return float(self.ranking.log_odds(features.vector()))

    def probability(self, features: Features) -> float:
        """Give the probability, 0 to 1, that an answer with these features is right."""
        return float(self.probabilities(features.vector()))

    def probabilities(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the probabilities of answers with these features, (..., features)."""
        return np.asarray(1 / (1 + np.exp(-self.probability_model.log_odds(features))))


def _from_names(fitted: dict[str, float], names: tuple[str, ...]) -> LinearModel:
    return LinearModel(tuple(fitted.get(name, 0.0) for name in names), fitted["intercept"])


def _by_name(model: LinearModel, names: tuple[str, ...]) -> dict[str, float]:
    weights = {name: round(weight, 4) for name, weight in zip(names, model.weights, strict=True)}
    return weights | {"intercept": round(model.intercept, 4)}
