"""Tables of data in a page: their rows become lines of text that carry the heads of the columns."""

from __future__ import annotations

from qa.articles.html.parsing import Element
from qa.articles.tables import Cell, count_heads, guess_heads, join_rows, lay_out, write_rows

_LONGEST_CELL = 300
_TAGS_OF_ROLES = {
    "rowgroup": "tbody",
    "row": "tr",
    "cell": "td",
    "gridcell": "td",
    "columnheader": "th",
    "rowheader": "th",
}
_NOT_IN_DATA = "h1 h2 h3 h4 h5 h6 article section form pre blockquote table".split()


def write_tables(root: Element) -> None:
    """Put in the place of each table of data its caption and its rows, a paragraph each.

    Tables that only lay out a page stay as they are. Of tables inside each other, the inner ones
    are data.
    """
    _name_by_roles(root)
    for table in list(root.iter("table"))[::-1]:
        if table is not root:
            _write_table(table)


def _name_by_roles(root: Element) -> None:
    """Rename elements to table, row and cell where their roles say that they are these."""
    for table in list(root.iterfind(".//*[@role]")):
        if table.get("role") in ("table", "grid") and table.tag != "table":
            table.tag = "table"
            for item in table.iterfind(".//*[@role]"):
                item.tag = _TAGS_OF_ROLES.get(item.get("role"), item.tag)


def _write_table(table: Element) -> None:
    rows = [row for row in table.iter("tr") if _owner(row) is table]
    if not _is_data(table, rows):
        return
    cells = [[_cell(item) for item in row if item.tag in ("td", "th")] for row in rows]
    cells = [line for line in cells if line]
    grid = lay_out(cells)
    heads = _count_head_rows(rows) or count_heads(cells) or guess_heads(grid)
    caption = next((_text(item) for item in table.iter("caption")), "")
    lines = write_rows(grid, heads)
    tail = table.tail
    table.clear()
    table.tag, table.tail = "div", tail
    blocks = join_rows(lines).split("\n\n")
    for block in [caption, *blocks] if caption else blocks:
        paragraph = table.makeelement("p")
        table.append(paragraph)
        first, *others = block.split("\n")
        paragraph.text = first
        for line in others:
            paragraph.append(table.makeelement("br"))
            paragraph[-1].tail = line


def _is_data(table: Element, rows: list[Element]) -> bool:
    """Tell whether a table holds data: cells in rows and columns, none of them a piece of prose."""
    if table.get("role") in ("presentation", "none"):
        return False
    if next(table.iter(*_NOT_IN_DATA[:-1]), None) is not None:
        return False
    if any(item is not table for item in table.iter("table")):
        return False
    wide = [row for row in rows if sum(item.tag in ("td", "th") for item in row) > 1]
    if len(wide) < 2:
        return False
    texts = [_text(item) for row in rows for item in row]
    return max(map(len, texts), default=0) <= _LONGEST_CELL


def _count_head_rows(rows: list[Element]) -> int:
    count = 0
    for row in rows:
        if row.getparent().tag != "thead":
            break
        count += 1
    return count if count < len(rows) else 0


def _cell(element: Element) -> Cell:
    return Cell(
        text=_text(element),
        rows=_span(element.get("rowspan"), zero=1000),
        columns=_span(element.get("colspan"), zero=1),
        is_head=element.tag == "th",
    )


def _span(value: str | None, zero: int) -> int:
    if not value or not value.strip().isdigit():
        return 1
    return int(value.strip()[:4]) or zero


def _text(element: Element) -> str:
    parts: list[str] = []
    for item in element.iter():
        if item is not element and item.tag in ("p", "div", "br", "li"):
            parts.append(" ")
        parts.append(item.text or "")
        if item is not element:
            parts.append(item.tail or "")
    return " ".join("".join(parts).split())


def _owner(row: Element) -> Element | None:
    return next(row.iterancestors("table"), None)
