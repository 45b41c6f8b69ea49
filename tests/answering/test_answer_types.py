from __future__ import annotations

import pytest

from qa.answering.answer_types import violates_answer_type


@pytest.mark.parametrize(
    ("question", "answer", "violates"),
    [
        ("How many trainers?", "11", False),
        ("how many trainers?", "eleven", False),
        ("How many trainers?", "Monday", True),
        ("How long did it take?", "nearly a year", False),
        ("How old is Helena Strand?", "chief executive", True),
        ("How much did the repair cost?", "$4.2 million", False),
        ("How much did the repair cost?", "75 cents", False),
        ("How much did the repair cost?", "14 weeks", True),
        ("How much did the repair cost?", "95,000 crowns", False),
        ("How much did the repair cost?", "44.9", False),
        ("How much did the repair cost?", "1934", True),
        ("When did they leave?", "on Monday", False),
        ("When did they leave?", "Sept", False),
        ("When did they leave?", "Mondays", False),
        ("When is it due?", "third quarter", False),
        ("What year was it?", "Ostrania", True),
        ("Where was he when it rained?", "Ostrania", False),
        ("When people left, what did they take?", "their dogs", False),
        ("when?", "Ostrania", True),
        ("Who leads them?", "a colonel", False),
        ("Why did they go?", "to train police", False),
    ],
)
def test_an_answer_without_the_form_that_is_asked_for_violates_its_type(
    question: str, answer: str, violates: bool
) -> None:
    assert violates_answer_type(question, answer) is violates
