"""Decode logits into legal spans."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.text.blocks import Range, block_ranges, cell_ranges, content_start, is_row
from qa.text.sentences import ends_with_abbreviation

_OUTER_PUNCTUATION = " \t\n.,;:!?…-–—|\"'"
_PAIRS = {"(": ")", "[": "]", "{": "}", "“": "”", "«": "»", "‘": "’"}


@dataclass(frozen=True, slots=True)
class ScoredRange:
    """A range of the text that was read, and how much the reader believes in it.

    Attributes:
        margin: start plus end logit, minus those of the null answer.
        span_log_prob: the logarithm of the probability that the reader gives its start and its end
            among all it could point at, the null answer included; at most 0.
    """

    start: int
    end: int
    margin: float
    span_log_prob: float


def decode_spans(
    text: str,
    offsets: NDArray[np.int64],
    start_logits: NDArray[np.float32],
    end_logits: NDArray[np.float32],
    null: tuple[float, float],
    max_words: int,
    count: int,
) -> list[ScoredRange]:
    """Return the best spans of one window, best first, none twice.

    Args:
        text: what the offsets count in.
        offsets: (tokens, 2), start and end of each token that an answer may hold; shape (0, 2)
            gives no spans.
        start_logits, end_logits: (tokens,), of the same tokens.
        null: start and end logit of the null answer.
        max_words: the longest span, in words separated by white space.
        count: how many at most.

    A span starts where a word starts, ends where a word ends and never ends before it starts. It
    stays in one paragraph, heading, list item or cell of a table.
    """
    if len(offsets) == 0:
        return []
    starts, ends = offsets[:, 0], offsets[:, 1]
    scores = start_logits[:, None] + end_logits[None, :]
    word = _word_numbers(text)
    length = word[ends - 1][None, :] - word[starts][:, None] + 1
    order = np.arange(len(offsets))
    legal = (order[:, None] <= order[None, :]) & (length <= max_words)
    legal &= _starts_word(text, starts)[:, None] & _ends_word(text, ends)[None, :]
    cells = _Cells.of(text)
    cell = cells.numbers(starts)
    legal &= cell[:, None] == cells.numbers(ends - 1)[None, :]
    scores = np.where(legal, scores, -np.inf)
    log_total = np.logaddexp.reduce([*start_logits, null[0]]) + np.logaddexp.reduce(
        [*end_logits, null[1]]
    )
    best: dict[tuple[int, int], float] = {}
    for flat in np.argsort(-scores, axis=None, kind="stable"):
        row, column = divmod(int(flat), len(offsets))
        if len(best) == count or scores[row, column] == -np.inf:
            break
        start = cells.behind_prefix(int(cell[row]), int(starts[row]), int(ends[column]))
        trimmed = trim(text, start, int(ends[column]))
        if trimmed is not None:
            best.setdefault(trimmed, float(scores[row, column]))
    return [
        ScoredRange(start, end, score - sum(null), float(score - log_total))
        for (start, end), score in best.items()
    ]


def trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Shrink a range until no outer punctuation and no half of a pair is left at its ends.

    The last stop of an abbreviation such as "a.m." belongs to it.

    Return None when nothing is left.
    """
    while True:
        before = (start, end)
        while start < end and text[start] in _OUTER_PUNCTUATION:
            start += 1
        while (
            start < end and text[end - 1] in _OUTER_PUNCTUATION and not _is_dotted(text, start, end)
        ):
            end -= 1
        if start >= end:
            return None
        inside = text[start:end]
        for left, right in _PAIRS.items():
            if inside.count(left) != inside.count(right):
                start += inside.startswith((left, right))
                end -= inside.endswith((left, right)) and end - start > 0
                inside = text[start:end]
        if text[end : end + 1] == "." and _is_dotted(text, start, end + 1):
            end += 1
        if (start, end) == before:
            return start, end


@dataclass(frozen=True, slots=True)
class _Cells:
    """The paragraphs, headings, list items and cells of a text.

    Attributes:
        starts: (cells,), where each begins, in order.
        contents: where the content of each begins, behind a label or a mark.
    """

    starts: NDArray[np.int64]
    contents: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> _Cells:
        ranges: list[Range] = []
        contents = []
        for block in block_ranges(text):
            in_row = is_row(text, block)
            for cell in cell_ranges(text, block):
                ranges.append(cell)
                contents.append(content_start(text, cell, in_row))
        starts = np.array([start for start, _ in ranges], dtype=np.int64)
        return cls(starts, tuple(contents))

    def numbers(self, positions: NDArray[np.int64]) -> NDArray[np.int64]:
        """Give the number of the cell that each position is in."""
        return np.searchsorted(self.starts, positions, side="right") - 1

    def behind_prefix(self, number: int, start: int, end: int) -> int:
        """Move a start out of the label or mark of a cell, if the span ends behind it."""
        content = self.contents[number] if number >= 0 else start
        return content if start < content < end else start


def _is_dotted(text: str, start: int, end: int) -> bool:
    """Tell whether the final stop belongs to the word, as in "U.S.", "a.m." and "Inc."."""
    return text[end - 1] == "." and ends_with_abbreviation(text[start : end - 1])


def _word_numbers(text: str) -> NDArray[np.int64]:
    """Count, for each character, the words that have begun up to and with it."""
    blank = np.fromiter((character.isspace() for character in text), dtype=bool, count=len(text))
    begins = ~blank & np.concatenate(([True], blank[:-1]))
    return np.cumsum(begins)


def _starts_word(text: str, starts: NDArray[np.int64]) -> NDArray[np.bool_]:
    return np.array([start == 0 or not _splits_word(text, start) for start in starts.tolist()])


def _ends_word(text: str, ends: NDArray[np.int64]) -> NDArray[np.bool_]:
    return np.array([end == len(text) or not _splits_word(text, end) for end in ends.tolist()])


def _splits_word(text: str, position: int) -> bool:
    """Tell whether the characters before and after a position belong to one word or one number."""
    before, after = text[position - 1], text[position]
    if before.isalnum() and after.isalnum():
        return True
    # "1.2", "3,410" and "6:15" are one number each.
    return (
        before.isdecimal() and after in ".,:" and text[position + 1 : position + 2].isdecimal()
    ) or (before in ".,:" and after.isdecimal() and text[max(0, position - 2)].isdecimal())
