"""BM25 as the inner product of two sparse vectors, for engines that know vectors only.

The vector of a passage holds how much each of its terms says about it, the vector of a question how
rare each of its terms is. Their inner product is what SQLite's FTS5 gives for the same passage and
question (`qa.store.word_index`), rounding apart. For that, terms are counted as FTS5 counts them:
3.5 is the phrase of the tokens 3 and 5, which also stands in "1.3.5" and in "3 5".
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from qa.store.bm25 import BODY_WEIGHT, K1, MIN_IDF, TITLE_WEIGHT, B, idf

Sparse = dict[int, float]

# Sparse vectors have 2**32 - 1 dimensions; no term has the last one.
_DIMENSIONS = 2**32 - 2
NO_TERM = _DIMENSIONS
# How many numbers in a row are kept as a phrase: 3.5, 28.11.2026, 127.0.0.1. A longer phrase is
# kept where it is one term of the passage.
_MAX_PHRASE = 4
_TOKEN = re.compile(r"[^\W_]+")


def document_vector(title: Sequence[str], body: Sequence[str], average_length: float) -> Sparse:
    """Return the vector of a passage; never empty, because engines store no vector of nothing.

    Args:
        title, body: the terms of its article's title and of its text.
        average_length: how many tokens passages have on average, titles included; above 0.
    """
    counts: dict[str, float] = defaultdict(float)
    length = 0
    for terms, weight in ((title, TITLE_WEIGHT), (body, BODY_WEIGHT)):
        split_terms = [_TOKEN.findall(term) for term in terms]
        tokens = [token for split_term in split_terms for token in split_term]
        length += len(tokens)
        for token in tokens:
            counts[token] += weight
        for phrase in _number_phrases(tokens):
            counts[phrase] += weight
        for split_term in split_terms:
            if len(split_term) > _MAX_PHRASE:
                counts[" ".join(split_term)] += weight
    norm = K1 * (1 - B + B * length / average_length)
    vector: Sparse = {}
    for key, count in counts.items():
        place = dimension(key)
        vector[place] = vector.get(place, 0.0) + count * (K1 + 1) / (count + norm)
    return vector or {NO_TERM: 1.0}


def query_vector(document_frequencies: Mapping[str, int], passages: int) -> Sparse:
    """Return the vector of a question; empty when no passage holds any of its terms.

    Args:
        document_frequencies: how many passages hold each term.
        passages: how many there are.
    """
    vector: Sparse = {}
    for term, frequency in document_frequencies.items():
        if frequency:
            place = dimension(" ".join(_TOKEN.findall(term)))
            vector[place] = vector.get(place, 0.0) + max(idf(frequency, passages), MIN_IDF)
    return vector


def inner_product(query: Sparse, document: Sparse) -> float:
    """Return the BM25 of a question and a passage."""
    return sum(weight * document.get(place, 0.0) for place, weight in query.items())


@lru_cache(maxsize=100_000)
def dimension(key: str) -> int:
    """Return the place of a token or phrase in every vector.

    A hash, so that all machines agree without a list. Of a million terms about a hundred share
    their place with another.
    """
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest()) % _DIMENSIONS


def _number_phrases(tokens: Sequence[str]) -> Iterator[str]:
    """Give each phrase of two to `_MAX_PHRASE` adjacent numbers, by which 3.5 is found."""
    for start in range(len(tokens)):
        for end in range(start + 1, min(start + _MAX_PHRASE, len(tokens)) + 1):
            if not tokens[end - 1].isnumeric():
                break
            if end - start > 1:
                yield " ".join(tokens[start:end])
