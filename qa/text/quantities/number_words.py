"""Read numbers that are written in words: "twenty-five", "third", "a couple"."""

from __future__ import annotations

from collections.abc import Sequence

from qa.text.quantities.numeral import Numeral, last_place
from qa.text.quantities.tokens import Token, past_hyphen, word_at

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
SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "lakh": 1e5, "crore": 1e7, "mn": 1e6, "mln": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12,
    "trn": 1e12, "dozen": 12.0,
}  # fmt: skip
ORDINALS = {
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
_NUMBER_NAMES = {
    "nobody": 0, "none": 0, "nil": 0, "both": 2, "couple": 2, "pair": 2, "once": 1, "twice": 2,
    "double": 2, "thrice": 3, "triple": 3, "treble": 3, "single": 1, "sole": 1,
}  # fmt: skip


def read_cardinal(tokens: Sequence[Token], start: int) -> Numeral | None:
    """Read number words: "one hundred and twenty", "twenty-five", "a hundred thousand"."""
    position = start
    if word_at(tokens, position) in ("a", "an") and word_at(tokens, position + 1) in SCALES:
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
        elif word in SCALES and len(word) > 3 and group > 0 and 12 <= SCALES[word] < last_scale:
            if word == "hundred":
                break
            last_scale = SCALES[word]
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
    return Numeral(value, last_place(f"{value:.0f}"), start, end, rounded)


def _continues(tokens: Sequence[Token], position: int, room: float) -> bool:
    """Tell whether a word goes on with the number before "and" or a hyphen."""
    word = word_at(tokens, position)
    if word_at(tokens, position - 1) == "and" and room < 100:
        return False  # "twenty and five" are two numbers
    return (word in _SMALL and _SMALL[word] < room) or (word in _TENS and room >= 100)


def read_ordinal(tokens: Sequence[Token], start: int) -> Numeral | None:
    word = word_at(tokens, start)
    if word in ORDINALS:
        return Numeral(ORDINALS[word], 1, start, start + 1, is_ordinal=True)
    after = past_hyphen(tokens, start + 1)
    unit = ORDINALS.get(word_at(tokens, after), 10)
    if word in _TENS and unit < 10:
        return Numeral(_TENS[word] + unit, 1, start, after + 1, is_ordinal=True)
    return None


def read_number_name(tokens: Sequence[Token], start: int) -> Numeral | None:
    """Read "nobody", "both", "a couple" and the like."""
    word = word_at(tokens, start)
    if word == "no" and word_at(tokens, start + 1) == "one":
        return Numeral(0, 1, start, start + 2)
    if word in ("a", "an"):
        number = _NUMBER_NAMES.get(word_at(tokens, start + 1))
        return None if number is None else Numeral(number, 1, start, start + 2)
    number = _NUMBER_NAMES.get(word)
    return None if number is None else Numeral(number, 1, start, start + 1)
