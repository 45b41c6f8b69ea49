"""A number that was read, with its tokens and its exactness."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number and the tokens that it was read from.

    Attributes:
        value: the number; `step`: the place value of its last digit that is not a zero.
        start, end: the range of its tokens.
        is_rounded: it has a decimal point or a scale, so it may stand for a longer figure.
        is_fraction: a share of a whole: "half", "two thirds", "one in five".
        is_ordinal: "third", "3rd".
        letter_scale: the letter behind the figure that may be a scale or a unit, "m" or "t".
    """

    value: float
    step: float
    start: int
    end: int
    is_rounded: bool = False
    is_fraction: bool = False
    is_ordinal: bool = False
    letter_scale: str = ""


def last_place(figure: str) -> float:
    """Give the place value of a figure's last digit; of zeros at its end if it is whole."""
    whole, _, decimals = figure.partition(".")
    if decimals:
        return float(10.0 ** -len(decimals))
    return float(10.0 ** (len(whole) - len(whole.rstrip("0")))) if whole.strip("0") else 1.0
