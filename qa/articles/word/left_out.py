"""The parts of a Word document that are not read: deletions, charts, objects, comments."""

from __future__ import annotations

from collections import Counter
from typing import Any

from qa.articles.left_out import Kind
from qa.articles.word.runs import Element, W, is_on

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/"
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_PARTS: dict[str, Kind] = {
    f"{{{_DRAWING}chart}}chart": "chart",
    f"{{{_DRAWING}diagram}}relIds": "diagram",
    f"{_OFFICE}OLEObject": "object",
    f"{W}altChunk": "document",
}


def count_left_out(document: Any) -> Counter[Kind]:
    """Count what a reader of the document may see, and the article does not hold."""
    counts = Counter[Kind]()
    for element in document.element.body.iter(*_PARTS, W + "del", W + "r"):
        if (kind := _kind(element)) is not None:
            counts[kind] += 1
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/relationships/comments") and not relation.is_external:
            comments = relation.target_part.element
            counts["comment"] += sum(1 for _ in comments.iter(W + "comment"))
    return counts


def _kind(element: Element) -> Kind | None:
    if element.tag == W + "del":
        return "deleted" if next(element.iter(W + "delText"), None) is not None else None
    if element.tag != W + "r":
        return _PARTS[element.tag]
    properties = element.find(W + "rPr")
    if properties is None or not any((text.text or "").strip() for text in element.iter(W + "t")):
        return None
    if any(is_on(properties, name) for name in ("strike", "dstrike")):
        return None if _goes_on(element, ("strike", "dstrike")) else "struck"
    if is_on(properties, "vanish"):
        return None if _goes_on(element, ("vanish",)) else "hidden"
    return None


def _goes_on(run: Element, names: tuple[str, ...]) -> bool:
    """Tell whether the run before is left out for the same reason: Word cuts text at will."""
    before = run.getprevious()
    if before is None or before.tag != W + "r":
        return False
    properties = before.find(W + "rPr")
    return any(is_on(properties, name) for name in names)
