"""Read times of day: "7pm", "19:00", "half past seven", "noon"."""

from __future__ import annotations

import re

from qa.text.calendar import any_of
from qa.text.moments.moment import Moment

_HOURS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), start=1
    )
}
_PAST = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20}
_HOUR = rf"(?P<hour>\d{{1,2}}|{any_of(_HOURS)})"
_PART = (
    r"(?:\s*(?:(?P<half>[ap])\.?\s?m\b\.?"
    r"|(?:in the|this|on \w+) (?P<part>morning|afternoon|evening)|(?P<night>at night)))"
)
_ZONES = {
    "gmt": 0, "utc": 0, "bst": 60, "cet": 60, "cest": 120, "est": -300, "edt": -240, "cst": -360,
    "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "ist": 330,
}  # fmt: skip
_ZONE = rf"(?:\s*(?P<zone>{any_of(_ZONES)})\b)?"
_TIMES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?P<past>half|quarter|(?<=at )(?:five|ten|twenty)|"
        r"(?:five|ten|twenty)(?= minutes))(?: minutes)? (?P<direction>past|to|after|before) "
        rf"{_HOUR}\b"
        rf"{_PART}?{_ZONE}",
        rf"\b{_HOUR}(?:[:.](?P<minute>[0-5]\d))?{_PART}{_ZONE}",
        rf"\b{_HOUR}(?:[:.](?P<minute>[0-5]\d))? o[’']?\s?clock{_PART}?{_ZONE}",
        rf"(?<!\d:)\b(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?!:\d)(?:\s?h(?:rs|ours)?\b)?{_ZONE}",
        rf"\b(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d)\s?(?:h|hrs|hours|(?={any_of(_ZONES)}\b)){_ZONE}",
    )
)
_NAMED = re.compile(rf"\b(?P<name>noon|midday|midnight)\b{_ZONE}|\b12 (?P<twelve>noon|midnight)\b")


def extract_times(text: str) -> tuple[list[tuple[int, Moment]], str]:
    """Give the times of a text in lower case with their places, and the text without them.

    What is taken out is replaced by blanks, so that places stay the same.
    """
    times: list[tuple[int, Moment]] = []
    for pattern in (_NAMED, *_TIMES):
        for match in pattern.finditer(text):
            moment = _time(match)
            if moment is not None:
                times.append((match.start(), moment))
                blank = " " * (match.end() - match.start())
                text = text[: match.start()] + blank + text[match.end() :]
    return times, text


def _time(match: re.Match[str]) -> Moment | None:
    groups = match.groupdict()
    name = groups.get("name") or groups.get("twelve")
    if name is not None:
        return _with_zone({0 if name == "midnight" else 720}, groups.get("zone"))
    hour = _HOURS.get(groups["hour"], 0) or int(groups["hour"])
    minute = int(groups.get("minute") or 0)
    if hour > 24:
        return None
    total = hour * 60 + minute
    if groups.get("past"):
        minutes = _PAST[groups["past"]]
        total += minutes if groups["direction"] in ("past", "after") else -minutes
    return _with_zone(_minutes(total, hour, groups), groups.get("zone"))


def _minutes(total: int, hour: int, groups: dict[str, str | None]) -> set[int]:
    """Give the minutes of the day: two where the text leaves open which half of the day."""
    if hour > 12 or (groups["hour"] or "").startswith("0"):
        return {total % 1440}
    morning = total % 720
    part = groups.get("part")
    if groups.get("half") == "a" or part == "morning":
        return {morning}
    if groups.get("half") == "p" or part in ("afternoon", "evening") or groups.get("night"):
        return {morning + 720}
    return {morning, morning + 720}


def _with_zone(minutes: set[int], zone: str | None) -> Moment:
    offset = _ZONES[zone] if zone else 0
    return Moment(
        minutes=frozenset((minute - offset) % 1440 for minute in minutes), has_zone=bool(zone)
    )
