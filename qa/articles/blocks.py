"""HTML to paragraphs of visible text."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from qa.articles.text import clean

Element: TypeAlias = Any  # lxml has no types


def _tags(names: str) -> tuple[str, ...]:
    return tuple(names.split())


_BLOCKS = frozenset(
    _tags(
        "address article aside blockquote body caption center dd details dialog div dl dt fieldset "
        "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html main nav ol p pre "
        "section summary table ul"
    )
)
_CELLS = _tags("td th")
_APART = _tags("span a time small label")
_UNSEEN = _tags(
    "script style noscript template svg math iframe object embed canvas video audio picture img "
    "button select input textarea head map datalist progress meter"
)
_NO_DISPLAY = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>", re.IGNORECASE)


def parse_markup(markup: str) -> Element | None:
    """Parse HTML, however broken; None if there is nothing in it."""
    from lxml import etree, html

    markup = _DECLARATION.sub("", clean(markup), count=1)
    parser = html.HTMLParser(remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(markup, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def drop_unseen(root: Element) -> None:
    """Take out what a reader of the page does not see: scripts, styles, hidden elements."""
    for element in list(root.iter(*_UNSEEN)):
        drop(element)
    for element in list(root.iterfind(".//*[@hidden]")) + list(root.iterfind(".//*[@aria-hidden]")):
        if element.get("aria-hidden", "true").lower() == "true" and element.tag != "body":
            drop(element)
    for element in list(root.iterfind(".//*[@style]")):
        if _NO_DISPLAY.search(element.get("style")) and element.tag != "body":
            drop(element)


def drop(element: Element) -> None:
    """Take an element out of its tree, and leave the text that follows it."""
    if element.getparent() is not None:
        element.drop_tree()


def paragraphs(root: Element) -> list[str]:
    """Visible text below an element, a string a block.

    List items and table rows are lines of their block; items begin with "- ", and cells are set
    apart by " | ".
    """
    from lxml import etree

    found: list[str] = []
    parts: list[str] = []
    verbatim = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        verbatim += (tag == "pre") * (1 if event == "start" else -1)
        if tag in _BLOCKS:
            _close(parts, found)
        if event == "start":
            parts.append(_before(tag))
            text = element.text
        else:
            text = element.tail if element is not root else None
            if not text and tag in _APART and _is_apart(element.getnext()):
                text = " "
        if text:
            parts.append(text if verbatim else re.sub(r"\s+", " ", text))
    _close(parts, found)
    return found


def text_of_markup(markup: str) -> str:
    """The visible text of a piece of HTML, its paragraphs set apart by blank lines."""
    root = parse_markup(markup)
    if root is None:
        return ""
    drop_unseen(root)
    return "\n\n".join(paragraphs(root))


def _before(tag: str) -> str:
    if tag == "li":
        return "\n- "
    if tag in ("br", "tr"):
        return "\n"
    return " | " if tag in _CELLS else ""


def _is_apart(following: Element | None) -> bool:
    return following is not None and following.tag in _APART


def _close(parts: list[str], found: list[str]) -> None:
    """End a paragraph."""
    lines = [" ".join(line.split()).strip("| ") for line in "".join(parts).split("\n")]
    text = "\n".join(line for line in lines if line != "-").strip()
    parts.clear()
    if text:
        found.append(text)
