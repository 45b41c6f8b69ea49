"""A question to the passages that may answer it: dense and lexical search, fused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder, VectorIndex
from qa.copies import same_but_for_form
from qa.datatypes import Filter, Hit
from qa.settings import RetrievalSettings
from qa.store import Store
from qa.words import content_terms, terms


class Retriever:
    """Searches a store; keeps the FAISS index of its vectors in memory, in step with the file."""

    def __init__(self, store: Store, encoder: Encoder, settings: RetrievalSettings) -> None:
        self._store = store
        self._encoder = encoder
        self._settings = settings
        self._index = VectorIndex(encoder.dimension)
        self._rows: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self._generation = -1

    def retrieve(
        self, question: str, chosen: Filter, top_k: int, preferred: str | None = None
    ) -> list[Hit]:
        """Find the `top_k` passages likeliest to answer, best first.

        The filter applies before the cut to `top_k`. Passages of the same words count once, and so
        do those of copies of one story that differ in no figure and no name: the best one stands
        for all. Passages of the `preferred` article are moved up, and are candidates in any case.

        Raises:
            EncoderMismatchError: the store holds vectors of another encoder.
        """
        self._catch_up()
        among = None if chosen.is_open else self._store.rows(chosen)
        if len(self._index) == 0 or (among is not None and len(among) == 0):
            return []
        vector = self._encoder.encode_question(question)
        most = len(self._index) if among is None else len(among)
        count = self._settings.candidates
        liked = [] if preferred is None else self._rows_of(preferred, among)
        hits = self._search(question, vector, among, count, top_k, liked)
        # Many copies of one passage can leave too few others among the candidates.
        while len(hits) < top_k and count < most:
            count *= 4
            hits = self._search(question, vector, among, count, top_k, liked)
        return hits

    def _rows_of(self, article_id: str, among: NDArray[np.int64] | None) -> list[int]:
        rows = self._store.rows_of(article_id)
        allowed = None if among is None else set(among.tolist())
        return [row for row in rows if allowed is None or row in allowed]

    def _search(
        self,
        question: str,
        vector: NDArray[np.float32],
        among: NDArray[np.int64] | None,
        count: int,
        top_k: int,
        liked: Sequence[int],
    ) -> list[Hit]:
        found, scores = self._index.search(vector, count, among)
        dense = dict(zip(found.tolist(), scores.tolist(), strict=True))
        query = content_terms(question) or terms(question)
        lexical = dict(self._store.search_words(query, count, among))
        missing = [row for row in (*lexical, *liked) if row not in dense]
        if missing:
            scores = self._index.scores(vector, missing)
            dense |= dict(zip(missing, scores.tolist(), strict=True))
        fused = fuse(dense, lexical, self._settings.dense_weight)
        for row in liked:
            fused[row] += self._settings.preference
        return self._hits(fused, dense, lexical, top_k)

    def _catch_up(self) -> None:
        generation = self._store.generation
        if generation == self._generation:
            return
        self._store.require_encoder(self._encoder.name, self._encoder.fingerprint)
        rows = self._store.rows(Filter())
        added = np.setdiff1d(rows, self._rows, assume_unique=True)
        vectors = self._store.vectors(added, self._encoder.dimension)
        self._index.remove(np.setdiff1d(self._rows, rows, assume_unique=True))
        self._index.add(added, vectors)
        self._rows, self._generation = rows, generation

    def _hits(
        self,
        fused: Mapping[int, float],
        dense: Mapping[int, float],
        lexical: Mapping[int, float],
        top_k: int,
    ) -> list[Hit]:
        ranked = sorted(fused, key=lambda row: (-fused[row], row))
        hits: list[Hit] = []
        seen: set[str] = set()
        stories: dict[str | None, list[str]] = {}
        for row in ranked:
            # One by one: the first few of a hundred are enough.
            stored = self._store.passages([row])[row]
            if stored.passage.text in seen:
                continue
            seen.add(stored.passage.text)
            told = stories.setdefault(self._store.stories.of(stored.passage.article_id), [])
            if any(same_but_for_form(stored.passage.text, text) for text in told):
                continue
            told.append(stored.passage.text)
            article = self._store.info(stored.passage.article_id)
            hits.append(Hit(stored.passage, article, fused[row], dense[row], lexical.get(row, 0.0)))
            if len(hits) == top_k:
                break
        return hits


def fuse(
    dense: Mapping[int, float], lexical: Mapping[int, float], dense_weight: float
) -> dict[int, float]:
    """Convex combination of two min-max normalised scores (Bruch et al., arXiv 2210.11934).

    A row that lexical search did not find has the lexical score 0, which is also the least that
    BM25 gives; a row that dense search did not find must have been scored before.
    """
    low, high = min(dense.values()), max(dense.values())
    top = max(lexical.values(), default=0.0)
    return {
        row: dense_weight * ((score - low) / (high - low) if high > low else 1.0)
        + (1 - dense_weight) * (lexical.get(row, 0.0) / top if top > 0 else 0.0)
        for row, score in dense.items()
    }
