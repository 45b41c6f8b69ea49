"""Define a moment: what a text states of a day and a time; compare two moments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

from qa.text.relation import Relation

_DAYS_AROUND = 6  # a weekday is named for a day that is at most so far from the article's

# From which minute of the day to which, with a little over on both sides.
_PARTS_OF_DAY = {"morning": (0, 735), "afternoon": (705, 1110), "evening": (990, 1439)}


@dataclass(frozen=True, slots=True)
class Moment:
    """What a text states of a day and a time; what it leaves open is None or empty.

    Attributes:
        years: first and last year: twice 2023 for a year, 1990 and 1999 for "the 1990s".
        month: 1 to 12; `day`: of the month.
        third: 0, 1 or 2 for "early", "mid" and "late" in a month or year.
        weekday: 0 for Monday.
        days_from_article: 0 for "today", -1 for "yesterday"; months and years likewise.
        minutes: the minutes of the day that the text may mean; UTC where `has_zone`.
        other_readings: what "4/12/2023" may mean besides.
        part_of_day: "morning", "afternoon" or "evening".
        side: -1 for "before", "until", 1 for "after", "since".
    """

    years: tuple[int, int] | None = None
    month: int | None = None
    day: int | None = None
    third: int | None = None
    weekday: int | None = None
    days_from_article: int | None = None
    months_from_article: int | None = None
    years_from_article: int | None = None
    minutes: frozenset[int] = frozenset()
    has_zone: bool = False
    other_readings: tuple[Moment, ...] = ()
    side: int = 0
    part_of_day: str = ""

    def merged(self, other: Moment) -> Moment | None:
        """Give both as one moment, or None when both state the same part of it."""
        merged = self
        for field in fields(self):
            value = getattr(other, field.name)
            if value == field.default:
                continue
            if getattr(self, field.name) != field.default:
                return None
            merged = replace(merged, **{field.name: value})
        return merged


def relate_moments(
    first: Sequence[Moment],
    second: Sequence[Moment],
    article_date: date | None = None,
    other_article_date: date | None = None,
) -> Relation:
    """Compare the moments of two texts, each with the date of its article.

    Each moment of the text that has fewer must agree with one of the other.
    """
    if len(first) > len(second):
        return relate_moments(second, first, other_article_date, article_date)
    relations = [
        max(_relate(moment, other, article_date, other_article_date) for other in second)
        for moment in first
    ]
    return min(relations)


def _relate(
    first: Moment, second: Moment, first_date: date | None, second_date: date | None
) -> Relation:
    return max(
        _relate_readings(reading, other_reading, first_date, second_date)
        for reading in (first, *first.other_readings)
        for other_reading in (second, *second.other_readings)
    )


def _relate_readings(
    first: Moment, second: Moment, first_date: date | None, second_date: date | None
) -> Relation:
    if first.side * second.side < 0:
        return Relation.DIFFERENT
    first, second = _resolved(first, first_date), _resolved(second, second_date)
    day = _relate_days(first, second, first_date, second_date)
    time = _relate_minutes(first, second)
    stated = [relation for relation in (day, time) if relation is not None]
    return min(stated, default=Relation.COMPATIBLE)


def _relate_minutes(first: Moment, second: Moment) -> Relation | None:
    if first.part_of_day and second.part_of_day and first.part_of_day != second.part_of_day:
        return Relation.DIFFERENT
    for moment, other in ((first, second), (second, first)):
        if moment.part_of_day and other.minutes:
            start, end = _PARTS_OF_DAY[moment.part_of_day]
            inside = any(start <= minute <= end for minute in other.minutes)
            return Relation.SAME if inside else Relation.DIFFERENT
    if not first.minutes or not second.minutes:
        return None
    if first.minutes & second.minutes:
        return Relation.SAME
    # Times of two zones are compared only when both name theirs.
    return Relation.DIFFERENT if first.has_zone == second.has_zone else Relation.COMPATIBLE


def _resolved(moment: Moment, article_date: date | None) -> Moment:
    """Give a moment with the day or year that the article's date makes certain."""
    if article_date is None:
        return moment
    if moment.days_from_article is not None:
        day = article_date + timedelta(days=moment.days_from_article)
        return replace(moment, years=(day.year, day.year), month=day.month, day=day.day)
    if moment.months_from_article is not None:
        months = article_date.year * 12 + article_date.month - 1 + moment.months_from_article
        return replace(moment, years=(months // 12, months // 12), month=months % 12 + 1)
    if moment.years_from_article is not None:
        year = article_date.year + moment.years_from_article
        return replace(moment, years=(year, year))
    if moment.years is None and moment.month is not None and moment.day is not None:
        years = range(article_date.year - 1, article_date.year + 2)
        days = [_date(year, moment.month, moment.day) for year in years]
        nearest = min(
            (day for day in days if day is not None),
            key=lambda day: abs(day - article_date),
            default=None,
        )
        if nearest is not None:
            return replace(moment, years=(nearest.year, nearest.year))
    return moment


def _relate_days(
    first: Moment, second: Moment, first_date: date | None, second_date: date | None
) -> Relation | None:
    relations = []
    if first.years is not None and second.years is not None:
        overlap = first.years[0] <= second.years[1] and second.years[0] <= first.years[1]
        relations.append(overlap)
    for name in ("month", "day"):
        value, other = getattr(first, name), getattr(second, name)
        if value is not None and other is not None:
            relations.append(value == other)
    relations += _thirds(first, second) + _thirds(second, first)
    days, other_days = _days(first, first_date), _days(second, second_date)
    if days and other_days:
        relations.append(bool(days & other_days))
    elif first.weekday is not None and second.weekday is not None:
        relations.append(first.weekday == second.weekday)
    elif first.days_from_article is not None and second.days_from_article is not None:
        relations.append(first.days_from_article == second.days_from_article)
    else:
        relations += _weekdays(first, other_days) + _weekdays(second, days)
    if not relations:
        return None
    return Relation.SAME if all(relations) else Relation.DIFFERENT


def _thirds(moment: Moment, other: Moment) -> list[bool]:
    """Compare "early", "mid" or "late" with a day of the month, or a month of the year."""
    if moment.third is None:
        return []
    if other.third is not None:
        return [moment.third == other.third]
    if moment.month is not None:
        return [] if other.day is None else [_in_third(moment.third, other.day, 31)]
    return [] if other.month is None else [_in_third(moment.third, other.month, 12)]


def _in_third(third: int, value: int, whole: int) -> bool:
    """Tell whether a value lies in a third of a whole, with a little over on both sides."""
    share = (value - 0.5) / whole
    return third / 3 - 0.07 <= share <= (third + 1) / 3 + 0.07


def _weekdays(moment: Moment, days: frozenset[date]) -> list[bool]:
    """Compare a weekday whose article has no date with the day that the other text gives."""
    if moment.weekday is None or len(days) != 1:
        return []
    return [moment.weekday in {day.weekday() for day in days}]


def _days(moment: Moment, article_date: date | None) -> frozenset[date]:
    """Give the days that a moment may mean; empty when it leaves too much open."""
    if moment.years is not None and moment.years[0] == moment.years[1]:
        if moment.month is not None and moment.day is not None:
            day = _date(moment.years[0], moment.month, moment.day)
            return frozenset() if day is None else frozenset({day})
        return frozenset()
    if moment.weekday is not None and article_date is not None and moment.day is None:
        around = (
            article_date + timedelta(days=days)
            for days in range(-_DAYS_AROUND - 1, _DAYS_AROUND + 2)
        )
        return frozenset(day for day in around if day.weekday() == moment.weekday)
    return frozenset()


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
