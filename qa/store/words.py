"""What a store requires of the index of its passages' terms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Words(Protocol):
    """The terms of passages, by the row of the passage, searched by BM25."""

    def add(self, row: int, title: str, body: str) -> None:
        """Add a passage's terms, separated by spaces; inside a transaction."""

    def delete(self, rows: Sequence[int]) -> None:
        """Delete the terms of passages; inside a transaction."""

    def search(
        self, query: Sequence[str], count: int, among: NDArray[np.int64] | None
    ) -> list[tuple[int, float]]:
        """Find the rows that hold any of the terms, by BM25, best first; scores are positive.

        In a large collection the commonest terms, which say little, are left out.

        Args:
            among: the rows that are searched, None for all.
        """

    def document_frequency(self, term: str) -> int:
        """Count the passages that hold a term, in their text or in their article's title."""

    def average_length(self) -> float:
        """Return how many terms passages have on average, titles included; above 0."""

    def is_consistent(self) -> bool:
        """Tell whether the index matches the terms that it was made of, one row a passage.

        Raises:
            StoreBusyError: another process is writing.
        """

    def rebuild(self) -> None:
        """Make the index anew from the terms, without those of passages that are gone.

        Inside a transaction.
        """


def selective_terms(frequencies: dict[str, int], max_matches: int) -> list[str]:
    """Choose the terms to search for, rarest first: those that occur, without the commonest.

    Args:
        frequencies: how many passages hold each term.
        max_matches: in how many passages the terms may stand together; a single one may in more.
    """
    selective: list[str] = []
    matches = 0
    for term, frequency in sorted(frequencies.items(), key=lambda item: item[1]):
        matches += frequency
        if selective and matches > max_matches:
            break
        if frequency:
            selective.append(term)
    return selective
