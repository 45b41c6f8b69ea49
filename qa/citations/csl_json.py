"""Write a citation as CSL-JSON, the input of citation processors."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from qa.citations.authors import Author
from qa.citations.citation import Citation


def to_csl_json(citation: Citation) -> str:
    """Give a list of one item, as such files hold."""
    item: dict[str, Any] = {
        "id": citation.key,
        "type": "article-newspaper",
        "title": citation.title,
        "author": [_author(author) for author in citation.authors],
        "container-title": citation.source,
        "issued": _day(citation.date) if citation.date else None,
        "page": citation.pages,
        "URL": citation.url,
        "accessed": _day(citation.accessed) if citation.url else None,
        "note": citation.quotation,
    }
    stated = {name: value for name, value in item.items() if value}
    return json.dumps([stated], ensure_ascii=False, indent=2)


def _author(author: Author) -> dict[str, str]:
    if not author.given:
        return {"literal": author.family}
    return {"family": author.family, "given": author.given}


def _day(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}
