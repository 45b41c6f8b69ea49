from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from qa.answering.confidence import FITTED, Confidence, LinearModel
from qa.answering.features import FEATURE_NAMES, RANKING_NAMES, Features

FEATURES = Features(2.0, 1.0, 0.5, -1.0, 0.0, 1.0, 0.0, -3.0, 0.0, 1.0, 4.0)


def test_the_fitted_confidence_belongs_to_these_features() -> None:
    fitted = json.loads(FITTED.read_text())
    assert set(fitted["probability"]) - {"intercept"} <= set(FEATURE_NAMES)
    assert set(fitted["ranking"]) - {"intercept"} <= set(RANKING_NAMES)


def test_features_beyond_the_weights_do_not_count() -> None:
    model = LinearModel((2.0, 10.0), 1.0)
    assert model.log_odds(FEATURES.vector()) == 15.0


def test_many_answers_are_scored_as_one_by_one() -> None:
    model = LinearModel((2.0, 10.0), 1.0)
    rows = np.array([[1.0, 0.0, 7.0], [0.0, 1.0, 7.0]])
    assert model.log_odds(rows).tolist() == [3.0, 11.0]


def test_a_probability_is_the_logistic_of_the_log_odds() -> None:
    confidence = Confidence(LinearModel((1.0,), 0.0), LinearModel((0.0,), float(np.log(3))))
    assert confidence.score(FEATURES) == 2.0
    assert confidence.probability(FEATURES) == pytest.approx(0.75)


def test_what_is_saved_is_loaded_with_four_decimals(tmp_path: Path) -> None:
    ranking = LinearModel(tuple(0.5 for _ in RANKING_NAMES), 1.25)
    probability = LinearModel(tuple(0.123456 for _ in FEATURE_NAMES), -1.0)
    Confidence(ranking, probability).save(tmp_path / "fitted.json")
    loaded = Confidence.load(tmp_path / "fitted.json")
    assert loaded.ranking == ranking
    assert loaded.probability_model.weights == (0.1235,) * len(FEATURE_NAMES)


def test_the_packaged_numbers_survive_loading_and_saving(tmp_path: Path) -> None:
    Confidence.load().save(tmp_path / "fitted.json")
    assert (tmp_path / "fitted.json").read_text() == FITTED.read_text()
