"""Search the passages of a store by meaning and by words for one question, wider and wider."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from embeddings import Encoder
from qa.retrieval.engine import PassageSearch, Vector
from qa.store.store import Store
from qa.text.terms import content_terms, terms
from qa.types.article import Filter

_WIDENED_BY = 4


@dataclass(frozen=True, slots=True)
class HybridResult:
    """What both searches found for a question.

    Attributes:
        vector, terms: of the question.
        dense: cosines by row, best first.
        lexical: BM25 by row, best first, above 0.
    """

    vector: Vector
    terms: tuple[str, ...]
    dense: Mapping[int, float]
    lexical: Mapping[int, float]


class HybridSearch:
    """Asks an engine for the passages nearest to a question."""

    def __init__(self, store: Store, encoder: Encoder, engine: PassageSearch) -> None:
        self._store = store
        self._encoder = encoder
        self._engine = engine

    def widening(self, question: str, filter: Filter, count: int) -> Iterator[HybridResult]:
        """Give the `count` nearest passages of each search, then four times as many, and so on.

        The last result holds every passage that the filter admits.

        Raises:
            EncoderMismatchError: the store holds vectors of another encoder.
        """
        self._store.metadata.require_encoder(self._encoder.name, self._encoder.fingerprint)
        self._engine.sync()
        vector = self._encoder.encode_question(question)
        query = tuple(content_terms(question) or terms(question))
        while True:
            dense = self._engine.search_dense(vector, count, filter)
            yield HybridResult(
                vector, query, dense, self._engine.search_lexical(query, count, filter)
            )
            if len(dense) < count:
                return
            count *= _WIDENED_BY
