"""Split a text into sentences, as ranges of its characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from qa.text.calendar import MONTH_ABBREVIATIONS
from qa.text.names import RANK_ABBREVIATIONS, TITLE_ABBREVIATIONS
from qa.types.article import Passage

Range = tuple[int, int]

_BLANK_LINE = re.compile(r"\n{2,}")
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？]+[”’」』]*")
_OPENING = "\"'“‘«([—–-•"
_WRAP_WIDTH = 50  # a shorter line that ends without a stop is a heading or an item, not a wrap

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
# Words that begin a new sentence after an abbreviation that may also end one.
_STARTERS = frozenset(
    """The A An He She It They We I You In On At But And Or For From With This That These Those
    There Here His Her Its Their Our When While As If After Before Since Some Many Most Several
    Officials Police What Who How Why Where According However Meanwhile""".split()
)


def sentence_ranges(text: str, start: int = 0, end: int | None = None) -> list[Range]:
    """Split text[start:end] into sentences: sorted, disjoint (start, end), without outer blanks.

    Every character that is not white space belongs to exactly one sentence. A blank line ends a
    sentence; so does a line end, unless the line was wrapped.
    """
    end = len(text) if end is None else end
    ranges: list[Range] = []
    for block in _paragraphs(text, start, end):
        for line in _lines(text, *block):
            ranges.extend(_sentences(text, *line))
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


def _paragraphs(text: str, start: int, end: int) -> Iterator[Range]:
    first = start
    for blank in _BLANK_LINE.finditer(text, start, end):
        if blank.start() > first:
            yield first, blank.start()
        first = blank.end()
    if end > first:
        yield first, end


def _lines(text: str, start: int, end: int) -> Iterator[Range]:
    """Give the runs of wrapped lines; a line that was not wrapped is a run of its own."""
    breaks = [position for position in range(start, end) if text[position] == "\n"]
    bounds = [start, *breaks, end]
    width = max(after - before for before, after in pairwise(bounds))
    first = start
    for before, line_end in zip(bounds, breaks, strict=False):
        wrapped = width >= _WRAP_WIDTH and line_end - before >= 0.7 * width
        if not wrapped or text[line_end + 1 : line_end + 2] in ("-", "*", "•"):
            yield first, line_end
            first = line_end + 1
    yield first, end


def _sentences(text: str, start: int, end: int) -> Iterator[Range]:
    first = start
    for stop in _END.finditer(text, start, end):
        if _ends_sentence(text, first, stop, end):
            yield from _stripped(text, first, stop.end())
            first = stop.end()
    yield from _stripped(text, first, end)


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
