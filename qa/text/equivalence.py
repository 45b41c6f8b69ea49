"""Tell whether two answers say the same, though numbers, dates and names are written otherwise."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from text_to_num import alpha2digit

from qa.text.calendar import ORDINAL_SUFFIX, month_number
from qa.text.names import TITLES, capitalised_words
from qa.text.normalize import normalize_answer
from qa.text.terms import content_terms

_SCALES = {10.0**power for power in (3, 6, 9, 12)}
_WORDS = {"dozen": 12.0, "couple": 2.0, "both": 2.0}
# Words that a comparison leaves out: "about 60 marines" and "60" are the same figure. Stop words
# are more: they carry no subject of a question, but may tell one answer from another.
_FILLERS = frozenset(
    "a an the about around approximately roughly some nearly almost over at least most more fewer "
    "less than up to only just on in by until since of us".split()
)
_CURRENCIES = {"$": "dollar", "£": "pound", "€": "euro", "¥": "yen", "%": "percent"}
_ORDINAL = re.compile(rf"\d+(?={ORDINAL_SUFFIX}$)")
_TOKEN = re.compile(
    rf"\d+{ORDINAL_SUFFIX}\b"
    r"|\d(?:,?\d)*(?:\.\d+)?|[^\W\d_]+(?:[’'][^\W\d_]+)?|[$£€¥%]"
)
_TYPOGRAPHIC = str.maketrans("", "", "“”‘’–—…")
_SAME_TERMS = 0.8  # the share of their terms that two passages of like words have in common
_STARTS_UPPER = re.compile(r"[A-ZÀ-Þ0-9]")


@dataclass(frozen=True, slots=True)
class Value:
    """The numbers and words of an answer.

    Attributes:
        numbers: of the figures and of the number words.
        words: the other words, singular and in lower case, without fillers; months are numbered.
    """

    numbers: frozenset[float]
    words: frozenset[str]


def same_words(text: str) -> str:
    """Give a form that texts share when they differ in case, articles, punctuation or blanks."""
    return normalize_answer(text.translate(_TYPOGRAPHIC)) or text


def are_equivalent(first: str, second: str) -> bool:
    """Tell whether two answers to the same question agree.

    So do "11" and "eleven trainers", "Dec. 4" and "4 December 2023", "Republicans" and "the
    Republican", "Quaye" and "Colonel Anders Quaye". An answer that is less exact than the other and
    does not contradict it agrees with it.
    """
    if _singulars(first) == _singulars(second):
        return True
    first_value, second_value = value_of(first), value_of(second)
    if first_value.numbers or second_value.numbers:
        return bool(first_value.numbers and second_value.numbers) and (
            _is_part(first_value, second_value) or _is_part(second_value, first_value)
        )
    return _is_short_for(first, second) or _is_short_for(second, first)


def value_of(text: str) -> Value:
    """Separate an answer's numbers from its words; "one hundred and twenty" is 120."""
    numbers: list[float] = []
    words: set[str] = set()
    was_number = False
    tokens = _TOKEN.findall(alpha2digit(text.lower(), "en", 0.0))
    if any(month_number(token) for token in tokens):
        tokens = [_day(token) for token in tokens]
    for token in tokens:
        number = _number(token)
        if number is None:
            plain = _CURRENCIES.get(token) or _month(token) or _singular(token)
            if plain not in _FILLERS:
                words.add(plain)
        elif was_number and (number in _SCALES or token == "dozen"):
            numbers[-1] *= number  # "1.5 million" has become "1.5 1000000"
        else:
            numbers.append(number)
        was_number = number is not None
    return Value(frozenset(numbers), frozenset(words))


def _number(token: str) -> float | None:
    if _ORDINAL.match(token):
        return None
    if token[0].isdecimal():
        return float(token.replace(",", ""))
    return _WORDS.get(token.removesuffix("s"))


def _month(token: str) -> str | None:
    number = month_number(token)
    return None if number is None else f"month {number}"


def _day(token: str) -> str:
    """Give "4" for the "4th" of a month; elsewhere an ordinal is a word like any other."""
    match = _ORDINAL.match(token)
    return match.group() if match else token


def _singular(word: str) -> str:
    word = re.sub(r"[’']s$", "", word)
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _singulars(text: str) -> list[str]:
    return [_singular(word) for word in same_words(text).split()]


def _is_part(less: Value, more: Value) -> bool:
    return less.numbers <= more.numbers and less.words <= more.words


def _is_short_for(short: str, long: str) -> bool:
    """Tell whether a name is short for another, or for a place with its country or month.

    "Quaye" is short for "Anders Quaye", "Bern" for "Bern, Switzerland" and "Bern in May". So is
    "Mr. Quaye" for "Anders Quaye", but not for "Dr. Anders Quaye".
    """
    words, all_words = _spaced(short), _spaced(long)
    if _is_titled(words) and not _is_titled(all_words):
        words = words[1:]
    if not words or len(words) >= len(all_words):
        return False
    if not all(_STARTS_UPPER.match(word) for word in words):
        return False
    plain = [same_words(word) for word in words]
    all_plain = [same_words(word) for word in all_words]
    if plain == all_plain[-len(plain) :]:
        return all(_STARTS_UPPER.match(word) for word in all_words)
    after = all_words[len(words)]
    ends = all_words[len(words) - 1].endswith(",") or after in ("in", "on", "at", "near")
    return plain == all_plain[: len(plain)] and ends


def _is_titled(words: Sequence[str]) -> bool:
    return len(words) > 1 and words[0].lower().rstrip(".") in TITLES


def _spaced(text: str) -> list[str]:
    words = text.split()
    return (
        words[1:] if words and words[0].lower() in ("a", "an", "the", "in", "on", "at") else words
    )


def differ_only_in_wording(first: str, second: str) -> bool:
    """Tell whether two passages say the same: with like words, and the same figures and names."""
    if first == second:
        return True
    terms, other_terms = set(content_terms(first)), set(content_terms(second))
    if not terms or len(terms & other_terms) < _SAME_TERMS * len(terms | other_terms):
        return False
    return value_of(first).numbers == value_of(second).numbers and (
        capitalised_words(first) == capitalised_words(second)
    )
