from __future__ import annotations

import pytest

from qa.text.quantities.parsing import numbers_in, read_quantities
from qa.text.quantities.quantity import Bound


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("eleven", 11),
        ("twenty-five", 25),
        ("one hundred and twenty", 120),
        ("two thousand three hundred and four", 2304),
        ("one million two hundred thousand", 1_200_000),
        ("1,200", 1200),
        ("1.5 million", 1_500_000),
        ("two dozen", 24),
        ("a hundred", 100),
        ("twelve hundred", 1200),
        ("5bn", 5e9),
    ],
)
def test_a_number_is_read_in_words_and_in_figures(text: str, number: float) -> None:
    assert numbers_in(text) == {number}


def test_numbers_in_a_row_are_not_added_up() -> None:
    assert numbers_in("five or six") == {5, 6}
    assert numbers_in("82 votes to 3") == {82, 3}
    assert numbers_in("two three") == {2, 3}


@pytest.mark.parametrize(
    ("text", "amount", "dimension"),
    [
        ("$5bn", 5e9, "money"),
        ("half an hour", 1800, "duration"),
        ("an hour and a half", 5400, "duration"),
        ("6ft 2in", 1.8796, "length"),
        ("10 square miles", 25_899_881.1, "area"),
        ("60 km/h", 16.6667, "speed"),
        ("one in five", 0.2, "share"),
        ("12 per cent", 0.12, "share"),
        ("0 °C", 273.15, "temperature"),
        ("minus 5C", 268.15, "temperature"),
        ("third", 3, "ordinal"),
    ],
)
def test_an_amount_is_given_in_the_base_unit_of_its_dimension(
    text: str, amount: float, dimension: str
) -> None:
    (readings,) = read_quantities(text).quantities
    assert readings[0].unit.dimension == dimension
    assert readings[0].in_base()[0] == pytest.approx(amount, rel=1e-5)


def test_what_may_be_a_scale_or_a_unit_is_read_as_both() -> None:
    (readings,) = read_quantities("46m").quantities
    assert [(quantity.low, quantity.unit.dimension) for quantity in readings] == [
        (46e6, ""),
        (46, "length"),
    ]
    (readings,) = read_quantities("£46m").quantities
    assert [(quantity.low, quantity.unit.currency) for quantity in readings] == [(46e6, "gbp")]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("more than 100", Bound.ABOVE),
        ("at least 100", Bound.ABOVE),
        ("100 or more", Bound.ABOVE),
        ("under 100", Bound.BELOW),
        ("just under 100", Bound.NEARLY),
        ("about 100", Bound.ABOUT),
        ("100", Bound.EXACT),
    ],
)
def test_the_words_beside_a_number_limit_it(text: str, bound: Bound) -> None:
    (readings,) = read_quantities(text).quantities
    assert readings[0].bound is bound


def test_a_range_takes_the_unit_and_the_scale_of_its_end() -> None:
    (readings,) = read_quantities("between $4 and $5 million").quantities
    assert (readings[0].low, readings[0].high) == (4e6, 5e6)
    (readings,) = read_quantities("10-12 weeks").quantities
    assert (readings[0].low, readings[0].high, readings[0].unit.dimension) == (10, 12, "duration")
    (readings,) = read_quantities("3-1").quantities
    assert readings[0].is_score
