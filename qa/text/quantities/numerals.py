"""Read numbers: figures, number words, scales ("bn", "million") and fractions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from qa.text.quantities.number_words import (
    ORDINALS,
    SCALES,
    read_cardinal,
    read_number_name,
    read_ordinal,
)
from qa.text.quantities.numeral import Numeral, last_place
from qa.text.quantities.tokens import Token, past_hyphen, word_at

_BREAKS = re.compile("[,  ]")  # between the thousands of a figure
# Single letters that are scales only right behind a figure; "m" and "t" may also be units.
_LETTER_SCALES = {"k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12}
_ORDINAL_SUFFIXES = frozenset("st nd rd th".split())
_PARTS = {"half": 2, "halve": 2, "quarter": 4} | {
    word: number for word, number in ORDINALS.items() if number > 2
}
_VULGAR = {
    "½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3), "⅛": Fraction(1, 8), "⅜": Fraction(3, 8), "⅝": Fraction(5, 8),
    "⅞": Fraction(7, 8),
}  # fmt: skip


def scale_of(letter: str) -> float:
    """Give the scale that a letter right behind a figure stands for."""
    return _LETTER_SCALES[letter]


def read_numeral(tokens: Sequence[Token], start: int) -> Numeral | None:
    """Read the longest number that begins with a token, or give None."""
    return (
        _ratio(tokens, start)
        or _fraction(tokens, start)
        or _figure(tokens, start)
        or _words(tokens, start)
        or read_number_name(tokens, start)
    )


def _ratio(tokens: Sequence[Token], start: int) -> Numeral | None:
    """Read "one in five" and "two out of three" as a share."""
    part = _whole(tokens, start)
    if part is None or part.is_rounded:
        return None
    end = part.end
    if word_at(tokens, end) == "in":
        end += 1
    elif (word_at(tokens, end), word_at(tokens, end + 1)) == ("out", "of"):
        end += 2
    else:
        return None
    if word_at(tokens, end) == "every":
        end += 1
    whole = _whole(tokens, end)
    if whole is None or not 0 < part.value < whole.value or whole.value > 1000:
        return None
    value = part.value / whole.value
    return Numeral(value, 0.01, start, whole.end, is_fraction=True)


def _fraction(tokens: Sequence[Token], start: int) -> Numeral | None:
    """Read "half", "a third", "two-thirds", "3/4" and "¾" as a share."""
    word = word_at(tokens, start)
    if word in _VULGAR:
        return Numeral(float(_VULGAR[word]), 0.01, start, start + 1, is_fraction=True)
    if word in ("half", "halves"):
        return Numeral(0.5, 0.01, start, start + 1, is_fraction=True)
    if word in ("a", "an"):
        return _part(tokens, start, start + 1, 1)
    whole = _whole(tokens, start)
    if whole is None or whole.is_rounded:
        return _part(tokens, start, start, 1) if word.startswith("quarter") else None
    if word_at(tokens, whole.end) == "/":
        other = _whole(tokens, whole.end + 1)
        if other is not None and 0 < whole.value < other.value:
            value = whole.value / other.value
            return Numeral(value, 0.01, start, other.end, is_fraction=True)
        return None
    if whole.value > 20:
        return None
    return _part(tokens, start, past_hyphen(tokens, whole.end), whole.value)


def _part(tokens: Sequence[Token], start: int, position: int, count: float) -> Numeral | None:
    word = word_at(tokens, position)
    divisor = _PARTS.get(word.removesuffix("s"))
    if divisor is None or count >= divisor or (count == 1) == word.endswith("s"):
        return None
    return Numeral(count / divisor, 0.01, start, position + 1, is_fraction=True)


def _whole(tokens: Sequence[Token], start: int) -> Numeral | None:
    """Read a whole number without a scale behind a figure."""
    if start < len(tokens) and tokens[start].is_figure:
        figure = _BREAKS.sub("", tokens[start].text)
        return Numeral(float(figure), last_place(figure), start, start + 1, "." in figure)
    return read_cardinal(tokens, start)


def _figure(tokens: Sequence[Token], start: int) -> Numeral | None:
    if start >= len(tokens) or not tokens[start].is_figure:
        return None
    figure = _BREAKS.sub("", tokens[start].text)
    end = start + 1
    if word_at(tokens, end) in _ORDINAL_SUFFIXES and tokens[end].glued:
        return Numeral(float(figure), 1, start, end + 1, is_ordinal=True)
    numeral = Numeral(float(figure), last_place(figure), start, end, "." in figure)
    return _scaled(tokens, numeral)


def _words(tokens: Sequence[Token], start: int) -> Numeral | None:
    ordinal = read_ordinal(tokens, start)
    if ordinal is not None:
        return ordinal
    numeral = read_cardinal(tokens, start)
    return None if numeral is None else _scaled(tokens, numeral)


def _scaled(tokens: Sequence[Token], numeral: Numeral) -> Numeral:
    """Take in what stands behind a number: "and a half", "½", "million", "bn", "m"."""
    value, step, end, is_rounded = numeral.value, numeral.step, numeral.end, numeral.is_rounded
    letter = ""
    if word_at(tokens, end) in _VULGAR and tokens[end].glued:
        value, end = value + float(_VULGAR[tokens[end].text]), end + 1
    elif (word_at(tokens, end), word_at(tokens, end + 1)) == ("and", "a"):
        part = _part(tokens, end, end + 2, 1)
        if part is not None:
            value, end = value + part.value, part.end
    while True:
        after = past_hyphen(tokens, end)
        word = word_at(tokens, after)
        scale = SCALES.get(word.removesuffix("s") if len(word) > 3 else word)
        if scale is None and word in _LETTER_SCALES and tokens[end - 1].is_figure:
            if word in ("m", "t"):
                letter, end = word, after + 1
                break
            scale = _LETTER_SCALES[word] if tokens[after].glued else None
        if scale is None:
            break
        is_rounded = is_rounded or scale >= 1e3
        value, step, end = value * scale, step * scale, after + 1
    return Numeral(value, step, numeral.start, end, is_rounded, letter_scale=letter)
