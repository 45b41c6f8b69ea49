"""Characters that Word names by their place in a font of symbols."""

from __future__ import annotations

# The places of the font "Symbol" (Adobe's encoding) that texts use; letters are Greek.
_SYMBOL = {
    **dict(zip(b"abgdezhqiklmnxoprstufcyw", "αβγδεζηθικλμνξοπρστυφχψω", strict=True)),
    **dict(zip(b"GDQLXPSFYW", "ΓΔΘΛΞΠΣΦΨΩ", strict=True)),
    0x2D: "\u2212",
    0xA2: "′",
    0xA3: "≤",
    0xA5: "∞",
    0xAB: "↔",
    0xAC: "←",
    0xAD: "↑",
    0xAE: "→",
    0xAF: "↓",
    0xB0: "°",
    0xB1: "±",
    0xB2: "″",
    0xB3: "≥",
    0xB4: "×",
    0xB5: "∝",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
    0xBA: "≡",
    0xBB: "≈",
    0xBC: "…",
    0xCE: "∈",
    0xD2: "®",
    0xD3: "©",
    0xD4: "™",
    0xD6: "√",
    0xDE: "⇒",
    0xE5: "∑",
    0xF2: "∫",
}
_WINGDINGS = {0xA7: "▪", 0xE0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0xA8: "☐"}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}
# Word keeps the places of such fonts here among the characters for private use.
_PRIVATE = range(0xF000, 0xF100)


def symbol_text(font: str | None, code: str | None) -> str:
    """Give the character of a symbol, by its font and its place in it in hexadecimal digits.

    A place of a font that is not known gives nothing.
    """
    try:
        place = int(code or "", 16)
    except ValueError:
        return ""
    places = _FONTS.get((font or "").strip().lower())
    if places is None:
        return "" if place in _PRIVATE else chr(place) if place < 0xD800 else ""
    low = place & 0xFF
    return places.get(low, chr(low) if low < 0x7F and places is _SYMBOL else "")


def replace_symbols(font: str | None, text: str) -> str:
    """Give a text whose characters for private use are those of a font of symbols."""
    if not any(ord(char) in _PRIVATE for char in text):
        return text
    return "".join(
        symbol_text(font, f"{ord(char):X}") if ord(char) in _PRIVATE else char for char in text
    )
