"""The lines at the start of an article that repeat what the heading of the page says."""

from __future__ import annotations

import re

from qa.types.article import Article

# A heading is short: a longer line is the article's own text.
_MAX_LINE = 200
_LINE = re.compile(r"[^\n]*(?:\n|$)")
_BETWEEN = re.compile(r"\band\b|[^\w]")


def repeated_heading_end(article: Article) -> int:
    """Give where the text begins that is neither title, byline, source nor day; 0 where all is."""
    facts = _facts(article)
    position = 0
    while position < len(article.text):
        match = _LINE.match(article.text, position)
        line = match[0] if match else ""
        if not line or len(line) > _MAX_LINE or not _only_repeats(line, article, facts):
            return position
        position += len(line)
    return 0


def _only_repeats(line: str, article: Article, facts: list[str]) -> bool:
    """Tell whether a line is blank, the title, or made of other facts of the heading alone."""
    rest = _fold(line)
    if not rest or rest == _fold(article.title or ""):
        return True
    rest = rest.removeprefix("by ")
    for fact in facts:
        rest = rest.replace(fact, " ")
    return not _BETWEEN.sub("", rest)


def _facts(article: Article) -> list[str]:
    facts = [*article.authors, article.source or ""]
    if day := article.date:
        month = day.strftime("%B")
        weekday = day.strftime("%A")
        facts += [f"{month} {day.day}, {day.year}", f"{day.day} {month} {day.year}"]
        facts += [day.isoformat(), weekday]
    return sorted(filter(None, map(_fold, facts)), key=len, reverse=True)


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())
