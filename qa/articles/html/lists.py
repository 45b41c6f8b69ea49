"""The numbers of the items of numbered lists, as a page shows them."""

from __future__ import annotations

import re

from qa.articles.html.parsing import Element

_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*\b((?:lower|upper)-(?:alpha|latin|roman))", re.I)
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def number_items(root: Element) -> None:
    """Give each item of a numbered list the number or letter shown before it, in `value`."""
    for ordered in root.iter("ol"):
        items = [item for item in ordered if item.tag == "li"]
        backwards = ordered.get("reversed") is not None
        number = _number(ordered.get("start"), len(items) if backwards else 1)
        style = _STYLE.search(ordered.get("style") or "")
        kind = ordered.get("type") or (style[1].lower() if style else "1")
        for item in items:
            number = _number(item.get("value"), number)
            item.set("value", _write_number(number, kind))
            number += -1 if backwards else 1


def _write_number(number: int, kind: str) -> str:
    """Write the number of an item as its list does: 3, c, C, iii or III."""
    if kind in ("a", "A", "lower-alpha", "upper-alpha", "lower-latin", "upper-latin"):
        letter = chr(ord("a") + number - 1) if 1 <= number <= 26 else str(number)
        return letter.upper() if kind[0] in "Au" else letter
    if kind in ("i", "I", "lower-roman", "upper-roman") and 1 <= number < 4000:
        numeral = ""
        for value, letters in _ROMAN:
            numeral += letters * (number // value)
            number %= value
        return numeral.upper() if kind[0] in "Iu" else numeral
    return str(number)


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text.strip()) else otherwise
