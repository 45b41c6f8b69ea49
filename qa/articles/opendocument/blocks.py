"""Paragraphs, lists, tables and text boxes of an OpenDocument text, in its order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from qa.articles.opendocument.runs import paragraph_text
from qa.articles.opendocument.styles import DRAW, OFFICE, TABLE, TEXT, Styles
from qa.articles.tables import Cell, guess_heads, join_rows, lay_out, write_rows
from qa.articles.xml_tree import Element

_PARAGRAPHS = (TEXT + "p", TEXT + "h")
_ROW_GROUPS = tuple(TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group"))
# Deleted text is kept at the top of a document; indexes repeat what stands elsewhere.
_LEFT_OUT = (
    TEXT + "tracked-changes",
    OFFICE + "forms",
    TEXT + "sequence-decls",
    OFFICE + "scripts",
)
_INDEXES = tuple(TEXT + name for name in ("table-of-content", "alphabetical-index", "user-index"))
_MOST_REPEATED = 200
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class _List:
    """Where a paragraph stands in lists: the style and the depth of the innermost."""

    style: str | None = None
    level: int = 0


@dataclass(slots=True)
class BlockReader:
    """Read the blocks of a document, and count what is left out.

    Attributes:
        styles: of the document.
        left_out: by kind.
    """

    styles: Styles
    left_out: Counter[str] = field(default_factory=Counter)
    _numbers: dict[tuple[str | None, int], int] = field(default_factory=dict)

    def read(self, container: Element, depth: int = 0) -> Iterator[str]:
        """Give the text of each paragraph, list item and table below an element."""
        yield from self._read(container, _List(), depth)

    def _read(self, container: Element, place: _List, depth: int) -> Iterator[str]:
        if depth > _DEEPEST:
            self.left_out["parts that are nested too deeply"] += 1
            return
        for child in container:
            tag = child.tag
            if not isinstance(tag, str) or tag in _LEFT_OUT or _is_hidden(child):
                continue
            if tag in _PARAGRAPHS:
                yield from self._read_paragraph(child, depth)
            elif tag == TEXT + "list":
                yield from self._read_list(child, place, depth)
            elif tag == TABLE + "table":
                yield from self._read_table(child, depth)
            elif tag in _INDEXES:
                self.left_out["a table of contents or an index"] += 1
            elif tag in (DRAW + "frame", DRAW + "custom-shape", DRAW + "g"):
                yield from self._read_shapes([child], depth)
            else:
                yield from self._read(child, place, depth + 1)

    def _read_paragraph(self, paragraph: Element, depth: int) -> Iterator[str]:
        self.left_out["a comment"] += sum(1 for _ in paragraph.iter(OFFICE + "annotation"))
        yield paragraph_text(paragraph, self.styles)
        shapes = [
            shape
            for shape in paragraph.iter(DRAW + "frame", DRAW + "custom-shape")
            if next(shape.iterancestors(*_PARAGRAPHS), None) is paragraph
        ]
        yield from self._read_shapes(shapes, depth)

    def _read_shapes(self, shapes: list[Element], depth: int) -> Iterator[str]:
        """Read text boxes, tables and shapes with text; of the others, count the objects."""
        for shape in shapes:
            boxes = list(shape.iterfind(f".//{DRAW}text-box"))
            own = [shape] if shape.tag == DRAW + "custom-shape" else []
            for box in (*boxes, *own):
                yield from self._read(box, _List(), depth + 1)
            if not boxes and shape.find(DRAW + "object") is not None:
                self.left_out["an embedded object such as a chart or a formula"] += 1

    def _read_list(self, element: Element, outer: _List, depth: int) -> Iterator[str]:
        name = element.get(TEXT + "style-name") or outer.style
        place = _List(name, outer.level + 1)
        key = (name, place.level)
        goes_on = element.get(TEXT + "continue-numbering") == "true" or element.get(
            TEXT + "continue-list"
        )
        if not goes_on or key not in self._numbers:
            self._numbers[key] = self.styles.first_number(name, place.level) - 1
        for item in element:
            if item.tag not in (TEXT + "list-item", TEXT + "list-header"):
                continue
            start = item.get(TEXT + "start-value")
            mark = ""
            if item.tag == TEXT + "list-item" and any(part.tag in _PARAGRAPHS for part in item):
                is_start = bool(start) and start.isdecimal() and len(start) < 7
                self._numbers[key] = int(start) if is_start else self._numbers[key] + 1
                mark = self.styles.mark(name, place.level, self._numbers[key])
            for number, text in enumerate(self._read(item, place, depth + 1)):
                yield mark + text if not number and text else text

    def _read_table(self, table: Element, depth: int) -> Iterator[str]:
        rows = list(_rows(table, is_head=False))
        cells: list[list[Cell]] = []
        inner: list[Element] = []
        for row, is_head in rows:
            line = [
                cell
                for item in row
                if item.tag == TABLE + "table-cell"
                for cell in self._cells(item)
            ]
            inner += [item for cell in row for item in cell.iterfind(TABLE + "table")]
            line = [replace(cell, is_head=is_head) for cell in line]
            cells += [line] * _repeated(row, "number-rows-repeated", line)
        heads = sum(1 for line in cells if line and all(cell.is_head for cell in line))
        grid = lay_out(cells)
        heads = heads if 0 < heads < len(grid) else guess_heads(grid)
        if len(grid[0] if grid else []) == 1:  # a frame around text
            yield from (line[0] for line in grid)
        elif lines := write_rows(grid, heads):
            yield join_rows(lines)
        for nested in inner:
            yield from self._read_table(nested, depth + 1)

    def _cells(self, item: Element) -> list[Cell]:
        paragraphs = [
            part
            for part in item.iter(*_PARAGRAPHS)
            if next(part.iterancestors(TABLE + "table-cell"), None) is item
            and next(part.iterancestors(TEXT + "note", OFFICE + "annotation"), None) is None
        ]
        self.left_out["a comment"] += sum(1 for _ in item.iterfind(f".//{OFFICE}annotation"))
        text = " ".join(paragraph_text(part, self.styles) for part in paragraphs)
        columns = item.get(TABLE + "number-columns-spanned") or "1"
        rows = item.get(TABLE + "number-rows-spanned") or "1"
        cell = Cell(" ".join(text.split()), rows=_whole(rows), columns=_whole(columns))
        return [cell] * _repeated(item, "number-columns-repeated", [cell])


def _rows(table: Element, *, is_head: bool) -> Iterator[tuple[Element, bool]]:
    """Give the rows of a table, and whether each is one that holds heads."""
    for child in table:
        if child.tag == TABLE + "table-row":
            yield child, is_head
        elif child.tag in _ROW_GROUPS:
            yield from _rows(child, is_head=is_head or child.tag == _ROW_GROUPS[0])


def _repeated(element: Element, name: str, cells: list[Cell]) -> int:
    """Tell how often a row or a cell stands in the table; empty ones fill whole sheets."""
    count = _whole(element.get(TABLE + name) or "1")
    return min(count, _MOST_REPEATED if any(cell.text for cell in cells) else 1)


def _whole(text: str) -> int:
    return max(1, int(text)) if text.isdecimal() and len(text) < 8 else 1


def _is_hidden(element: Element) -> bool:
    is_hidden = element.get(TEXT + "is-hidden") == "true"
    return is_hidden or bool(element.get(TEXT + "display") == "none")
