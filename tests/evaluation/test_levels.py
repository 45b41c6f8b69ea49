"""An evaluation counts answers, possible words and refusals apart."""

from __future__ import annotations

from qa.evaluation.figures import compute_figures
from qa.evaluation.predictions import Evaluation, Prediction
from qa.evaluation.question_sets import Question


def predicted(
    accepted: tuple[str, ...], words: str, *, is_given: bool = False, is_possible: bool = False
) -> Prediction:
    return Prediction(
        question=Question(id=words, question="How many?", answers=accepted),
        asked="How many?",
        answer=words if is_given else None,
        best_answer=words,
        is_possible=is_possible,
        confidence=0.9 if is_given else 0.2 if is_possible else 0.05,
        evidence=None,
        rank=None,
        miss=None,
        seconds=0.1,
    )


def test_every_outcome_is_counted_once() -> None:
    evaluation = Evaluation(
        "small",
        "store",
        (
            predicted(("11",), "11", is_given=True),
            predicted(("11",), "12", is_given=True),
            predicted(("11",), "11", is_possible=True),
            predicted(("11",), "13", is_possible=True),
            predicted(("11",), "11"),
            predicted((), "14", is_given=True),
            predicted((), "15", is_possible=True),
            predicted((), "16"),
        ),
    )
    assert compute_figures(evaluation)["levels"] == {
        "right": 1,
        "wrong": 1,
        "possible_right": 1,
        "possible_wrong": 1,
        "refused": 1,
        "unanswerable_answered": 1,
        "unanswerable_possible": 1,
    }


def test_what_is_offered_as_possible_stands_in_the_predictions() -> None:
    assert predicted(("11",), "12", is_possible=True).to_dict()["possible"] == "12"
    assert predicted(("11",), "12").to_dict()["possible"] is None
