"""Features to the probability that an answer is right."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from qa.features import FEATURE_NAMES, Features

FITTED = Path(__file__).parent / "models" / "confidence.json"


@dataclass(frozen=True, slots=True)
class Confidence:
    """A logistic model over standardised features; `training/fit_confidence.py` fits it."""

    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    intercept: float

    @classmethod
    def load(cls, path: Path = FITTED) -> Confidence:
        """Read the fitted numbers; they belong to the features in FEATURE_NAMES, in that order."""
        kept = json.loads(path.read_text(encoding="utf-8"))
        if tuple(kept["features"]) != FEATURE_NAMES:
            raise ValueError(f"{path} was fitted on other features; run training/fit_confidence.py")
        return cls(
            tuple(kept["mean"]), tuple(kept["scale"]), tuple(kept["weights"]), kept["intercept"]
        )

    def probability(self, features: Features) -> float:
        """The probability, 0 to 1, that a span with these features answers rightly."""
        standard = (features.vector() - self.mean) / self.scale
        return float(1 / (1 + np.exp(-(standard @ np.array(self.weights) + self.intercept))))
