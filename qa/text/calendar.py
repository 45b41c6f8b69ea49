"""Hold the English names of months and weekdays, and patterns that match them.

All words are in lower case; compile the patterns with `re.IGNORECASE`.
"""

from __future__ import annotations

from collections.abc import Collection

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_MONTH_ABBREVIATIONS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9,
    "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
MONTH_ABBREVIATIONS = frozenset(_MONTH_ABBREVIATIONS)
WEEKDAY_ABBREVIATIONS = frozenset("mon tue tues wed thu thur thurs fri sat sun".split())


def month_number(word: str) -> int | None:
    """Give the number, 1 to 12, of a month's name or abbreviation in lower case, else None."""
    return MONTHS.index(word) + 1 if word in MONTHS else _MONTH_ABBREVIATIONS.get(word)


def any_of(words: Collection[str]) -> str:
    """Give a pattern that matches each of these words; the longest one that fits is taken."""
    return rf"(?:{'|'.join(sorted(words, key=lambda word: (-len(word), word)))})"


MONTH = any_of((*MONTHS, *MONTH_ABBREVIATIONS))
WEEKDAY = any_of((*WEEKDAYS, *WEEKDAY_ABBREVIATIONS))
ORDINAL_SUFFIX = r"(?:st|nd|rd|th)"
