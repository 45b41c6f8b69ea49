"""Raised and lowered characters as text: note marks, exponents, ordinals, formulas.

A page shows "312" with a small raised 5 behind it; the two must never become 3125. Whoever reads a
file kind finds the raised characters and asks here what stands for them in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_ORDINAL = re.compile(r"st|nd|rd|th|er|re|de|e|ère|ème|[oaºª]|tm|sm|mc|[™®©℠]", re.IGNORECASE)
_SMALL_NUMBER = re.compile(r"(?<!\d)(?<!\d[.,])\d{1,2}$")
_NUMBER = re.compile(r"[-\u2212\u2013+]?\d{1,3}")
_NOTES = re.compile(r"\d{1,3}(?:\s*[,;\u2013-]\s*\d{1,3})*|[a-z]|[ivx]{1,4}|[*†‡§¶#∗]{1,3}")
_BRACKETED = re.compile(r"[\[(].{0,40}[\])]")
_UNIT = re.compile(r"(?<![^\W\d])(?:[kcdmµμn]?m|ft|yd|mi|inch|feet|miles?|met(?:re|er)s?|s|sec)")
_POWERS = {"2": "²", "3": "³"}
_MONEY = re.compile(r"[$£€¥]\s?\d[\d,]*")
_EXPONENT_BASE = re.compile(
    r"(?:.*[^\w.,])?(?:\d|10|(?:[\d.,]+\s?[×x·*]\s?)?10|[^\W\d]|[mM]c)", re.DOTALL
)
_FRACTION_BARS = ("/", "\u2044")
_WINDOW = 40


def raise_text(before: str, raised: str, after: str = "", *, is_note: bool = False) -> str:
    """Give the text that stands for raised characters.

    The mark of a note is left out, so that it does not run into the word or figure before it; an
    exponent becomes "^6", or a sign of its own behind a unit ("m²"); ordinals ("21st"), fractions
    and cents behind a price are written out.

    Args:
        before: the text in front of them; only its end matters.
        raised: the raised characters.
        after: the text behind them.
        is_note: whether the file says that this is the mark of a note.
    """
    mark = " ".join(raised.split())
    before = before[-_WINDOW:]
    if not mark or is_note or _BRACKETED.fullmatch(mark):
        return ""
    if after.startswith(_FRACTION_BARS) and mark.isdigit():
        return f" {mark}" if before[-1:].isdigit() else mark
    if not before or not (before[-1].isalnum() or before[-1] in ")]'\u2019\"\u201d.,;:!?%"):
        return _raise_alone(before, mark, after)
    if before[-1].isalnum() and _ORDINAL.fullmatch(mark) and _is_ordinal(before, mark, after):
        return mark
    if _NUMBER.fullmatch(mark) and before[-1].isalnum():
        return _raise_number(before, mark)
    if _NOTES.fullmatch(mark) and not re.search(r"(?:^|[^\w])[a-z]$", before):
        return ""
    return ("^" if len(mark) == 1 else " ") + mark


def _is_ordinal(before: str, mark: str, after: str) -> bool:
    """Tell "3a edizione" from a figure with the mark of a note: a small number, and what it counts.

    Ends of two letters, and signs such as "TM", are no marks of notes.
    """
    if len(mark) > 1 or not mark.isascii():
        return True
    if not before[-1].isdigit():
        return mark != "a"
    return bool(_SMALL_NUMBER.search(before)) and after.lstrip()[:1].isalpha()


def lower_text(before: str, lowered: str) -> str:
    """Give the text that stands for lowered characters: "CO2", "1/2", but never "1012" for 101₂."""
    mark = " ".join(lowered.split())
    if not mark or not before or before[-1] in (*_FRACTION_BARS, ")", "]"):
        return mark
    is_formula = before[-1].isalpha() and mark[0].isdigit()
    return mark if is_formula or not before[-1].isalnum() else f"_{mark}"


def write_pieces(pieces: Iterable[tuple[str | None, str]]) -> str:
    """Write the pieces of a paragraph as text, blanks squeezed, lines as they are.

    Args:
        pieces: text with its place: None on the line, "superscript" or "subscript". Neighbouring
            pieces of one place are one, as programs cut text into runs at will.
    """
    joined = _join_neighbours(pieces)
    text = ""
    for number, (place, piece) in enumerate(joined):
        after = joined[number + 1][1] if number + 1 < len(joined) else ""
        if place == "superscript":
            text += raise_text(text, piece, after)
        elif place == "subscript":
            text += lower_text(text, piece)
        else:
            text += piece
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()


def _join_neighbours(pieces: Iterable[tuple[str | None, str]]) -> list[tuple[str | None, str]]:
    joined: list[tuple[str | None, str]] = []
    for place, piece in pieces:
        if joined and joined[-1][0] == place:
            joined[-1] = (place, joined[-1][1] + piece)
        elif piece:
            joined.append((place, piece))
    return joined


def _raise_alone(before: str, mark: str, after: str) -> str:
    """Write raised characters that stand behind nothing: "14" of ¹⁴C, or a note's number."""
    if re.match(r"[A-Z][a-z]?(?![\w])", after) and mark.isdigit():
        return mark
    if not before.strip() or before[-1] == "\n":
        return f"{mark} "
    return "" if _NOTES.fullmatch(mark) else mark


def _raise_number(before: str, mark: str) -> str:
    if _MONEY.search(before) and (price := re.search(rf"{_MONEY.pattern}[mb]?n?$", before)):
        return f".{mark}" if len(mark) == 2 and price[0][-1].isdigit() else ""
    if (unit := _UNIT.search(before)) and unit.end() == len(before):
        return _POWERS.get(mark, "" if mark.isdigit() else f"^{mark}")
    if not mark.isdigit() or _EXPONENT_BASE.fullmatch(before):
        return f"^{mark}"
    return ""
