"""The marks and numbers that Word shows in front of the items of lists."""

from __future__ import annotations

from dataclasses import dataclass, field

from qa.articles.word.runs import Element, W

_DEEPEST = 9


@dataclass(slots=True)
class Numbering:
    """Count the items of a document's lists, in the order of the document.

    Args:
        root: the root of the part "numbering.xml", or None.
        styles: the root of the part "styles.xml", or None; a style may make a list.
    """

    root: Element | None
    styles: Element | None
    _counts: dict[str, list[int]] = field(default_factory=dict)

    def mark(self, paragraph: Element) -> str:
        """Give what stands in front of a paragraph: "3. ", "- ", or nothing."""
        properties = paragraph.find(W + "pPr")
        place = self._list_of(properties)
        if place is None:
            return ""
        number_id, level = place
        kind, start = self._level(number_id, level)
        if kind in (None, "none"):
            return ""
        if kind == "bullet":
            return "- "
        counts = self._counts.setdefault(number_id, [0] * (_DEEPEST + 1))
        counts[level] = counts[level] + 1 if counts[level] else start
        counts[level + 1 :] = [0] * (_DEEPEST - level)
        return f"{_write(counts[level], kind)}. "

    def _list_of(self, properties: Element | None) -> tuple[str, int] | None:
        """The list that a paragraph, or its style, belongs to, and the depth in it."""
        number = properties.find(W + "numPr") if properties is not None else None
        if number is None and properties is not None and self.styles is not None:
            style = properties.find(W + "pStyle")
            if style is not None:
                number = self._number_of_style(style.get(W + "val"))
        number_id = _value(number, "numId")
        level = _value(number, "ilvl") or "0"
        if number_id in (None, "0") or not level.isdigit():
            return None
        return str(number_id), min(int(level), _DEEPEST - 1)

    def _number_of_style(self, name: str | None) -> Element | None:
        for style in self.styles.iter(W + "style") if self.styles is not None else ():
            if style.get(W + "styleId") == name:
                return style.find(f"{W}pPr/{W}numPr")
        return None

    def _level(self, number_id: str, level: int) -> tuple[str | None, int]:
        """How the items of a list at a depth are numbered, and the first number."""
        if self.root is None:
            return None, 1
        for number in self.root.iter(W + "num"):
            if number.get(W + "numId") != number_id:
                continue
            abstract_id = _value(number, "abstractNumId")
            for abstract in self.root.iter(W + "abstractNum"):
                if abstract.get(W + "abstractNumId") == abstract_id:
                    return _level_of(abstract, level)
        return None, 1


def _level_of(abstract: Element, level: int) -> tuple[str | None, int]:
    for item in abstract.iter(W + "lvl"):
        if item.get(W + "ilvl") == str(level):
            start = _value(item, "start") or "1"
            return _value(item, "numFmt"), int(start) if start.isdigit() else 1
    return None, 1


def _value(element: Element | None, name: str) -> str | None:
    child = element.find(W + name) if element is not None else None
    value = child.get(W + "val") if child is not None else None
    return None if value is None else str(value)


def _write(number: int, kind: str | None) -> str:
    if kind in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        return chr((97 if kind == "lowerLetter" else 65) + number - 1)
    return str(number)
