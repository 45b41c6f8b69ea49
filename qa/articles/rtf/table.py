"""A table of an RTF file, gathered cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from qa.articles.tables import guess_heads, join_rows, write_rows

WORDS = frozenset("cell nestcell row nestrow trowd trhdr cellx clmgf clmrg clvmgf clvmrg".split())
_MERGES = ("clmgf", "clmrg", "clvmgf", "clvmrg")
_MOST_ROWS = 100_000


@dataclass(slots=True)
class RtfTable:
    """The rows so far, and what the control words say of the row to come."""

    _rows: list[list[str]] = field(default_factory=list)
    _heads: int = 0
    _cells: list[str] = field(default_factory=list)
    _inner_cells: list[str] = field(default_factory=list)
    _inner_rows: list[str] = field(default_factory=list)
    _merges: list[str] = field(default_factory=list)
    _merge: str = ""
    _is_head: bool = False

    def take(self, word: str) -> None:
        """Apply a control word that describes a row or ends one."""
        if word == "trowd":
            self._merges, self._merge, self._is_head = [], "", False
        elif word == "trhdr":
            self._is_head = True
        elif word in _MERGES:
            self._merge = word
        elif word == "cellx":
            self._merges.append(self._merge)
            self._merge = ""
        elif word == "nestrow":
            self._inner_rows += write_rows([self._inner_cells], 0) if self._inner_cells else []
            self._inner_cells = []
        elif word == "row":
            self._end_row()

    def add_cell(self, text: str, *, is_nested: bool) -> None:
        """Add the text of a cell to the row, or to that of a table within a cell."""
        cells = self._inner_cells if is_nested else self._cells
        cells.append(" ".join(text.split()))

    def end(self) -> Iterator[str]:
        """Give the table as blocks of text, those of tables within it below, and begin anew."""
        self._end_row()
        self.take("nestrow")
        rows, heads, inner = self._rows, self._heads, self._inner_rows
        self._rows, self._heads, self._inner_rows = [], 0, []
        width = max(map(len, rows), default=0)
        grid = [row + [""] * (width - len(row)) for row in rows]
        heads = heads if 0 < heads < len(grid) else guess_heads(grid)
        if width == 1:  # a frame around text
            yield from (row[0] for row in grid)
        elif lines := write_rows(grid, heads):
            yield join_rows(lines)
        yield from inner

    def _end_row(self) -> None:
        row: list[str] = []
        above = self._rows[-1] if self._rows else []
        for column, text in enumerate(self._cells):
            merge = self._merges[column] if column < len(self._merges) else ""
            if merge == "clmrg" and row:
                text = row[-1]
            elif merge == "clvmrg" and column < len(above):
                text = above[column]
            row.append(text)
        self._cells = []
        if row and len(self._rows) < _MOST_ROWS:
            self._heads += self._is_head and self._heads == len(self._rows)
            self._rows.append(row)
