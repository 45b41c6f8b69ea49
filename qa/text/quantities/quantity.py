"""Define a quantity, and tell whether two quantities are the same amount."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from qa.text.quantities.units import MONEY, NONE, ORDINAL, PLAIN, SHARE, Unit, same_currency
from qa.text.relation import Relation

_EQUAL = 1e-9
# How far two amounts may lie apart, as a share of the larger one, and still be one amount.
_ROUNDED = 0.03  # one is the other rounded to fewer digits
_CONVERTED = 0.05  # one is the other in another unit, rounded
_CLOSELY_CONVERTED = 0.015
_ABOUT = 0.10  # but no more than the last digit: "about 120" is 118, "some 256" is not 247
_BEYOND_BOUND = 0.20  # "more than 100" is said of 118, hardly of 180
_FAR_BEYOND_BOUND = 1.0  # and cannot well be said of more than the double
_FRACTION = 0.007  # two thirds are 66 or 67 percent


class Bound(Enum):
    """How the text limits an amount: "more than", "fewer than", "nearly", "about"."""

    EXACT = ""
    ABOVE = "above"
    BELOW = "below"
    NEARLY = "nearly"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount, or a range of amounts, as a text states it.

    Attributes:
        low, high: the amounts in the unit of the text; equal unless it is a range.
        unit: the unit; `step`: the place value of the last digit, in the same unit.
        bound: how the text limits the amount.
        is_rounded: the text gives a decimal or a scale, so it may round a longer figure.
        is_fraction: the text gives a fraction of a whole: "a third".
        is_score: two numbers that belong together in this order: "3-1".
    """

    low: float
    high: float
    unit: Unit = PLAIN
    step: float = 1.0
    bound: Bound = Bound.EXACT
    is_rounded: bool = False
    is_fraction: bool = False
    is_score: bool = False

    @property
    def is_range(self) -> bool:
        return self.low != self.high

    def in_base(self) -> tuple[float, float, float]:
        """Give low, high and step in the base unit of the dimension."""
        unit = self.unit
        return (
            self.low * unit.factor + unit.offset,
            self.high * unit.factor + unit.offset,
            self.step * unit.factor,
        )


def relate_readings(first: Sequence[Quantity], second: Sequence[Quantity]) -> Relation:
    """Compare two quantities of which each may be read in several ways: "46m", "10 pounds".

    Readings of one dimension are compared with each other; where there are none, the quantities
    measure different things, and both may be true.
    """
    pairs = [
        (reading, other_reading)
        for reading in first
        for other_reading in second
        if _same_dimension(reading, other_reading)
    ]
    return max((_relate(*pair) for pair in pairs), default=Relation.COMPATIBLE)


def _same_dimension(first: Quantity, second: Quantity) -> bool:
    dimension, other_dimension = first.unit.dimension, second.unit.dimension
    if first.is_score or second.is_score:
        return first.is_score and second.is_score
    if dimension == other_dimension:
        return True
    # A number without a unit is less exact than one with a unit, except for ranks and shares.
    dimensions = {dimension, other_dimension}
    return NONE in dimensions and ORDINAL not in dimensions


def _relate(first: Quantity, second: Quantity) -> Relation:
    if first.is_score:
        same_score = (first.low, first.high) == (second.low, second.high)
        return Relation.SAME if same_score else Relation.DIFFERENT
    if first.unit.dimension == second.unit.dimension == MONEY and not same_currency(
        first.unit.currency, second.unit.currency
    ):
        return Relation.DIFFERENT
    if first.unit.dimension == second.unit.dimension:
        ends, other_ends = first.in_base(), second.in_base()
    else:
        ends = (first.low, first.high, first.step)
        other_ends = (second.low, second.high, second.step)
    low, high, step = ends
    other_low, other_high, other_step = other_ends
    if not first.is_range and not second.is_range:
        return _relate_points(first, second, (low, step), (other_low, other_step))
    slack = _ABOUT if Bound.ABOUT in (first.bound, second.bound) else _EQUAL
    slack = slack * max(abs(high), abs(other_high))
    if (low >= other_low - slack and high <= other_high + slack) or (
        other_low >= low - slack and other_high <= high + slack
    ):
        return Relation.SAME
    overlap = low <= other_high + slack and other_low <= high + slack
    return Relation.COMPATIBLE if overlap else Relation.DIFFERENT


def _relate_points(
    first: Quantity,
    second: Quantity,
    point: tuple[float, float],
    other_point: tuple[float, float],
) -> Relation:
    """Compare two amounts; each point is the amount and its step in one unit."""
    if _is_one_amount(first, second, point, other_point):
        limits = {first.bound, second.bound}
        opposed = Bound.ABOVE in limits and (Bound.BELOW in limits or Bound.NEARLY in limits)
        return Relation.DIFFERENT if opposed else Relation.SAME
    amount, other_amount = point[0], other_point[0]
    for bound, limit, other_bound, value in (
        (first.bound, amount, second.bound, other_amount),
        (second.bound, other_amount, first.bound, amount),
    ):
        if bound in (Bound.ABOVE, Bound.BELOW, Bound.NEARLY):
            relation = _relate_to_bound(bound, limit, other_bound, value)
            if relation is not Relation.DIFFERENT:
                return relation
    return Relation.DIFFERENT


def _relate_to_bound(bound: Bound, limit: float, other_bound: Bound, value: float) -> Relation:
    beyond = value - limit if bound is Bound.ABOVE else limit - value
    is_reached = beyond >= -_EQUAL * abs(limit)
    share = beyond / abs(limit) if limit else float("inf")
    if not is_reached:
        return Relation.DIFFERENT
    if other_bound in (Bound.EXACT, Bound.ABOUT):
        reach = _ABOUT if bound is Bound.NEARLY else _BEYOND_BOUND
        if share <= reach:
            return Relation.SAME
    if bound is Bound.NEARLY:
        return Relation.DIFFERENT
    return Relation.COMPATIBLE if share <= _FAR_BEYOND_BOUND else Relation.DIFFERENT


def _is_one_amount(
    first: Quantity,
    second: Quantity,
    point: tuple[float, float],
    other_point: tuple[float, float],
) -> bool:
    (amount, step), (other_amount, other_step) = point, other_point
    apart = abs(amount - other_amount)
    larger = max(abs(amount), abs(other_amount))
    if apart <= _EQUAL * max(larger, 1e-6):
        return True
    coarse_step = max(step, other_step)
    is_rounding = apart <= 0.5 * coarse_step * (1 + 1e-6)
    if first.unit.dimension == "temperature" and first.unit != second.unit:
        return is_rounding
    if SHARE in (first.unit.dimension, second.unit.dimension) and (
        first.is_fraction or second.is_fraction
    ):
        return apart <= _slack(first, second, _FRACTION, larger)
    if Bound.ABOUT in (first.bound, second.bound):
        about_step = max(
            place
            for quantity, place in ((first, step), (second, other_step))
            if quantity.bound is Bound.ABOUT
        )
        if apart <= min(_ABOUT * larger, about_step):
            return True
    if first.unit.dimension and first.unit != second.unit and first.unit.dimension != MONEY:
        return apart <= _CLOSELY_CONVERTED * larger or (
            is_rounding and apart <= _CONVERTED * larger
        )
    may_round = first.is_rounded or second.is_rounded
    return may_round and step != other_step and is_rounding and apart <= _ROUNDED * larger


def _slack(first: Quantity, second: Quantity, slack: float, larger: float) -> float:
    return max(slack, _ABOUT * larger) if Bound.ABOUT in (first.bound, second.bound) else slack
