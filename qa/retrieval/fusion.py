"""Fuse dense and lexical scores: a convex combination of both, each scaled to 0 to 1.

Bruch, Gai and Ingber 2022, An Analysis of Fusion Functions for Hybrid Retrieval (arXiv 2210.11934):
it ranks better than the fusion of ranks, and a few questions are enough to fit its weight.
"""

from __future__ import annotations

from collections.abc import Mapping


def fuse(
    dense: Mapping[int, float], lexical: Mapping[int, float], dense_weight: float
) -> dict[int, float]:
    """Return for each row of `dense` a score from 0 to 1.

    A row without a lexical score has 0, which is also the least that BM25 gives. Rows that only
    lexical search found must be given a dense score before: rows of `lexical` alone are left out.
    """
    if not dense:
        return {}
    low, high = min(dense.values()), max(dense.values())
    top = max(lexical.values(), default=0.0)
    return {
        row: dense_weight * ((score - low) / (high - low) if high > low else 1.0)
        + (1 - dense_weight) * (lexical.get(row, 0.0) / top if top > 0 else 0.0)
        for row, score in dense.items()
    }
