"""Read the quantities of a short text, and the words beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from qa.text.quantities.numeral import Numeral
from qa.text.quantities.numerals import read_numeral, scale_of
from qa.text.quantities.preparation import drop_markers, prepare
from qa.text.quantities.quantity import Bound, Quantity
from qa.text.quantities.tokens import Token, tokenize
from qa.text.quantities.units import (
    FRACTION,
    MONEY,
    NONE,
    ORDINAL,
    PLAIN,
    Unit,
    lookup,
    match_currency_before,
    match_unit,
)

_BOUND_AFTER = (
    (("or", "more"), Bound.ABOVE),
    (("or", "fewer"), Bound.BELOW),
    (("or", "less"), Bound.BELOW),
    (("or", "so"), Bound.ABOUT),
    (("plus",), Bound.ABOVE),
    (("+",), Bound.ABOVE),
    (("-", "odd"), Bound.ABOUT),
    (("odd",), Bound.ABOUT),
)
_VAGUE = {
    "dozen": (24.0, 99.0), "score": (40.0, 99.0), "hundred": (200.0, 999.0),
    "thousand": (2e3, 99e3), "million": (2e6, 99e6), "billion": (2e9, 99e9),
    "decade": (20.0, 90.0),
}  # fmt: skip
_VAGUE_COUNTS = {"several": (3.0, 9.0), "few": (2.0, 9.0)}
_SINGLE_UNITS = frozenset("duration length mass volume area".split())
_NO_SINGLE_UNITS = frozenset("second foot stone pound".split())
# A range is written with these between its ends.
_RANGE_SIGNS = frozenset("- – — to".split())


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text holds: quantities, each in the ways that it may be read, and other words."""

    quantities: tuple[tuple[Quantity, ...], ...]
    words: tuple[str, ...]


@lru_cache(maxsize=10_000)
def read_quantities(text: str) -> Reading:
    """Read the quantities of a text, in order, without the earlier values that it compares with."""
    return _Parser(tokenize(prepare(text))).read()


def numbers_in(text: str) -> frozenset[float]:
    """Give every number of a text, without units: "4.9 million, up from 4" holds two."""
    tokens = tokenize(drop_markers(text))
    numbers = set()
    position = 0
    while position < len(tokens):
        numeral = read_numeral(tokens, position)
        if numeral is not None and not numeral.is_ordinal:
            scale = scale_of(numeral.letter_scale) if numeral.letter_scale == "m" else 1.0
            numbers.add(numeral.value * scale)
        position = position + 1 if numeral is None else numeral.end
    return frozenset(numbers)


