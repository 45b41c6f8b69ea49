"""JSON (an object, a list, or a list under a usual name) and JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from qa.articles.parsed import ParsedArticle
from qa.articles.records import TEXT, draft_of
from qa.articles.text import decode
from qa.errors import UnreadableError
from qa.types.report import Skipped

_LISTS = (
    *("articles", "data", "items", "results", "docs", "documents"),
    *("stories", "news", "records", "response"),
)


def read_json(path: Path, content: bytes) -> list[ParsedArticle | Skipped]:
    """Read a JSON file, numbering the records of a list from 1 in messages.

    Raises:
        UnreadableError: not JSON, or no object in it.
    """
    text = decode(path, content)
    try:
        value = _parse(text)
    except ValueError as error:
        lines = _lines(path, text)
        if (
            sum(isinstance(item, ParsedArticle) for item in lines) > 1
        ):  # JSON lines by another suffix
            return lines
        raise UnreadableError(path, f"not valid JSON: {error}") from error
    records = _records(value)
    if not records:
        raise UnreadableError(path, "no article in this JSON: neither an object nor a list of them")
    if len(records) == 1:
        return [_draft(str(path), records[0])]
    return [_draft(f"{path}, record {n}", record) for n, record in enumerate(records, start=1)]


def read_lines(path: Path, content: bytes) -> list[ParsedArticle | Skipped]:
    """Read a file of one JSON object a line; a bad line is reported by its number.

    Raises:
        UnreadableError: the file cannot be decoded.
    """
    text = decode(path, content)
    found = _lines(path, text)
    if any(isinstance(item, ParsedArticle) for item in found):
        return found
    try:
        _parse(text)
    except ValueError:
        return found
    return read_json(path, content)  # one JSON value by another suffix


def _lines(path: Path, text: str) -> list[ParsedArticle | Skipped]:
    found: list[ParsedArticle | Skipped] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        name = f"{path}, line {number}"
        try:
            found.append(_draft(name, _parse(line)))
        except ValueError as error:
            found.append(Skipped(name, f"not valid JSON: {error}"))
    return found


def _parse(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _draft(name: str, record: Any) -> ParsedArticle | Skipped:
    if not isinstance(record, dict):
        return Skipped(name, f"not an object but {_kind(record)}")
    inner = next((record[key] for key in ("article", "_source") if _is_object(record, key)), None)
    draft = draft_of(record) or (draft_of(inner) if inner else None)
    return draft or Skipped(name, _no_text(record))


def _records(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        return []
    if draft_of(value):
        return [value]
    folded = {str(key).casefold(): item for key, item in value.items()}
    for name in _LISTS:
        item = folded.get(name)
        if isinstance(item, dict):
            item = next((item[key] for key in _LISTS if isinstance(item.get(key), list)), None)
        if isinstance(item, list):
            return item
    return [value]


def _is_object(record: dict[str, Any], key: str) -> bool:
    return isinstance(record.get(key), dict)


def _no_text(record: Iterable[str]) -> str:
    found = ", ".join(sorted(map(str, record))[:20]) or "none"
    return f"no text: fields found: {found}; names accepted: {', '.join(TEXT)}"


def _kind(value: Any) -> str:
    names = {str: "a string", list: "a list", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
