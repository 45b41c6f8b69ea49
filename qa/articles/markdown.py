"""Markdown: the front matter gives the metadata; the text is stored without the markup."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

from qa.articles.parsed import ParsedArticle
from qa.articles.records import metadata
from qa.articles.text import clean, decode

_FRONT = re.compile(r"---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})")
_DEFINITION = re.compile(r" {0,3}\[[^\]\n^]{1,200}\]:\s+\S+(?:\s+[\"'(].*)?")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*")
_QUOTE = re.compile(r" {0,3}>[ \t]?")
_BULLET = re.compile(r"([ \t]*)[*+-][ \t]+")

_INLINE = [
    (re.compile(r"!\[([^\]\n]{0,500})\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,200}\])"), r"\1"),
    (re.compile(r"(?<!\\)\[([^\]\n]{1,500})\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,200}\])"), r"\1"),
    (re.compile(r"<((?:https?://|mailto:)[^>\s]{1,2000})>"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^<>\n]{0,500}>"), ""),
    (re.compile(r"(?<![\\`])`([^`\n]{1,500})`(?!`)"), r"\1"),
    (re.compile(r"(?<![\\*])(\*{1,3})(?=[^\s*])([^*\n]{0,1000}[^\s*\\])\1(?!\*)"), r"\2"),
    (re.compile(r"(?<![\\\w])(_{1,3})(?=[^\s_])([^\n]{0,1000}?[^\s\\])\1(?!\w)"), r"\2"),
    (re.compile(r"~~([^~\n]{1,1000})~~"), r"\1"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
]


def read_markdown(path: Path, content: bytes) -> list[ParsedArticle]:
    """Read a Markdown file: YAML front matter if there is any, and the text below it.

    The title is the front matter's, else the first heading of the first level. Front matter that
    is not YAML stays in the text.

    Raises:
        UnreadableError: the file cannot be decoded.
    """
    fields, body = _split(clean(decode(path, content)).lstrip())
    known = metadata(fields)
    heading, text = _plain(body)
    if heading:
        known.setdefault("title", heading)
    return [ParsedArticle(text=text, **known)]


def _split(text: str) -> tuple[dict[str, Any], str]:
    match = _FRONT.match(text)
    if not match:
        return {}, text
    import yaml

    try:
        fields = yaml.safe_load(match[1])
    except (yaml.YAMLError, RecursionError, ValueError):  # ValueError: a day such as 2023-02-30
        return {}, text
    if not isinstance(fields, dict):
        return {}, text
    return {str(key): value for key, value in fields.items()}, text[match.end() :]


def _plain(body: str) -> tuple[str | None, str]:
    """Take the markup out; give the first heading of the first level, and the text."""
    title: str | None = None
    fence = ""
    lines: list[str] = []
    for line in _without_comments(body).split("\n"):
        opening = _FENCE.match(line)
        if fence:
            if opening and opening[1].startswith(fence) and not line.strip(" `~"):
                fence = ""
            else:
                lines.append(line)
        elif opening:
            fence = opening[1]
        elif (text := _line(line, lines[-1] if lines else "")) is not None:
            heading = _HEADING.fullmatch(line)
            if heading and len(heading[1]) == 1:
                title = title or text
            elif line.startswith("===") and lines and lines[-1]:
                title = title or lines[-1]
            lines.append(text)
    return title, "\n".join(lines)


def _without_comments(text: str) -> str:
    parts: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        parts.append(text[at:start])
        at = end + len("-->")
    return "".join([*parts, text[at:]])


def _line(line: str, above: str) -> str | None:
    """One line without its markup; None for a line that is nothing else."""
    if _TABLE_RULE.fullmatch(line) or _DEFINITION.fullmatch(line):
        return None
    if (above and _UNDERLINE.fullmatch(line)) or _RULE.fullmatch(line):
        return ""
    if heading := _HEADING.fullmatch(line):
        return _inline(heading[2])
    while match := _QUOTE.match(line):
        line = line[match.end() :]
    return _inline(_BULLET.sub(r"\1- ", line, count=1) if _BULLET.match(line) else line)


def _inline(line: str) -> str:
    for pattern, kept in _INLINE:
        line = pattern.sub(kept, line)
    return html.unescape(line)
