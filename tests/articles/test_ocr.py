"""Words of scanned pages: a PDF that holds nothing but a picture of its text."""

from __future__ import annotations

import importlib.util
import io
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from qa.articles import read_articles
from qa.articles.pdf.ocr import recognise_pages, require_ocr
from qa.articles.pdf.pieces import Piece
from qa.errors import ArticleQAError, UnreadableError
from qa.settings import OcrSettings
from tests.articles.test_pdf import make_pdf

PATH = Path("a.pdf")
LINES = ("The wall cost 46 million crowns.", "Signe Halloran designed it in 1987.")
has_ocr = all(importlib.util.find_spec(name) for name in ("rapidocr", "onnxruntime"))


def scan() -> bytes:
    """A page that is a picture of two lines of text."""
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("RGB", (900, 300), "white")
    for number, line in enumerate(LINES):
        place = (60, 60 + 50 * number)
        ImageDraw.Draw(picture).text(place, line, fill="black", font=ImageFont.load_default(32))
    stream = io.BytesIO()
    picture.save(stream, "PDF", resolution=150)
    return stream.getvalue()


@pytest.mark.slow
@pytest.mark.skipif(not has_ocr, reason="the extra article-qa[ocr] is not installed")
def test_the_words_of_a_scan_are_read_and_marked() -> None:
    result = read_articles(PATH, scan(), ocr=OcrSettings())
    (article,) = result.articles
    assert article.text == " ".join(LINES)
    assert [(page.number, page.is_ocr) for page in article.pages] == [(1, True)]
    assert [note.text for note in result.notes] == ["page 1 was read by OCR; words may be misread"]


def test_a_scan_is_reported_with_a_hint_where_ocr_is_off() -> None:
    with pytest.raises(
        UnreadableError, match="may be scanned pages: run OCR on it first, or switch"
    ):
        read_articles(PATH, scan())


def test_only_pages_without_text_are_recognised_and_only_so_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    commands: list[list[str]] = []

    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[bytes]:
        commands.append(command)
        assert options["timeout"] == 2 + 3 * 1
        output = b'{"page": 1, "pieces": [[50, 200, 700, 11, "A scanned line."]]}\n{"page": 2, "pi'
        return subprocess.CompletedProcess(command, 0, output)

    monkeypatch.setattr(subprocess, "run", run)
    settings = OcrSettings(max_pages=1, seconds_to_start=2, seconds_per_page=3)
    pages = recognise_pages(b"", [1, 2], settings)
    assert pages == {1: [Piece(50, 200, 700, 11, "A scanned line.")]}
    assert [command[-1] for command in commands] == ["1"]


def test_a_page_that_was_not_recognised_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    def recognise(*arguments: object) -> Mapping[int, list[Piece]]:
        return {1: [Piece(50, 200, 700, 11, "A scanned line.")]}

    monkeypatch.setattr("qa.articles.pdf.document.recognise_pages", recognise)
    content = make_pdf([["A line of text."], [], []])
    result = read_articles(PATH, content, ocr=OcrSettings())
    assert result.articles[0].text == "A line of text.\n\nA scanned line."
    assert [page.is_ocr for page in result.articles[0].pages] == [False, True]
    assert [note.text for note in result.notes] == [
        "no text on page 3; it may be scanned",
        "page 2 was read by OCR; words may be misread",
    ]


def test_what_was_recognised_before_time_was_up_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(command: list[str], **options: Any) -> None:
        raise subprocess.TimeoutExpired(command, 1, b'{"page": 4, "pieces": []}\n')

    monkeypatch.setattr(subprocess, "run", run)
    assert recognise_pages(b"", [4, 5], OcrSettings()) == {4: []}


def test_ocr_without_its_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ArticleQAError, match=r"article-qa\[ocr\]"):
        require_ocr()
