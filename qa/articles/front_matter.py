"""The metadata that stands at the top of a Markdown file, as YAML, TOML or JSON."""

from __future__ import annotations

import json
import re
from typing import Any

_YAML = re.compile(r"---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\+\+\+[ \t]*\n(.{0,20000}?)\n\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)


def split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Split a file's text into the fields of its front matter and what stands below it.

    Front matter stands between lines of "---" (YAML) or "+++" (TOML), or is an object in JSON with
    a line end behind it. What is none of these stays in the text.
    """
    if text.startswith("{"):
        return _split_json(text)
    for pattern, parse in ((_YAML, _parse_yaml), (_TOML, _parse_toml)):
        if match := pattern.match(text):
            fields = parse(match[1])
            return ({}, text) if fields is None else (fields, text[match.end() :])
    return {}, text


def _split_json(text: str) -> tuple[dict[str, Any], str]:
    try:
        fields, end = json.JSONDecoder(strict=False).raw_decode(text)
    except (ValueError, RecursionError):
        return {}, text
    is_apart = isinstance(fields, dict) and (text[end:].lstrip(" \t") or "\n").startswith("\n")
    return (fields, text[end:]) if is_apart else ({}, text)


def _parse_yaml(source: str) -> dict[str, Any] | None:
    import yaml

    try:
        fields = yaml.safe_load(source)
    except (yaml.YAMLError, RecursionError, ValueError):  # ValueError: a day such as 2023-02-30
        return None
    return {str(key): value for key, value in fields.items()} if isinstance(fields, dict) else None


def _parse_toml(source: str) -> dict[str, Any] | None:
    import tomllib

    try:
        fields = tomllib.loads(source)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return None
    # Hugo keeps fields of a site's own in tables such as [params].
    nested = [value for value in fields.values() if isinstance(value, dict)]
    return {**{key: value for table in nested for key, value in table.items()}, **fields}
