"""The visible text of a tree of HTML elements, a string a block."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from qa.articles.html.data_tables import write_tables
from qa.articles.html.lists import number_items
from qa.articles.html.parsing import Element, parse_markup
from qa.articles.html.visible import count_left_out, drop_unseen
from qa.articles.left_out import Kind

_BLOCKS = frozenset(
    (
        "address article aside blockquote body caption center dd details dialog div dl dt fieldset "
        "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html main nav ol p pre "
        "section summary table ul"
    ).split()
)
_APART = ("span", "a", "time", "small", "label")
_MARKER = re.compile(r"\n(?:-|-?\d{1,6}\.|[a-zA-Z]\.|[ivxlcdmIVXLCDM]{1,15}\.)\s*")
_BARE_MARKER = re.compile(r"-|-?\d{1,6}\.|[a-zA-Z]\.|[ivxlcdmIVXLCDM]{1,15}\.")
_ENDS_OPEN = re.compile(r"(?:^|\s)[$£€¥(\[#]$|\d[.,:]$|^[.,:]$")
_BEGINS_CLOSED = re.compile(r"[%°)\]]|[.,:;!?](?:\s|$)|[.,:]\d")


def paragraphs(root: Element) -> list[str]:
    """Give the visible text below an element, a string a block.

    List items and table rows are lines of their block. Items begin with "- ", those of a numbered
    list with their number or letter; rows are written as `tables.write_rows` does.
    """
    from lxml import etree

    write_tables(root)
    number_items(root)
    blocks: list[str] = []
    parts: list[str] = []
    verbatim = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        verbatim += (tag == "pre") * (1 if event == "start" else -1)
        # A paragraph that begins an item stands behind the item's mark.
        if tag in _BLOCKS and not (event == "start" and _is_marked(parts)):
            _close(parts, blocks)
        if event == "start":
            parts.append(_before(element))
            text = element.text
        else:
            text = element.tail if element is not root else None
            if not text and tag in _APART and _is_apart(element):
                text = " "
        if text:
            parts.append(text if verbatim else re.sub(r"\s+", " ", text))
    _close(parts, blocks)
    return blocks


@dataclass(frozen=True, slots=True)
class MarkupText:
    """The visible text of a piece of HTML, and the parts of it that were not read, by kind."""

    text: str
    left_out: Counter[Kind] = field(default_factory=Counter)


def read_markup(markup: str) -> MarkupText:
    """Give the visible text of a piece of HTML, its paragraphs set apart by blank lines."""
    root = parse_markup(markup)
    if root is None:
        return MarkupText("")
    drop_unseen(root)
    left_out = count_left_out(root)
    return MarkupText("\n\n".join(paragraphs(root)), left_out)


def text_of_markup(markup: str) -> str:
    """Give the visible text alone; see `read_markup`."""
    return read_markup(markup).text


def _before(element: Element) -> str:
    if element.tag == "li":
        parent = element.getparent()
        numbered = parent is not None and parent.tag == "ol"
        return f"\n{element.get('value')}. " if numbered else "\n- "
    if element.tag in ("br", "tr"):
        return "\n"
    return " | " if element.tag in ("td", "th") else ""


def _is_apart(element: Element) -> bool:
    """Tell whether a blank stands between an element and the next one, with none in the markup.

    Short elements side by side are set apart by the page's style (a name and a role), unless they
    are pieces of a sentence or of a figure that the page put into elements of their own.
    """
    following = element.getnext()
    if following is None or following.tag not in _APART:
        return False
    left, right = ("".join(item.itertext()) for item in (element, following))
    if _ENDS_OPEN.search(left.strip()) or _BEGINS_CLOSED.match(right.strip()):
        return False
    parent = element.getparent()
    own_text = [parent.text, *(child.tail for child in parent)]
    in_sentence = any(text and re.search(r"\w", text) for text in own_text)
    alike = element.tag == following.tag and element.get("class") == following.get("class")
    return not (in_sentence and alike)


def _is_marked(parts: list[str]) -> bool:
    """Tell whether a list item has been begun and holds nothing but its mark."""
    return any(map(_MARKER.fullmatch, (parts[-1] if parts else "", "".join(parts[-2:]))))


def _close(parts: list[str], blocks: list[str]) -> None:
    """End a paragraph."""
    lines = [" ".join(line.split()).strip("| ") for line in "".join(parts).split("\n")]
    text = "\n".join(line for line in lines if not _BARE_MARKER.fullmatch(line)).strip()
    parts.clear()
    if text:
        blocks.append(text)
