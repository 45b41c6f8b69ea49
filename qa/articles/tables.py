"""Tables as text: each row is one line in which every cell carries the head of its column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

Grid = list[list[str]]

_LARGEST_SPAN = 1000
_LARGEST_GRID = 200_000
_LONGEST_HEAD = 60
_WRAP_WIDTH = 50
_MOST_EMPTY = 12  # columns; in wider tables an empty cell is left out


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as a file states it: its text, and how many rows and columns it covers."""

    text: str
    rows: int = 1
    columns: int = 1
    is_head: bool = False


def lay_out(rows: Sequence[Sequence[Cell]]) -> Grid:
    """Put cells into a grid, the text of one that covers several places in each of them.

    All rows of the grid have the same length; places that no cell covers are empty.
    """
    grid: Grid = [[] for _ in rows]
    below: dict[tuple[int, int], str] = {}
    for number, cells in enumerate(rows):
        line = grid[number]
        for cell in cells:
            _take_from_above(line, number, below)
            for _ in range(max(1, min(cell.columns, _LARGEST_SPAN))):
                for row in range(number + 1, min(number + max(cell.rows, 1), len(rows))):
                    if len(below) < _LARGEST_GRID:
                        below[row, len(line)] = cell.text
                line.append(cell.text)
        _take_from_above(line, number, below)
    width = max(map(len, grid), default=0)
    if width * len(grid) > _LARGEST_GRID:
        return grid
    return [line + [""] * (width - len(line)) for line in grid]


def count_heads(rows: Sequence[Sequence[Cell]]) -> int:
    """Count the rows at the top that hold nothing but heads of columns."""
    count = 0
    for cells in rows:
        filled = [cell for cell in cells if cell.text]
        # A row such as "2021 | 40 mm" begins with a head of its own and is no head row.
        if not all(cell.is_head for cell in filled):
            break
        count += 1
    return count if count < len(rows) else 0


def guess_heads(grid: Grid) -> int:
    """Count the head rows of a table that marks none: one, unless it reads like a row of values.

    The first row is taken for the head if it is filled, says something different in every column,
    and is short, and if a column below it holds figures where the head holds none or years. It is
    the first two, if a cell of the first goes over several columns that the second tells apart.
    """
    if len(grid) < 2 or len(grid[0]) < 2:
        return 0
    head = grid[0]
    if len(grid) > 2 and _are_two_heads(head, grid[1]):
        return 2
    names = [name for name in head[1:] if name]
    if len(names) < len(head) - 1 or len(set(head)) < len(head):
        return 0
    if any(len(name) > _LONGEST_HEAD or _ends_sentence(name) for name in head):
        return 0
    if any(_has_digit(name) and not _is_year(name) for name in head):
        return 0
    if any(_is_year(name) for name in names):
        return 1
    below = [line[column] for line in grid[1:] for column in range(1, len(head))]
    return 1 if any(_has_digit(text) for text in below) or len(grid) > 2 else 0


def _are_two_heads(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Tell whether the row below a head with cells over several columns tells these apart."""
    pairs = list(zip(upper, lower, strict=True))
    is_spanned = any(left == right and left for left, right in pairwise(upper))
    names = all(name and len(name) <= _LONGEST_HEAD for pair in pairs for name in pair)
    is_figure = any(_has_digit(name) and not _is_year(name) for name in lower)
    return is_spanned and names and len(set(pairs)) == len(pairs) and not is_figure


def write_rows(grid: Grid, heads: int) -> list[str]:
    """Write a table as lines of text, a sentence a row.

    Every cell stands with the head of its column, behind a bar, an empty one as a dash, so that
    no neighbour is taken for its value: "District: Harbour | 2021: – | 2022: 11." The head rows
    themselves are left out. A table of two columns without heads is one of names and values:
    "Child ticket: £4."

    Args:
        heads: how many rows at the top are heads of columns; with 0 no cell carries a head.
    """
    names = _names(grid[:heads])
    lines = (_write_row(line, names) for line in grid[heads:])
    return [_end_sentence(line) for line in lines if line]


def set_apart(lines: Sequence[str]) -> str:
    """Give what stands between the lines of a table: a line end, or a blank line.

    Long lines of like length would be taken for one wrapped sentence.
    """
    return "\n" if max(map(len, lines), default=0) < _WRAP_WIDTH else "\n\n"


def join_rows(lines: Sequence[str]) -> str:
    """Join the lines of a table so that each stays a sentence of its own."""
    return set_apart(lines).join(lines)


def _write_row(line: Sequence[str], names: Sequence[str]) -> str:
    if len(set(filter(None, line))) <= 1 and len(line) > 1 and all(line):
        return line[0]  # a cell over the whole row: a heading between rows
    if not names and len(line) == 2 and all(line):
        return f"{line[0].rstrip(':')}: {line[1]}"
    parts: list[str] = []
    for column, text in enumerate(line):
        name = names[column] if column < len(names) else ""
        if text:
            parts.append(f"{name}: {text}" if name and name != text else text)
        elif name and len(line) <= _MOST_EMPTY:
            parts.append(f"{name}: \u2013")
    return " | ".join(parts) if any(line) else ""


def _end_sentence(line: str) -> str:
    return f"{line}." if line[-1].isalnum() or line[-1] in "–%°²³)]\"'" else line


def _names(heads: Grid) -> list[str]:
    """The head of each column; of several head rows, all that differ, from the top down."""
    if not heads:
        return []
    columns = (list(dict.fromkeys(filter(None, texts))) for texts in zip(*heads, strict=False))
    return [", ".join(texts).rstrip(":") for texts in columns]


def _take_from_above(line: list[str], number: int, below: dict[tuple[int, int], str]) -> None:
    while (text := below.get((number, len(line)))) is not None:
        line.append(text)


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)


def _is_year(text: str) -> bool:
    return text[:4].isdigit() and 1000 <= int(text[:4]) <= 2999 and not text[4:5].isdigit()


def _ends_sentence(text: str) -> bool:
    return text.endswith((".", "!", "?")) and " " in text
