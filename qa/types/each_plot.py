"""Lay out a plot of what articles answer over time: values, or groups where there are none.

This module computes where everything stands; the template `each_plot.html` draws it as SVG.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.types.each import EachAnswer

_WIDTH, _HEIGHT = 720.0, 260.0
_LEFT_OF_VALUES, _LEFT_OF_GROUPS = 78.0, 190.0
_RIGHT, _TOP, _BOTTOM = 34.0, 16.0, 34.0
_LANE = 26.0  # the height of one group
_MOST_LANES = 12
_MOST_LABEL = 26  # characters of a group's name
_MOST_DAYS = 6  # dates beside the axis
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)  # what the labels of a scale may be multiples of
_HUES = 8  # colours of groups; the template has as many


@dataclass(frozen=True, slots=True)
class Point:
    """A row of the table: `x` and `y` in pixels from the upper left corner.

    Attributes:
        number: of the row, from 0.
        hue: of its group, from 0.
        label: the text that appears when the pointer rests on it.
    """

    x: float
    y: float
    number: int
    hue: int
    label: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A label beside an axis, at a distance in pixels from the upper left corner."""

    position: float
    label: str


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot over time.

    Attributes:
        title: what it shows.
        points: in the order of time.
        line: whether neighbouring points are joined.
        days, levels: the labels of the horizontal and of the vertical axis.
        note: what the plot leaves out; empty where it shows every row.
    """

    title: str
    points: tuple[Point, ...]
    line: bool
    days: tuple[Tick, ...]
    levels: tuple[Tick, ...]
    note: str
    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float


def plot_of(rows: Sequence[EachAnswer]) -> Plot | None:
    """Lay out the dated rows over time; None where fewer than two are dated.

    Values are shown where at least two rows and at least half of the dated ones state a number in
    one unit, groups otherwise.
    """
    dated = [(number, row) for number, row in enumerate(rows) if row.article.date is not None]
    if len(dated) < 2:
        return None
    unit = _common_unit([row for _, row in dated])
    with_value = [(number, row) for number, row in dated if _is_in(row, unit)]
    if len(with_value) >= max(2, len(dated) / 2):
        return _plot_values(with_value, unit, len(rows) - len(with_value))
    return _plot_groups(dated, len(rows) - len(dated))


def _common_unit(rows: Sequence[EachAnswer]) -> str:
    """Give the unit that most of the values have; values without one fit every unit."""
    units = Counter(row.amount.unit for row in rows if row.amount is not None and row.amount.unit)
    return units.most_common(1)[0][0] if units else ""


def _is_in(row: EachAnswer, unit: str) -> bool:
    return row.amount is not None and row.amount.unit in (unit, "")


def _plot_values(rows: Sequence[tuple[int, EachAnswer]], unit: str, left_out: int) -> Plot:
    values = [row.amount.value for _, row in rows if row.amount is not None]
    marks = _scale(min(values), max(values))
    low, high = marks[0], marks[-1]
    horizontal = _Days([row.article.date for _, row in rows], _LEFT_OF_VALUES)

    def height_of(value: float) -> float:
        return _HEIGHT - _BOTTOM - (value - low) / (high - low) * (_HEIGHT - _BOTTOM - _TOP)

    return Plot(
        title=f"Value over time ({unit})" if unit else "Value over time",
        points=tuple(
            Point(
                horizontal.position(row.article.date),
                round(height_of(value), 1),
                number,
                (row.group - 1) % _HUES,
                _label(row),
            )
            for (number, row), value in zip(rows, values, strict=True)
        ),
        line=True,
        days=horizontal.ticks(),
        levels=tuple(Tick(round(height_of(mark), 1), f"{mark:,.10g}") for mark in marks),
        note=_note(left_out, "no date, or no such number"),
        width=_WIDTH,
        height=_HEIGHT,
        left=_LEFT_OF_VALUES,
        right=_WIDTH - _RIGHT,
        top=_TOP,
        bottom=_HEIGHT - _BOTTOM,
    )


def _plot_groups(rows: Sequence[tuple[int, EachAnswer]], undated: int) -> Plot:
    """Give a lane to each group, the largest groups where there are too many."""
    counted = Counter(row.group for _, row in rows).most_common(_MOST_LANES)
    lanes = {group: lane for lane, group in enumerate(sorted(group for group, _ in counted))}
    plotted = [(number, row) for number, row in rows if row.group in lanes]
    names: dict[int, str] = {}
    for _, row in plotted:
        names.setdefault(row.group, _shortened(row.text))
    horizontal = _Days([row.article.date for _, row in plotted], _LEFT_OF_GROUPS)
    bottom = _TOP + _LANE * len(lanes)

    def height_of(group: int) -> float:
        return _TOP + _LANE * (lanes[group] + 0.5)

    return Plot(
        title="Answers over time",
        points=tuple(
            Point(
                horizontal.position(row.article.date),
                height_of(row.group),
                number,
                (row.group - 1) % _HUES,
                _label(row),
            )
            for number, row in plotted
        ),
        line=False,
        days=horizontal.ticks(),
        levels=tuple(Tick(height_of(group), names[group]) for group in lanes),
        note=_note(undated + len(rows) - len(plotted), "no date, or too many different answers"),
        width=_WIDTH,
        height=bottom + _BOTTOM,
        left=_LEFT_OF_GROUPS,
        right=_WIDTH - _RIGHT,
        top=_TOP,
        bottom=bottom,
    )


class _Days:
    """The horizontal axis: days to pixels."""

    def __init__(self, days: Sequence[date | None], left: float) -> None:
        self._days = sorted({day for day in days if day is not None})
        self._left = left
        self._first, self._last = self._days[0], self._days[-1]

    def position(self, day: date | None) -> float:
        """Give where a day stands, the middle where there is one day only."""
        span = (self._last - self._first).days
        share = (day - self._first).days / span if day is not None and span else 0.5
        margin = 12.0  # so that no point touches an axis
        left, right = self._left + margin, _WIDTH - _RIGHT - margin
        return round(left + share * (right - left), 1)

    def ticks(self) -> tuple[Tick, ...]:
        """Label a few days: all of them where they are few, else days at equal distances."""
        days = self._days
        width = (_WIDTH - _RIGHT - self._left) / _MOST_DAYS
        close = any(
            self.position(after) - self.position(before) < width for before, after in pairwise(days)
        )
        if len(days) > _MOST_DAYS or close:
            span = (self._last - self._first).days
            count = min(_MOST_DAYS, span + 1)
            days = sorted(
                {
                    self._first + timedelta(days=round(number * span / (count - 1)))
                    for number in range(count)
                }
            )
        return tuple(Tick(self.position(day), day.isoformat()) for day in days)


def _scale(low: float, high: float) -> list[float]:
    """Give round values, three to eight, that reach from below `low` to above `high`.

    They begin at 0 where the values are no further apart than they are from 0: a scale that is cut
    off makes small changes look large.
    """
    if low >= 0 and low <= high - low:
        low = 0.0
    if high == low:
        low, high = (0.0, high) if high > 0 else (low, 0.0) if low < 0 else (0.0, 1.0)
    rough = (high - low) / 5
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in _STEPS if power * factor >= rough)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [round(number * step, 10) for number in range(first, last + 1)]


def _label(row: EachAnswer) -> str:
    day = row.article.date.isoformat() if row.article.date else "undated"
    source = f", {row.article.source}" if row.article.source else ""
    return f"{row.text} ({day}{source})"


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _MOST_LABEL else f"{text[: _MOST_LABEL - 1].rstrip()}…"


def _note(left_out: int, reason: str) -> str:
    if not left_out:
        return ""
    rows = "1 row is" if left_out == 1 else f"{left_out} rows are"
    return f"{rows} not in the plot: {reason}."
