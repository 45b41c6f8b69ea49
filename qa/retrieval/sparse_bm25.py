"""BM25 as the inner product of two sparse vectors, for engines that know vectors only.

A passage's vector holds how much each of its terms says of it, a question's how rare each of its
terms is. The numbers are those of SQLite's FTS5 as `qa.store.word_index` asks for them, but for one
thing: a number such as 3.5 is one term here, where FTS5 makes it two that follow each other.
"""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from qa.store.word_index import BODY_WEIGHT, TITLE_WEIGHT

Sparse = dict[int, float]

K1, B = 1.2, 0.75
MIN_IDF = 1e-6
# Sparse vectors have 2**32 - 1 dimensions; no term has the last one.
_DIMENSIONS = 2**32 - 2
NO_TERM = _DIMENSIONS


def document_vector(title: Sequence[str], body: Sequence[str], average: float) -> Sparse:
    """The vector of a passage; never empty, because engines store no vector of nothing.

    Args:
        title, body: the terms of its article's title and of its text.
        average: how many terms passages have on average, titles included; above 0.
    """
    counts: dict[str, float] = defaultdict(float)
    for terms, weight in ((title, TITLE_WEIGHT), (body, BODY_WEIGHT)):
        for term in terms:
            counts[term] += weight
    length = (len(title) + len(body)) / average
    longer = K1 * (1 - B + B * length)
    weights: Sparse = {}
    for term, count in counts.items():
        at = dimension(term)
        weights[at] = weights.get(at, 0.0) + count * (K1 + 1) / (count + longer)
    return weights or {NO_TERM: 1.0}


def query_vector(holding: Mapping[str, int], passages: int) -> Sparse:
    """The vector of a question; empty when no passage holds any of its terms.

    Args:
        holding: how many passages hold each term.
        passages: how many there are.
    """
    weights: Sparse = {}
    for term, held in holding.items():
        if held:
            idf = math.log((passages - held + 0.5) / (held + 0.5))
            at = dimension(term)
            weights[at] = weights.get(at, 0.0) + max(idf, MIN_IDF)
    return weights


def dimension(term: str) -> int:
    """The place of a term in every vector: a hash, so that all machines agree without a list.

    Of a million terms about a hundred share their place with another.
    """
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest()) % _DIMENSIONS
