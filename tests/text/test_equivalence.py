from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.text.equivalence import are_equivalent, relate, same_words
from qa.text.relation import Relation

_PAIRS = Path(__file__).parent / "data" / "equivalence.tsv"


def _pairs(relation: str) -> list[tuple[str, str, str]]:
    with _PAIRS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    return [
        (row["first"], row["second"], row["article_date"])
        for row in rows
        if row["relation"] == relation
    ]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(("first", "second", "day"), _pairs("same"))
def test_equal_values_are_never_a_contradiction(first: str, second: str, day: str) -> None:
    assert relate(first, second, _day(day), _day(day)) is not Relation.DIFFERENT
    assert relate(second, first, _day(day), _day(day)) is not Relation.DIFFERENT


@pytest.mark.parametrize(("first", "second", "day"), _pairs("different"))
def test_different_values_are_never_the_same(first: str, second: str, day: str) -> None:
    assert not are_equivalent(first, second, _day(day), _day(day))
    assert not are_equivalent(second, first, _day(day), _day(day))


def test_nearly_every_equal_value_of_the_pairs_is_known_as_the_same() -> None:
    pairs = _pairs("same")
    unknown = [
        (first, second)
        for first, second, day in pairs
        if not are_equivalent(first, second, _day(day), _day(day))
    ]
    assert unknown == [("Jane Smith", "Jane")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("at least 3", "5"),
        ("11 soldiers", "11 ships"),
        ("$7", "7 percent"),
        ("the mayor", "Jane Smith"),
        ("heavy rain", "heavy rain and wind"),
        ("on Monday", "after the meeting"),
    ],
)
def test_what_can_both_be_true_is_neither_the_same_nor_different(first: str, second: str) -> None:
    assert relate(first, second) is Relation.COMPATIBLE
    assert relate(second, first) is Relation.COMPATIBLE


def test_a_weekday_is_read_by_the_date_of_its_own_article() -> None:
    tuesday, next_week = date(2023, 11, 22), date(2023, 12, 6)
    assert relate("Tuesday", "21 November 2023", tuesday) is Relation.SAME
    assert relate("Tuesday", "21 November 2023", next_week) is Relation.DIFFERENT
    assert relate("yesterday", "Tuesday", tuesday, tuesday) is Relation.SAME
    assert relate("yesterday", "Tuesday", tuesday, next_week) is Relation.DIFFERENT


@pytest.mark.parametrize(
    ("text", "present", "earlier"),
    [
        ("$4.9 million, up from $4.2 million", "$4.9m", "$4.2m"),
        ("five, from three", "5", "3"),
        ("6.1 percent from 5.9 percent", "6.1%", "5.9%"),
        ("12, not 11", "12", "11"),
    ],
)
def test_of_two_values_in_one_answer_the_present_one_counts(
    text: str, present: str, earlier: str
) -> None:
    assert are_equivalent(text, present)
    assert not are_equivalent(text, earlier)


@pytest.mark.parametrize(
    ("first", "second"),
    [("The Army", "army"), ("“11”", "11"), ("U.S.", "US"), ("a  b", "b")],
)
def test_answers_that_differ_in_form_only_have_the_same_words(first: str, second: str) -> None:
    assert same_words(first) == same_words(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("11", "Eleven"),
        ("11", "eleven trainers"),
        ("about 60 marines", "60"),
        ("Dec. 4", "4 December 2023"),
        ("2023", "4 December 2023"),
        ("on Dec. 4", "December 4th, 2023"),
        ("$1.5 million", "1,500,000 dollars"),
        ("5 percent", "five %"),
        ("Quaye", "Colonel Anders Quaye"),
        ("Mr. Quaye", "Anders Quaye"),
        ("Quaye", "Mr. Quaye"),
        ("Bern", "Bern, Switzerland"),
        ("Fort Benning", "Fort Benning in Georgia"),
        ("the Senate", "Senate"),
        ("Republican", "the Republicans"),
        ("volunteer nurses", "a volunteer nurse"),
    ],
)
def test_these_say_the_same(first: str, second: str) -> None:
    assert are_equivalent(first, second)
    assert are_equivalent(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("11", "12"),
        ("11", "11 million"),
        ("11 soldiers", "11 ships"),
        ("Dec. 4", "Dec. 5"),
        ("4 May", "4 June"),
        ("marines", "60 marines"),
        ("police", "the chief of police"),
        ("first aid", "amphibious operations and first aid"),
        ("Anders Quaye", "Maria Quaye"),
        ("Mr. Quaye", "Mrs. Quaye"),
        ("Mr. Quaye", "Dr. Maria Quaye"),
        ("Mr. Quaye", "Anders Bell"),
        ("Bern", "Basel"),
        ("$5", "5 percent"),
    ],
)
def test_these_do_not(first: str, second: str) -> None:
    assert not are_equivalent(first, second)
    assert not are_equivalent(second, first)


@given(st.text(max_size=40), st.text(max_size=40))
def test_agreement_has_no_order_and_everything_agrees_with_itself(first: str, second: str) -> None:
    assert are_equivalent(first, first)
    assert are_equivalent(first, second) == are_equivalent(second, first)


@pytest.mark.parametrize("comma", ["", ", 11 of them"])
def test_a_long_answer_in_lower_case_is_compared_in_no_time(comma: str) -> None:
    sentence = "the quiet small town where they" + comma
    began = process_time()
    are_equivalent(sentence, "Port Lennick")
    # Was 0.15 s for these six words, and 30 times as much for two words more.
    assert process_time() - began < 0.05
    assert not are_equivalent("because " + "nobody went there any more " * 40, "Port Lennick")
