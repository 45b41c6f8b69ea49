"""CSV and its relatives: a header row names the fields, every other row is an article."""

from __future__ import annotations

import csv
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qa.articles.files import MAX_BYTES
from qa.articles.parsed import ParsedArticle
from qa.articles.records import TEXT, draft_of, field_key
from qa.articles.text import clean, decode
from qa.errors import UnreadableError
from qa.types.report import Skipped

_LIMIT = threading.Lock()


def read_table(path: Path, content: bytes) -> list[ParsedArticle | Skipped]:
    """Read a table; fields are set apart by comma, semicolon, tab or bar, whichever fits.

    Rows are numbered from 1 below the header in messages.

    Raises:
        UnreadableError: no column holds text by any name known, or the table is malformed.
    """
    lines = clean(decode(path, content)).split("\n")
    with _long_fields():
        mark = _mark(lines[0])
        header = next(csv.reader(lines, delimiter=mark))
        if not set(map(field_key, header)) & set(TEXT):
            found = ", ".join(name.strip() for name in header)
            raise UnreadableError(
                path, f"no column of text: columns found: {found}; accepted: {', '.join(TEXT)}"
            )
        return list(_rows(path, lines, header, mark))


def _rows(
    path: Path, lines: list[str], header: list[str], mark: str
) -> Iterator[ParsedArticle | Skipped]:
    reader = csv.reader((line + "\n" for line in lines), delimiter=mark)
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
        if reader.line_num == len(lines) and _left_open(lines[begin:], mark):
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

    return max(",;\t|", key=fit)


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
