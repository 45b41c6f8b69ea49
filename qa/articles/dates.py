"""Days as files state them. Nothing is guessed: words that are not wholly a date give None."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from qa.articles.foreign_dates import CHANGED, PUBLISHED, parse_foreign_day
from qa.text.calendar import MONTH, ORDINAL_SUFFIX, WEEKDAY, month_number

_MONTH = rf"(?P<month>{MONTH})\.?"
_WEEKDAY = rf"(?:{WEEKDAY}\.?,?\s+)?"
_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?P<year>\d{4})"
_ZONE = r"(?:\s*(?:z|[a-z]{2,5}|(?:gmt|utc)?\s?[+-]\d{1,2}(?::?\d{2})?|\([a-z ]{2,40}\))){0,2}"
_TIME = (
    r"(?:\d{1,2}[:.]\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s*[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?)" + _ZONE
)
_FORMS = [
    rf"{_YEAR}-(?P<number>\d{{1,2}})-{_DAY}",
    rf"{_YEAR}/(?P<number>\d{{1,2}})/{_DAY}",
    rf"{_YEAR}\.(?P<number>\d{{1,2}})\.{_DAY}",
    rf"{_YEAR}(?P<number>\d{{2}})(?P<day>\d{{2}})(?:T?\d{{4}}(?:\d{{2}}(?:[.,]\d+)?)?{_ZONE})?",
    rf"(?P<day>\d{{1,2}})\.\s?(?P<number>\d{{1,2}})\.\s?{_YEAR}",
    rf"(?P<first>\d{{1,2}})[/-](?P<second>\d{{1,2}})[/-]{_YEAR}",
    rf"{_MONTH}\s*{_DAY}{ORDINAL_SUFFIX}?,?\s+{_YEAR}",
    rf"{_MONTH}\s+{_DAY}\s+{_TIME}\s+{_YEAR}",
    rf"{_DAY}{ORDINAL_SUFFIX}?\.?[\s-]+(?:of\s+)?{_MONTH},?[\s-]+{_YEAR}",
]
_AFTER = rf"(?:(?:t|,?\s+|,?\s+(?:at|[-\u2013—])\s+){_TIME}|,?\s+{WEEKDAY})?"
_BEFORE = rf"(?:{_TIME}(?:,?\s+(?:on\s+)?))?"
_DATES = [re.compile(_BEFORE + _WEEKDAY + form + _AFTER, re.IGNORECASE) for form in _FORMS]

_LABEL = re.compile(
    r"(?P<label>(?:first |originally |last )?(?:publish(?:ed)?|posted|issued|released|created"
    rf"|(?P<later>updated?|modified|changed|revised|edited|{CHANGED})|publication|date|{PUBLISHED})"
    r"(?: date)?)"
    r"(?: (?:on|at))?\s*:?\s+",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    rf"(?:about )?\d+[ -]min(?:ute)?s?(?: read)?|{_TIME}|updated?\b.{{0,40}}"
    r"|by \S.{1,60}|\d+ (?:minutes?|hours?|days?|weeks?|months?|years?) ago",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(
    r"\s*[|•·⋅]\s*|\s+(?=by\s)|\s+[-\u2013—/]\s+|\s*[,;(]\s*"
    rf"(?=(?:last )?(?:updated|modified|changed|{CHANGED}))"
    r"|(?<!last)[\s.]+(?=(?:last )?(?:updated|modified|changed)\b)",
    re.IGNORECASE,
)
_LONGEST_LINE = 120
_DATE_KEYS = ("$date", "$numberLong", "date", "iso", "seconds", "_seconds", "value", "rendered")
# Seconds, or thousandths of them and less; "/Date(1699434000000+0000)/" is how .NET writes them.
_SECONDS = re.compile(
    r"(\d{9,10}(?:\.\d+)?|\d{12,13}|\d{16}|\d{19})|\\?/Date\((\d{9,13})(?:[+-]\d{4})?\)\\?/"
)
_SHORT_YEAR = re.compile(r"[a-z]{3}\s+\d{2}\s+\d{1,2}:", re.IGNORECASE)


def parse_day(text: str) -> date | None:
    """Read a field that is known to hold a date; None unless all of it is one.

    ISO 8601 and its relatives ("20231108T090000Z"), "November 8, 2023", "8 Nov. 2023",
    "08.11.2023", RFC 2822, each with or without a weekday, a time and a time zone; the day is the
    one written, whatever the zone. "11/08/2023" is None, as it names two days; "11/28/2023" names
    one. A year is needed. Months may have the names of other languages ("8 novembre 2023").
    """
    text = " ".join(text.split())
    if not 6 <= len(text) <= _LONGEST_LINE:
        return None
    for pattern in _DATES:
        if match := pattern.fullmatch(text):
            return _day(match.groupdict())
    foreign = parse_foreign_day(text)
    return _safe(*foreign) if foreign and 1600 <= foreign[0] <= 2200 else None


def parse_mail_day(text: str) -> date | None:
    """Read a day as mail and feeds write it: as `parse_day` does, also with two digits of a year.

    RFC 822 writes "Wed, 08 Nov 23 09:00:00 GMT".
    """
    day = parse_day(text)
    if day or not _SHORT_YEAR.search(text):
        return day
    try:
        return parsedate_to_datetime(text).date()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def day_of_number(seconds: float) -> date | None:
    """Give the day (UTC) of a number of seconds since 1970, or None outside 1970 to 2200.

    They may be counted in thousandths, millionths or billionths of a second.
    A number that is written as a day of the years from 1900, such as 20231108, is that day.
    """
    digits = f"{seconds:.0f}"
    if len(digits) in (8, 12, 14) and (day := parse_day(digits)) and day.year >= 1900:
        return day
    if seconds < 1e8:
        return None
    for _ in range(3):
        if abs(seconds) > 1e11:
            seconds /= 1000
    return datetime.fromtimestamp(seconds, UTC).date() if 0 < seconds < 7.3e9 else None


def day_of_value(value: Any) -> date | None:
    """Read what a field for a day holds in JSON, YAML or TOML: a text, a number or an object."""
    if isinstance(value, dict):  # {"$date": {"$numberLong": "1699434000000"}} and its like
        parts = [value.get(name) for name in ("year", "month", "day")]
        if all(isinstance(part, int) for part in parts):
            year, month, day = (int(part or 0) for part in parts)
            return _safe(year, month, day)
        inner = (value[name] for name in _DATE_KEYS if name in value)
        return next(filter(None, map(day_of_value, inner)), None)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        seconds = _SECONDS.fullmatch(value.strip())
        return day_of_number(float(seconds[1] or seconds[2])) if seconds else parse_day(value)
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return day_of_number(float(value)) if number and 1e7 < value < 1e19 else None


def day_of_line(line: str) -> tuple[date, bool] | None:
    """Read a line that wholly consists of a date, as stands below a headline.

    "Published" and its like may come before; "5 min read", a time or "Updated ..." may come after,
    set off by a bar, a dot or a dash, or "by" and a name.

    Returns:
        The day, and whether it is only the day of an update; None if the line says anything else.
    """
    if len(line) > _LONGEST_LINE or line.isdigit():
        return None
    days: list[tuple[bool, date]] = []
    for part in filter(None, _SEPARATORS.split(line.strip().strip("()"))):
        label = _LABEL.match(part)
        day = parse_day(part[label.end() :] if label else part)
        if day:
            days.append((bool(label and label["later"]), day))
        elif not _ASIDE.fullmatch(part):
            return None
    if not days:
        return None
    later, day = min(days, key=lambda item: item[0])
    return day, later


def _day(parts: dict[str, str | None]) -> date | None:
    year = int(parts["year"] or 0)
    if not 1600 <= year <= 2200:
        return None
    if parts.get("first"):
        return _day_of_pair(year, int(parts["first"] or 0), int(parts["second"] or 0))
    named = parts.get("month")
    month = month_number(named.lower()) if named else int(parts["number"] or 0)
    return _safe(year, month or 0, int(parts["day"] or 0))


def _day_of_pair(year: int, first: int, second: int) -> date | None:
    days = {_safe(year, first, second), _safe(year, second, first)} - {None}
    return days.pop() if len(days) == 1 else None


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
