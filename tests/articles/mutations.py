"""Damage the content of a file in many places, and check what reading makes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from qa.articles import ReadResult
from qa.articles.text import normalise
from qa.errors import UnreadableError


def mutate(content: bytes, edits: Iterable[tuple[float, bytes]], length: float) -> bytes:
    """Overwrite pieces of a content, then cut it.

    Args:
        edits: where each piece begins, as a share of the length (0 to 1), and the piece.
        length: how much of the content is left, as a share (0 to 1).
    """
    mutated = bytearray(content)
    for place, piece in edits:
        begin = int(place * len(mutated))
        mutated[begin : begin + len(piece)] = piece
    return bytes(mutated[: int(length * len(mutated))])


def assert_normalised_or_refused(read: Callable[[bytes], ReadResult], content: bytes) -> None:
    """Check that a content is refused with a reason, or gives texts that are normalised."""
    try:
        result = read(content)
    except UnreadableError:
        return
    for article in result.articles:
        assert article.text == normalise(article.text) != ""
