"""Tell whether two answers say the same, though numbers, dates and names are written otherwise."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from qa.text.moments.moment import Moment, relate_moments
from qa.text.moments.reading import read_moments
from qa.text.name_matching import is_name, relate_names
from qa.text.names import capitalised_words
from qa.text.normalize import normalize_answer
from qa.text.quantities.parsing import numbers_in, read_quantities
from qa.text.quantities.quantity import Quantity, relate_readings
from qa.text.quantities.units import ORDINAL
from qa.text.relation import Relation
from qa.text.spelling import same_spelling
from qa.text.terms import content_terms

# Words that a comparison leaves out: "60 marines in all" and "60" are the same figure. Stop words
# are more: they carry no subject of a question, but may tell one answer from another.
_FILLERS = frozenset(
    """a an the of us in on at by to from for between and only just exactly all total altogether
    aged age old year-old because due owing thanks worth other another than or is was were are be
    been there it its their his her this that with now s per each some time
    he she they said say added""".split()
)
_NEGATIONS = frozenset("not never no without neither nor cannot".split())
_TYPOGRAPHIC = str.maketrans("", "", "“”‘’–—…")
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W\d_]+)?")
_SAME_TERMS = 0.8  # the share of their terms that two passages of like words have in common
_FIRST_YEAR, _LAST_YEAR, _LAST_DAY = 1000, 2199, 31


@dataclass(frozen=True, slots=True)
class Value:
    """What an answer states.

    Attributes:
        quantities: its numbers with their units, each in the ways that it may be read.
        moments: its days and times.
        words_in_order: the other words, in one spelling and in the singular, without fillers.
        is_negated: it has a "not" or the like.
    """

    quantities: tuple[tuple[Quantity, ...], ...]
    moments: tuple[Moment, ...]
    words_in_order: tuple[str, ...]
    is_negated: bool

    @property
    def words(self) -> frozenset[str]:
        return frozenset(self.words_in_order)


def same_words(text: str) -> str:
    """Give a form that texts share when they differ in case, articles, punctuation or blanks."""
    return normalize_answer(text.translate(_TYPOGRAPHIC)) or text


def are_equivalent(
    first: str, second: str, first_date: date | None = None, second_date: date | None = None
) -> bool:
    """Tell whether two answers to the same question agree.

    So do "11" and "eleven trainers", "$5bn" and "5 billion dollars", "Dec. 4" and "4 December
    2023", "half" and "50 %", "Quaye" and "Colonel Anders Quaye". An answer that is less exact than
    the other and does not contradict it agrees with it.

    Args:
        first_date, second_date: the dates of the articles; "Tuesday" and "4 May" are read by them.
    """
    return relate(first, second, first_date, second_date) is Relation.SAME


def relate(
    first: str, second: str, first_date: date | None = None, second_date: date | None = None
) -> Relation:
    """Tell whether two answers agree, or at least can both be true; dates as `are_equivalent`."""
    if first == second and first_date == second_date:
        return Relation.SAME
    value, other = value_of(first), value_of(second)
    if value.is_negated is not other.is_negated:
        return Relation.DIFFERENT if value.words & other.words else Relation.COMPATIBLE
    if _spelled(first) == _spelled(second) and not (value.moments or value.quantities):
        return Relation.SAME
    value, other = _with_shared_kind(value, other), _with_shared_kind(other, value)
    moments = quantities = None
    if value.moments and other.moments:
        moments = relate_moments(value.moments, other.moments, first_date, second_date)
    if value.quantities and other.quantities:
        quantities = _relate_quantities(value, other)
    relations = [relation for relation in (moments, quantities) if relation is not None]
    if relations:
        return min(relations)
    if value.moments or value.quantities or other.moments or other.quantities:
        return _relate_mixed(first, second)
    names = relate_names(first, second)
    if names is not None:
        return names
    words = _relate_words(value, other)
    # A name and a description may mean one person, one place.
    return words if is_name(first) == is_name(second) else max(words, Relation.COMPATIBLE)


@lru_cache(maxsize=10_000)
def value_of(text: str) -> Value:
    """Read the quantities, the moments and the other words of an answer."""
    moments = read_moments(text)
    reading = read_quantities(moments.rest)
    words = tuple(map(same_spelling, reading.words))
    return Value(
        reading.quantities,
        moments.moments,
        tuple(word for word in words if word not in _FILLERS and word not in _NEGATIONS),
        not _NEGATIONS.isdisjoint(words) or "n't" in text or "n’t" in text,
    )


def has_number(text: str) -> bool:
    """Tell whether a text holds a number, in figures or in words."""
    return bool(numbers_in(text))


def has_value(text: str) -> bool:
    """Tell whether a text holds a quantity, a day or a time."""
    value = value_of(text)
    return bool(value.quantities or value.moments)


def _relate_quantities(value: Value, other: Value) -> Relation:
    """Compare the quantities of two answers, each of the fewer with the nearest of the more."""
    fewer, more = sorted((value.quantities, other.quantities), key=len)
    relation = min(
        max(relate_readings(readings, other_readings) for other_readings in more)
        for readings in fewer
    )
    if relation is Relation.SAME and _is_swapped(value, other):
        return Relation.DIFFERENT
    is_rank = any(readings[0].unit.dimension == ORDINAL for readings in fewer)
    if relation is Relation.SAME and is_rank and value.words != other.words:
        return Relation.SAME if not value.words or not other.words else Relation.COMPATIBLE
    if relation is Relation.SAME and not (value.words <= other.words or other.words <= value.words):
        return Relation.COMPATIBLE  # "11 soldiers" and "11 ships" can both be true
    return relation


def _is_swapped(value: Value, other: Value) -> bool:
    """Tell whether the same words come with other numbers: "killed two, injured nine"."""
    if len(value.quantities) != len(other.quantities) or len(value.quantities) < 2:
        return False
    in_order = min(map(relate_readings, value.quantities, other.quantities))
    return in_order is not Relation.SAME and value.words_in_order == other.words_in_order


def _with_shared_kind(value: Value, other: Value) -> Value:
    """Read "2023" as a year, and "the 4th" as a day, beside an answer that gives a date."""
    if value.moments or not other.moments or len(value.quantities) != 1 or value.words:
        return value
    quantity = value.quantities[0][0]
    number = int(quantity.low)
    if quantity.is_range or quantity.low != number:
        return value
    if _FIRST_YEAR <= number <= _LAST_YEAR and not quantity.unit.dimension:
        return replace(value, quantities=(), moments=(Moment(years=(number, number)),))
    if 1 <= number <= _LAST_DAY and quantity.unit.dimension == ORDINAL:
        return replace(value, quantities=(), moments=(Moment(day=number),))
    return value


def _relate_mixed(first: str, second: str) -> Relation:
    """Compare an answer that has a number or a date with one that has none, or another kind."""
    same = _spelled(first) == _spelled(second) or relate_names(first, second) is Relation.SAME
    return Relation.SAME if same else Relation.COMPATIBLE


def _relate_words(value: Value, other: Value) -> Relation:
    """Compare answers that are no names: with the same words, or words that one has besides."""
    if value.words == other.words and value.words:
        return Relation.SAME
    if value.words <= other.words or other.words <= value.words:
        return Relation.COMPATIBLE
    return Relation.DIFFERENT


def _spelled(text: str) -> list[str]:
    return [same_spelling(word) for word in _WORD.findall(same_words(text))]


def differ_only_in_wording(first: str, second: str) -> bool:
    """Tell whether two passages say the same: with like words, and the same figures and names."""
    if first == second:
        return True
    terms, other_terms = set(content_terms(first)), set(content_terms(second))
    if not terms or len(terms & other_terms) < _SAME_TERMS * len(terms | other_terms):
        return False
    return numbers_in(first) == numbers_in(second) and (
        capitalised_words(first) == capitalised_words(second)
    )
