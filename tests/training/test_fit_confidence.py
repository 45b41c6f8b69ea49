from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from qa.answering.confidence import LinearModel
from qa.answering.features import FEATURE_NAMES
from training.fit_confidence import AnsweredQuestion, choose, fit, read_candidates

MARGIN = FEATURE_NAMES.index("margin")
LEAD = FEATURE_NAMES.index("lead")
BY_MARGIN = LinearModel((1.0,), 0.0)


def question(margins: list[float], right: list[bool], answerable: bool = True) -> AnsweredQuestion:
    features = np.zeros((len(margins), len(FEATURE_NAMES)))
    features[:, MARGIN] = margins
    return AnsweredQuestion(features, np.array(right), "a", answerable, "set", 1.0)


@pytest.mark.parametrize(
    ("margins", "lead"), [([1.0, 3.0, 2.5], 0.5), ([9.0, 1.0], 6.0), ([-4.0], 6.0)]
)
def test_the_first_candidate_has_the_lead_that_serving_would_give_it(
    margins: list[float], lead: float
) -> None:
    choice = choose(question(margins, [margin == max(margins) for margin in margins]), BY_MARGIN)
    assert choice.right
    assert choice.features[MARGIN] == max(margins)
    assert choice.features[LEAD] == lead


def test_what_tells_right_from_wrong_gets_a_positive_weight() -> None:
    questions = [question([2.0 + 0.01 * number, 0.0], [True, False]) for number in range(20)] + [
        question([-2.0], [False], answerable=False) for _ in range(20)
    ]
    model = fit(questions)
    assert model.ranking.weights[MARGIN] > 0
    assert model.probability_model.weights[MARGIN] > 0
    sure, unsure = (model.probabilities(item.features[0]) for item in (questions[0], questions[-1]))
    assert sure > 0.9
    assert unsure < 0.1


def test_what_may_never_count_against_an_answer_is_left_out_when_it_would() -> None:
    questions = [question([0.0, 2.0 + 0.01 * number], [True, False]) for number in range(20)]
    unanswerable = [question([0.0], [False], answerable=False) for _ in range(5)]
    assert fit([*questions, *unanswerable]).ranking.weights[MARGIN] == 0.0


def test_questions_without_candidates_are_left_out(tmp_path: Path) -> None:
    candidate = {"text": "11", "f1": 0.8, "features": dict.fromkeys(FEATURE_NAMES, 0.5)}
    lines = [
        {"id": "1", "article": "a", "answerable": True, "candidates": [candidate]},
        {"id": "2", "article": "b", "answerable": True, "candidates": []},
    ]
    path = tmp_path / "nyt.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)))
    (only,) = read_candidates(f"{path}=2.5")
    assert (only.article, only.file, only.weight) == ("a", "nyt", 2.5)
    assert only.right.tolist() == [True]
    assert only.features.tolist() == [[0.5] * len(FEATURE_NAMES)]
