"""The lines of a PDF's pages to paragraphs, without running heads, feet and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from qa.articles.hyphens import join_words, known_compounds, known_words
from qa.articles.pdf.pieces import Line

_PAGE_NUMBER = re.compile(
    r"\s*(?:page\s+)?[-\u2013—]?\s*(?:\d{1,4}|[ivxl]{1,6})\s*[-\u2013—]?(?:\s*(?:of|/)\s*\d{1,4})?\s*",
    re.IGNORECASE,
)
_BULLET = re.compile(r"\s*(?:[•▪◦‣*-]|\d{1,2}[.)])\s")
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’)\]]*$")
_MOST_HEADS = 4
_FULL = 0.75
_GAP = 1.6  # of the usual distance between lines; a wider one ends a paragraph


@dataclass(frozen=True, slots=True)
class JoinedPages:
    """The text of all pages, and where each page begins in it; None for one without text."""

    text: str
    starts: tuple[int | None, ...]


def join_pages(pages: Sequence[Sequence[Line]]) -> JoinedPages:
    """Join the lines of pages to paragraphs, set apart by blank lines.

    What stands at the head or the foot of most pages, or of most odd or even ones, is left out but
    for the digits in it, and so are page numbers. A sentence that goes on over a page is whole.
    """
    bodies = _strip_edges([list(page) for page in pages])
    lines = [line.text for page in bodies for line in page]
    # The words of a text only matter where one is cut.
    text = "\n".join(lines) if any(line.endswith("-") for line in lines) else ""
    joiner = _Joiner(known_compounds(text), known_words(text), _usual_gap(bodies))
    starts: list[int | None] = []
    for page in bodies:
        lengths = sorted(len(line.text) for line in page if not line.is_table)
        joiner.full = lengths[len(lengths) * 4 // 5] if lengths else 0
        joiner.begins_page, joiner.start = True, None
        for line in page:
            joiner.add(line)
            joiner.begins_page = False
        starts.append(joiner.start)
    return JoinedPages(joiner.text, tuple(starts))


class _Joiner:
    """Put lines together; it keeps the line above, and how long the lines of its page are."""

    def __init__(self, compounds: frozenset[str], words: frozenset[str], gap: float) -> None:
        self.above: Line | None = None
        self.full = 0
        self.begins_page = False
        self.start: int | None = None  # of the page, in the text
        self._parts: list[str] = []
        self._length = 0
        self._last_line = ""
        self._compounds = compounds
        self._words = words
        self._gap = gap
        self._was_full = False

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def add(self, line: Line) -> None:
        above = self.above
        if line.is_table or above is None or above.is_table or self._begins_paragraph(above, line):
            self._append("\n\n" if self._parts else "", line.text)
        else:
            word, _, rest = line.text.partition(" ")
            joined = join_words(self._last_line, word, self._compounds, self._words)
            if joined is None:
                self._append(" ", line.text)
            else:
                self._drop_end(len(self._last_line) + len(word) - len(joined))
                self._append("", line.text)
                self._last_line = rest or joined
        self.above = line
        self._was_full = len(line.text) >= _FULL * self.full

    def _append(self, between: str, text: str) -> None:
        if self.begins_page:
            blank = len(text) - len(text.lstrip())
            self.start = self._length + len(between) + blank
        self._parts.append(between + text)
        self._length += len(between) + len(text)
        self._last_line = text

    def _drop_end(self, count: int) -> None:
        self._parts[-1] = self._parts[-1][: len(self._parts[-1]) - count]
        self._length -= count

    def _begins_paragraph(self, above: Line, line: Line) -> bool:
        if _BULLET.match(line.text) or abs(above.size - line.size) > 0.12 * above.size:
            return True
        cut_word = above.text[-1:] == "-" and above.text[-2:-1].isalnum()
        goes_on = line.text[:1].islower() and not _SENTENCE_END.search(above.text)
        if self.begins_page or line.base > above.base:  # another page or column
            return not (cut_word or goes_on or (self._was_full and not _ended(above.text)))
        if self._gap and above.base - line.base > _GAP * self._gap:
            return True
        return not (cut_word or goes_on or self._was_full)


def _ended(text: str) -> bool:
    return bool(_SENTENCE_END.search(text))


def _usual_gap(pages: Sequence[Sequence[Line]]) -> float:
    gaps = [
        above.base - line.base
        for page in pages
        for above, line in pairwise(page)
        if 0 < above.base - line.base < 4 * line.size
    ]
    return median(gaps) if gaps else 0.0


def _strip_edges(pages: list[list[Line]]) -> list[list[Line]]:
    """Take running heads, running feet and page numbers off pages, from the outside in."""
    sizes = Counter[float]()
    for page in pages:
        for line in page:
            sizes[line.size] += len(line.text)
    body_size = sizes.most_common(1)[0][0] if sizes else 0.0
    for edge in (0, -1):
        for depth in range(_MOST_HEADS):
            running = _running(pages, edge)
            stripped = False
            for number, page in enumerate(pages):
                if not page or page[edge].is_table:
                    continue
                line = page[edge]
                is_head = (_masked(line), number % 2) in running and (
                    depth == 0 or abs(line.size - body_size) > 0.05 * body_size
                )
                if is_head or (_PAGE_NUMBER.fullmatch(line.text) and len(page) > 1):
                    del page[edge]
                    stripped = True
            if not stripped:
                break
    return pages


def _running(pages: Sequence[Sequence[Line]], edge: int) -> set[tuple[str, int]]:
    """Give first or last lines that most pages share, or most odd or most even ones."""
    lines = [(_masked(page[edge]), number % 2) for number, page in enumerate(pages) if page]
    sides = Counter(side for _, side in lines)
    by_side = Counter(lines)
    overall = Counter(text for text, _ in lines)
    return {
        (text, side)
        for text, side in by_side
        if (overall[text] >= 3 and overall[text] > len(pages) / 2)
        or (by_side[text, side] >= 2 and by_side[text, side] > sides[side] / 2)
    }


def _masked(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text) + f" at {line.base:.0f}"
