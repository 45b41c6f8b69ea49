"""The form in which text is stored, and positions in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# Byte order marks, soft hyphens, blanks without width and joiners of words are invisible, and would
# keep equal words from matching.
_DROPPED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\u00ad\u200b\u2060]")
# Blanks of other widths, and those at which no line breaks.
_BLANKS = re.compile("[\u00a0\u2000-\u200a\u202f\u205f]")
_GAPS = re.compile(r"\n{3,}")
_PLACE = "\ufdd0"  # Unicode reserves it for use within a program; no text holds it


@dataclass(frozen=True, slots=True)
class NormalisedText:
    """A text in the form in which it is stored, and positions in it."""

    text: str
    positions: tuple[int, ...]


def normalise(text: str) -> str:
    """Put text into the form in which it is stored; offsets refer to the result.

    Unicode NFC; every line end a single line feed; no byte order marks, soft hyphens, blanks
    without width or control characters but tabs and line feeds; plain blanks for those of other
    widths and those at which no line breaks; lone surrogates replaced by U+FFFD; no blanks at line
    ends; at most one blank line in a row; no blanks around the whole. Idempotent.
    """
    text = unicodedata.normalize("NFC", _BLANKS.sub(" ", clean(text)))
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    return _GAPS.sub("\n\n", text).strip()


def normalise_at(text: str, positions: Sequence[int]) -> NormalisedText:
    """Normalise a text, and carry positions in it over to the result.

    Args:
        positions: ascending, each at a character that is no blank.
    """
    text = text.replace(_PLACE, "\N{REPLACEMENT CHARACTER}")
    edges = [0, *positions, len(text)]
    marked = normalise(_PLACE.join(text[left:right] for left, right in pairwise(edges)))
    parts = marked.split(_PLACE)
    ends = accumulate(map(len, parts[:-1]))
    return NormalisedText("".join(parts), tuple(ends))


def clean(text: str) -> str:
    """Unify line ends, and replace or remove characters that no store or parser takes."""
    text = _LINE_ENDS.sub("\n", text)
    text = _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)
    return _DROPPED.sub("", text)


def one_line(text: str | None) -> str | None:
    """Put a metadata value on one line in the form of stored text; None if nothing is left."""
    return (" ".join(normalise(text).split()) or None) if text else None
