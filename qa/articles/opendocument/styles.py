"""What the styles of an OpenDocument text say of characters, and of the marks of list items."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qa.articles.xml_tree import Element

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"

_DEEPEST = 20
_MARKS = {"bullet": "- ", "image": "- "}


@dataclass(frozen=True, slots=True)
class Look:
    """How characters look: hidden or struck out, and "superscript", "subscript" or None."""

    is_unseen: bool = False
    position: str | None = None


class Styles:
    """The styles of a document, those that it uses automatically and those with names.

    Args:
        roots: the roots of its parts that hold styles.
    """

    def __init__(self, roots: Iterable[Element]) -> None:
        self._styles: dict[str, Element] = {}
        self._lists: dict[str, Element] = {}
        for root in roots:
            for style in root.iter(STYLE + "style"):
                self._styles.setdefault(style.get(STYLE + "name"), style)
            for style in root.iter(TEXT + "list-style"):
                self._lists.setdefault(style.get(STYLE + "name"), style)

    def look(self, name: str | None) -> Look:
        """Give the look of the characters in a style; what it does not say, its parents do."""
        is_hidden = is_struck = position = None
        for _ in range(_DEEPEST):
            style = self._styles.get(name or "")
            if style is None:
                break
            for properties in style.iterfind(STYLE + "text-properties"):
                if is_hidden is None and (display := properties.get(TEXT + "display")):
                    is_hidden = display == "none"
                if is_struck is None:
                    is_struck = _is_struck(properties)
                position = position or properties.get(STYLE + "text-position")
            name = style.get(STYLE + "parent-style-name")
        return Look(bool(is_hidden or is_struck), _place(position))

    def mark(self, list_style: str | None, level: int, number: int) -> str:
        """Give what stands in front of an item of a list: "- ", "3. ", "c. " or nothing.

        Args:
            list_style: its name.
            level: from 1.
            number: of the item.
        """
        style = self._level(list_style, level)
        if style is None:
            return "- "
        kind = style.tag.rpartition("-")[2]
        if kind in _MARKS:
            return _MARKS[kind]
        number_format = style.get(STYLE + "num-format")
        if not number_format:
            return ""
        if number_format in ("a", "A") and 1 <= number <= 26:
            return f"{chr(ord(number_format) + number - 1)}. "
        return f"{number}. "

    def first_number(self, list_style: str | None, level: int) -> int:
        """Give the number of the first item of a list."""
        style = self._level(list_style, level)
        start = style.get(TEXT + "start-value") if style is not None else None
        return int(start) if start and start.isdecimal() and len(start) < 7 else 1

    def _level(self, list_style: str | None, level: int) -> Element | None:
        style = self._lists.get(list_style or "")
        for item in style if style is not None else ():
            if item.get(TEXT + "level") == str(level):
                return item
        return None


def _is_struck(properties: Element) -> bool | None:
    for name in ("text-line-through-style", "text-line-through-type"):
        if value := properties.get(STYLE + name):
            return bool(value != "none")
    return None


def _place(position: str | None) -> str | None:
    """Read "super 58%", "33% 58%" or "sub 58%"."""
    first = (position or "").split(" ")[0]
    if first in ("super", "sub"):
        return f"{first}script"
    raised = first.removesuffix("%")
    if not first.endswith("%") or not raised.lstrip("-").replace(".", "", 1).isdecimal():
        return None
    if abs(float(raised)) < 5:
        return None
    return "superscript" if float(raised) > 0 else "subscript"
