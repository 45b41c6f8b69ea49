"""Which articles say the same."""

from __future__ import annotations

from qa.answering.across import AnswerGroups, Statement


def numbers(*texts: str) -> list[int]:
    return AnswerGroups().number(Statement(text, None) for text in texts)


def test_statements_that_say_the_same_share_a_number() -> None:
    assert numbers("three", "5", "3 people", "five") == [1, 2, 1, 2]


def test_a_short_name_does_not_join_two_people() -> None:
    assert numbers("Ada Bell", "Bell", "Ben Bell") == [1, 1, 2]


def test_no_statements_have_no_numbers() -> None:
    assert numbers() == []
