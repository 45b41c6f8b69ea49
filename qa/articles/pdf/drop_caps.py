"""Drop caps: the large first letter of a text, which stands beside its first lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.articles.pdf.pieces import Piece

_LETTER = re.compile(r"[\"'\u201c\u2018\u00ab]?[^\W\d_a-z]")
_LARGE = 1.8  # of the usual size
_NEAR = 1.5  # of the usual size; the text begins no further from the letter
_WORDS_OF_A_LETTER = ("A", "I", "O")


def join_drop_caps(pieces: Sequence[Piece]) -> list[Piece]:
    """Put each drop cap in front of the line whose first letter it is.

    That is the highest of the lines that begin right beside it. "A" and "I" are words of their own
    where the rest is a word that the page has elsewhere, and the two together are not.
    """
    sizes = Counter[float]()
    for piece in pieces:
        sizes[piece.size] += len(piece.text)
    if not sizes:
        return []
    size = sizes.most_common(1)[0][0]
    joined = list(pieces)
    for letter in [piece for piece in pieces if _is_large_letter(piece, size)]:
        beside = [piece for piece in joined if _is_beside(piece, letter, size)]
        if len(beside) < 2:  # a letter with one line beside it is a heading or a mark
            continue
        first = max(beside, key=lambda piece: (piece.base, -piece.left))
        text = letter.text + _between(letter.text, first.text, joined) + first.text
        joined[joined.index(first)] = replace(first, text=text)
        joined.remove(letter)
    return joined


def _is_large_letter(piece: Piece, size: float) -> bool:
    return piece.size >= _LARGE * size and bool(_LETTER.fullmatch(piece.text))


def _is_beside(piece: Piece, letter: Piece, size: float) -> bool:
    is_near = -0.5 * size <= piece.left - letter.right <= _NEAR * size
    is_level = letter.base - 0.3 * size <= piece.base <= letter.base + letter.size
    return is_near and is_level and piece.size < letter.size / 1.5


def _between(letter: str, rest: str, pieces: Sequence[Piece]) -> str:
    """Give a blank where the letter is a word of its own, else nothing."""
    if letter[-1] not in _WORDS_OF_A_LETTER:
        return ""
    words = Counter(word for piece in pieces for word in re.findall(r"\w+", piece.text.lower()))
    match = re.match(r"\w+", rest)
    second = match[0].lower() if match else ""
    return " " if words[second] > 1 and not words[letter[-1].lower() + second] else ""
