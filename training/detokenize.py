"""Undo the tokenisation of a text: "( played in 1981 )" becomes "(played in 1981)".

Natural Questions comes as tokens with blanks between them, in the style of the Penn Treebank: two
back-ticks open a quotation, two apostrophes close it, "--" is a dash. `Detokenized` keeps how the
characters moved, so that the offsets of an answer can be carried over.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from qa.text.sentences import Range

# What is replaced, and by what; where patterns touch the same characters, the first one counts.
_RULES = (
    (re.compile(r"``\s*"), '"'),
    (re.compile(r"\s*''"), '"'),
    (re.compile(r"(?<=\.) \.(?=\s|$)"), ""),
    (re.compile(r"(?<=\d) ?-- ?(?=\d)"), "–"),
    (re.compile(r"--"), "–"),
    (re.compile(r"(?<=\w) - (?=\w)"), "-"),
    (re.compile(r"(?<=\w) / (?=\w)"), "/"),
    (re.compile(r" (?=[,.;:?!%)\]}])"), ""),
    (re.compile(r"(?<=[(\[{]) "), ""),
    (re.compile(r"(?<=[$£€#]) (?=\d)"), ""),
    (re.compile(r" (?=n't\b|'(?:s|re|ve|ll|d|m)\b)", re.IGNORECASE), ""),
    (re.compile(r"(?<=s|n) (?=' )"), ""),
    (re.compile(r"\s{2,}"), " "),
)


@dataclass(frozen=True, slots=True)
class Detokenized:
    """A text as people write it, and how its offsets follow from those of the tokenised text.

    Attributes:
        text: the text.
        starts: where the replaced ranges of the tokenised text start, in order.
        ends: where they end.
        shifts: how far the characters after each replaced range have moved.
    """

    text: str
    starts: tuple[int, ...] = field(repr=False)
    ends: tuple[int, ...] = field(repr=False)
    shifts: tuple[int, ...] = field(repr=False)

    def carried(self, span: Range) -> Range:
        """Return where a range of the tokenised text stands now, without blanks at its edges."""
        start, end = self._moved(span[0]), self._moved(span[1])
        held = self.text[start:end]
        return start + len(held) - len(held.lstrip()), end - len(held) + len(held.rstrip())

    def _moved(self, offset: int) -> int:
        number = bisect_right(self.starts, offset) - 1
        if number < 0:
            return offset
        before = self.shifts[number - 1] if number else 0
        if offset >= self.ends[number]:
            return offset + self.shifts[number]
        # An offset inside of a replaced range keeps its place as far as the new text reaches.
        return min(offset + before, self.ends[number] + self.shifts[number])


def detokenize(tokenized: str) -> Detokenized:
    """Join the tokens of a text as people write them."""
    replaced: dict[int, tuple[int, str]] = {}
    taken: set[int] = set()
    for pattern, replacement in _RULES:
        for match in pattern.finditer(tokenized):
            characters = range(match.start(), match.end())
            if not taken.intersection(characters):
                taken.update(characters)
                replaced[match.start()] = match.end(), replacement
    pieces: list[str] = []
    ends: list[int] = []
    shifts: list[int] = []
    position = length = 0
    for start in sorted(replaced):
        end, replacement = replaced[start]
        pieces += tokenized[position:start], replacement
        length += start - position + len(replacement)
        position = end
        ends.append(end)
        shifts.append(length - end)
    pieces.append(tokenized[position:])
    return Detokenized("".join(pieces), tuple(sorted(replaced)), tuple(ends), tuple(shifts))
