from __future__ import annotations

import re

import pytest

from qa.text.calendar import (
    MONTH,
    MONTH_ABBREVIATIONS,
    MONTHS,
    WEEKDAY,
    WEEKDAYS,
    any_of,
    month_number,
)


@pytest.mark.parametrize(
    ("word", "number"),
    [("january", 1), ("may", 5), ("sep", 9), ("sept", 9), ("september", 9), ("dec", 12)],
)
def test_a_month_is_numbered_by_its_name_or_its_abbreviation(word: str, number: int) -> None:
    assert month_number(word) == number


@pytest.mark.parametrize("word", ["", "monday", "janu", "May"])
def test_other_words_and_capitals_are_no_month(word: str) -> None:
    assert month_number(word) is None


def test_the_twelve_months_are_numbered_in_order() -> None:
    assert [month_number(name) for name in MONTHS] == list(range(1, 13))
    assert [month_number(name[:3]) for name in MONTHS] == list(range(1, 13))


def test_may_is_a_name_and_no_abbreviation() -> None:
    assert "may" not in MONTH_ABBREVIATIONS


@pytest.mark.parametrize(
    ("pattern", "text", "match"),
    [
        (MONTH, "september", "september"),
        (MONTH, "sept", "sept"),
        (MONTH, "mayor", "may"),
        (WEEKDAY, "thursday", "thursday"),
        (WEEKDAY, "thurs", "thurs"),
        (any_of(WEEKDAYS), "sun", None),
        (any_of(["sun", "sunday"]), "sundays", "sunday"),
    ],
)
def test_a_pattern_takes_the_longest_word_that_fits(
    pattern: str, text: str, match: str | None
) -> None:
    result = re.match(pattern, text)
    assert (result and result.group()) == match
