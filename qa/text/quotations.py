"""Find the quotations in a text, with their marks, and who says them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.text.blocks import Range, block_ranges

_CLOSING = {"“": "”", "«": "»", "„": "“"}
_STRAIGHT = '"'
_OPENS = re.compile(r"(?<!\w)[“«„\"](?=[^\s”»\"])")
# Single marks count only around several words; an apostrophe is no mark.
_SINGLE = re.compile(r"(?<!\w)‘(?=\w)[^‘\n]+?[\w.,!?…]’(?!\w)")
_FEWEST_WORDS = 2
_LONGEST_ATTRIBUTION = 80


def quotation_ranges(text: str) -> list[Range]:
    """Give the ranges of the quotations, marks included, sorted and disjoint.

    A quotation that is interrupted in the middle of its sentence ("I will pay," she said, "but not
    today.") is one. A mark that is not closed in its paragraph opens no quotation.
    """
    ranges: list[Range] = []
    for block in block_ranges(text):
        pieces = sorted([*_double(text, block), *_single(text, block)])
        for piece in pieces:
            if ranges and ranges[-1][1] > piece[0]:
                continue  # a quotation within a quotation
            if ranges and ranges[-1][0] >= block[0] and _goes_on(text, ranges[-1], piece):
                ranges[-1] = (ranges[-1][0], piece[1])
            else:
                ranges.append(piece)
    return ranges


def _double(text: str, block: Range) -> Iterator[Range]:
    position, end = block
    while (mark := _OPENS.search(text, position, end)) is not None:
        closing = _CLOSING.get(mark.group(), _STRAIGHT)
        close = text.find(closing, mark.end(), end)
        if close < 0:
            position = mark.end()
            continue
        position = close + 1
        yield mark.start(), position


def _single(text: str, block: Range) -> Iterator[Range]:
    for match in _SINGLE.finditer(text, *block):
        if len(match.group().split()) >= _FEWEST_WORDS:
            yield match.span()


def _goes_on(text: str, first: Range, second: Range) -> bool:
    """Tell whether the second quotation goes on with the sentence of the first."""
    between = text[first[1] : second[0]]
    next_character = text[second[0] + 1 : second[0] + 2]
    return (
        text[first[1] - 2] == ","
        and next_character.islower()
        and len(between) <= _LONGEST_ATTRIBUTION
        and not re.search(r"[.!?]\s", between)
    )
