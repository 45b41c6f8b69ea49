"""PDF files, parsed in a child process: a hostile one can take neither memory nor time for ever."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from qa.articles.parsed import ParsedArticle
from qa.articles.pdf.lines import read_lines
from qa.articles.pdf.ocr import recognise_pages
from qa.articles.pdf.paragraphs import join_pages
from qa.articles.pdf.pieces import Piece
from qa.errors import UnreadableError
from qa.settings import OcrSettings
from qa.types.pages import Page

_SECONDS = 60
_LONGEST_LABEL = 20


def read_pdf(path: Path, content: bytes, ocr: OcrSettings | None = None) -> list[ParsedArticle]:
    """Read a PDF as one article; the day on which the file was made is not taken for its date.

    Args:
        ocr: how pages without text are read; None: they are only reported.

    Raises:
        UnreadableError: damaged, protected by a password, without text, or too much to parse.
    """
    parsed = _run_child(path, content)
    if "error" in parsed:
        raise UnreadableError(path, parsed["error"])
    pages = [[Piece(*piece) for piece in page] for page in parsed["pages"]]
    empty = [number for number, page in enumerate(pages) if not page]
    recognised = recognise_pages(content, empty, ocr) if ocr is not None and empty else {}
    for number, pieces in recognised.items():
        pages[number] = pieces
    joined = join_pages([read_lines(page) for page in pages])
    if not joined.text.strip():
        raise UnreadableError(path, _no_text(ocr))
    return [
        ParsedArticle(
            text=joined.text,
            title=_sensible_title(parsed["title"]),
            left_out=tuple(_left_out(pages, recognised)),
            pages=tuple(_pages(joined.starts, parsed["labels"], recognised.keys())),
        )
    ]


def _no_text(ocr: OcrSettings | None) -> str:
    if ocr is not None:
        return "no text in this PDF, and OCR recognised none in time"
    return "no text in this PDF; it may be scanned pages: run OCR on it first, or switch OCR on"


def _left_out(pages: Sequence[Sequence[Piece]], recognised: Mapping[int, object]) -> Iterator[str]:
    empty = [str(number) for number, page in enumerate(pages, start=1) if not page]
    if empty:
        yield f"no text on page {', '.join(empty)}; it may be scanned"
    by_ocr = [str(number + 1) for number in recognised if pages[number]]
    if by_ocr:
        yield f"page {', '.join(by_ocr)} was read by OCR; words may be misread"


def _pages(
    starts: Sequence[int | None], labels: Sequence[str], recognised: Collection[int]
) -> Iterator[Page]:
    """Give the pages that have text; a label that only repeats the number says nothing."""
    for number, (start, label) in enumerate(zip(starts, labels, strict=True), start=1):
        if start is not None:
            name = " ".join(label.split())
            is_own = name and name != str(number) and len(name) <= _LONGEST_LABEL
            yield Page(start, number, name if is_own else None, number - 1 in recognised)


def _run_child(path: Path, content: bytes) -> dict[str, Any]:
    command = [sys.executable, "-P", str(Path(__file__).with_name("child.py"))]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=_SECONDS, check=True
        )
        parsed: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(path, f"not parsed within {_SECONDS} seconds; given up") from error
    except (subprocess.CalledProcessError, ValueError) as error:
        raise UnreadableError(path, "parsing it took too much memory, or failed") from error
    return parsed


def _sensible_title(title: str) -> str | None:
    # Programs put file names and their own names here.
    wrong = re.search(
        r"\.(?:docx?|pdf|indd|qxd|tex|html?|rtf)$|^(?:microsoft word|untitled)", title, re.I
    )
    return None if wrong or len(title) > 200 or " " not in title.strip() else title
