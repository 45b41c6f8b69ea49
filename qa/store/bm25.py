"""The numbers of BM25, the same in every database and search engine."""

from __future__ import annotations

import math

# The constants of FTS5's bm25(), and its idf of a term that half of the passages or more hold.
K1, B = 1.2, 0.75
MIN_IDF = 1e-6
# What a term in the title and a term in the text count for.
TITLE_WEIGHT, BODY_WEIGHT = 0.5, 1.0


def idf(document_frequency: int, passages: int) -> float:
    """Return how rare a term is: BM25's inverse document frequency, below 0 in most passages."""
    return math.log((passages - document_frequency + 0.5) / (document_frequency + 0.5))
