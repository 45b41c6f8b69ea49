"""Copies and versions of one story, told by the words that two texts share in a row.

MinHash (Broder 1997) estimates the share of common shingles from 128 numbers an article; articles
are compared only when one of 32 bands of their numbers is equal (Leskovec et al., Mining of Massive
Datasets, ch. 3), which two texts that share half of their shingles are with a chance of 87 %, and
two that share three quarters always.
"""

from __future__ import annotations

import re

import numpy as np
from datasketch import MinHash
from numpy.typing import NDArray

from qa.text.names import capitalised_words
from qa.types.article import Article

Signature = NDArray[np.uint32]

MIN_JACCARD = 0.5  # from this share of common shingles on two articles are versions of one story
_PERMUTATIONS = 128
_BANDS = 32
_SHINGLE = 3  # words
_LEAST_WORDS = 20  # shorter texts share everything or nothing
_SAME_MARKS = 0.5
_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def signature(article: Article) -> Signature | None:
    """The MinHash of an article's words without its boilerplate; None for a very short one."""
    text, parts, at = article.text, [], 0
    for start, end in article.boilerplate:
        parts.append(text[at:start])
        at = end
    words = _WORD.findall(" ".join([*parts, text[at:]]).lower())
    if len(words) < _LEAST_WORDS:
        return None
    shingles = {
        " ".join(words[n : n + _SHINGLE]).encode() for n in range(len(words) - _SHINGLE + 1)
    }
    minhash = MinHash(num_perm=_PERMUTATIONS, seed=1, scheme="affine32")
    minhash.update_batch(sorted(shingles))
    return np.asarray(minhash.hashvalues, dtype=np.uint32)


def bands(of: Signature) -> list[int]:
    """One number a band; two signatures that share one are worth comparing."""
    rows = of.reshape(_BANDS, -1).astype(np.uint64)
    mixed = np.arange(_BANDS, dtype=np.uint64)
    for column in rows.T:
        mixed = (mixed ^ column) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    # SQLite's integers are signed.
    return mixed.astype(np.int64).tolist()


def estimated_jaccard(one: Signature, other: Signature) -> float:
    """The estimated share of common shingles, 0 to 1."""
    return float((one == other).mean())


def share_names_and_figures(one: str, other: str) -> bool:
    """Whether two texts that are alike tell of the same and are not filled into the same form.

    At least half of the names and figures of the one with fewer stand in the other: a correction
    changes few of them, a report of another match all.
    """
    marks, other_marks = _marks(one), _marks(other)
    fewer = min(len(marks), len(other_marks))
    return len(marks & other_marks) >= _SAME_MARKS * fewer


def _marks(text: str) -> set[str]:
    return capitalised_words(text) | set(_FIGURE.findall(text))
