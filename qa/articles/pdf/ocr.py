"""Words of scanned pages, recognised in a child process within limits of time and pages."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from qa.articles.pdf.pieces import Piece
from qa.errors import ArticleQAError
from qa.settings import OcrSettings


def require_ocr() -> None:
    """Make sure that the extra is installed.

    Raises:
        ArticleQAError: it is not.
    """
    if any(importlib.util.find_spec(name) is None for name in ("rapidocr", "onnxruntime")):
        raise ArticleQAError("OCR needs an extra: pip install 'article-qa[ocr]'")


def recognise_pages(
    content: bytes, numbers: Sequence[int], settings: OcrSettings
) -> dict[int, list[Piece]]:
    """Give the pieces of text on pages, counted from 0; a page that took too long is not there.

    A page without a word gives an empty list.
    """
    numbers = numbers[: settings.max_pages]
    command = [sys.executable, "-P", str(Path(__file__).with_name("ocr_child.py"))]
    seconds = settings.seconds_to_start + settings.seconds_per_page * len(numbers)
    try:
        done = subprocess.run(
            [*command, *map(str, numbers)], input=content, capture_output=True, timeout=seconds
        )
        output = done.stdout
    except subprocess.TimeoutExpired as error:
        output = error.stdout or b""
    return dict(_read_lines(output))


def _read_lines(output: bytes) -> list[tuple[int, list[Piece]]]:
    pages = []
    for line in output.splitlines(keepends=True):
        if line.endswith(b"\n"):  # the last may be cut
            record = json.loads(line)
            pages.append((record["page"], [Piece(*piece) for piece in record["pieces"]]))
    return pages
