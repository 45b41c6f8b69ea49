"""A question to the passages that may answer it: dense and lexical search, fused, then ranked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from embeddings import Encoder
from qa.retrieval.engine import PassageSearch
from qa.retrieval.fusion import fuse
from qa.retrieval.hybrid import HybridResult, HybridSearch
from qa.retrieval.passage_scores import CandidatePassage, score_passages
from qa.retrieval.term_coverage import TermWeights
from qa.settings import RetrievalSettings
from qa.store.passages import StoredPassage
from qa.store.store import Store
from qa.text.equivalence import differ_only_in_wording
from qa.types.article import Filter
from qa.types.search import Hit

# How many ranked rows are loaded together, for each hit wanted: some are copies of others.
_ROWS_PER_HIT = 4


class _Scores(NamedTuple):
    """The last three fields of a hit."""

    score: float
    dense: float
    lexical: float


class Retriever:
    """Finds the passages of a store that a question may be answered from."""

    def __init__(
        self, store: Store, encoder: Encoder, search: PassageSearch, settings: RetrievalSettings
    ) -> None:
        self._store = store
        self._engine = search
        self._search = HybridSearch(store, encoder, search)
        self._settings = settings
        self._term_weights = TermWeights(store)

    def retrieve(
        self, question: str, filter: Filter, top_k: int, boosted: str | None = None
    ) -> list[Hit]:
        """Find the `top_k` passages likeliest to answer, best first.

        The filter applies before the cut to `top_k`. Passages of the same words count once, and so
        do those of copies of one story that differ in no figure and no name: the best one stands
        for all. Passages of the `boosted` article are moved up, and are candidates in any case.

        Raises:
            EncoderMismatchError: the store holds vectors of another encoder.
        """
        boosted_rows = [] if boosted is None else self._rows_of(boosted, filter)
        hits: list[Hit] = []
        for result in self._search.widening(question, filter, self._settings.candidates):
            hits = self._hits(self._ranked(result, boosted_rows), top_k)
            # Many copies of one passage can leave too few others among the candidates.
            if len(hits) == top_k:
                break
        return hits

    def _rows_of(self, article_id: str, filter: Filter) -> list[int]:
        admitted = filter.admits(self._store.articles.info(article_id))
        return self._store.passages.rows_of(article_id) if admitted else []

    def _ranked(
        self, result: HybridResult, boosted_rows: Sequence[int]
    ) -> list[tuple[int, _Scores]]:
        """Give rows and their scores, best first."""
        lexical = result.lexical
        missing = [
            row for row in dict.fromkeys((*lexical, *boosted_rows)) if row not in result.dense
        ]
        dense = {**result.dense, **self._engine.cosines(result.vector, missing)}
        fused = fuse(dense, lexical, self._settings.dense_weight)
        candidates = (
            CandidatePassage(
                passage.row, passage.article, fused[passage.row], passage.title, passage.body
            )
            for passage in self._store.export.load(list(fused))
        )
        scores = score_passages(candidates, self._term_weights.shares(result.terms), self._settings)
        for row in boosted_rows:
            scores[row] += self._settings.boost
        ranked = sorted(scores, key=lambda row: (-scores[row], row))
        return [(row, _Scores(scores[row], dense[row], lexical.get(row, 0.0))) for row in ranked]

    def _hits(self, ranked: Sequence[tuple[int, _Scores]], top_k: int) -> list[Hit]:
        hits: list[Hit] = []
        seen: set[str] = set()
        texts_by_story: dict[str | None, list[str]] = {}
        scores = dict(ranked)
        for stored in self._load(list(scores), _ROWS_PER_HIT * top_k):
            text = stored.passage.text
            if text in seen:
                continue
            seen.add(text)
            story_texts = texts_by_story.setdefault(stored.story, [])
            if any(differ_only_in_wording(text, other) for other in story_texts):
                continue
            story_texts.append(text)
            hits.append(Hit(stored.passage, stored.article, *scores[stored.row]))
            if len(hits) == top_k:
                break
        return hits

    def _load(self, rows: Sequence[int], count: int) -> Iterator[StoredPassage]:
        """Load passages in slices of `count`: the first slice is nearly always enough."""
        for first in range(0, len(rows), count):
            yield from self._store.passages.load(rows[first : first + count])


def prune_hits(hits: Sequence[Hit], settings: RetrievalSettings) -> list[Hit]:
    """Return the hits, best first, that score near enough to the best one to be read first."""
    return _near_best(hits, settings.min_relative_score, settings.min_passages)


def further_hits(hits: Sequence[Hit], settings: RetrievalSettings) -> list[Hit]:
    """Return the hits, best first, that are read only where `prune_hits` leaves doubt."""
    first = prune_hits(hits, settings)
    all_read = _near_best(hits, settings.min_relative_score_in_doubt, settings.min_passages)
    return [hit for hit in all_read if hit not in first]


def _near_best(hits: Sequence[Hit], min_relative_score: float, min_passages: int) -> list[Hit]:
    min_score = min_relative_score * max((hit.score for hit in hits), default=0.0)
    return [hit for rank, hit in enumerate(hits) if rank < min_passages or hit.score >= min_score]
