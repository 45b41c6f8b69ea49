"""Limit a question to the articles up to a day that it names: "as of 6 November"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from qa.text.moments.moment import Moment
from qa.text.moments.reading import read_moments

_AS_OF = re.compile(
    r"(?P<opening>^)?,?\s*\bas (?:of|at) (?P<day>[^,?]+(?:, (?:1[5-9]|2[01])\d\d)?),?\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DatedQuestion:
    """A question without the day that it names, and that day, None when it names none."""

    question: str
    day: date | None


def may_name_day(question: str) -> bool:
    """Tell whether a question has the words "as of"; without them `split_as_of` takes nothing."""
    return _AS_OF.search(question) is not None


def split_as_of(question: str, last_day: date | None) -> DatedQuestion:
    """Take "as of" and its day out of a question.

    Args:
        last_day: that of the newest article. A day without a year is the last one of that name up
            to it; where no article has a date, it is left in the question.
    """
    match = _AS_OF.search(question)
    if match is None:
        return DatedQuestion(question, None)
    reading = read_moments(match["day"])
    if len(reading.moments) != 1 or reading.rest.strip(" ?.!#"):
        return DatedQuestion(question, None)
    day = _day(reading.moments[0], last_day)
    remainder = (
        question[: match.start()] + " " * (match["opening"] is None) + question[match.end() :]
    )
    remainder = re.sub(r"\s+([?.!])", r"\1", remainder).strip()
    if day is None or not any(map(str.isalnum, remainder)):
        return DatedQuestion(question, None)
    return DatedQuestion(remainder[0].upper() + remainder[1:], day)


def _day(moment: Moment, last_day: date | None) -> date | None:
    if moment.month is None or moment.day is None or moment.other_readings:
        return None
    if moment.years is not None:
        return _date(moment.years[0], moment.month, moment.day)
    if last_day is None:
        return None
    day = _date(last_day.year, moment.month, moment.day)
    if day is not None and day > last_day:
        return _date(last_day.year - 1, moment.month, moment.day)
    return day


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
