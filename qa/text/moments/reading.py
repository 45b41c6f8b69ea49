"""Read the moments of a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from qa.text.calendar import (
    MONTH,
    ORDINAL_SUFFIX,
    WEEKDAY,
    WEEKDAYS,
    month_number,
)
from qa.text.moments.clock import extract_times
from qa.text.moments.moment import Moment

_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d|21\d\d)"
_DAY = rf"(?P<day>[0-3]?\d)(?:\s?{ORDINAL_SUFFIX})?"
_THIRDS = {"early": 0, "mid": 1, "late": 2}
_THIRD = r"(?:(?P<third>early|mid|late)[\s-]+(?:in\s+)?)?"
_RELATIVE_DAYS = {
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0,
    "yesterday": -1, "last night": -1, "tomorrow": 1,
}  # fmt: skip
_RELATIVE_MONTHS = {"last month": -1, "this month": 0, "next month": 1}
_PARTS_OF_DAY = {
    "morning": "morning", "afternoon": "afternoon", "evening": "evening", "night": "evening",
}  # fmt: skip
_RELATIVE_YEARS = {"last year": -1, "this year": 0, "next year": 1}
_ORDINAL_DAYS = {
    word: number
    for number, word in enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
        thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth
        twentieth""".split(),
        start=1,
    )
}
# Weekdays and months that are other words as well count only with a capital.
_CAPITAL = re.compile(r"(?i:\b(?:may|march|sun|sat|mon|wed)\b)")
_SIDE = re.compile(r"\b(?:(?P<before>before|until|till|by)|(?P<after>after|since))\s*(?:the\s+)?$")


@dataclass(frozen=True, slots=True)
class MomentReading:
    """The moments of a text in order, and the text with blanks in their place."""

    moments: tuple[Moment, ...]
    rest: str


@lru_cache(maxsize=10_000)
def read_moments(text: str) -> MomentReading:
    """Read the days and times of a text; parts that stand together are one moment."""
    lowered = _lowered(text)
    pieces, rest = [], lowered
    for pattern, make in _PATTERNS:
        for match in pattern.finditer(rest):
            moment = make(match)
            if moment is not None:
                side = _side(rest[: match.start()])
                pieces.append((match.start(), replace(moment, side=side)))
                rest = rest[: match.start()] + " " * len(match.group()) + rest[match.end() :]
    times, rest = extract_times(rest)
    ordered = sorted([*pieces, *times], key=lambda piece: piece[0])
    return MomentReading(tuple(_merged(moment for _, moment in ordered)), rest)


def _lowered(text: str) -> str:
    """Give a text in lower case, of the same length, without "may" and "sun" as plain words."""
    is_all_lower = text == text.lower()
    chars = [lower if len(lower := character.lower()) == 1 else character for character in text]
    lowered = "".join(chars)
    for match in _CAPITAL.finditer(text):
        beside_figure = re.search(r"\d\s*$", text[: match.start()]) or re.match(
            r"\.?\s*\d", text[match.end() :]
        )
        if match.group().islower() and not (is_all_lower or beside_figure):
            lowered = lowered[: match.start()] + "#" * len(match.group()) + lowered[match.end() :]
    return lowered


def _merged(moments: Iterable[Moment]) -> list[Moment]:
    merged: list[Moment] = []
    for moment in moments:
        whole = merged[-1].merged(moment) if merged else None
        if whole is None:
            merged.append(moment)
        else:
            merged[-1] = whole
    return merged


def _side(before: str) -> int:
    match = _SIDE.search(before)
    if match is None:
        return 0
    return -1 if match["before"] else 1


def _calendar_day(match: re.Match[str]) -> Moment | None:
    groups = match.groupdict()
    day = int(groups["day"])
    if not 1 <= day <= 31:
        return None
    year = groups.get("year")
    return Moment(_years(year), month_number(groups["month"]), day)


def _ordinal_day(match: re.Match[str]) -> Moment:
    return Moment(_years(match["year"]), month_number(match["month"]), _ORDINAL_DAYS[match["word"]])


