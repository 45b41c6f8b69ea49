"""Paragraphs, tables and text boxes of a Word document, in the order of the document."""

from __future__ import annotations

from collections.abc import Iterator

from qa.articles.tables import Cell, guess_heads, join_rows, lay_out, write_rows
from qa.articles.word.numbering import Numbering
from qa.articles.word.runs import Element, W, is_on, paragraph_text

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"


def read_blocks(container: Element, numbering: Numbering) -> Iterator[str]:
    """Give the text of each paragraph and each table below an element, as a reader sees it.

    A text box follows the paragraph that it is tied to; a table within a cell follows the table.
    """
    for child in container:
        if child.tag == W + "p":
            text = paragraph_text(child)
            mark = numbering.mark(child) if text else ""
            yield mark + text
            for box in _text_boxes(child):
                yield from read_blocks(box, numbering)
        elif child.tag == W + "tbl":
            yield from _read_table(child, numbering)
        elif child.tag not in (W + "del", W + "moveFrom", W + "sdtPr", W + "sectPr"):
            yield from read_blocks(child, numbering)


def _text_boxes(paragraph: Element) -> Iterator[Element]:
    """The text boxes of a paragraph, each once: files hold most of them in two forms."""
    for box in paragraph.iter(W + "txbxContent"):
        above = list(box.iterancestors())
        fallback = next((item for item in above if item.tag == _FALLBACK), None)
        if fallback is not None and any(
            beside.find(f".//{W}txbxContent") is not None
            for beside in fallback.getparent().findall(_CHOICE)
        ):
            continue
        # One within another is read with the outer one.
        owner = next((item for item in above if item.tag in (W + "p",)), None)
        if owner is paragraph:
            yield box


def _read_table(table: Element, numbering: Numbering) -> Iterator[str]:
    rows = [row for row in _children(table, W + "tr") if not _is_deleted(row)]
    cells, inner = _read_cells(rows, numbering)
    grid = lay_out(cells)
    heads = sum(is_on(row.find(W + "trPr"), "tblHeader") for row in rows)
    heads = heads if 0 < heads < len(rows) else guess_heads(grid)
    if len(grid[0] if grid else []) == 1:  # a frame around text
        yield from (line[0] for line in grid)
    elif lines := write_rows(grid, heads):
        yield join_rows(lines)
    for nested in inner:
        yield from _read_table(nested, numbering)


def _read_cells(
    rows: list[Element], numbering: Numbering
) -> tuple[list[list[Cell]], list[Element]]:
    """The cells of a table, those merged downwards with their length, and the tables in them."""
    cells: list[list[Cell]] = []
    inner: list[Element] = []
    open_above: dict[int, tuple[int, int]] = {}  # column -> place of the cell that goes on
    for number, row in enumerate(rows):
        line: list[Cell] = []
        column = _number(row.find(W + "trPr"), "gridBefore") or 0
        line += [Cell("")] * column
        for item in _children(row, W + "tc"):
            properties = item.find(W + "tcPr")
            columns = _number(properties, "gridSpan") or 1
            merge = properties.find(W + "vMerge") if properties is not None else None
            if merge is not None and merge.get(W + "val") != "restart" and column in open_above:
                place = open_above[column]
                above = cells[place[0]][place[1]]
                cells[place[0]][place[1]] = Cell(
                    above.text, above.rows + 1, above.columns, above.is_head
                )
            else:
                if merge is not None:
                    open_above[column] = (number, len(line))
                else:
                    open_above.pop(column, None)
                line.append(Cell(_cell_text(item, numbering), columns=columns))
                inner += [nested for nested in item.iter(W + "tbl") if _owner(nested) is item]
            column += columns
        cells.append(line)
    return cells, inner


def _cell_text(cell: Element, numbering: Numbering) -> str:
    paragraphs = (item for item in cell.iter(W + "p") if _owner(item) is cell)
    return " ".join(" ".join(map(paragraph_text, paragraphs)).split())


def _children(element: Element, tag: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also those within content controls and insertions."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "ins", W + "customXml"):
            yield from _children(child, tag)


def _owner(element: Element) -> Element | None:
    return next(element.iterancestors(W + "tc"), None)


def _is_deleted(row: Element) -> bool:
    properties = row.find(W + "trPr")
    return properties is not None and properties.find(W + "del") is not None


def _number(properties: Element | None, name: str) -> int | None:
    item = properties.find(W + name) if properties is not None else None
    value = item.get(W + "val") if item is not None else None
    return int(value) if value and value.isdigit() else None
