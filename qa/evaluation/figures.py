"""Name the figures of an evaluation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def flat(figures: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every figure with its name; one inside another is named after both."""
    for name, value in figures.items():
        if isinstance(value, Mapping):
            yield from ((f"{name} {part}", inner) for part, inner in value.items())
        else:
            yield name, value
