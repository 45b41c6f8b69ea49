"""Choose the passages of later articles that may bring an answer up to date."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from qa.answering.staleness import asks_for_past
from qa.settings import AnswerSettings
from qa.text.equivalence import value_of
from qa.types.search import Hit, Span


def newer_passages(
    question: str, lead: Span, hits: Iterable[Hit], read: Collection[Hit], settings: AnswerSettings
) -> list[Hit]:
    """Give the passages that were not read and may bring the value of an answer up to date.

    They are of later days than the answer's article, and have some of the words that the question
    was found by; there are none where the answer is no value, or where the past is asked for.
    """
    day = lead.hit.article.date
    value = value_of(lead.text)
    if day is None or asks_for_past(question) or not (value.quantities or value.moments):
        return []
    articles_read = {hit.article.id for hit in read}
    newer = [
        hit
        for hit in hits
        if hit.article.id not in articles_read
        and hit.article.date is not None
        and hit.article.date > day
        and hit.lexical >= settings.min_newer_lexical_ratio * lead.hit.lexical
    ]
    return sorted(newer, key=lambda hit: hit.lexical, reverse=True)[: settings.max_newer_read]
