"""What the first lines of an article say about it: title, byline, date, dateline, source, link."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qa.articles.bylines import find_credits, match_byline
from qa.articles.dates import day_of_line, parse_day
from qa.articles.names import is_agency, is_paper, split_names

_LONGEST_TITLE = 200
_LINES = 14
_BARS = (" | ", " • ", " · ")

_BY_BEHIND = re.compile(r"\sby\s+([^|•·]{3,100})", re.IGNORECASE)
_DAY_BEHIND = re.compile(
    r"(?P<names>.{3,80}?)[\s,]+(?P<day>(?:last )?(?:updated|published|posted)\b.{5,80})",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(authors?|source|title|headline|url|link)\s*:\s*(\S.{0,300})", re.IGNORECASE
)
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_DATELINE = re.compile(
    # Words are never split (possessive): a long word would be split in all ways.
    r"(?P<place>(?:[^\W\d_a-z][\w.'\u2019\-]*+[ ,/]*+){0,8}?),?\s*"
    r"(?P<day>[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]{2,8}(?: \d{4})?)?,?\s*"
    r"\((?P<agency>[A-Z][\w.&'\u2019/ -]{1,30})\)\s*(?:-{1,2}|\u2013|—)\s*\S"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadingMetadata:
    """What the text itself states; None or empty where it does not."""

    title: str | None = None
    date: date | None = None
    source: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None


@dataclass(slots=True)
class _Notes:
    title: str | None = None
    published: date | None = None
    updated: date | None = None
    dateline: date | None = None
    source: str | None = None
    agency: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    opened: bool = False  # a line that could be the title, or the dateline, has gone by
    paragraphs: int = 0


def read_leading_metadata(
    text: str, boilerplate: Sequence[tuple[int, int]] = ()
) -> LeadingMetadata:
    """Read title, byline, date, source and link off the first lines of a normalised text.

    Only whole lines of a known form count, and only a day with its year is a date. The title is
    the first line that is none of them, unless it reads like running text. Without a byline at
    the head, "Writing by" or "Reporting by" anywhere names the authors.

    Args:
        boilerplate: ranges of the text to pass over, as `find_boilerplate` gives them.
    """
    notes = _Notes()
    ends = dict(boilerplate)
    start, seen = 0, 0
    # One long line may be a caption; behind two, what looks like a date is a part of the story.
    while start < len(text) and seen < _LINES and notes.paragraphs < 2:
        if start in ends:
            start = ends[start] + 1
            continue
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start:end].strip()
        if line:
            seen += 1
            if not _note(line, notes):
                if not notes.opened:
                    notes.opened = True
                    notes.title = notes.title or _title(line, text[end + 1 :])
                notes.paragraphs += len(line) > _LONGEST_TITLE
        start = end + 1
    return LeadingMetadata(
        title=notes.title,
        date=notes.published or notes.dateline or notes.updated,
        source=notes.source or notes.agency,
        authors=notes.authors or _credited(text),
        url=notes.url,
    )


def _note(line: str, notes: _Notes) -> bool:
    """Keep what a line of known form says; False if the line is of no such form."""
    return (
        _note_byline(line, notes)
        or _note_day(line, notes)
        or _note_label(line, notes)
        or _note_dateline(line, notes)
    )


def _note_day(line: str, notes: _Notes) -> bool:
    if (stated := day_of_line(line)) is None:
        return False
    day, later = stated
    if later:
        notes.updated = notes.updated or day
    else:
        notes.published = notes.published or day
    if match := _BY_BEHIND.search(line):
        notes.authors = notes.authors or split_names(match[1])[0]
    return True


def _note_byline(line: str, notes: _Notes) -> bool:
    byline = match_byline(line)
    if byline is None:
        return False
    names, rest = _split_off_day(byline.names)
    authors, agency = split_names(names)
    if not authors and not (agency and byline.is_sure):
        return False
    if not byline.is_sure:
        # What stands in one word behind a full name is a place: "Von Anna Klein, Berlin".
        full = tuple(name for name in authors if " " in name or not name.isascii())
        if full[:1] != authors[:1]:
            return False
        authors = full
    notes.authors = notes.authors or authors
    notes.agency = notes.agency or agency
    if rest:
        _note_day(rest, notes)
    return True


def _split_off_day(names: str) -> tuple[str, str]:
    """Split what follows "By" into the names and the day, or the section, that stands behind."""
    if (match := _DAY_BEHIND.fullmatch(names)) and day_of_line(match["day"]):
        return match["names"], match["day"]
    for mark in (" | ", " • ", " · ", " - ", " \u2013 ", " — ", ", ", " on "):
        before, _, after = names.partition(mark)
        if after and day_of_line(after):
            return before, after
        if after and mark in _BARS and " " not in after.strip():  # the name of a section
            return before, ""
    return names, ""


def _note_label(line: str, notes: _Notes) -> bool:
    if _LINK.fullmatch(line):
        notes.url = notes.url or line
    elif is_agency(line) or (notes.title and not notes.paragraphs and is_paper(line)):
        notes.agency = notes.agency or line
    elif match := _LABELLED.fullmatch(line):
        label, value = match[1].lower(), match[2].strip()
        if label in ("url", "link"):
            notes.url = notes.url or value
        elif label == "source":
            notes.source = notes.source or value
        elif label in ("title", "headline"):
            notes.title = notes.title or value
        else:
            notes.authors = notes.authors or split_names(value)[0]
    else:
        return False
    return True


def _note_dateline(line: str, notes: _Notes) -> bool:
    match = _DATELINE.match(line)
    if not match:
        return False
    place, agency = match["place"].strip(), match["agency"].strip()
    if not (is_agency(agency) or match["day"] or (place and place == place.upper())):
        return False
    notes.opened = True
    notes.agency = notes.agency or agency
    notes.dateline = notes.dateline or parse_day(match["day"] or "")
    return True


def _title(line: str, rest: str) -> str | None:
    following = rest[:1]
    stopped = line.rstrip("\"'”\u2019)").endswith((".", "!", "?", "…", ":", ","))
    within_paragraph = following.strip() and (stopped or following.islower())
    running_text = line.endswith(".") and (len(line) > 100 or not rest)
    if len(line) > _LONGEST_TITLE or within_paragraph or running_text:
        return None
    return " ".join(line.split())


def _credited(text: str) -> tuple[str, ...]:
    names = [name for credit in find_credits(text) for name in split_names(credit)[0]]
    return tuple(dict.fromkeys(names))
