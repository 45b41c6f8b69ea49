"""Pieces of text on a page to lines in reading order, with columns and tables told apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from qa.articles.marks import lower_text, raise_text
from qa.articles.pdf.drop_caps import join_drop_caps
from qa.articles.pdf.pieces import Line, Piece
from qa.articles.pdf.tables import join_tables

_SMALL = 0.86  # of the size of the line; smaller is a mark above or below it
_WIDE_GAP = 1.2  # in sizes; what stands further apart is of another column
_CELL_GAP = 0.35  # the same, if no blank is written in it
_ITEM_MARK = re.compile(r"\W{1,2}|[(\[]?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)\]]{1,2}", re.IGNORECASE)
_PROSE = 20  # characters: columns of prose hold longer lines, those of a table shorter ones
_LEAST_ROWS = 4


def read_lines(pieces: Sequence[Piece]) -> list[Line]:
    """Give the lines of a page in the order in which they are read.

    Columns of prose are read one after the other, down to a line that goes over both. Pieces that
    stand below each other in short columns are a table. Small raised and lowered characters are
    written as `marks` does.
    """
    rows = [_cut_row(row) for row in _find_rows(join_drop_caps(pieces))]
    gutters = _find_gutters(rows)
    if not gutters:
        return join_tables(rows)
    lines: list[Line] = []
    columns: list[list[list[Line]]] = [[] for _ in range(len(gutters) + 1)]
    for row in rows:
        crossing = [
            part for part in row for x in gutters if part.left < x - 2 and part.right > x + 2
        ]
        if crossing:
            lines += _flush(columns)
            lines += join_tables([row])
            continue
        for number, column in enumerate(columns):
            inside = [part for part in row if sum(part.left >= x - 2 for x in gutters) == number]
            if inside:
                column.append(inside)
    return lines + _flush(columns)


def _flush(columns: list[list[list[Line]]]) -> list[Line]:
    lines = [line for column in columns for line in join_tables(column)]
    for column in columns:
        column.clear()
    return lines


def _find_rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Put pieces on one baseline together, from the top down, and small raised ones to theirs."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.base, piece.left)):
        row = rows[-1] if rows else []
        if row and abs(row[0].base - piece.base) < 0.25 * max(piece.size, row[0].size):
            row.append(piece)
        else:
            rows.append([piece])
    merged: list[list[Piece]] = []
    for row in rows:
        if merged and _is_raised(merged[-1], row):
            merged[-1] = row + merged[-1]
        elif merged and _is_raised(row, merged[-1], lowered=True):
            merged[-1] = merged[-1] + row
        else:
            merged.append(row)
    return merged


def _is_raised(small: list[Piece], large: list[Piece], *, lowered: bool = False) -> bool:
    """Tell whether all pieces of one row are small and stand right at pieces of the other."""
    size = max(piece.size for piece in large)
    if any(piece.size > _SMALL * size for piece in small):
        return False
    distance = (small[0].base - large[0].base) * (-1 if lowered else 1)
    if not 0 < distance < 0.75 * size:
        return False
    return all(
        any(-size < mark.left - piece.right < size or piece.left <= mark.left <= piece.right
            for piece in large)
        for mark in small
    )  # fmt: skip


def _cut_row(row: list[Piece]) -> list[Line]:
    """Join the pieces of a row to lines; a wide gap begins another line."""
    sizes = Counter[float]()
    for piece in row:
        sizes[piece.size] += len(piece.text)
    size = max(sizes, key=lambda size: (sizes[size], size))
    size = max([size, *(piece.size for piece in row if piece.size * _SMALL > size)])
    base = median(piece.base for piece in row if piece.size > _SMALL * size)
    ordered = sorted(row, key=lambda piece: piece.left)
    lines: list[Line] = []
    for number, piece in enumerate(ordered):
        after = ordered[number + 1].text if number + 1 < len(ordered) else ""
        if not lines or _is_apart(lines[-1], ordered[number - 1], piece, size):
            text = _settle(piece, "", after, base, size)
            lines.append(Line(text, piece.left, piece.right, base, size))
            continue
        line = lines[-1]
        is_mark = piece.size <= _SMALL * size and abs(piece.base - base) > 0.08 * size
        blank = "" if is_mark or piece.left - line.right < 0.12 * size else " "
        text = line.text + blank + _settle(piece, line.text, after, base, size)
        lines[-1] = replace(line, text=text, right=max(line.right, piece.right))
    return [line for line in lines if line.text.strip()]


def _is_apart(line: Line, before: Piece, piece: Piece, size: float) -> bool:
    """Tell whether a piece stands in another column than the line before it.

    Where a page writes its blanks, a gap without one sets cells apart, but not the small mark of
    a note, nor what follows the mark of an item or dots that lead to it.
    """
    gap = (piece.left - line.right) / size
    if gap > _WIDE_GAP:
        return True
    is_mark = piece.size <= _SMALL * size
    is_unwritten = not is_mark and not before.ends_blank and not piece.begins_blank
    leads_on = line.text.endswith(("..", ". .")) or _ITEM_MARK.fullmatch(line.text)
    return is_unwritten and gap > _CELL_GAP and not leads_on


def _settle(piece: Piece, before: str, after: str, base: float, size: float) -> str:
    if piece.size > _SMALL * size:
        return piece.text
    if piece.base > base + 0.12 * size:
        return raise_text(before, piece.text, after)
    if piece.base < base - 0.08 * size:
        return lower_text(before, piece.text)
    return piece.text


def _find_gutters(rows: Sequence[Sequence[Line]]) -> list[float]:
    """Find where columns of prose begin: many rows start there behind a gap, both sides long."""
    starts: list[tuple[float, Line, Line]] = []
    for row in rows:
        starts += [(right.left, left, right) for left, right in pairwise(row)]
    gutters: list[float] = []
    while starts:
        x = max(
            (start for start, _, _ in starts),
            key=lambda x: sum(abs(start - x) < 4 for start, _, _ in starts),
        )
        group = [item for item in starts if abs(item[0] - x) < 4]
        starts = [item for item in starts if abs(item[0] - x) >= 4]
        lengths = [len(line.text) for _, left, right in group for line in (left, right)]
        if len(group) >= _LEAST_ROWS and median(lengths) >= _PROSE:
            gutters.append(min(start for start, _, _ in group))
    return sorted(gutters)
