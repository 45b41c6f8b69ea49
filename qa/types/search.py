"""Define what retrieval and the reader find: hits, and the spans read from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from qa.types.article import ArticleInfo, Passage


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that retrieval found for a question.

    Attributes:
        score: the fused score, 0 to 1 within one question.
        dense: cosine of question and passage, -1 to 1.
        lexical: BM25 of question and passage, at least 0.
    """

    passage: Passage
    article: ArticleInfo
    score: float
    dense: float
    lexical: float


@dataclass(frozen=True, slots=True)
class Span:
    """Words that the reader proposes as an answer.

    Attributes:
        start, end, text: in the article's text.
        margin: start plus end logit, minus the same of the null answer, or the mean of two such
            readings; comparable across passages.
        share: the logarithm of the probability that the reader gives these words in their passage,
            at most 0.
        hit: the passage that it was read from.
    """

    start: int
    end: int
    text: str
    margin: float
    span_log_prob: float
    hit: Hit

    def overlaps(self, other: Span) -> bool:
        """Whether both hold a character of the same article."""
        return (
            self.hit.article.id == other.hit.article.id
            and self.start < other.end
            and other.start < self.end
        )


@dataclass(frozen=True, slots=True)
class SearchScope:
    """What a question was asked of: how many articles, and the days between which they fall.

    The days are None when no article searched has a date.
    """

    articles: int
    first: date | None
    last: date | None

    def to_dict(self) -> dict[str, Any]:
        return {
            "articles": self.articles,
            "from": self.first.isoformat() if self.first else None,
            "to": self.last.isoformat() if self.last else None,
        }


def drop_overlapping(spans: Iterable[Span]) -> list[Span]:
    """Leave out every span that overlaps an earlier one in the same article."""
    kept: list[Span] = []
    for span in spans:
        if not any(span.overlaps(other) for other in kept):
            kept.append(span)
    return kept


def by_margin(span: Span) -> tuple[float, str, int, int]:
    """Sorts spans by their margin, the best first, and equal ones by where they stand."""
    return -span.margin, span.hit.article.id, span.start, span.end
