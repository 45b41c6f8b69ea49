"""JSON (an object, a list, or a list under a usual name) and JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from qa.articles.decoding import decode
from qa.articles.parsed import ParsedArticle
from qa.articles.records import TEXT, draft_of, has_own_text
from qa.errors import UnreadableError
from qa.types.report import Skipped

_LISTS = (
    *("articles", "data", "items", "results", "docs", "documents"),
    *("stories", "news", "records", "response"),
)

_DEEPEST = 8


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
    records = _lines(path, text)
    if any(isinstance(item, ParsedArticle) for item in records):
        return records
    try:
        _parse(text)
    except ValueError:
        return records
    return read_json(path, content)  # one JSON value by another suffix


def _lines(path: Path, text: str) -> list[ParsedArticle | Skipped]:
    records: list[ParsedArticle | Skipped] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        name = f"{path}, line {number}"
        try:
            records.append(_draft(name, _parse(line)))
        except ValueError as error:
            records.append(Skipped(name, f"not valid JSON: {error}"))
    return records


def _parse(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _draft(name: str, record: Any) -> ParsedArticle | Skipped:
    if not isinstance(record, dict):
        return Skipped(name, f"not an object but {_kind(record)}")
    return draft_of(record) or Skipped(name, _no_text(record))


def _records(value: Any, depth: int = _DEEPEST) -> list[Any]:
    """Find the records of articles in a value: a list, or lists and objects within an object.

    An object that holds the text of an article is one record, whatever lists it has beside it. Of
    the others, lists under usual names come first; then objects that are keyed by something such
    as an id; then all lists of records, at any depth.
    """
    if isinstance(value, list):
        return value
    if not isinstance(value, dict) or not depth:
        return []
    if has_own_text(value):
        return [value]
    folded = {str(key).casefold(): item for key, item in value.items()}
    usual = [folded[name] for name in _LISTS if isinstance(folded.get(name), list | dict)]
    for items in (*usual, [item for item in value.values() if isinstance(item, dict)]):
        records = _records(items, depth - 1)
        if any(map(_is_article, records)):
            return records
    lists = (_records(item, depth - 1) for item in value.values() if not isinstance(item, str))
    records = [record for records in lists if any(map(_is_article, records)) for record in records]
    if records:
        return records
    return next((items for items in usual if isinstance(items, list)), [value])


def _is_article(record: Any) -> bool:
    return isinstance(record, dict) and draft_of(record) is not None


def _no_text(record: Iterable[str]) -> str:
    names = ", ".join(sorted(map(str, record))[:20]) or "none"
    return f"no text: fields found: {names}; names accepted: {', '.join(TEXT)}"


def _kind(value: Any) -> str:
    names = {str: "a string", list: "a list", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
