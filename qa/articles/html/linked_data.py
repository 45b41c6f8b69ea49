"""JSON-LD in a page: what it states about its article, also where it is not quite JSON."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from qa.articles.html.parsing import Element

_ARTICLE = re.compile(
    r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report|Review|SocialMediaPosting)"
)
_DEEPEST = 8
_WRAPPING = re.compile(
    r"^\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?)|(?:-->|(?://|/\*)?\s*\]\]>\s*(?:\*/)?)\s*$"
)
_NOT_JSON = re.compile(r'("(?:\\.|[^"\\])*")|/\*.*?\*/|//[^\n]*|,(?=\s*[}\]])|;\s*$', re.DOTALL)


def read_linked_article(root: Element) -> dict[str, Any]:
    """Give the fields of the first article that a page's JSON-LD states; none if it states none.

    Line feeds within strings, comments, commas too many and CDATA marks are put up with. A type may
    be a full address ("http://schema.org/NewsArticle").
    """
    scripts = [
        script for script in root.iter("script") if "ld+json" in (script.get("type") or "").lower()
    ]
    items = [
        item for script in scripts for item in _objects(_parse(script.text_content()), _DEEPEST)
    ]
    named = {
        item["@id"]: item for item in items if isinstance(item.get("@id"), str) and len(item) > 1
    }
    for item in items:
        kinds = item.get("@type")
        if any(map(_is_article, kinds if isinstance(kinds, list) else [kinds])):
            return {name: _resolve(value, named) for name, value in item.items()}
    return {}


def _resolve(value: Any, named: Mapping[str, dict[str, Any]]) -> Any:
    """Put the objects that the page describes elsewhere in the place of references to them."""
    if isinstance(value, list):
        return [_resolve(item, named) for item in value]
    is_reference = isinstance(value, dict) and isinstance(value.get("@id"), str) and len(value) < 3
    return {**named.get(value["@id"], {}), **value} if is_reference else value


def _is_article(kind: Any) -> bool:
    return isinstance(kind, str) and bool(_ARTICLE.fullmatch(re.split(r"[/#:]", kind)[-1]))


def _parse(source: str) -> list[Any]:
    """The values in a script; those that can be read, where it holds several or is damaged."""
    source = _WRAPPING.sub("", source)
    if "&quot;" in source and '"' not in source:
        source = html.unescape(source)
    decoder = json.JSONDecoder(strict=False)
    for text in (source, _NOT_JSON.sub(lambda match: match[1] or "", source)):
        values: list[Any] = []
        position = 0
        try:
            while start := re.compile(r"\s*(?=[{\[])").match(text, position):
                value, position = decoder.raw_decode(text, start.end())
                values.append(value)
        except (ValueError, RecursionError):
            continue
        return values
    return []


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = [value.get("@graph"), value.get("mainEntity")]
    if isinstance(value, list) and depth:
        for item in value:
            yield from _objects(item, depth - 1)
