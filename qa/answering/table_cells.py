"""Find the row and the column of a table that a question asks about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from qa.answering.surroundings import sentence_around
from qa.reader.spans import trim
from qa.text.blocks import cell_ranges, content_start, is_row
from qa.text.sentences import Range, sentences_of
from qa.text.terms import content_terms
from qa.types.article import Passage
from qa.types.search import Span


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of a row, by offsets in the passage.

    Attributes:
        content: behind the label, without outer punctuation; None in an empty cell.
        label_terms: those of the head of the column.
    """

    place: Range
    content: Range | None
    label_terms: frozenset[str]
    content_terms: frozenset[str]
    has_figure: bool

    def is_named(self, question_terms: Set[str]) -> bool:
        """Tell whether a question names what stands in the cell."""
        return bool(self.content_terms) and self.content_terms <= question_terms

    def is_asked_for(self, question_terms: Set[str]) -> bool:
        """Tell whether a question names the column and not what stands in it."""
        labelled = bool(self.label_terms) and self.label_terms <= question_terms
        return labelled and not self.is_named(question_terms)


def in_asked_column(question_terms: Set[str], span: Span) -> Span | None:
    """Give a span, moved to the column of its row that the question names.

    "How many teachers does Ash School have?" is answered by the 33 of "School: Ash School |
    Pupils: 214 | Teachers: 33.", though the reader points at the 214. Cells are compared with those
    of like kind only: "Which player scored the most goals?" names the column of the goals, and asks
    for the player.

    Return None where the span stands in another column and the question does not name the row,
    where the cell that is asked for is empty, and where the question names another row.
    """
    row = _row_around(span)
    cells = _cells_of(span.hit.passage, row)
    position = span.start - span.hit.passage.start
    own = next((cell for cell in cells if cell.place[0] <= position < cell.place[1]), None)
    if own is None:
        return span
    named = _count_named(cells, question_terms)
    if any(_count_named(other, question_terms) > named for other in _rows_beside(span, row, cells)):
        return None
    if own.is_asked_for(question_terms):
        return span
    matching_cells = [
        cell
        for cell in cells
        if cell.is_asked_for(question_terms)
        and (cell.has_figure == own.has_figure if cell.content else own is not cells[0])
    ]
    if not matching_cells:
        return span
    content = matching_cells[0].content
    if len(matching_cells) > 1 or not named or content is None:
        return None
    passage = span.hit.passage
    start, end = content
    words = passage.text[start:end]
    return replace(span, start=passage.start + start, end=passage.start + end, text=words)


def _count_named(cells: Sequence[_Cell], question_terms: Set[str]) -> int:
    return sum(cell.is_named(question_terms) for cell in cells)


def _row_around(span: Span) -> Range:
    """Give the range in the passage of the sentence, or the sentences, that hold a span."""
    start, end = sentence_around(span)
    return start - span.hit.passage.start, end - span.hit.passage.start


def _rows_beside(span: Span, row: Range, cells: Sequence[_Cell]) -> Iterator[list[_Cell]]:
    """Give the other rows of the same table in the passage of a span."""
    passage = span.hit.passage
    labels = [cell.label_terms for cell in cells]
    for start, end in sentences_of(passage):
        place = (start - passage.start, end - passage.start)
        if place != row:
            other = _cells_of(passage, place)
            if [cell.label_terms for cell in other] == labels:
                yield other


def _cells_of(passage: Passage, row: Range) -> list[_Cell]:
    """Give the cells of a row; none where the range holds no row."""
    text = passage.text
    if not is_row(text, row):
        return []
    cells = []
    for place in cell_ranges(text, row):
        label_end = content_start(text, place, is_in_row=True)
        content = trim(text, label_end, place[1])
        words = text[slice(*content)] if content else ""
        cells.append(
            _Cell(
                place,
                content,
                frozenset(content_terms(text[place[0] : label_end])),
                frozenset(content_terms(words)),
                any(character.isdecimal() for character in words),
            )
        )
    return cells
