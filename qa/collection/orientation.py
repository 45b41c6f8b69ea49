"""Say what can be asked here, to who greets, gives thanks or asks for help."""

from __future__ import annotations

from collections.abc import Sequence

from qa.store.store import Store
from qa.types.article import ArticleInfo, Filter
from qa.types.rendering import describe

_MAX_SOURCES = 5


def orientation(store: Store, filter: Filter) -> str:
    """Say what the tool does, what the collection holds, and give an example of a question."""
    infos = store.articles.list_infos(filter)
    parts = [
        "I answer questions in English with the exact words of these articles:",
        f"{describe(store.articles.scope(filter))}{_sources(infos)}.",
        _example(infos),
    ]
    return " ".join(part for part in parts if part)


def _sources(infos: Sequence[ArticleInfo]) -> str:
    sources = sorted({info.source for info in infos if info.source})
    if not sources:
        return ""
    names = ", ".join(sources[:_MAX_SOURCES])
    more = len(sources) - _MAX_SOURCES
    return f", from {names}" + (f" and {more} more sources" if more > 0 else "")


def _example(infos: Sequence[ArticleInfo]) -> str:
    """Give a question about the newest article that has a title; its answer is in the metadata."""
    for info in infos:
        if info.title and (info.authors or info.date):
            begin = "Who wrote" if info.authors else "When was"
            end = "" if info.authors else " published"
            return f"For example: {begin} the article “{info.title}”{end}?"
    return ""
