"""A question to the articles that may answer it, each with its own best passages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from embeddings import Encoder
from qa.retrieval.engine import PassageSearch
from qa.retrieval.fusion import fuse
from qa.retrieval.hybrid import HybridResult, HybridSearch
from qa.settings import RetrievalSettings
from qa.store.store import Store
from qa.types.article import ArticleInfo, Filter
from qa.types.search import Hit

# How many passages are searched at first for each article that is wanted.
_ROWS_PER_ARTICLE = 8


@dataclass(frozen=True, slots=True)
class ArticleHits:
    """An article with those of its passages that are nearest to a question, best first."""

    article: ArticleInfo
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class ArticleRanking:
    """The articles that a filter admits, as near as their best passages are to a question.

    Attributes:
        articles: the nearest ones, best first.
        not_reached: the others, newest first, the undated ones last.
        best_lexical: the highest BM25 among the passages of all of them, 0 when none matches.
    """

    articles: tuple[ArticleHits, ...]
    not_reached: tuple[ArticleInfo, ...]
    best_lexical: float


class ArticleRetriever:
    """Finds the articles of a store that a question may be answered from."""

    def __init__(
        self, store: Store, encoder: Encoder, search: PassageSearch, settings: RetrievalSettings
    ) -> None:
        self._store = store
        self._engine = search
        self._search = HybridSearch(store, encoder, search)
        self._settings = settings

    def retrieve(
        self, question: str, filter: Filter, most: int, passages_per_article: int
    ) -> ArticleRanking:
        """Find the `most` articles nearest to a question, each with its nearest passages.

        An article without passages is never reached. Scores are fused as for `Retriever`, over all
        passages of these articles.

        Raises:
            EncoderMismatchError: the store holds vectors of another encoder.
        """
        for result in self._search.widening(question, filter, _ROWS_PER_ARTICLE * most):
            ids = self._nearest_articles(result)[:most]
            # Articles of many passages can leave too few others among those that were searched.
            if len(ids) == most:
                break
        rows_of = self._store.passages.rows_of_articles(ids)
        rows = [row for article_rows in rows_of.values() for row in article_rows]
        dense = self._engine.cosines(result.vector, rows)
        lexical = result.lexical
        articles = self._article_hits(ids, rows_of, dense, lexical, passages_per_article)
        reached = {item.article.id for item in articles}
        admitted = self._store.articles.list_infos(filter)
        return ArticleRanking(
            articles,
            tuple(info for info in admitted if info.id not in reached),
            max(lexical.values(), default=0.0),
        )

    def _nearest_articles(self, result: HybridResult) -> list[str]:
        """Give the ids of the articles that were found by their best passage, best first."""
        missing = [row for row in result.lexical if row not in result.dense]
        dense = {**result.dense, **self._engine.cosines(result.vector, missing)}
        fused = fuse(dense, result.lexical, self._settings.dense_weight)
        article_of = self._store.passages.articles_of(list(fused))
        ranked = sorted(article_of, key=lambda row: (-fused[row], row))
        return list(dict.fromkeys(article_of[row] for row in ranked))

    def _article_hits(
        self,
        ids: Sequence[str],
        rows_of: Mapping[str, Sequence[int]],
        dense: Mapping[int, float],
        lexical: Mapping[int, float],
        passages_per_article: int,
    ) -> tuple[ArticleHits, ...]:
        fused = fuse(dense, lexical, self._settings.dense_weight)
        chosen = {
            article_id: sorted(rows_of[article_id], key=lambda row: (-fused[row], row))[
                :passages_per_article
            ]
            for article_id in ids
        }
        hits: dict[str, list[Hit]] = {article_id: [] for article_id in ids}
        for stored in self._store.passages.load([row for rows in chosen.values() for row in rows]):
            row = stored.row
            hits[stored.article.id].append(
                Hit(stored.passage, stored.article, fused[row], dense[row], lexical.get(row, 0.0))
            )
        return tuple(
            ArticleHits(article_hits[0].article, tuple(article_hits))
            for article_hits in hits.values()
            if article_hits
        )
