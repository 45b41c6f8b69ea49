"""Resolve "Tuesday", "yesterday" and "3 May" by the date of the article, where it is certain.

The convention is that of newspapers: a weekday with a verb in the past is the last one up to the
day of publication, one with "will" the next one. What a person says in quotation marks may have
been said on another day, and is not resolved.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from qa.text.blocks import Range
from qa.text.calendar import MONTH, MONTHS, ORDINAL_SUFFIX, WEEKDAYS, any_of, month_number
from qa.text.quotations import quotation_ranges
from qa.text.tense import Tense, tense_at

_MAX_WORDS = 10
_FURTHEST = timedelta(days=183)  # a day that is further away is named with its year
_DAY = rf"(?P<day>[0-3]?\d)(?:{ORDINAL_SUFFIX})?"
_WEEKDAY = any_of(WEEKDAYS)
_SHIFTS = {
    "the day before yesterday": -2, "yesterday": -1, "last night": -1, "today": 0, "tonight": 0,
    "this morning": 0, "this afternoon": 0, "this evening": 0, "tomorrow": 1,
}  # fmt: skip
_STEPS = {"last": -1, "this": 0, "next": 1}
_SMALL_NUMBERS = "one two three four five six seven eight nine ten".split()
# A year, a range, or a day that comes again: nothing to resolve.
_SETTLED = re.compile(
    rf"\b(?:1[5-9]|20)\d\d\b|\b(?:every|each|most|any|an?)\s+{_WEEKDAY}|{_WEEKDAY}s\b(?![’'])",
    re.IGNORECASE,
)
# "Until Tuesday" and "last Tuesday" may be the one before or the one after.
_UNSURE_BEFORE = re.compile(
    r"\b(?:until|till|by|before|from|after|through|to|last|next|this|the (?:following|previous)"
    r"|every|each|an?)\s+(?:the\s+)?(?:(?:early|late)\s+)?$",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\bsince\s+(?:early\s+|late\s+)?$", re.IGNORECASE)
_EXPRESSIONS = re.compile(
    rf"\b(?P<shift>{any_of(_SHIFTS)})\b"
    rf"|\b(?P<ago>\d{{1,2}}|{any_of(_SMALL_NUMBERS)})\s+days?\s+ago\b"
    r"|\b(?P<step>last|this|next)\s+(?P<unit>week|month|year)\b"
    rf"|(?:\b(?P<weekday>{_WEEKDAY})\b,?\s*(?:the\s+)?)?"
    rf"(?:\b{_DAY}\s+(?:of\s+)?(?P<month>{MONTH})\b|\b(?P<month_first>{MONTH})\b\.?\s+"
    rf"{_DAY.replace('day', 'day_after')}\b(?![:\d]))"
    rf"|\b(?P<lone_weekday>{_WEEKDAY})\b"
    rf"|\b(?P<lone_month>(?-i:{any_of([month.capitalize() for month in MONTHS])}))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Period:
    """A day, or the days from the first to the last."""

    first: date
    last: date

    @property
    def iso(self) -> str:
        """Give the day, month or year as ISO 8601 writes it, or both days with a slash."""
        if self.first == self.last:
            return self.first.isoformat()
        if self == _year(self.first.year):
            return f"{self.first.year}"
        if self == _month(self.first.year, self.first.month):
            return f"{self.first:%Y-%m}"
        return f"{self.first.isoformat()}/{self.last.isoformat()}"

    @property
    def text(self) -> str:
        """Give the period in words: "21 November 2023", "May 2023", "2023"."""
        last = f"{self.last.day} {self.last:%B %Y}"
        if self.first == self.last:
            return last
        if self == _year(self.first.year):
            return f"{self.first.year}"
        if self == _month(self.first.year, self.first.month):
            return f"{self.first:%B %Y}"
        return f"{self.first.day} {self.first:%B %Y} to {last}"


def resolve_date(sentence: str, start: int, end: int, published: date | None) -> Period | None:
    """Give the days that the words sentence[start:end] mean in an article of a date.

    Return None where the words name no day or several, name it in full, stand in a quotation, or
    leave open which one is meant.
    """
    words = sentence[start:end]
    if published is None or len(words.split()) > _MAX_WORDS or _SETTLED.search(words):
        return None
    expressions = list(_EXPRESSIONS.finditer(words))
    if len(expressions) != 1 or _is_quoted(sentence, (start, end)):
        return None
    if re.match(r",?\s+(?:1[5-9]|20)\d\d\b", sentence[end:]):
        return None
    expression = expressions[0]
    place = (start + expression.start(), start + expression.end())
    if expression["shift"]:
        return _day(published + timedelta(days=_SHIFTS[expression["shift"].lower()]))
    if expression["ago"]:
        return _day(published - timedelta(days=_number(expression["ago"])))
    if expression["step"]:
        return _stepped(expression["unit"].lower(), _STEPS[expression["step"].lower()], published)
    tense = _tense(sentence, place)
    if expression["lone_weekday"]:
        return _weekday(expression["lone_weekday"], tense, published)
    if expression["lone_month"]:
        return _lone_month(expression["lone_month"], tense, published)
    return _day_of_month(expression, tense, published)


def _is_quoted(sentence: str, place: Range) -> bool:
    start, end = place
    return any(low < end and start < high for low, high in quotation_ranges(sentence))


def _tense(sentence: str, place: Range) -> Tense | None:
    before = sentence[: place[0]]
    if _SINCE.search(before):
        return Tense.PAST
    return None if _UNSURE_BEFORE.search(before) else tense_at(sentence, *place)


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _SMALL_NUMBERS.index(word.lower()) + 1


def _stepped(unit: str, step: int, published: date) -> Period:
    if unit == "year":
        return _year(published.year + step)
    if unit == "month":
        months = published.year * 12 + published.month - 1 + step
        return _month(months // 12, months % 12 + 1)
    monday = published - timedelta(days=published.weekday()) + timedelta(weeks=step)
    return Period(monday, monday + timedelta(days=6))


def _weekday(name: str, tense: Tense | None, published: date) -> Period | None:
    days_back = (published.weekday() - WEEKDAYS.index(name.lower())) % 7
    if tense is Tense.PAST:
        return _day(published - timedelta(days=days_back))
    # "It will open on Tuesday", on a Tuesday: today or in a week?
    if tense is Tense.FUTURE and days_back:
        return _day(published + timedelta(days=7 - days_back))
    return None


def _lone_month(name: str, tense: Tense | None, published: date) -> Period | None:
    number = MONTHS.index(name.lower()) + 1
    months_back = (published.month - number) % 12
    if tense is None or months_back == 0:
        return None
    months = published.year * 12 + published.month - 1
    months += -months_back if tense is Tense.PAST else 12 - months_back
    month = _month(months // 12, months % 12 + 1)
    distance = published - month.last if tense is Tense.PAST else month.first - published
    return month if distance <= _FURTHEST else None


def _day_of_month(expression: re.Match[str], tense: Tense | None, published: date) -> Period | None:
    """Give the day with its year; the weekday, where it stands beside, must fit."""
    month = month_number((expression["month"] or expression["month_first"]).lower())
    number = int(expression["day"] or expression["day_after"])
    years = (published.year - 1, published.year, published.year + 1)
    days = [
        date(year, month, number)
        for year in years
        if month is not None and 1 <= number <= monthrange(year, month)[1]
    ]
    days = [day for day in days if abs(day - published) <= _FURTHEST]
    if expression["weekday"]:
        weekday = WEEKDAYS.index(expression["weekday"].lower())
        days = [day for day in days if day.weekday() == weekday]
    elif tense is Tense.PAST:
        days = [day for day in days if day <= published]
    elif tense is Tense.FUTURE:
        days = [day for day in days if day >= published]
    else:
        return None
    return _day(days[0]) if len(days) == 1 else None


def _day(day: date) -> Period:
    return Period(day, day)


def _month(year: int, month: int) -> Period:
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))
