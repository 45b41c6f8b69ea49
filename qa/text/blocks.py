"""Split a text into its blocks: paragraphs, headings, items of lists, rows of tables and cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

Range = tuple[int, int]

_BLANK_LINE = re.compile(r"\n{2,}")
_WRAP_WIDTH = 50  # a shorter line that ends without a stop is a heading or an item, not a wrap
_BORDER = " | "  # between the cells of a row, as qa.articles.tables writes them
_LONGEST_CELL = 200
_LONGEST_LIST = 30
_ITEM = re.compile(r"[-*•]|\d{1,3}[.)]\s+[^\W\d_]")
_MARK = re.compile(r"\s*(?:[-*•]|\d{1,3}[.)])\s+(?=\S)")
_LABEL = re.compile(r"[^|:\n]{1,60}: (?=\S)")


def block_ranges(text: str, start: int = 0, end: int | None = None) -> Iterator[Range]:
    """Give the ranges of the paragraphs, headings, list items and table rows of text[start:end].

    A blank line ends a block; so does a line end, unless the line was wrapped.
    """
    end = len(text) if end is None else end
    for paragraph in _paragraphs(text, start, end):
        yield from _lines(text, *paragraph)


def is_row(text: str, block: Range) -> bool:
    """Tell whether a block is a row of a table: cells with borders between them, none of them long.

    A bar in a paragraph makes no row of it.
    """
    cells = list(cell_ranges(text, block))
    return len(cells) > 1 and all(end - start <= _LONGEST_CELL for start, end in cells)


def cell_ranges(text: str, block: Range) -> Iterator[Range]:
    """Give the ranges of the cells of a row; a block without borders is one cell."""
    first, end = block
    while (border := text.find(_BORDER, first, end)) >= 0:
        yield first, border
        first = border + len(_BORDER)
    yield first, end


def content_start(text: str, cell: Range, is_in_row: bool) -> int:
    """Give where the content of a cell or a list item begins, behind its label or its mark.

    The label is the head of the column ("Teachers: 63"), the mark a dash or a number ("3. Owen").
    """
    prefix = (_LABEL if is_in_row else _MARK).match(text, *cell)
    return prefix.end() if prefix else cell[0]


def lead_in(text: str, start: int) -> Range | None:
    """Give the range of the line that introduces a list: "The winners are:".

    Args:
        start: where the list item begins, mark included.

    Return None where no item begins, or no line that ends in a colon introduces its list.
    """
    if not _MARK.match(text, start):
        return None
    line_end = start
    for _ in range(_LONGEST_LIST):
        line_end = len(text[:line_end].rstrip())
        line_start = text.rfind("\n", 0, line_end) + 1
        if not _MARK.match(text, line_start, line_end):
            is_introduction = text[line_start:line_end].endswith(":")
            return (line_start, line_end) if is_introduction else None
        line_end = line_start
    return None


def _paragraphs(text: str, start: int, end: int) -> Iterator[Range]:
    first = start
    for blank in _BLANK_LINE.finditer(text, start, end):
        if blank.start() > first:
            yield first, blank.start()
        first = blank.end()
    if end > first:
        yield first, end


def _lines(text: str, start: int, end: int) -> Iterator[Range]:
    """Give the runs of wrapped lines; a line that was not wrapped is a run of its own."""
    breaks = [position for position in range(start, end) if text[position] == "\n"]
    bounds = [start, *breaks, end]
    width = max(after - before for before, after in pairwise(bounds))
    first = start
    for before, line_end, next_end in zip(bounds, breaks, bounds[2:], strict=False):
        wrapped = width >= _WRAP_WIDTH and line_end - before >= 0.7 * width
        next_line = (line_end + 1, next_end)
        if (
            not wrapped
            or _ITEM.match(text, *next_line)
            or is_row(text, (first, line_end))
            or is_row(text, next_line)
        ):
            yield first, line_end
            first = line_end + 1
    yield first, end
