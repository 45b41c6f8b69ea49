"""qa.articles.pdf: lines to paragraphs, and a child process that contains what is hostile."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from qa.articles import read_articles
from qa.articles.pdf import join_pages
from qa.articles.pdf_child import parse
from qa.errors import UnreadableError

PATH = Path("a.pdf")


def make_pdf(pages: list[list[str]], info: str = "") -> bytes:
    """A PDF with one text line a string, written by hand."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, lines in enumerate(pages):
        shown = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
        stream = f"BT /F1 11 Tf 50 750 Td {shown} ET"
        objects += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>",
            f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        ]
    objects.append(f"<< {info} >>")
    content, places = "%PDF-1.4\n", []
    for number, item in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n{item}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    content += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n"
    content += f"<< /Size {size} /Root 1 0 R /Info {size - 1} 0 R >>\nstartxref\n"
    return f"{content}{content.index('xref')}\n%%EOF".encode()


PAGES = [
    [
        "Bridge closed for repairs",
        "By Jane Doe",
        "November 8, 2023",
        "The bridge will close on Monday for repairs that will take four-",
        "teen weeks and that will cost the council a sum of $4.2 million.",
        "It will reopen in spring.",
        "1",
    ],
    ["Drivers will be sent over the old bridge by the mill until then.", "Page 2 of 2"],
]


def test_pages_become_paragraphs_with_the_head_s_metadata() -> None:
    info = "/Title (untitled.docx) /Author (Someone) /CreationDate (D:20200101000000Z)"
    (article,) = read_articles(PATH, make_pdf(PAGES, info)).articles
    assert article.text == (
        "Bridge closed for repairs\n\nBy Jane Doe\n\nNovember 8, 2023\n\n"
        "The bridge will close on Monday for repairs that will take fourteen weeks and that will "
        "cost the council a sum of $4.2 million. It will reopen in spring.\n\n"
        "Drivers will be sent over the old bridge by the mill until then."
    )
    assert article.title == "Bridge closed for repairs"
    assert article.authors == ("Jane Doe",)
    assert article.date == date(2023, 11, 8)


def test_a_sensible_title_of_the_file_comes_first_and_its_day_never_counts() -> None:
    info = "/Title (Bridge closed) /CreationDate (D:20200101000000Z)"
    (article,) = read_articles(PATH, make_pdf([["The bridge is closed."]], info)).articles
    assert article.title == "Bridge closed"
    assert article.date is None


def test_running_heads_and_page_numbers_are_dropped() -> None:
    pages = [f"The Courier, page {n}\nText of page {n} here.\n- {n} -" for n in range(1, 5)]
    assert join_pages(pages) == "\n\n".join(f"Text of page {n} here." for n in range(1, 5))


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("one long line of the text, inter-\nnational and more of it\n", "international"),
        ("one long line about the Anglo-\nFrench treaty and more\n", "Anglo- French"),
        ("\u2022 one\n\u2022 two", "\u2022 one\n\n\u2022 two"),
    ],
)
def test_lines_are_joined(page: str, text: str) -> None:
    assert text in join_pages([page])


def test_a_pdf_without_text_says_what_to_do() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_articles(PATH, make_pdf([[]]))
    assert caught.value.reason == (
        "no text in this PDF; it may be scanned pages: run OCR on it first"
    )


@pytest.mark.parametrize("content", [b"not a PDF", b"%PDF-1.4\n", make_pdf(PAGES)[:300]])
def test_damaged_files_are_unreadable(content: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_articles(PATH, content)
    assert "PDF" in caught.value.reason


def test_a_password_is_named() -> None:
    import io

    import pypdf

    writer = pypdf.PdfWriter(io.BytesIO(make_pdf(PAGES)))
    writer.encrypt("secret", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    assert parse(file.getvalue()) == {"error": "protected by a password"}


def test_a_parser_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def late(*args: Any, **options: Any) -> None:
        raise subprocess.TimeoutExpired("python", 60)

    monkeypatch.setattr("subprocess.run", late)
    with pytest.raises(UnreadableError, match="not parsed within 60 seconds; given up"):
        read_articles(PATH, b"%PDF-1.4")


def test_a_child_that_dies_is_an_unreadable_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(UnreadableError, match="parsing it took too much memory, or failed"):
        read_articles(PATH, b"%PDF-1.4")
