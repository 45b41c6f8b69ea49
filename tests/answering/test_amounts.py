"""The one number that an answer states."""

from __future__ import annotations

import pytest

from qa.answering.amounts import read_amounts
from qa.types.each import Amount

HOW_MANY = "How many?"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("three", Amount(3.0)),
        ("about 60 marines", Amount(60.0)),
        ("an estimated 1,850", Amount(1850.0)),
        ("up to five people", Amount(5.0)),
        ("1,850, up from 1,200", Amount(1850.0)),
        ("$4.9 million", Amount(4_900_000.0, "dollars")),
        ("US$7m", Amount(7_000_000.0, "dollars")),
        ("£90,000", Amount(90_000.0, "pounds")),
        ("five hours", Amount(5.0, "hours")),
        ("half", Amount(50.0, "%")),
        ("70 percent", Amount(70.0, "%")),
    ],
)
def test_an_answer_that_is_a_number_has_an_amount(text: str, amount: Amount) -> None:
    assert read_amounts(HOW_MANY, [text]) == [amount]


@pytest.mark.parametrize(
    "text",
    ["Eleanor Voss", "Room 12", "Boeing 737", "14 November", "3-1", "between 5 and 7", "in 2019"],
)
def test_an_answer_that_is_no_single_number_has_none(text: str) -> None:
    assert read_amounts(HOW_MANY, [text]) == [None]


def test_answers_that_measure_the_same_are_given_in_the_unit_of_most() -> None:
    assert read_amounts("How high?", ["6 feet", "8 feet", "3.048 metres"]) == [
        Amount(6.0, "feet"),
        Amount(8.0, "feet"),
        Amount(10.0, "feet"),
    ]


@pytest.mark.parametrize("question", ["When was it?", "Where?", "Which year was it?", "Who?"])
def test_the_answer_to_who_where_and_when_is_no_amount(question: str) -> None:
    assert read_amounts(question, ["42"]) == [None]
