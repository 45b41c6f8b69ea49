"""Markdown: the front matter gives the metadata; the text is stored without the markup."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.articles.decoding import decode
from qa.articles.front_matter import split_front_matter
from qa.articles.html.blocks import read_markup, text_of_markup
from qa.articles.left_out import name_left_out
from qa.articles.parsed import ParsedArticle
from qa.articles.records import metadata
from qa.articles.text import clean

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_WIKI_LINK = re.compile(r"!?\[\[(?:[^\[\]|\n]{1,300}\|)?([^\[\]|\n]{1,300})\]\]")
_NOTE_MARK = re.compile(r"\[\^([^\]\s]{1,60})\](:?)")
_RAISED = re.compile(r"\^([^\s^]{1,20})\^")
_HIGHLIGHT = re.compile(r"==(?=\S)([^=\n]{1,500})(?<=\S)==")


def read_markdown(path: Path, content: bytes) -> list[ParsedArticle]:
    """Read a Markdown file: front matter if there is any, and the text below it.

    The title is the front matter's, else the first heading of the first level. Line ends within a
    paragraph stay.

    Raises:
        UnreadableError: the file cannot be decoded.
    """
    fields, body = split_front_matter(clean(decode(path, content)).lstrip())
    stated = metadata(fields)
    parser = _make_parser()
    tokens = parser.parse(_escape_unclosed(body))
    body_text = read_markup(parser.renderer.render(tokens, parser.options, {}))
    if heading := _first_heading(parser, tokens):
        stated.setdefault("title", heading)
    left_out = name_left_out(body_text.left_out)
    return [ParsedArticle(text=body_text.text, left_out=left_out, **stated)]


def _make_parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": True, "breaks": True})
    parser.enable(["table", "strikethrough"])
    parser.inline.ruler.before("link", "wiki_link", _read_wiki_link)
    parser.inline.ruler.before("link", "note_mark", _read_note_mark)
    parser.inline.ruler.before("link", "raised", _read_raised)
    parser.inline.ruler.before("link", "highlight", _read_highlight)
    # Text ends where a mark may begin; these begin two of the marks above.
    parser.inline.add_terminator_char("^")
    parser.inline.add_terminator_char("=")
    parser.add_render_rule("image", _write_image)
    return parser


def _escape_unclosed(body: str) -> str:
    """Make text of the opening of a comment that is never closed."""
    last = body.rfind("-->") + 1
    return body[:last] + body[last:].replace("<!--", "&lt;!--")


def _write_image(renderer: Any, tokens: Sequence[Token], index: int, *rest: Any) -> str:
    from markdown_it.common.utils import escapeHtml

    return escapeHtml(tokens[index].content)


def _read_wiki_link(state: StateInline, silent: bool) -> bool:
    return _read(state, silent, _WIKI_LINK, "text")


def _read_raised(state: StateInline, silent: bool) -> bool:
    return _read(state, silent, _RAISED, "sup")


def _read_highlight(state: StateInline, silent: bool) -> bool:
    return _read(state, silent, _HIGHLIGHT, "text")


def _read_note_mark(state: StateInline, silent: bool) -> bool:
    """Leave out the mark of a note in the text; in front of the note itself it stays."""
    match = _NOTE_MARK.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent and match[2] and state.pos == 0:
        state.push("text", "", 0).content = f"{match[1]}:"
    state.pos = match.end() if match[2] and state.pos == 0 else match.end(1) + 1
    return True


def _read(state: StateInline, silent: bool, pattern: re.Pattern[str], kind: str) -> bool:
    match = pattern.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        if kind == "sup":
            state.push("sup_open", "sup", 1)
        state.push("text", "", 0).content = match[1]
        if kind == "sup":
            state.push("sup_close", "sup", -1)
    state.pos = match.end()
    return True


def _first_heading(parser: MarkdownIt, tokens: Sequence[Token]) -> str | None:
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and opening.tag == "h1":
            markup = parser.renderer.render(inline.children or [], parser.options, {})
            return text_of_markup(markup) or None
    return None
