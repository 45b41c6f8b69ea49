"""What stands on a page: pieces of text, and the lines that they make."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters on one line: their left and right edge, baseline and size, in points.

    Attributes:
        begins_blank, ends_blank: whether a blank is written before or behind them, or may be, as
            the page writes none at all.
    """

    left: float
    right: float
    base: float
    size: float
    text: str
    begins_blank: bool = True
    ends_blank: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text with its place on the page, or the rows of a table as one."""

    text: str
    left: float
    right: float
    base: float
    size: float
    is_table: bool = False
