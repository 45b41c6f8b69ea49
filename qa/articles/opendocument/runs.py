"""The text of a paragraph of an OpenDocument text, as a reader of the page sees it."""

from __future__ import annotations

from collections.abc import Iterator

from qa.articles.marks import write_pieces
from qa.articles.opendocument.styles import DRAW, OFFICE, TEXT, Look, Styles
from qa.articles.xml_tree import Element

_CHARACTERS = {TEXT + "tab": "\t", TEXT + "line-break": "\n"}
# Notes and text boxes are read elsewhere; comments, readings above characters and code are no text.
_LEFT_OUT = frozenset(
    (
        *(TEXT + name for name in ("note", "ruby-text", "script", "tracked-changes", "bookmark")),
        *(OFFICE + name for name in ("annotation", "annotation-end", "binary-data")),
        *(DRAW + name for name in ("frame", "custom-shape", "g", "a", "object")),
    )
)
_MOST_BLANKS = 1000


def paragraph_text(paragraph: Element, styles: Styles) -> str:
    """Give the text of a paragraph; hidden and struck-out characters are no text.

    Marks of notes are left out, exponents are written as `marks.raise_text` does.
    """
    look = styles.look(paragraph.get(TEXT + "style-name"))
    if look.is_unseen:
        return ""
    return write_pieces(_pieces(paragraph, styles, look.position))


def _pieces(
    element: Element, styles: Styles, position: str | None
) -> Iterator[tuple[str | None, str]]:
    yield position, _squeeze(element.text)
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
            yield from _piece(child, styles, position)
        yield position, _squeeze(child.tail)


def _piece(
    child: Element, styles: Styles, position: str | None
) -> Iterator[tuple[str | None, str]]:
    if child.tag in _CHARACTERS:
        yield position, _CHARACTERS[child.tag]
    elif child.tag == TEXT + "s":
        count = child.get(TEXT + "c") or "1"
        yield position, " " * min(int(count) if count.isdecimal() else 1, _MOST_BLANKS)
    elif child.tag == TEXT + "hidden-text":
        if child.get(TEXT + "is-hidden") != "true":
            yield position, child.get(TEXT + "string-value") or ""
    elif child.tag == TEXT + "span":
        look: Look = styles.look(child.get(TEXT + "style-name"))
        if not look.is_unseen:
            yield from _pieces(child, styles, look.position or position)
    else:
        yield from _pieces(child, styles, position)


def _squeeze(text: str | None) -> str:
    """Write line ends and tabs within the XML as one blank."""
    return (text or "").replace("\n", " ").replace("\t", " ")
