"""Read the one number that an answer states, so that answers can be put on a scale."""

from __future__ import annotations

import re

from qa.text.equivalence import value_of
from qa.text.quantities.quantity import Quantity
from qa.text.quantities.units import MONEY, NONE, ORDINAL, SHARE
from qa.types.each import Amount

# Answers to these are names, places, days and reasons, whatever figures they hold.
_ASKS_NO_AMOUNT = re.compile(
    r"^\W*(?:who|whom|whose|where|when|why|(?:what|which) (?:day|date|month|year|time|weekday))\b",
    re.IGNORECASE,
)
# A number in a name stands behind other words: "Room 12". An amount begins the answer, after a
# word or two that limit it, or a currency.
_BEGINS_WITH_NUMBER = re.compile(
    r"^\W*(?:(?:a|an|the|about|around|approximately|roughly|some|nearly|almost|over|at|least|most"
    r"|more|fewer|less|than|up|to|only|just|as|many|much|under|above|below|us|[A-Z]{1,3})\W+){0,4}"
    r"(?:[$£€¥₹]|[A-Z]{1,3}\$)?\W*(?:\d|[a-z]+)",
    re.IGNORECASE,
)
# What amounts are given in, by what they measure; currencies go by their own names.
_BASE_UNITS = {
    NONE: "",
    SHARE: "%",
    "length": "metres",
    "mass": "kg",
    "area": "square metres",
    "volume": "cubic metres",
    "temperature": "K",
    "power": "watts",
    "energy": "joules",
    "data": "bytes",
    "speed": "m/s",
}
