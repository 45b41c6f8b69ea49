from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.text.equivalence import Value, are_equivalent, same_words, value_of


@pytest.mark.parametrize(
    ("first", "second"),
    [("The Army", "army"), ("“11”", "11"), ("U.S.", "US"), ("a  b", "b")],
)
def test_answers_that_differ_in_form_only_have_the_same_words(first: str, second: str) -> None:
    assert same_words(first) == same_words(second)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("eleven", 11),
        ("twenty-five", 25),
        ("one hundred and twenty", 120),
        ("two thousand three hundred and four", 2304),
        ("1,200", 1200),
        ("1.5 million", 1_500_000),
        ("two dozen", 24),
        ("a hundred", 100),
    ],
)
def test_a_number_is_read_in_words_and_in_figures(text: str, number: float) -> None:
    assert value_of(text).numbers == {number}


def test_numbers_in_a_row_are_not_added_up() -> None:
    assert value_of("five or six").numbers == {5, 6}
    assert value_of("82 votes to 3") == Value(frozenset({82, 3}), frozenset({"vote"}))
    assert value_of("two three").numbers == {2, 3}


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
