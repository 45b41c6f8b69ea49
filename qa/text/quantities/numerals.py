"""Read numbers: figures, number words, scales ("bn", "million") and fractions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

_TOKEN = re.compile(
    r"\d{1,3}(?:[,  ]\d{3})+(?:\.\d+)?(?![\d,])|\d+(?:\.\d+)?|[^\W\d_]+(?:[’'][^\W\d_]+)?"
    r"|<\w+>|[½¼¾⅓⅔⅛⅜⅝⅞$£€¥₹%°²³/:;,.()+~\-–—]"
)
_BREAKS = re.compile("[,  ]")  # between the thousands of a figure
_SMALL = {
    word: number
    for number, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
        fifteen sixteen seventeen eighteen nineteen""".split()
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "lakh": 1e5, "crore": 1e7, "mn": 1e6, "mln": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12,
    "trn": 1e12, "dozen": 12.0,
}  # fmt: skip
# Single letters that are scales only right behind a figure; "m" and "t" may also be units.
_LETTER_SCALES = {"k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12}
_ORDINALS = {
    word: number
    for number, word in enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
        thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth""".split(),
        start=1,
    )
} | {
    word: 10 * number
    for number, word in enumerate(
        """twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth
        ninetieth""".split(),
        start=2,
    )
} | {"hundredth": 100, "thousandth": 1000}  # fmt: skip
_ORDINAL_SUFFIXES = frozenset("st nd rd th".split())
_PARTS = {"half": 2, "halve": 2, "quarter": 4} | {
    word: number for word, number in _ORDINALS.items() if number > 2
}
_VULGAR = {
    "½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3), "⅛": Fraction(1, 8), "⅜": Fraction(3, 8), "⅝": Fraction(5, 8),
    "⅞": Fraction(7, 8),
}  # fmt: skip
_NUMBER_NAMES = {
    "nobody": 0, "none": 0, "nil": 0, "both": 2, "couple": 2, "pair": 2, "once": 1, "twice": 2,
    "double": 2, "thrice": 3, "triple": 3, "treble": 3, "single": 1, "sole": 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a figure or a sign in lower case; `glued`: no blank stands before it."""

    text: str
    glued: bool

    @property
    def is_figure(self) -> bool:
        return self.text[0].isdecimal()


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


def tokenize(text: str) -> list[Token]:
    """Split a text in lower case into words, figures and signs."""
    tokens = []
    previous_end = -1
    for match in _TOKEN.finditer(text):
        tokens.append(Token(match.group(), match.start() == previous_end))
        previous_end = match.end()
    return tokens


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
        or _named(tokens, start)
    )


def _word(tokens: Sequence[Token], position: int) -> str:
    return tokens[position].text if position < len(tokens) else ""


def _past_hyphen(tokens: Sequence[Token], position: int) -> int:
    return position + 1 if _word(tokens, position) == "-" else position


def _ratio(tokens: Sequence[Token], start: int) -> Numeral | None:
    """Read "one in five" and "two out of three" as a share."""
    part = _whole(tokens, start)
    if part is None or part.is_rounded:
        return None
    end = part.end
    if _word(tokens, end) == "in":
        end += 1
    elif (_word(tokens, end), _word(tokens, end + 1)) == ("out", "of"):
        end += 2
    else:
        return None
    if _word(tokens, end) == "every":
        end += 1
    whole = _whole(tokens, end)
    if whole is None or not 0 < part.value < whole.value or whole.value > 1000:
        return None
    value = part.value / whole.value
    return Numeral(value, 0.01, start, whole.end, is_fraction=True)


def _fraction(tokens: Sequence[Token], start: int) -> Numeral | None:
    """Read "half", "a third", "two-thirds", "3/4" and "¾" as a share."""
    word = _word(tokens, start)
    if word in _VULGAR:
        return Numeral(float(_VULGAR[word]), 0.01, start, start + 1, is_fraction=True)
    if word in ("half", "halves"):
        return Numeral(0.5, 0.01, start, start + 1, is_fraction=True)
    if word in ("a", "an"):
        return _part(tokens, start, start + 1, 1)
    whole = _whole(tokens, start)
    if whole is None or whole.is_rounded:
        return _part(tokens, start, start, 1) if word.startswith("quarter") else None
    if _word(tokens, whole.end) == "/":
        other = _whole(tokens, whole.end + 1)
        if other is not None and 0 < whole.value < other.value:
            value = whole.value / other.value
            return Numeral(value, 0.01, start, other.end, is_fraction=True)
        return None
    if whole.value > 20:
        return None
    return _part(tokens, start, _past_hyphen(tokens, whole.end), whole.value)


def _part(tokens: Sequence[Token], start: int, position: int, count: float) -> Numeral | None:
    word = _word(tokens, position)
    divisor = _PARTS.get(word.removesuffix("s"))
    if divisor is None or count >= divisor or (count == 1) == word.endswith("s"):
        return None
    return Numeral(count / divisor, 0.01, start, position + 1, is_fraction=True)


def _whole(tokens: Sequence[Token], start: int) -> Numeral | None:
    """Read a whole number without a scale behind a figure."""
    if start < len(tokens) and tokens[start].is_figure:
        figure = _BREAKS.sub("", tokens[start].text)
        return Numeral(float(figure), _last_place(figure), start, start + 1, "." in figure)
    return _cardinal(tokens, start)


def _figure(tokens: Sequence[Token], start: int) -> Numeral | None:
    if start >= len(tokens) or not tokens[start].is_figure:
        return None
    figure = _BREAKS.sub("", tokens[start].text)
    end = start + 1
    if _word(tokens, end) in _ORDINAL_SUFFIXES and tokens[end].glued:
        return Numeral(float(figure), 1, start, end + 1, is_ordinal=True)
    numeral = Numeral(float(figure), _last_place(figure), start, end, "." in figure)
    return _scaled(tokens, numeral)


def _words(tokens: Sequence[Token], start: int) -> Numeral | None:
    ordinal = _ordinal(tokens, start)
    if ordinal is not None:
        return ordinal
    numeral = _cardinal(tokens, start)
    return None if numeral is None else _scaled(tokens, numeral)


def _named(tokens: Sequence[Token], start: int) -> Numeral | None:
    """Read "nobody", "both", "a couple" and the like."""
    word = _word(tokens, start)
    if word == "no" and _word(tokens, start + 1) == "one":
        return Numeral(0, 1, start, start + 2)
    if word in ("a", "an"):
        number = _NUMBER_NAMES.get(_word(tokens, start + 1))
        return None if number is None else Numeral(number, 1, start, start + 2)
    number = _NUMBER_NAMES.get(word)
    return None if number is None else Numeral(number, 1, start, start + 1)


def _scaled(tokens: Sequence[Token], numeral: Numeral) -> Numeral:
    """Take in what stands behind a number: "and a half", "½", "million", "bn", "m"."""
    value, step, end, is_rounded = numeral.value, numeral.step, numeral.end, numeral.is_rounded
    letter = ""
    if _word(tokens, end) in _VULGAR and tokens[end].glued:
        value, end = value + float(_VULGAR[tokens[end].text]), end + 1
    elif (_word(tokens, end), _word(tokens, end + 1)) == ("and", "a"):
        part = _part(tokens, end, end + 2, 1)
        if part is not None:
            value, end = value + part.value, part.end
    while True:
        after = _past_hyphen(tokens, end)
        word = _word(tokens, after)
        scale = _SCALES.get(word.removesuffix("s") if len(word) > 3 else word)
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


def _cardinal(tokens: Sequence[Token], start: int) -> Numeral | None:
    """Read number words: "one hundred and twenty", "twenty-five", "a hundred thousand"."""
    position = start
    if _word(tokens, position) in ("a", "an") and _word(tokens, position + 1) in _SCALES:
        total, group, position = 0.0, 1.0, position + 1
    else:
        total, group = 0.0, -1.0
    end = start
    last_scale = float("inf")
    room = 100.0  # the next small number must be less
    while position < len(tokens):
        word = tokens[position].text
        if word in _SMALL and _SMALL[word] < room:
            group, room = max(group, 0) + _SMALL[word], 0
        elif word in _TENS and room >= 100:
            group, room = max(group, 0) + _TENS[word], 10
        elif word == "hundred" and 0 < group < 100:
            group, room = group * 100, 100
        elif word in _SCALES and len(word) > 3 and group > 0 and 12 <= _SCALES[word] < last_scale:
            if word == "hundred":
                break
            last_scale = _SCALES[word]
            total, group, room = total + group * last_scale, -1.0, 100
        elif end > start and word in ("and", "-") and _continues(tokens, position + 1, room):
            position += 1
            continue
        else:
            break
        position += 1
        end = position
    if end == start:
        return None
    value = total + max(group, 0)
    rounded = last_scale < float("inf") and last_scale >= 1e3 and value == total
    return Numeral(value, _last_place(f"{value:.0f}"), start, end, rounded)


def _continues(tokens: Sequence[Token], position: int, room: float) -> bool:
    """Tell whether a word goes on with the number before "and" or a hyphen."""
    word = _word(tokens, position)
    if _word(tokens, position - 1) == "and" and room < 100:
        return False  # "twenty and five" are two numbers
    return (word in _SMALL and _SMALL[word] < room) or (word in _TENS and room >= 100)


def _ordinal(tokens: Sequence[Token], start: int) -> Numeral | None:
    word = _word(tokens, start)
    if word in _ORDINALS:
        return Numeral(_ORDINALS[word], 1, start, start + 1, is_ordinal=True)
    after = _past_hyphen(tokens, start + 1)
    unit = _ORDINALS.get(_word(tokens, after), 10)
    if word in _TENS and unit < 10:
        return Numeral(_TENS[word] + unit, 1, start, after + 1, is_ordinal=True)
    return None


def _last_place(figure: str) -> float:
    """Give the place value of a figure's last digit; of zeros at its end if it is whole."""
    whole, _, decimals = figure.partition(".")
    if decimals:
        return float(10.0 ** -len(decimals))
    return float(10.0 ** (len(whole) - len(whole.rstrip("0")))) if whole.strip("0") else 1.0
