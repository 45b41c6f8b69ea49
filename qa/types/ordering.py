"""Sort by a score in a way that neither rounding nor the order of the input can change."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

Item = TypeVar("Item")
TieKey = tuple[str | int, ...]


def sort_with_ties(
    items: Iterable[Item],
    score: Callable[[Item], float],
    tie_key: Callable[[Item], TieKey],
    tolerance: float,
) -> list[Item]:
    """Sort items by score, the highest first, and those that nearly tie by their keys.

    An item ties with the highest that is not yet placed when its score lies at most `tolerance`
    below. Arithmetic differs in the last digits from machine to machine; a difference that small
    must not decide which of two equally good items comes first.
    """
    result: list[Item] = []
    tie: list[Item] = []
    for item in sorted(items, key=score, reverse=True):
        if tie and score(tie[0]) - score(item) > tolerance:
            result += sorted(tie, key=tie_key)
            tie = []
        tie.append(item)
    return result + sorted(tie, key=tie_key)
