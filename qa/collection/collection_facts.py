"""Answer what is asked about the collection: how many articles, of which days and sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qa.questions.metadata import CollectionField, CollectionQuestion
from qa.types.article import ArticleInfo
from qa.types.rendering import cite, describe
from qa.types.search import SearchScope

COLLECTION_MESSAGE = "Counted in the collection, by what the files of the articles state."


@dataclass(frozen=True, slots=True)
class CollectionFact:
    """What is stated about a collection.

    Attributes:
        text: the fact in a few words.
        articles: the articles that it concerns, newest first, where they are to be listed.
    """

    text: str
    articles: tuple[ArticleInfo, ...] = ()


def collection_fact(
    question: CollectionQuestion, infos: Sequence[ArticleInfo]
) -> CollectionFact | None:
    """Give what is asked of the articles, newest first, None where nothing is stated."""
    if question.origin:
        infos = [info for info in infos if _is_from(question.origin, info)]
    scope = _scope(infos)
    dated = [info for info in infos if info.date is not None]
    match question.field:
        case CollectionField.COUNT:
            return CollectionFact(describe(scope), tuple(infos) if question.origin else ())
        case CollectionField.DAYS:
            return CollectionFact(describe(scope)) if dated else None
        case CollectionField.SOURCES:
            names = sorted({info.source for info in infos if info.source})
            return CollectionFact(", ".join(names)) if names else None
        case CollectionField.OLDEST | CollectionField.NEWEST:
            if not dated:
                return None
            chosen = dated[-1] if question.field is CollectionField.OLDEST else dated[0]
            return CollectionFact(cite(chosen), (chosen,))
        case CollectionField.ARTICLES:
            if question.origin and infos:
                return CollectionFact("; ".join(map(cite, infos)), tuple(infos))
            return CollectionFact(describe(scope), tuple(infos))


def _scope(infos: Sequence[ArticleInfo]) -> SearchScope:
    days: list[date] = [info.date for info in infos if info.date is not None]
    return SearchScope(len(infos), min(days, default=None), max(days, default=None))


def _is_from(origin: str, info: ArticleInfo) -> bool:
    """Tell whether a name is that of an author or of the source of an article."""
    name = origin.casefold().removeprefix("the ").strip("\"'“”")
    names = [author.casefold() for author in info.authors]
    source = (info.source or "").casefold().removeprefix("the ")
    return source == name or any(name == author or author.endswith(f" {name}") for author in names)
