"""Read the one number that an answer states, so that answers can be put on one scale."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from qa.text.equivalence import value_of
from qa.text.quantities.quantity import Quantity
from qa.text.quantities.units import MONEY, NONE, ORDINAL, SHARE, Unit
from qa.types.each import Amount

# Answers to these are names, places, days and reasons, whatever figures they hold.
_ASKS_NO_AMOUNT = re.compile(
    r"^\W*(?:who|whom|whose|where|when|why|(?:what|which) (?:day|date|month|year|time|weekday))\b",
    re.IGNORECASE,
)
# Words that may stand before an amount; behind any other the number belongs to a name: "Room 12".
_BEFORE_AMOUNT = frozenset(
    "estimated total record reported confirmed further another additional other first".split()
)
# The units that amounts are shown in, by their factor to the base unit of what they measure.
_UNIT_NAMES = {
    ("share", 0.01): "%",
    ("length", 0.01): "cm",
    ("length", 0.0254): "inches",
    ("length", 0.3048): "feet",
    ("length", 0.9144): "yards",
    ("length", 1.0): "metres",
    ("length", 1000.0): "km",
    ("length", 1609.344): "miles",
    ("mass", 0.001): "grams",
    ("mass", 0.45359237): "pounds",
    ("mass", 1.0): "kg",
    ("mass", 1000.0): "tonnes",
    ("duration", 1.0): "seconds",
    ("duration", 60.0): "minutes",
    ("duration", 3600.0): "hours",
    ("duration", 86400.0): "days",
    ("duration", 604800.0): "weeks",
    ("duration", 2629746.0): "months",
    ("duration", 31556952.0): "years",
    ("area", 4046.8564224): "acres",
    ("area", 10_000.0): "hectares",
    ("volume", 0.001): "litres",
    ("temperature", 1.0): "°C",
    ("temperature", 5 / 9): "°F",
    ("power", 1e6): "MW",
    ("power", 1e9): "GW",
    ("speed", 1 / 3.6): "km/h",
    ("speed", 0.44704): "mph",
}
_CURRENCY_NAMES = {"dollar": "dollars", "usd": "dollars", "gbp": "pounds", "eur": "euros"}
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_PERCENT = Unit(SHARE, 0.01)
_MOST_WORDS_BEFORE = 5


def read_amounts(question: str, texts: Sequence[str]) -> list[Amount | None]:
    """Give the number that each answer to a question states; None where it states no single one.

    Answers that measure the same are given in one unit, the one that most of them use.
    """
    if _ASKS_NO_AMOUNT.search(question):
        return [None] * len(texts)
    quantities = [_single_quantity(text) for text in texts]
    units: dict[str, Counter[Unit]] = {}
    for quantity in quantities:
        if quantity is not None:
            units.setdefault(_scale_of(quantity.unit), Counter())[quantity.unit] += 1
    unit_of = {scale: counter.most_common(1)[0][0] for scale, counter in units.items()}
    return [
        None if quantity is None else _amount(quantity, unit_of[_scale_of(quantity.unit)])
        for quantity in quantities
    ]


def _single_quantity(text: str) -> Quantity | None:
    value = value_of(text)
    if value.moments or len(value.quantities) != 1:
        return None
    quantity = value.quantities[0][0]
    if quantity.is_range or quantity.is_score or quantity.unit.dimension == ORDINAL:
        return None
    if quantity.unit.dimension == NONE and _YEAR.search(text):
        return None
    return quantity if _begins_with_number(text) else None


def _begins_with_number(text: str) -> bool:
    """Tell whether only words that limit an amount stand before the number of a text."""
    words = text.split()[:_MOST_WORDS_BEFORE]
    for count in range(1, len(words) + 1):
        value = value_of(" ".join(words[:count]))
        if value.quantities:
            return value.words <= _BEFORE_AMOUNT
    return False


def _scale_of(unit: Unit) -> str:
    """Name what amounts must share to stand on one scale: a dimension, or a currency."""
    if unit.dimension == MONEY:
        return _CURRENCY_NAMES.get(unit.currency, unit.currency.upper())
    return unit.dimension


def _amount(quantity: Quantity, unit: Unit) -> Amount:
    """Give a quantity in a unit of the same scale."""
    if unit.dimension == NONE:
        return Amount(quantity.low)
    if unit.dimension == SHARE:
        unit = _PERCENT
    low, _, _ = quantity.in_base()
    if unit.dimension == MONEY:
        return Amount(round(low, 6), _scale_of(unit))
    value = (low - unit.offset) / unit.factor
    return Amount(round(value, 6), _UNIT_NAMES.get((unit.dimension, unit.factor), unit.dimension))
