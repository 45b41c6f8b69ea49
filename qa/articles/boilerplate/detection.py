"""Lines that belong to the page and not to the article: forms, menus, share links, copyright.

A line counts only if all of it is boilerplate of a known form. A sentence that merely has the words
in it ("Copyright law was changed ...") never does, and neither do bylines, captions or datelines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.articles.boilerplate.patterns import (
    BOILERPLATE,
    COMMENTS,
    OTHERS,
    SECTION,
    STRONG,
    TALK,
)

_CREDIT = re.compile(
    r"\W{0,3}(?:additional |further )?(?:writing|written|reporting|reported|editing|edited|compiled"
    r"|photo(?:graph)?s?|photography|graphics?)(?: and \w+)? by\b.{2,300}",
    re.IGNORECASE,
)
_APPEAL = re.compile(
    r"(?:share|follow|find|like|tags?|topics?|filed|related|read|more|see|log|sign)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?:\S+\s+){4,}\S*[.!?…][\"'”’)]*")
_ITEM = re.compile(r"\s*(?:[-*\u2022]|\d{1,3}\.)\s")
_MARKERS = " \t-*•·|>»«<→←▸"
_BARS = re.compile(r"\s*[|•·»]\s*|\s+[>/]\s+")
_LONGEST = 260
_LONGEST_HEADLINE = 120
_LATE = 0.4


def find_boilerplate(text: str) -> tuple[tuple[int, int], ...]:
    """Find the lines of a normalised text that belong to the page and not to the article.

    A short name such as "WhatsApp" or "Help" is text where a line that ends in a colon leads to it,
    or where it stands alone between sentences. In the last 60 percent of the text, everything below
    a heading of a comment section is boilerplate but credits ("Editing by ..."), and so are the
    headlines below "Related stories" and its like.

    Returns:
        Sorted, disjoint ranges of characters, each of whole lines without the last line feed;
        no two with nothing but blank lines between them.
    """
    lines = list(_lines(text))
    marked = [_is_boilerplate(line) for _, _, line in lines]
    _mark_menus([line for _, _, line in lines], marked)
    _unmark_names([line for _, _, line in lines], marked)
    _unmark_items(text, lines, marked)
    _mark_headlines([line for start, _, line in lines if start >= _LATE * len(text)], marked)
    for index in range(_comments_from(lines, len(text)), len(lines)):
        marked[index] = not _CREDIT.fullmatch(lines[index][2])
    ranges: list[tuple[int, int]] = []
    joins = False
    for (start, end, _), mark in zip(lines, marked, strict=True):
        if mark and joins:
            ranges[-1] = (ranges[-1][0], end)
        elif mark:
            ranges.append((start, end))
        joins = mark
    return tuple(ranges)


def _lines(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and words of every line that is not blank."""
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            yield start, end, line.strip(_MARKERS)
        start = end + 1


def _is_boilerplate(line: str) -> bool:
    if len(line) > _LONGEST:
        return False
    if BOILERPLATE.fullmatch(line):
        return True
    parts = list(filter(None, _BARS.split(line)))
    return len(parts) > 1 and all(map(_is_menu, parts))


def _is_menu(words: str) -> bool:
    return len(words) <= 40 and bool(BOILERPLATE.fullmatch(words) or SECTION.fullmatch(words))


def _mark_menus(lines: list[str], marked: list[bool]) -> None:
    """Mark three and more names of sections in a row, as a menu leaves them in a copied page."""
    run = 0
    for index, line in enumerate([*lines, ""]):
        if line and _is_menu(line):
            run += 1
            continue
        if run >= 3:
            marked[index - run : index] = [True] * run
        run = 0


def _unmark_names(lines: list[str], marked: list[bool]) -> None:
    """Unmark names that the article itself lists, and single ones between its sentences."""
    for index in range(len(lines)):
        if not marked[index] or (index and marked[index - 1]):
            continue
        end = index
        while end < len(lines) and marked[end] and _is_name(lines[end]):
            end += 1
        if end == index or (end < len(lines) and marked[end]):
            continue
        before = lines[index - 1] if index else ""
        after = lines[end] if end < len(lines) else ""
        is_list = before.endswith(":") and not _APPEAL.match(before)
        between = end == index + 1 and _SENTENCE.fullmatch(before) and _SENTENCE.fullmatch(after)
        if is_list or between:
            marked[index:end] = [False] * (end - index)


def _unmark_items(text: str, lines: list[tuple[int, int, str]], marked: list[bool]) -> None:
    """Unmark the names in a list of items that a line with a colon leads to."""
    introduction = ""
    for index, (start, end, line) in enumerate(lines):
        if not _ITEM.match(text, start, end):
            introduction = line
        elif marked[index] and introduction.endswith(":") and _is_name(line):
            marked[index] = bool(_APPEAL.match(introduction))


def _is_name(line: str) -> bool:
    return len(line.split()) <= 2 and not STRONG.search(line)


def _mark_headlines(lines: list[str], marked: list[bool]) -> None:
    """Mark what follows "Related stories", to the first line that ends like a sentence.

    `lines` are the last ones of those that `marked` tells of.
    """
    below = False
    for index, line in enumerate(lines, start=len(marked) - len(lines)):
        headline = len(line) <= _LONGEST_HEADLINE and not line.endswith((".", "\u201d", '"', ")"))
        below = bool(OTHERS.fullmatch(line)) or (below and headline and not _CREDIT.fullmatch(line))
        marked[index] |= below


def _comments_from(lines: list[tuple[int, int, str]], length: int) -> int:
    """The index of the heading below which readers' comments begin; past the end if none does."""
    for index, (start, _, line) in enumerate(lines):
        heading = COMMENTS.fullmatch(line) if start >= _LATE * length else None
        if heading and (
            not heading["weak"] or any(TALK.fullmatch(item) for _, _, item in lines[index + 1 :])
        ):
            return index
    return len(lines)
