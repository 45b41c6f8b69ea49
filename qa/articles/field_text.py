"""The text of a field: plain, HTML, or pieces of an editor's document, as readers see it."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qa.articles.left_out import Kind

_TAGS = (
    "p|br|hr|div|article|section|h[1-6]|ul|ol|li|table|tr|td|th|blockquote|figure|figcaption|pre"
    "|strong|em|b|i|u|a|span|sup|sub|s|strike|del|ins|mark|small|font|cite|q|code|img|iframe|script"
)
_BLOCK = re.compile(
    r"<(?:p|br|div|article|section|h[1-6]|ul|ol|table|blockquote|pre|hr)\b[^<>]{0,500}>", re.I
)
# A closing tag, or one that never has any: "the <b> tag" in prose is no markup.
_MARKUP = re.compile(rf"</(?:{_TAGS})\s*>|<(?:br|hr|p|img)\b[^<>]{{0,500}}>", re.IGNORECASE)
_ESCAPED = re.compile(
    rf"&(?:amp;)?(?:lt|#60|#x3c);/?(?:{_TAGS})\b.{{0,500}}?&(?:amp;)?(?:gt|#62|#x3e);",
    re.IGNORECASE | re.DOTALL,
)
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_LEFT_ENTITY = re.compile(
    r"&(?:amp|quot|apos|nbsp|[lr][sd]quo|[mn]dash|hellip|euro|pound|#0?39|#160|#82\d\d);"
)

# Line ends that were written with their escape: every backslash of the text belongs to one.
_ESCAPE = re.compile(r"(?:\\r)?\\n|\\t|\\(?=[\"'/])")
_ENDS_LINE = re.compile(r"[.!?\"\u201d\u2019)\]](?:\\r)?\\n(?![a-z])|\\n(?:\\r)?\\n")

_INNER = (
    *("rendered", "html", "text", "value", "content", "body", "children", "blocks", "paragraphs"),
    *("data", "items", "insert", "quote", "caption", "plain", "_text", "#text", "__html"),
)
_INLINE = frozenset("text span link mention emoji hardbreak inline strong em".split())
_STRUCK = frozenset(("strike", "strikethrough", "line-through", "deletion"))
_DEEPEST = 30


@dataclass(slots=True)
class FieldText:
    """Read the values of fields as text, and count the pieces that could not be read."""

    unread: int = 0

    def read(self, value: Any, depth: int = 0, *, inside_block: bool = False) -> str:
        """Give the text of a string, of a list of paragraphs or blocks, or of one such block.

        Blocks are objects as editors store them: {"type": "paragraph", "text": ...}, with their
        text under a usual name, at any depth. Struck-out text is left out.

        Args:
            inside_block: whether the pieces of a list stand side by side on a line.
        """
        if isinstance(value, str):
            return value.strip() if not depth else value
        if depth > _DEEPEST:
            self.unread += 1
            return ""
        if isinstance(value, Mapping):
            return self._read_block(value, depth)
        if isinstance(value, Sequence):
            parts = [self.read(part, depth + 1) for part in value]
            inline = inside_block or any(map(_is_inline, value))
            return ("" if inline else "\n\n").join(filter(None, parts)).strip(" " * (not inline))
        if value is not None and not isinstance(value, bool):
            self.unread += depth > 0
        return ""

    def _read_block(self, block: Mapping[str, Any], depth: int) -> str:
        if _kind(block) == "hardbreak":
            return "\n"
        if _is_struck(block):
            return ""
        for name in _INNER:
            if block.get(name) and not isinstance(block[name], bool | int | float):
                inside_block = name == "children" and all(map(_is_leaf, block[name]))
                return self.read(block[name], depth + 1, inside_block=inside_block)
        self.unread += 1
        return ""


def read_plain(text: str, left_out: Counter[Kind] | None = None) -> str:
    """Give the text that a reader sees of a string that may be HTML, also HTML with its marks
    escaped, or plain text with entities.

    Args:
        left_out: where the parts of the HTML that are not read are counted.
    """
    text = _with_line_ends(text)
    if not _MARKUP.search(text) and _ESCAPED.search(text):
        text = html.unescape(text)
        if not _MARKUP.search(text) and _ESCAPED.search(text):
            text = html.unescape(text)
    if _MARKUP.search(text):
        from qa.articles.html.blocks import read_markup

        if not _BLOCK.search(text):  # line ends are those of plain text
            paragraphs = (part.replace("\n", "<br>") for part in re.split(r"\n\s*\n", text))
            text = "".join(f"<p>{part}</p>" for part in paragraphs)
        content = read_markup(text)
        if left_out is not None:
            left_out.update(content.left_out)
        text = content.text or text
        return html.unescape(text) if _LEFT_ENTITY.search(text) else text
    for _ in range(2):
        text = html.unescape(text) if _ENTITY.search(text) else text
    return text


def _with_line_ends(text: str) -> str:
    """Put line ends in the place of their escapes in a text that was escaped once too often."""
    if "\\n" not in text or "\n" in text or not _ENDS_LINE.search(text):
        return text
    if "\\" in _ESCAPE.sub("", text):
        return text
    return _ESCAPE.sub(lambda match: "\n" if "n" in match[0] else " " * ("t" in match[0]), text)


def _kind(value: Any) -> str:
    if not isinstance(value, Mapping):
        return ""
    kind = value.get("type") or value.get("_type") or value.get("nodeType") or ""
    return kind.lower() if isinstance(kind, str) else ""


def _is_inline(value: Any) -> bool:
    return _kind(value) in _INLINE or (isinstance(value, Mapping) and "insert" in value)


def _is_leaf(value: Any) -> bool:
    """Tell whether a piece of a block is text with its marks: {"text": "50", "bold": true}."""
    return isinstance(value, Mapping) and not _kind(value) and isinstance(value.get("text"), str)


def _is_struck(block: Mapping[str, Any]) -> bool:
    marks = block.get("marks")
    names = list(marks) if isinstance(marks, list) else []
    names += [name for name, value in block.items() if value is True]
    attributes = block.get("attributes")
    if isinstance(attributes, Mapping):
        names = [*names, *(name for name, value in attributes.items() if value is True)]
    return any((mark if isinstance(mark, str) else _kind(mark)) in _STRUCK for mark in names)
