"""Tell whether words give a value that no longer holds: an earlier, a corrected or an old one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import Enum

from qa.text.calendar import MONTH, month_number

_RECENT_MONTHS = 2
_YEAR = r"(?:19|20)\d\d"
# A question with one of these asks for what was before.
_ASKS_FOR_PAST = re.compile(
    rf"\b(?:{_YEAR}|ago|last (?:year|month|week|time)|previous(?:ly)?|earlier|formerly|originally"
    r"|initially|at first|before|used to)\b",
    re.IGNORECASE,
)
_CHANGE = (
    r"(?:up|down|ris\w+|rose|f[ae]ll\w*|increas\w+|decreas\w+|rais\w+|revis\w+|gr[eo]w\w*|climb\w*"
    r"|dropp\w+|jump\w*|doubl\w+|lower\w+|cut|chang\w+|correct\w+|updat\w+)"
)
_SMALL_WORDS = (
    r"(?:\s+(?:an?|the|its|earlier|previous|initial|original|first|reported|estimated?|counts?"
    r"|toll|figures?|number|total|of|about|around|some|nearly|almost|more than|over|at least|just"
    r"|only|that))*"
)
# What stands between the present value and an earlier one in the same sentence.
_BEFORE_EARLIER = (
    rf"(?:\b{_CHANGE}\b[^.;]{{0,80}}\bfrom|[\w%],\s+from|\bcompared (?:with|to)|\binstead of"
    r"|\brather than|,\s+(?:and )?not|\bagainst an? earlier"
    r"|\b(?:the|an?|its) (?:earlier|previous|initial|original|old)"
    r"(?: (?:count|toll|figure|number|total|estimate|report|price|date))?"
    r"(?: (?:was|of|put \w+ at))?"
    rf"){_SMALL_WORDS}\s*[$£€]?$"
)
_EARLIER = re.compile(_BEFORE_EARLIER, re.IGNORECASE)
_EARLIER_AFTER = re.compile(
    r"^(?:\s+\w+){0,3}?\s+(?:at first|initially|(?:as )?(?:first|earlier|originally|previously)"
    r" (?:reported|announced|said|given|thought|stated))\b",
    re.IGNORECASE,
)
_PUBLICATION = r"(?:version|article|report|story|edition|headline|caption|post)"
_MISTAKEN = re.compile(
    rf"(?:\b(?:earlier|previous|original|first) {_PUBLICATION}s?\b"
    rf"|\bthe {_PUBLICATION} (?:said|stated|gave)\b"
    r"|\b(?:wrong|incorrect|mistaken|erroneous)(?:ly)?\b|\bmisstated\b)[^.;]{0,120}$",
    re.IGNORECASE,
)
# A correction quotes what it corrects: "A report of 5 May gave the number as seven. It is six."
_CORRECTION = re.compile(r"^\W*(?:correction|corrected|clarification|erratum)\b", re.IGNORECASE)
_CORRECTED = re.compile(
    rf"\b{_PUBLICATION}s?\b[^.;]{{0,60}}\b(?:gave|said|stated|put|reported)\b[^.;]{{0,120}}$",
    re.IGNORECASE,
)
_RIGHT_AFTER_ALL = re.compile(
    r"\b(?:instead of|rather than|when it (?:is|was)|should have"
    r"|the (?:right|correct) \w+ (?:is|was))"
    rf"{_SMALL_WORDS}\s*[$£€]?$",
    re.IGNORECASE,
)
_PAST_YEAR = re.compile(
    rf"\b(?:in|since|of|during|by|from|until|back in)\s+(?:(?:early|late|mid)[\s-])?"
    rf"(?:(?P<month>{MONTH})\.?\s+(?:\d{{1,2}},?\s+)?)?(?P<year>{_YEAR})\b",
    re.IGNORECASE,
)
_PAST_WORDS = re.compile(
    r"\b(?:last year|(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|\d+|several|many)"
    r" (?:years?|decades?) (?:ago|earlier|before)|in the (?:19|20)\d0s)\b",
    re.IGNORECASE,
)
_WORD_OF_VALUE = re.compile(r"\s*((?:[$£€]\s?)?[\w.,%-]+(?:\s+(?:million|billion|thousand|%))?)")


class Staleness(Enum):
    """Why a value does not hold any more.

    Attributes:
        PRESENT: it holds, as far as its sentence tells.
        EARLIER: its sentence gives a newer value: "three" in "rose to five, from three".
        MISTAKEN: its sentence corrects it: "an earlier version said that three had died".
        BACKGROUND: its sentence tells of an earlier year: "in 2019 three died".
    """

    PRESENT = "present"
    EARLIER = "earlier"
    MISTAKEN = "mistaken"
    BACKGROUND = "background"


def asks_for_past(question: str) -> bool:
    """Tell whether a question asks for what was before; then no value is stale."""
    return _ASKS_FOR_PAST.search(question) is not None


def staleness_of(
    before: str, after: str, article_date: date | None, title: str | None = None
) -> Staleness:
    """Tell whether the words between two parts of their sentence give a value that is outdated.

    Args:
        before, after: the sentence up to the words, and from their end.
        article_date: decides which years are past; without it none is.
        title: of the article; says whether it is a correction, which quotes what it corrects.
    """
    if _RIGHT_AFTER_ALL.search(before) and _MISTAKEN.search(before):
        return Staleness.PRESENT
    if _MISTAKEN.search(before):
        return Staleness.MISTAKEN
    if title is not None and _CORRECTION.match(title) and _CORRECTED.search(before):
        return Staleness.MISTAKEN
    if _EARLIER.search(before) or _EARLIER_AFTER.search(after):
        return Staleness.EARLIER
    if article_date is not None and _is_background(before, after, article_date):
        return Staleness.BACKGROUND
    return Staleness.PRESENT


def earlier_values(sentence: str) -> Iterator[str]:
    """Give the values that a sentence tells as earlier or mistaken, a few words each."""
    for match in re.finditer(r"\S+", sentence):
        before = sentence[: match.start()]
        stale = staleness_of(before, "", None)
        if stale in (Staleness.EARLIER, Staleness.MISTAKEN):
            value = _WORD_OF_VALUE.match(sentence[match.start() :])
            if value is not None:
                yield value[1].rstrip(".,")


def _is_background(before: str, after: str, article_date: date) -> bool:
    if _PAST_WORDS.search(before) or _PAST_WORDS.search(after):
        return True
    years = [*_PAST_YEAR.finditer(before), *_PAST_YEAR.finditer(after)]
    return bool(years) and all(_is_past(match, article_date) for match in years)


def _is_past(match: re.Match[str], article_date: date) -> bool:
    """Tell whether a year is past; December is not, for an article of January."""
    months = (article_date.year - int(match["year"])) * 12 + article_date.month
    month = month_number(match["month"].lower()) if match["month"] else None
    return months > 12 if month is None else months - month > _RECENT_MONTHS