def _numeric_day(match: re.Match[str]) -> Moment | None:
    first, second = int(match["first"]), int(match["second"])
    year = match["year"] if len(match["year"]) == 4 else f"20{match['year']}"
    readings = [
        Moment(_years(year), month, day)
        for day, month in dict.fromkeys([(first, second), (second, first)])
        if 1 <= month <= 12 and 1 <= day <= 31
    ]
    return replace(readings[0], other_readings=tuple(readings[1:])) if readings else None


def _iso_day(match: re.Match[str]) -> Moment | None:
    month, day = int(match["month"]), int(match["day"])
    return Moment(_years(match["year"]), month, day) if 1 <= month <= 12 and day <= 31 else None


def _month(match: re.Match[str]) -> Moment:
    return Moment(_years(match["year"]), month_number(match["month"]), third=_third(match))


def _year(match: re.Match[str]) -> Moment:
    return Moment(_years(match["year"]), third=_third(match))


def _decade(match: re.Match[str]) -> Moment:
    first = int(match["decade"]) if len(match["decade"]) == 4 else 1900 + int(match["decade"])
    return Moment((first, first + 9))


def _weekday(match: re.Match[str]) -> Moment:
    start = match["weekday"][:3]
    return Moment(weekday=[name[:3] for name in WEEKDAYS].index(start))


def _relative_day(match: re.Match[str]) -> Moment:
    return Moment(days_from_article=_RELATIVE_DAYS[match["words"]])


def _relative_year(match: re.Match[str]) -> Moment:
    return Moment(years_from_article=_RELATIVE_YEARS[match["words"]])


def _part_of_day(match: re.Match[str]) -> Moment:
    return Moment(part_of_day=_PARTS_OF_DAY[match["part"]])


def _relative_month(match: re.Match[str]) -> Moment:
    return Moment(months_from_article=_RELATIVE_MONTHS[match["words"]])


def _third(match: re.Match[str]) -> int | None:
    third = match["third"]
    return None if third is None else _THIRDS[third]


def _years(year: str | None) -> tuple[int, int] | None:
    return None if year is None else (int(year), int(year))


_Maker = Callable[[re.Match[str]], Moment | None]
_PATTERNS: tuple[tuple[re.Pattern[str], _Maker], ...] = tuple(
    (re.compile(pattern), make)
    for pattern, make in (
        (rf"\b{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)\b", _iso_day),
        (r"\b(?P<first>\d{1,2})([/.])(?P<second>\d{1,2})\2(?P<year>\d{4}|\d\d)\b", _numeric_day),
        (rf"\b{_DAY}(?:\s+of)?\s+(?P<month>{MONTH})\b\.?(?:,?\s+{_YEAR}\b)?", _calendar_day),
        (
            rf"\b(?P<month>{MONTH})\b\.?\s+{_DAY}\b(?!:)(?:,?\s+{_YEAR}\b)?",
            _calendar_day,
        ),
        (
            rf"\b(?P<word>{'|'.join(_ORDINAL_DAYS)})\s+of\s+(?P<month>{MONTH})\b"
            rf"(?:,?\s+{_YEAR}\b)?",
            _ordinal_day,
        ),
        (rf"\b{_THIRD}(?P<month>{MONTH})\b\.?(?:,?\s+(?:of\s+)?{_YEAR}\b)?", _month),
        (r"(?:\b|[’'])(?P<decade>1[5-9]\d0|20\d0|[2-9]0)[’']?s\b", _decade),
        (rf"\b(?:in|since|by|during|until|from|of)\s+(?:the year\s+)?{_THIRD}{_YEAR}\b", _year),
        (rf"\b(?P<third>early|mid|late)[\s-]+{_YEAR}\b", _year),
        (rf"(?<=day) (?P<part>{'|'.join(_PARTS_OF_DAY)})\b", _part_of_day),
        (rf"\b(?:last|next|this|on)?\s*(?P<weekday>{WEEKDAY})s?\b\.?", _weekday),
        (rf"\b(?P<words>{'|'.join(_RELATIVE_DAYS)})\b", _relative_day),
        (rf"\b(?P<words>{'|'.join(_RELATIVE_YEARS)})\b", _relative_year),
        (rf"\b(?P<words>{'|'.join(_RELATIVE_MONTHS)})\b", _relative_month),
    )
)
