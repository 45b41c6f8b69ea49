"""CSV and its relatives: a header row names the fields; rows are articles, or figures of one."""

from __future__ import annotations

import csv
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qa.articles.decoding import decode
from qa.articles.files import MAX_BYTES
from qa.articles.parsed import ParsedArticle
from qa.articles.records import TEXT, draft_of, field_key
from qa.articles.tables import Cell, join_rows, lay_out, write_rows
from qa.articles.text import clean
from qa.errors import UnreadableError
from qa.types.report import Note, Skipped

_LIMIT = threading.Lock()
_SEPARATOR = re.compile(r'"?sep=(.)"?', re.IGNORECASE)
_BACKSLASH_QUOTE = re.compile(r'\\"')
_SEPARATORS = ",;\t|"
_MOST_ABOVE = 12
# Columns that only lists of articles have.
_OF_ARTICLES = frozenset("title headline url link author authors byline publisheddate".split())


def read_table(path: Path, content: bytes) -> list[ParsedArticle | Skipped | Note]:
    """Read a table: a row with a column of text is an article; a table of figures is one article.

    Fields are set apart by comma, semicolon, tab or bar: by what a first line "sep=;" says, else
    by whichever fits. Rows are numbered from 1 below the header in messages.

    Raises:
        UnreadableError: no column holds text by any name known, though the columns are those of
            articles, or the table is malformed.
    """
    lines = clean(decode(path, content)).split("\n")
    with _long_fields():
        stated = _SEPARATOR.fullmatch(lines[0])
        if stated and len(lines) > 1:
            del lines[0]
        above = [] if stated else _take_lines_above(lines)
        mark = stated[1] if stated else _mark(lines[0])
        if _quotes_by_backslash(lines):
            lines = [_BACKSLASH_QUOTE.sub('""', line) for line in lines]
        header = next(csv.reader(lines, delimiter=mark))
        names = set(map(field_key, header))
        if names & set(TEXT):
            notes = (
                [Note(str(path), f"lines above the header: {'; '.join(above)}")] if above else []
            )
            return [*_rows(path, lines, header, mark), *notes]
        if len(header) > 1 and not names & _OF_ARTICLES:
            return _read_figures(lines, mark, above)
        columns = ", ".join(name.strip() for name in header)
        raise UnreadableError(
            path, f"no column of text: columns found: {columns}; accepted: {', '.join(TEXT)}"
        )


def _take_lines_above(lines: list[str]) -> list[str]:
    """Take a title and its like off the lines above a header: lines of one field each."""
    filled = [number for number, line in enumerate(lines[:_MOST_ABOVE]) if line.strip()]
    counts_by_mark = [
        [len(next(csv.reader([lines[number]], delimiter=mark), [])) for number in filled]
        for mark in _SEPARATORS
    ]
    if any(len(set(counts)) == 1 and counts[0] > 1 for counts in counts_by_mark):
        return []
    for counts in counts_by_mark:
        first = next((index for index, count in enumerate(counts) if count > 1), 0)
        if not first or len(counts) < first + 2 or len(set(counts[first:])) > 1:
            continue
        above = [lines[number].strip() for number in filled[:first]]
        if not set(map(field_key, above)) & set(TEXT):
            del lines[: filled[first]]
            return above
    return []


def _read_figures(
    lines: list[str], mark: str, above: list[str]
) -> list[ParsedArticle | Skipped | Note]:
    """Read a table that holds no articles as one: each row a sentence with the columns' names."""
    rows = [[" ".join(field.split()) for field in row] for row in csv.reader(lines, delimiter=mark)]
    grid = lay_out([[Cell(field) for field in row] for row in rows if any(row)])
    if len(grid) < 2:
        return []
    text = "\n\n".join([*above, join_rows(write_rows(grid, 1))])
    return [ParsedArticle(text=text, title=above[0] if above else None, titled_by_text=False)]


def _quotes_by_backslash(lines: list[str]) -> bool:
    """Whether quotation marks within fields are written with a backslash, and none is doubled."""
    return any('\\"' in line for line in lines) and not any(
        re.search(r'[^,;\t|]""[^,;\t|]', line) for line in lines
    )


def _rows(
    path: Path, lines: list[str], header: list[str], mark: str
) -> Iterator[ParsedArticle | Skipped]:
    # Tables with tabs often quote nothing; a mark at the beginning of a field is then text.
    is_bare = mark == "\t" and not _is_well_quoted(lines, mark)
    ended = (line + "\n" for line in lines)
    if is_bare:
        reader = csv.reader(ended, delimiter=mark, quoting=csv.QUOTE_NONE)
    else:
        reader = csv.reader(ended, delimiter=mark)
    next(reader)
    number = 0
    while True:
        begin = reader.line_num
        name = f"{path}, row {number + 1}"
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            number += 1
            yield Skipped(name, f"malformed: {error}")
            continue
        if not any(field.strip() for field in row):
            continue
        number += 1
        if reader.line_num == len(lines) and not is_bare and _left_open(lines[begin:], mark):
            yield Skipped(name, "a quotation mark opened in this row is never closed")
        elif len(row) > len(header):
            yield Skipped(name, f"{len(row)} fields, but the header names {len(header)}")
        else:
            draft = draft_of(dict(zip(header, row, strict=False)))
            yield draft or Skipped(name, "no text in any column of text")


def _mark(line: str) -> str:
    """The mark that splits the header into the most fields of text, then the most fields."""

    def fit(mark: str) -> tuple[int, int]:
        names = [field_key(name) for name in next(csv.reader([line], delimiter=mark), [])]
        return len(set(names) & set(TEXT)), len(names)

    return max(_SEPARATORS, key=fit)


def _is_well_quoted(lines: list[str], mark: str) -> bool:
    try:
        for _ in csv.reader((line + "\n" for line in lines), delimiter=mark, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end" in str(error)
    return True


def _left_open(lines: list[str], mark: str) -> bool:
    try:
        list(csv.reader((line + "\n" for line in lines), delimiter=mark, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


@contextmanager
def _long_fields() -> Iterator[None]:
    """Lift the csv module's limit of 128 KB a field, which is one for the whole process."""
    with _LIMIT:
        before = csv.field_size_limit(MAX_BYTES)
        try:
            yield
        finally:
            csv.field_size_limit(before)
