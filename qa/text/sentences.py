"""Split a text into sentences, as ranges of its characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.text.blocks import Range as Range
from qa.text.blocks import block_ranges, is_row
from qa.text.calendar import MONTH_ABBREVIATIONS
from qa.text.names import RANK_ABBREVIATIONS, TITLE_ABBREVIATIONS
from qa.types.article import Passage

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？]+[”’」』]*")
_OPENING = "\"'“‘«([—–-•"

# Abbreviations that do not end a sentence, because something always follows them.
_NEVER_FINAL = (
    TITLE_ABBREVIATIONS
    | RANK_ABBREVIATIONS
    | frozenset(
        "st sr jr mt ft vs v no nos fig figs vol pp op cf ed eds al approx est e.g i.e".split()
    )
)
_ABBREVIATIONS = frozenset(
    """inc corp co cos ltd llc plc bros dept univ assn ave blvd rd a.m p.m u.s u.k u.n e.u u.s.a
    d.c ph.d m.d b.a m.a etc""".split()
)
# Abbreviations that stand behind a name, and letters with stops: "U.S", "Ph.D".
_AFTER_NAMES = frozenset("inc corp co cos ltd plc bros dept univ assn ave blvd rd st jr sr".split())
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
# Words that begin a new sentence after an abbreviation that may also end one.
_STARTERS = frozenset(
    """The A An He She It They We I You In On At But And Or For From With This That These Those
    There Here His Her Its Their Our When While As If After Before Since Some Many Most Several
    Officials Police What Who How Why Where According However Meanwhile""".split()
)


def sentence_ranges(text: str, start: int = 0, end: int | None = None) -> list[Range]:
    """Split text[start:end] into sentences: sorted, disjoint (start, end), without outer blanks.

    Every character that is not white space belongs to exactly one sentence. A blank line ends a
    sentence; so does a line end, unless the line was wrapped. A row of a table is one sentence.
    """
    ranges: list[Range] = []
    for block in block_ranges(text, start, end):
        split = _stripped if is_row(text, block) else _sentences
        ranges.extend(split(text, *block))
    return ranges


def sentences_of(passage: Passage) -> Sequence[Range]:
    """Return the sentences of a passage as ranges of its article's text.

    They are kept with a passage when it is indexed, and computed for one that has none.
    """
    return passage.sentences or [
        (passage.start + start, passage.start + end) for start, end in sentence_ranges(passage.text)
    ]


def touched_by(span: Range, ranges: Sequence[Range]) -> list[int]:
    """Give the numbers of the ranges, such as sentences, that share a character with a span."""
    low, high = span
    return [number for number, (start, end) in enumerate(ranges) if start < high and end > low]


def with_sentence_before(span: Range, ranges: Sequence[Range]) -> Range:
    """Give the range from the sentence before those that a span touches to the end of the last."""
    touched = touched_by(span, ranges)
    return ranges[max(0, touched[0] - 1)][0], ranges[touched[-1]][1]


def _sentences(text: str, start: int, end: int) -> Iterator[Range]:
    first = start
    for stop in _END.finditer(text, start, end):
        if _ends_sentence(text, first, stop, end):
            yield from _stripped(text, first, stop.end())
            first = stop.end()
    yield from _stripped(text, first, end)


def ends_with_abbreviation(text: str) -> bool:
    """Tell whether a stop behind a text belongs to its last word: "the U.S", "9 a.m", "Acme Inc".

    The number of "It cost £1.2" and a word such as "No" are no abbreviations.
    """
    words = text.split()
    if not words:
        return False
    word = words[-1].lstrip(_OPENING)
    if _INITIALS.fullmatch(word):
        return True
    lower = word.lower()
    return word[:1].isupper() and (lower in _AFTER_NAMES or lower in MONTH_ABBREVIATIONS)


def _ends_sentence(text: str, first: int, stop: re.Match[str], end: int) -> bool:
    if stop.group()[0] in "。！？":
        return True
    if text[first : stop.start()].strip().isdigit() and stop.group() == ".":
        return False  # the number of a list item: "3. Owen"
    following = text[stop.end() : min(end, stop.end() + 40)].lstrip()
    if not following:
        return True
    plain = following.lstrip(_OPENING)
    if plain and plain[0].islower():
        return False
    if stop.group()[0] != ".":
        return True
    before = text[first : stop.start()].rsplit(maxsplit=1)
    word = before[-1].lstrip(_OPENING) if before else ""
    return not _is_abbreviation(word, plain)


def _is_abbreviation(word: str, following: str) -> bool:
    lower = word.lower()
    if lower in _NEVER_FINAL:
        return True
    if lower in MONTH_ABBREVIATIONS:
        return following[:1].isdigit()
    initial = len(word) == 1 and word.isupper()
    dotted = re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", word) is not None
    if initial or dotted or lower in _ABBREVIATIONS:
        next_word = re.match(r"\w+", following)
        return next_word is not None and next_word.group() not in _STARTERS
    return False


def _stripped(text: str, start: int, end: int) -> Iterator[Range]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
