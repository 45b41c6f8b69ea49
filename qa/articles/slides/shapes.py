"""The texts and tables of a slide of a presentation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from qa.articles.marks import write_pieces
from qa.articles.tables import Cell, guess_heads, join_rows, lay_out, write_rows
from qa.articles.xml_tree import Element

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TITLES = ("title", "ctrTitle")
# Placeholders that every slide repeats, and the picture of the slide on a page of notes.
_REPEATED = ("dt", "ftr", "sldNum", "hdr", "sldImg")
_OFF = ("noStrike", None)
_DEEPEST = 40


@dataclass(slots=True)
class SlideText:
    """What a slide says.

    Attributes:
        title: the text of its placeholder for titles, or "".
        blocks: the other texts and the tables, in the order of the file.
        left_out: kinds of what is no text, counted.
    """

    title: str = ""
    blocks: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)


def read_slide(root: Element) -> SlideText:
    """Read the shapes of a slide, or of its page of notes."""
    slide = SlideText()
    tree = root.find(f"{P}cSld/{P}spTree")
    if tree is not None:
        _read_shapes(tree, slide, 0)
    return slide


def _read_shapes(container: Element, slide: SlideText, depth: int) -> None:
    for shape in container:
        if not isinstance(shape.tag, str) or depth > _DEEPEST or _is_hidden(shape):
            continue
        if shape.tag == P + "sp":
            _read_text(shape, slide)
        elif shape.tag == P + "grpSp":
            _read_shapes(shape, slide, depth + 1)
        elif shape.tag == P + "graphicFrame":
            tables = list(shape.iter(A + "tbl"))
            slide.blocks += (text for table in tables for text in _read_table(table))
            if not tables:
                slide.left_out["charts, diagrams or embedded objects"] += 1
        elif shape.tag == _COMPATIBILITY + "AlternateContent":
            choice = next(iter(shape), None)  # the others say the same for older programs
            if choice is not None:
                _read_shapes(choice, slide, depth + 1)


def _read_text(shape: Element, slide: SlideText) -> None:
    placeholder = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
    kind = placeholder.get("type") if placeholder is not None else None
    body = shape.find(P + "txBody")
    if body is None or kind in _REPEATED:
        return
    paragraphs = list(_paragraphs(body))
    if kind in _TITLES and not slide.title:
        slide.title = " ".join(" ".join(paragraphs).split())
    elif paragraphs:
        slide.blocks.append("\n".join(paragraphs))


def _paragraphs(body: Element) -> Iterator[str]:
    """Give the paragraphs of a text, with the numbers and marks that the file gives its items."""
    number = 0
    for paragraph in body.iterfind(A + "p"):
        properties = paragraph.find(A + "pPr")
        numbered = properties.find(A + "buAutoNum") if properties is not None else None
        text = write_pieces(_runs(paragraph))
        if not text:
            continue
        if numbered is not None:
            start = numbered.get("startAt") or "1"
            number = number + 1 if number else int(start) if start.isdecimal() else 1
            yield f"{number}. {text}"
            continue
        number = 0
        is_item = properties is not None and properties.find(A + "buChar") is not None
        yield f"- {text}" if is_item else text


def _runs(paragraph: Element) -> Iterator[tuple[str | None, str]]:
    for child in paragraph:
        if child.tag == A + "br":
            yield None, "\n"
        elif child.tag in (A + "r", A + "fld"):
            properties = child.find(A + "rPr")
            struck = properties.get("strike") if properties is not None else None
            if struck in _OFF:
                yield _place(properties), "".join(child.itertext(A + "t"))


def _place(properties: Element | None) -> str | None:
    raised = properties.get("baseline") if properties is not None else None
    if not raised or not raised.removesuffix("%").lstrip("-").isdecimal() or int(raised) == 0:
        return None
    return "subscript" if raised.startswith("-") else "superscript"


def _read_table(table: Element) -> Iterator[str]:
    rows = [
        [
            Cell(_cell_text(item), rows=_span(item, "rowSpan"), columns=_span(item, "gridSpan"))
            for item in row.iterfind(A + "tc")
            if not (_is_on(item, "hMerge") or _is_on(item, "vMerge"))
        ]
        for row in table.iterfind(A + "tr")
    ]
    properties = table.find(A + "tblPr")
    grid = lay_out(rows)
    has_heads = properties is not None and _is_on(properties, "firstRow") and len(grid) > 1
    heads = 1 if has_heads else guess_heads(grid)
    if lines := write_rows(grid, heads):
        yield join_rows(lines)


def _cell_text(cell: Element) -> str:
    return " ".join(" ".join(write_pieces(_runs(item)) for item in cell.iter(A + "p")).split())


def _span(cell: Element, name: str) -> int:
    text = cell.get(name) or "1"
    return int(text) if text.isdecimal() and len(text) < 5 else 1


def _is_on(element: Element, name: str) -> bool:
    return element.get(name) in ("1", "true")


def _is_hidden(shape: Element) -> bool:
    """Tell whether a shape is switched off; its own properties come first in it."""
    properties = shape.find(f"*/{P}cNvPr")
    return properties is not None and _is_on(properties, "hidden")
