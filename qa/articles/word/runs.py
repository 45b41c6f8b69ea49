"""The text of a paragraph of a Word document, as a reader of the page sees it."""

from __future__ import annotations

from typing import Any, TypeAlias

from qa.articles.marks import write_pieces
from qa.articles.word.symbols import replace_symbols, symbol_text

Element: TypeAlias = Any  # lxml has no types

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OFF = ("0", "false", "off", "none")

# Tracked deletions, the old places of moved text, code of fields, readings above characters.
_LEFT_OUT = frozenset(
    (
        *(W + name for name in ("del", "moveFrom", "instrText", "delText", "rt", "pPr", "sdtPr")),
        *(W + name for name in ("txbxContent", "footnoteReference", "endnoteReference")),
        _COMPATIBILITY + "Fallback",
    )
)
_CHARACTERS = {
    W + "tab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "ptab": "\t",
}


def paragraph_text(paragraph: Element) -> str:
    """Give the text of a paragraph.

    Tracked insertions and what stands in content controls, links and fields is text. Tracked
    deletions, struck-out and hidden characters are not. Marks of notes are left out, and exponents
    are written as `marks.raise_text` does.
    """
    return write_pieces(_runs(paragraph, None))


def is_on(properties: Element | None, name: str) -> bool:
    """Tell whether a property that is on or off, such as "strike", is set and on."""
    flag = properties.find(W + name) if properties is not None else None
    return flag is not None and (flag.get(W + "val") or "1") not in _OFF


def _runs(element: Element, position: str | None) -> list[tuple[str | None, str]]:
    """Give pieces of text with their place: None on the line, "superscript" or "subscript"."""
    pieces: list[tuple[str | None, str]] = []
    for child in element:
        tag = child.tag
        if tag in _LEFT_OUT or not isinstance(tag, str):
            continue
        if tag in (W + "t", _MATH + "t"):
            pieces.append((position, replace_symbols(_font_of(element), child.text or "")))
        elif tag == W + "sym":
            symbol = symbol_text(child.get(W + "font"), child.get(W + "char"))
            pieces.append((position, symbol))
        elif tag in _CHARACTERS:
            pieces.append((position, _CHARACTERS[tag]))
        elif tag == W + "r":
            properties = child.find(W + "rPr")
            if not any(is_on(properties, name) for name in ("strike", "dstrike", "vanish")):
                pieces += _runs(child, _vertical_place(properties) or position)
        elif tag == W + "sdt" and _shows_placeholder(child):
            continue
        elif tag in (_MATH + "sup", _MATH + "sub"):
            pieces += _runs(child, "superscript" if tag == _MATH + "sup" else "subscript")
        elif tag == _MATH + "den":
            pieces += [(position, "/"), *_runs(child, position)]
        else:
            pieces += _runs(child, position)
    return pieces


def _font_of(run: Element) -> str | None:
    fonts = run.find(f"{W}rPr/{W}rFonts")
    name = fonts.get(W + "ascii") if fonts is not None else None
    return None if name is None else str(name)


def _vertical_place(properties: Element | None) -> str | None:
    align = properties.find(W + "vertAlign") if properties is not None else None
    value = align.get(W + "val") if align is not None else None
    if value in ("superscript", "subscript"):
        return str(value)
    return _raised_by_hand(properties)


def _raised_by_hand(properties: Element | None) -> str | None:
    """Give the place of characters that are raised or lowered by some points, in half points."""
    offset = properties.find(W + "position") if properties is not None else None
    value = offset.get(W + "val") if offset is not None else None
    if value is None or not value.lstrip("-").isdigit() or abs(int(value)) < 3:
        return None
    return "superscript" if int(value) > 0 else "subscript"


def _shows_placeholder(control: Element) -> bool:
    """Tell whether a content control holds only the words that ask for text ("Click to enter")."""
    return is_on(control.find(W + "sdtPr"), "showingPlcHdr")
