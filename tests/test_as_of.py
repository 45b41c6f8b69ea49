from __future__ import annotations

from datetime import date

import pytest

from qa.collection.as_of import DatedQuestion, split_as_of

LAST = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("question", "rest", "day"),
    [
        ("How many died as of 6 November?", "How many died?", date(2026, 11, 6)),
        ("How many died, as of 6 November 2026?", "How many died?", date(2026, 11, 6)),
        ("As of Nov. 6, how many had died?", "How many had died?", date(2026, 11, 6)),
        ("As of November 6, 2026, how many died?", "How many died?", date(2026, 11, 6)),
        ("How many had, as of 6 November, died?", "How many had died?", date(2026, 11, 6)),
        ("How many died as of 2026-11-06?", "How many died?", date(2026, 11, 6)),
        ("How many died as of 1 December?", "How many died?", date(2025, 12, 1)),
    ],
)
def test_a_day_is_taken_out_of_the_question(question: str, rest: str, day: date) -> None:
    assert split_as_of(question, LAST) == DatedQuestion(rest, day)


@pytest.mark.parametrize(
    "question",
    [
        "How many died in the flood?",
        "What has changed as of late?",
        "How many had died as of the 6 November meeting?",
        "As of 6 November?",
        "How many died as of 31 June?",
        "How many died as of 5/6/2026?",
    ],
)
def test_a_question_without_a_certain_day_stays_as_it_is(question: str) -> None:
    assert split_as_of(question, LAST) == DatedQuestion(question, None)


def test_a_day_without_a_year_needs_a_dated_article() -> None:
    question = "How many died as of 6 November?"
    assert split_as_of(question, None) == DatedQuestion(question, None)
