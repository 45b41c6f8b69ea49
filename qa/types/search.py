"""Define what retrieval and the reader give: hits, and the spans read from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from qa.types.article import ArticleInfo, Passage
from qa.types.ordering import TieKey, sort_with_ties

# Margins that differ by less, in logits, are a tie: the arithmetic of two machines differs as much.
_TIED_MARGIN = 0.05
# The same for fused scores, which lie between 0 and 1.
_TIED_HIT_SCORE = 0.001


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

    @property
    def tie_key(self) -> TieKey:
        """Give what orders equally good passages: what the article holds first, its path last.

        The same articles in another folder have other ids, and are to be answered from alike.
        """
        article = self.article
        return article.sha256, article.title or "", self.passage.start, article.id


@dataclass(frozen=True, slots=True)
class Span:
    """Words that the reader proposes as an answer.

    Attributes:
        start, end, text: in the article's text.
        margin: start plus end logit, minus the same of the null answer, or the mean of two such
            readings; comparable across passages.
        span_log_prob: the logarithm of the probability that the reader gives these words in their
            passage, at most 0.
        hit: the passage that it was read from.
    """

    start: int
    end: int
    text: str
    margin: float
    span_log_prob: float
    hit: Hit

    @property
    def tie_key(self) -> TieKey:
        """Give what orders equally good spans: the article, then the offsets."""
        article = self.hit.article
        place = (self.start, self.end, self.hit.passage.start)
        return article.sha256, article.title or "", *place, article.id

    def overlaps(self, other: Span) -> bool:
        """Tell whether both hold a character of the same article."""
        return (
            self.hit.article.id == other.hit.article.id
            and self.start < other.end
            and other.start < self.end
        )


@dataclass(frozen=True, slots=True)
class SearchScope:
    """How many articles a question was asked of, and their first and last day.

    Attributes:
        first, last: None when none of the articles has a date.
        undated_left_out: how many articles a range of days left out because they state no date.
    """

    articles: int
    first: date | None
    last: date | None
    undated_left_out: int = 0

    def to_dict(self) -> dict[str, Any]:
        return {
            "articles": self.articles,
            "from": self.first.isoformat() if self.first else None,
            "to": self.last.isoformat() if self.last else None,
            "undated_left_out": self.undated_left_out,
        }


def drop_overlapping(spans: Iterable[Span]) -> list[Span]:
    """Leave out every span that overlaps an earlier one in the same article."""
    apart: list[Span] = []
    for span in spans:
        if not any(span.overlaps(other) for other in apart):
            apart.append(span)
    return apart


def sort_by_margin(spans: Iterable[Span]) -> list[Span]:
    """Sort spans by their margin, the highest first, and tied ones by where they stand."""
    return sort_with_ties(spans, lambda span: span.margin, lambda span: span.tie_key, _TIED_MARGIN)


def sort_by_score(hits: Iterable[Hit]) -> list[Hit]:
    """Sort passages by their fused score, the highest first, and tied ones by where they stand."""
    return sort_with_ties(hits, lambda hit: hit.score, lambda hit: hit.tie_key, _TIED_HIT_SCORE)
