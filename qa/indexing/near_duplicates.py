"""Find copies and versions of one story by the shingles (runs of words) that two texts share.

MinHash (Broder 1997) estimates the Jaccard similarity of two articles' shingles from 128 numbers an
article. Articles are compared only when one of 32 bands of their numbers is equal (Leskovec et al.,
Mining of Massive Datasets, ch. 3): so are 87 % of the pairs with a similarity of one half, and all
pairs with one of three quarters.
"""

from __future__ import annotations

import re

import numpy as np
from datasketch import MinHash
from numpy.typing import NDArray

from qa.text.names import capitalised_words
from qa.types.article import Article

Signature = NDArray[np.uint32]

MIN_JACCARD = 0.5  # two articles of at least this similarity are versions of one story
_PERMUTATIONS = 128
_BANDS = 32
_SHINGLE = 3  # words
_MIN_WORDS = 20  # shorter texts share everything or nothing
_MIN_SHARED = 0.5
_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def signature(article: Article) -> Signature | None:
    """Return the MinHash of an article without its boilerplate, None for a very short one."""
    text, stretches, first = article.text, [], 0
    for start, end in article.boilerplate:
        stretches.append(text[first:start])
        first = end
    words = _WORD.findall(" ".join([*stretches, text[first:]]).lower())
    if len(words) < _MIN_WORDS:
        return None
    shingles = {
        " ".join(words[first : first + _SHINGLE]).encode()
        for first in range(len(words) - _SHINGLE + 1)
    }
    minhash = MinHash(num_perm=_PERMUTATIONS, seed=1, scheme="affine32")
    minhash.update_batch(sorted(shingles))
    return np.asarray(minhash.hashvalues, dtype=np.uint32)


def bands(signature: Signature) -> list[int]:
    """Hash each band of a signature; two signatures that share a hash are worth comparing."""
    rows = signature.reshape(_BANDS, -1).astype(np.uint64)
    mixed = np.arange(_BANDS, dtype=np.uint64)
    for column in rows.T:
        mixed = (mixed ^ column) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    # SQLite's integers are signed.
    return mixed.astype(np.int64).tolist()


def estimated_jaccard(first: Signature, second: Signature) -> float:
    """Estimate the Jaccard similarity of the shingles of two articles, 0 to 1."""
    return float((first == second).mean())


def share_names_and_figures(first: str, second: str) -> bool:
    """Tell whether two similar texts are about the same, not two uses of one form.

    At least half of the names and figures of the text with fewer must be in the other: a correction
    changes few of them, the report of another match changes all.
    """
    first_marks, second_marks = _names_and_figures(first), _names_and_figures(second)
    fewer = min(len(first_marks), len(second_marks))
    return len(first_marks & second_marks) >= _MIN_SHARED * fewer


def _names_and_figures(text: str) -> set[str]:
    return capitalised_words(text) | set(_FIGURE.findall(text))