class _Parser:
    """Reads the tokens of one text from left to right."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._position = 0
        self._quantities: list[tuple[Quantity, ...]] = []
        self._words: list[str] = []
        self._bound = Bound.EXACT
        # Whether only "and" or a comma stands since the last quantity.
        self._follows_quantity = False
        self._after_between = False

    def read(self) -> Reading:
        while self._position < len(self._tokens):
            self._next()
        return Reading(tuple(self._quantities), tuple(self._words))

    def _word(self, offset: int = 0) -> str:
        position = self._position + offset
        return self._tokens[position].text if position < len(self._tokens) else ""

    def _next(self) -> None:
        word = self._word()
        if word == "<minus>":
            self._position += 1
            if not self._read_number(sign=-1.0):
                self._words.append("minus")
            return
        if word.startswith("<"):
            self._bound = Bound(word.strip("<>"))
            self._position += 1
            return
        if self._read_vague() or self._read_number() or self._read_single_unit():
            return
        self._position += 1
        if word[0].isalpha():
            self._after_between = word in ("between", "from")
            self._words.append(word)
            self._follows_quantity = self._follows_quantity and word == "and"

    def _read_vague(self) -> bool:
        """Read "dozens", "hundreds of", "several", "a few" as a range."""
        word = self._word()
        ends = _VAGUE.get(word[:-1]) if word.endswith("s") else _VAGUE_COUNTS.get(word)
        if ends is None:
            return False
        self._position += 1
        after = self._word(1) if self._word() == "of" else self._word()
        scale = {"thousands": 1e3, "millions": 1e6, "hundred": 1e2, "thousand": 1e3}.get(after, 1.0)
        if scale > 1:
            self._position += 2 if self._word() == "of" else 1
        unit = lookup("year") if word == "decades" else (PLAIN,)
        self._add([Quantity(ends[0] * scale, ends[1] * scale, unit[0])])
        return True

    def _read_number(self, sign: float = 1.0) -> bool:
        readings = self._number(self._position)
        if readings is None:
            return False
        quantities, end = readings
        quantities = [
            replace(quantity, low=quantity.low * sign, high=quantity.high * sign)
            for quantity in quantities
        ]
        ranged = self._range(quantities, end)
        if ranged is not None:
            quantities, end = ranged
        self._position = end
        bound = self._bound
        for words, bound_after in _BOUND_AFTER:
            if tuple(self._word(offset) for offset in range(len(words))) == words:
                bound = bound_after
                self._position += len(words)
                break
        self._add([replace(quantity, bound=bound) for quantity in quantities])
        return True

    def _number(self, position: int) -> tuple[list[Quantity], int] | None:
        """Read a number with the unit before or behind it; give its readings and the next place."""
        tokens = self._tokens
        currency = match_currency_before(tokens, position)
        numeral = read_numeral(tokens, position if currency is None else currency.end)
        if numeral is None:
            return None
        if currency is not None:
            scale = scale_of(numeral.letter_scale) if numeral.letter_scale else 1.0
            unit = match_unit(tokens, numeral.end)
            repeats = unit is not None and unit.units[0].dimension == MONEY
            end = unit.end if unit is not None and repeats else numeral.end
            return [_quantity(numeral, unit, scale) for unit in currency.units], end
        if numeral.is_ordinal:
            return [_quantity(numeral, Unit(ORDINAL))], numeral.end
        if numeral.letter_scale:
            unit = match_unit(tokens, numeral.end)
            scaled = [
                _quantity(numeral, unit_reading, scale_of(numeral.letter_scale))
                for unit_reading in (unit.units if unit else (PLAIN,))
            ]
            letter_units = [] if unit else lookup(numeral.letter_scale)
            as_unit = [_quantity(numeral, letter_unit) for letter_unit in letter_units]
            return scaled + as_unit, unit.end if unit else numeral.end
        if numeral.is_fraction:
            return self._fraction(numeral)
        unit = match_unit(tokens, numeral.end)
        if unit is None:
            return [_quantity(numeral, PLAIN)], numeral.end
        added_part = self._added_part(unit.end)
        if added_part is not None:
            numeral = replace(numeral, value=numeral.value + added_part.value)
        return (
            [_quantity(numeral, reading) for reading in unit.units],
            unit.end if added_part is None else added_part.end,
        )

    def _fraction(self, numeral: Numeral) -> tuple[list[Quantity], int]:
        """Read "half an hour" and "a quarter of a million"; any other fraction is a share."""
        tokens = self._tokens
        position = numeral.end
        words = [token.text for token in tokens[position : position + 2]]
        if words[:1] == ["of"]:
            position += 1
            words = [token.text for token in tokens[position : position + 1]]
        if words[:1] and words[0] in ("a", "an"):
            whole = read_numeral(tokens, position)
            if whole is not None and not whole.is_fraction and whole.value >= 12:
                value = numeral.value * whole.value
                unit = match_unit(tokens, whole.end)
                product = Numeral(value, value, 0, 0, True)
                units = (PLAIN,) if unit is None else unit.units
                return [_quantity(product, reading) for reading in units], (
                    whole.end if unit is None else unit.end
                )
            position += 1
        unit = match_unit(tokens, position)
        if unit is not None:
            part = replace(numeral, is_fraction=False, step=numeral.value)
            return [_quantity(part, reading) for reading in unit.units], unit.end
        return [_quantity(numeral, FRACTION)], numeral.end

    def _added_part(self, position: int) -> Numeral | None:
        """Read the "and a half" behind a unit: "an hour and a half"."""
        words = [token.text for token in self._tokens[position : position + 2]]
        if words != ["and", "a"]:
            return None
        numeral = read_numeral(self._tokens, position + 1)
        return numeral if numeral is not None and numeral.is_fraction else None

    def _range(self, quantities: Sequence[Quantity], end: int) -> tuple[list[Quantity], int] | None:
        """Read the other end of a range: "10 to 12", "between $4 and $5 million", "3-1"."""
        tokens = self._tokens
        sign = tokens[end].text if end < len(tokens) else ""
        if sign not in _RANGE_SIGNS and not (sign == "and" and self._after_between):
            return None
        second = self._number(end + 1)
        first = quantities[0]
        if second is None or first.unit.dimension == ORDINAL or first.is_fraction:
            return None
        others, after = second
        is_plain = first.unit.dimension == NONE and others[0].unit.dimension == NONE
        other = others[0]
        if (
            is_plain
            and sign in "-–—"
            and max(first.low, other.low) < 10
            and not self._after_between
        ):
            return [Quantity(first.low, other.low, is_score=True)], after
        ranges = [
            _spanning(low, high)
            for low in quantities
            for high in others
            if NONE in (low.unit.dimension, high.unit.dimension)
            or low.unit.dimension == high.unit.dimension
        ]
        fitting = [quantity for quantity in ranges if quantity.low < quantity.high]
        return (fitting, after) if fitting else None

    def _read_single_unit(self) -> bool:
        """Read "a mile", "an hour", "a fortnight" as one unit."""
        if self._word() not in ("a", "an") or self._word(1) in _NO_SINGLE_UNITS:
            return False
        unit = match_unit(self._tokens, self._position + 1)
        if unit is None or unit.units[0].dimension not in _SINGLE_UNITS:
            return False
        added_part = self._added_part(unit.end)
        value = 1.0 if added_part is None else 1.0 + added_part.value
        self._position = unit.end if added_part is None else added_part.end
        self._add([Quantity(value, value, reading, bound=self._bound) for reading in unit.units])
        return True

    def _add(self, readings: Sequence[Quantity]) -> None:
        """Add a quantity, to the last one where both make one amount: "6 ft 2 in"."""
        summed = self._summed(readings[0]) if self._follows_quantity else None
        if summed is not None:
            self._quantities[-1] = (summed,)
        else:
            self._quantities.append(tuple(readings))
        self._bound = Bound.EXACT
        self._follows_quantity = True
        self._after_between = False

    def _summed(self, quantity: Quantity) -> Quantity | None:
        last = self._quantities[-1][-1]
        unit = quantity.unit
        if (
            unit.dimension not in ("duration", "length", "mass")
            or last.unit.dimension != unit.dimension
            or unit.factor >= last.unit.factor
            or last.is_range
        ):
            return None
        value = last.low * last.unit.factor / unit.factor + quantity.low
        return replace(quantity, low=value, high=value, bound=last.bound)


def _quantity(numeral: Numeral, unit: Unit, scale: float = 1.0) -> Quantity:
    value = numeral.value * scale
    return Quantity(
        value,
        value,
        unit,
        numeral.step * scale,
        is_rounded=numeral.is_rounded or scale > 1,
        is_fraction=numeral.is_fraction,
    )


def _spanning(low: Quantity, high: Quantity) -> Quantity:
    """Give the range from one quantity to another; the first takes the other's unit and scale."""
    start = low.low
    scale = high.step if high.is_rounded and not low.is_rounded and high.step >= 1e3 else 1.0
    if scale > 1:
        magnitude = 10.0 ** (len(f"{scale:.0f}") - 1)
        start *= 1e9 if magnitude >= 1e9 else 1e6 if magnitude >= 1e6 else 1e3
    unit = high.unit if low.unit.dimension == NONE else low.unit
    return replace(high, low=start, unit=unit)
