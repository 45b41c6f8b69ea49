"""Write a citation in APA style, seventh edition, as an article of a newspaper or a web site."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Sequence
from datetime import date

from qa.citations.authors import Author
from qa.citations.citation import Citation

# Of more authors than this the first 19 and the last one are named (Publication Manual, 9.8).
_MOST_AUTHORS = 20


def to_apa(citation: Citation) -> str:
    """Give one line: authors, day, title, source, pages, address."""
    parts = [f"({_day(citation.date)})."]
    if citation.authors:
        parts.insert(0, _ended(_authors(citation.authors)))
        parts.append(_ended(citation.title))
    else:
        # Without an author the title stands in its place.
        parts.insert(0, _ended(citation.title))
    if citation.source:
        pages = f", {citation.pages}" if citation.pages else ""
        parts.append(_ended(citation.source + pages))
    if citation.url:
        parts.append(citation.url)
    return " ".join(parts)


def _authors(authors: Sequence[Author]) -> str:
    names = [
        f"{author.family}, {author.initials}" if author.given else author.family
        for author in authors
    ]
    if len(names) > _MOST_AUTHORS:
        return f"{', '.join(names[: _MOST_AUTHORS - 1])}, . . . {names[-1]}"
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])}, & {names[-1]}"


def _day(day: date | None) -> str:
    return "n.d." if day is None else f"{day.year}, {month_name[day.month]} {day.day}"


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
