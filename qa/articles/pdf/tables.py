"""Rows in columns on a page to the sentences of their table, with cells of several lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.articles.pdf.pieces import Line
from qa.articles.tables import Grid, guess_heads, join_rows, write_rows

_LEAST_ROWS = 4
_ROWS_AHEAD = 8
_LONGEST_CELL = 50  # characters; few rows with longer pieces are lines with something beside them
_ITEM_MARK = re.compile(r"[^\w\s]|(?:\d{1,3}\.){1,4}|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})\)")
_NEAR = 3.0  # in sizes; what stands further below begins another table
_LINE_HEIGHT = 1.45  # in sizes; lines of one cell stand closer, rows of most tables further apart
_CLOSER = 0.8  # of the distance to the other neighbour

# The lines that stand on one baseline, from left to right.
Row = Sequence[Line]


def join_tables(rows: Sequence[Row]) -> list[Line]:
    """Put in the place of rows in columns the sentences of their table."""
    rows = [[_join_row(row)] if _is_item(row) else row for row in rows]
    lines: list[Line] = []
    start = 0
    while start < len(rows):
        end = _end_of_table(rows, start)
        if end == start:
            lines += rows[start]
            start += 1
            continue
        lines += _write_table(rows[start:end])
        start = end
    return lines


def _end_of_table(rows: Sequence[Row], start: int) -> int:
    """Give the end of the table that begins with a row; the row itself if none begins there.

    A row of one line belongs to it if that is a line of a cell: it stands within a column, and
    other rows follow.
    """
    end = start
    for number in range(start, len(rows)):
        row = rows[number]
        if number > start and not _is_near(rows[number - 1], row):
            break
        if len(row) > 1:
            end = number + 1
            continue
        column = _column_of_cell(rows, start, number)
        if column is None:
            break
        # Behind the last full row, only what is close below it belongs to its cells.
        if column and end == number > start and _is_next_line(rows[number - 1], row):
            end = number + 1
    return end


def _is_item(row: Row) -> bool:
    """Tell whether a row is the first line of an item: its mark, and its text behind a gap."""
    return len(row) == 2 and bool(_ITEM_MARK.fullmatch(row[0].text))


def _is_near(above: Row, row: Row) -> bool:
    return above[0].base - row[0].base < _NEAR * above[0].size


def _is_next_line(above: Row, row: Row) -> bool:
    return above[0].base - row[0].base < _LINE_HEIGHT * row[0].size


def _column_of_cell(rows: Sequence[Row], start: int, number: int) -> int | None:
    """Give the column in which a row of one line goes on with a cell of its neighbours, if any."""
    line = rows[number][0]
    around = [*rows[start:number], *rows[number + 1 : number + _ROWS_AHEAD]]
    full = [row for row in around if len(row) > 1]
    edges = _column_edges([part for row in full for part in row])
    if not full or len(line.text) > _LONGEST_CELL or len(edges) < 2:
        return None
    covered = [
        column for column, (low, high) in enumerate(edges) if line.left < high and line.right > low
    ]
    if len(covered) != 1:
        return None
    if covered[0] > 0:
        return covered[0]
    # A line in the first column may be a heading between rows, or prose below the table.
    if abs(line.left - full[0][0].left) > line.size / 2:
        return None
    above = rows[number - 1][0].base - line.base if number > start else line.size * _NEAR
    below = line.base - rows[number + 1][0].base if number + 1 < len(rows) else 0.0
    return 0 if above < _CLOSER * below else None


def _write_table(rows: Sequence[Row]) -> list[Line]:
    parts = [part for row in rows for part in row]
    edges = _column_edges(parts)
    groups = _group_rows(rows, edges)
    is_prose = len(groups) < _LEAST_ROWS and any(len(part.text) > _LONGEST_CELL for part in parts)
    if len(groups) < 2 or len(edges) < 2 or is_prose:
        return [_join_row(row) for row in rows]
    grid: Grid = []
    for group in groups:
        cells = [""] * len(edges)
        for row in group:
            for part in row:
                column = _column_of(part, edges)
                cells[column] = f"{cells[column]} {part.text}".strip()
        grid.append(cells)
    text = join_rows(write_rows(grid, guess_heads(grid)))
    first, last = rows[0][0], rows[-1][-1]
    right = max(part.right for part in parts)
    return [Line(text, first.left, right, last.base, first.size, is_table=True)] if text else []


def _group_rows(rows: Sequence[Row], edges: Sequence[tuple[float, float]]) -> list[list[Row]]:
    """Put rows together that are lines of the same cells.

    Tables set their rows further apart than the lines of a cell. What stands as close as lines is
    one row of the table, if only one of its lines begins in the first column; where several do, the
    table sets its rows as close as lines, and only single lines go on with the row above.
    """
    groups: list[list[Row]] = []
    for lines in _split_at_gaps(rows):
        full = [row for row in lines if len(row) > 1 and _column_of(row[0], edges) == 0]
        if len(full) < 2:
            groups.append(lines)
            continue
        for row in lines:
            if len(row) > 1 or not groups or row is lines[0]:
                groups.append([row])
            else:
                groups[-1].append(row)
    return groups


def _split_at_gaps(rows: Sequence[Row]) -> list[list[Row]]:
    """Split rows where the next one stands further below than the next line of a cell would."""
    parts: list[list[Row]] = []
    for row in rows:
        if parts and _is_next_line(parts[-1][-1], row):
            parts[-1].append(row)
        else:
            parts.append([row])
    return parts


def _column_of(part: Line, edges: Sequence[tuple[float, float]]) -> int:
    return next(column for column, (low, high) in enumerate(edges) if low <= part.left <= high)


def _column_edges(parts: Sequence[Line]) -> list[tuple[float, float]]:
    """Give the columns of a table: stretches of the page's width that its cells cover."""
    edges: list[tuple[float, float]] = []
    for part in sorted(parts, key=lambda part: part.left):
        if edges and part.left < edges[-1][1]:
            edges[-1] = (edges[-1][0], max(edges[-1][1], part.right))
        else:
            edges.append((part.left, part.right))
    return edges


def _join_row(row: Row) -> Line:
    text = " ".join(part.text for part in row)
    return replace(row[0], text=text, right=row[-1].right)
