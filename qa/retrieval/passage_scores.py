"""Score passages by themselves and by their article.

Find the article, then the passage: a question may hold few words of the passage that answers it
and several of the story. So each passage also gets a part of what its whole article scores.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qa.retrieval.term_coverage import coverage, window_coverage
from qa.settings import RetrievalSettings


@dataclass(frozen=True, slots=True)
class CandidatePassage:
    """A passage that may be ranked.

    Attributes:
        row: its number.
        article: the id of its article.
        fused: its fused score, 0 to 1.
        title, body: the terms of its article's title and of its text, in order.
    """

    row: int
    article: str
    fused: float
    title: tuple[str, ...]
    body: tuple[str, ...]


def score_passages(
    candidates: Iterable[CandidatePassage],
    shares: Mapping[str, float],
    settings: RetrievalSettings,
) -> dict[int, float]:
    """Return the score of each passage by its row, 0 to 1.

    A convex combination of four: the fused score; how much of the question stands close together in
    the passage; how much of it stands anywhere in the article, as far as its passages are among the
    candidates; and the first two of the article's best candidate.

    Args:
        shares: what each term of the question counts for; they add up to 1.
    """
    candidates = list(candidates)
    near = settings.proximity_weight
    fused = 1 - near - settings.article_coverage_weight - settings.article_best_weight
    alone = {
        candidate.row: fused * candidate.fused + near * window_coverage(shares, candidate.body)
        for candidate in candidates
    }
    best: dict[str, float] = {}
    article_terms: dict[str, set[str]] = {}
    for candidate in candidates:
        article = candidate.article
        best[article] = max(best.get(article, 0.0), alone[candidate.row] / (fused + near))
        article_terms.setdefault(article, set(candidate.title)).update(candidate.body)
    article_scores = {
        article: settings.article_coverage_weight * coverage(shares, terms)
        + settings.article_best_weight * best[article]
        for article, terms in article_terms.items()
    }
    return {
        candidate.row: alone[candidate.row] + article_scores[candidate.article]
        for candidate in candidates
    }
