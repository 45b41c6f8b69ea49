"""Features to a score that ranks answers, and to the probability that one is right."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from qa.answering.features import FEATURE_NAMES, RANKING_NAMES, Features

FITTED = Path(__file__).parent.parent / "models" / "confidence.json"


@dataclass(frozen=True, slots=True)
class LinearModel:
    """A weighted sum of features, in log odds."""

    weights: tuple[float, ...]
    intercept: float

    def log_odds(self, features: Features) -> float:
        """The sum over as many features as there are weights, in the order of FEATURE_NAMES."""
        values = features.vector()[: len(self.weights)]
        return float(values @ np.array(self.weights)) + self.intercept


@dataclass(frozen=True, slots=True)
class Confidence:
    """Two logistic models that `training/fit_confidence.py` fits on dev.

    Attributes:
        ranking: over the features of one span alone; its log odds put answers in order.
        probability_model: over all features; gives the probability that the answer is right.
    """

    ranking: LinearModel
    probability_model: LinearModel

    @classmethod
    def load(cls, path: Path = FITTED) -> Confidence:
        """Read the fitted numbers; they belong to the features in FEATURE_NAMES, by name."""
        kept = json.loads(path.read_text(encoding="utf-8"))
        return cls(
            _model(kept["ranking"], RANKING_NAMES), _model(kept["probability"], FEATURE_NAMES)
        )

    def score(self, features: Features) -> float:
        """What answers are ranked by, in log odds; comparable within one question."""
        return self.ranking.log_odds(features)

    def probability(self, features: Features) -> float:
        """The probability, 0 to 1, that an answer with these features is right."""
        return float(1 / (1 + np.exp(-self.probability_model.log_odds(features))))


def _model(kept: dict[str, float], names: tuple[str, ...]) -> LinearModel:
    return LinearModel(tuple(kept.get(name, 0.0) for name in names), kept["intercept"])
