"""How much of a question's terms a text holds: close together, or anywhere in it.

A term counts as much as it is rare. BM25 adds up how often terms occur, so that a passage that
repeats the subject of its story passes one that holds each term of the question once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from qa.store.bm25 import idf
from qa.store.store import Store

# About as long as a sentence, in terms; 12 to 45 rank alike (docs/experiments/retrieval.md).
WINDOW = 20
# What a term counts for that most passages hold.
_MIN_WEIGHT = 0.05


class TermWeights:
    """The weights of terms in a store; they are computed once for each state of the store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._generation = -1
        self._passages = 0
        self._document_frequencies: dict[str, int] = {}

    def shares(self, terms: Sequence[str]) -> dict[str, float]:
        """Return what each term counts for, as a share of all of them: its idf over their sum."""
        generation = self._store.metadata.generation
        if generation != self._generation:
            self._document_frequencies.clear()
            self._passages = self._store.passages.count()
            self._generation = generation
        weights = {term: self._weight(term) for term in terms}
        total = sum(weights.values())
        return {term: weight / total for term, weight in weights.items()}

    def _weight(self, term: str) -> float:
        if term not in self._document_frequencies:
            self._document_frequencies[term] = self._store.words.document_frequency(term)
        return max(idf(self._document_frequencies[term], self._passages), _MIN_WEIGHT)


def coverage(shares: Mapping[str, float], terms: Collection[str]) -> float:
    """Return the share of a question that a text holds, 0 to 1.

    Args:
        shares: what each term of the question counts for; they add up to 1.
        terms: the terms of the text.
    """
    return sum(share for term, share in shares.items() if term in terms)


def window_coverage(
    shares: Mapping[str, float], terms: Sequence[str], window: int = WINDOW
) -> float:
    """Return the largest share of a question that some terms of a text in a row hold, 0 to 1.

    Args:
        shares: what each term of the question counts for; they add up to 1.
        terms: the terms of the text, in order.
        window: how many in a row.
    """
    positions = [position for position, term in enumerate(terms) if term in shares]
    return max(
        (coverage(shares, terms[start : start + window]) for start in positions), default=0.0
    )
