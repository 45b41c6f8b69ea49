"""qa.articles.word: Word documents, and archives that only look like them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest

from qa.articles import read_articles
from qa.errors import UnreadableError

PATH = Path("a.docx")


def document(fill: Callable[[Any], None]) -> bytes:
    made = docx.Document()
    fill(made)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def test_paragraphs_and_tables_are_read_in_order() -> None:
    def fill(made: Any) -> None:
        made.add_heading("Bridge closed", 0)
        made.add_paragraph("By Jane Doe")
        made.add_paragraph("November 8, 2023")
        made.add_paragraph("The bridge is closed.")
        table = made.add_table(2, 2)
        for index, text in enumerate(["Year", "Cost", "2022", "$3m"]):
            table.cell(index // 2, index % 2).text = text
        made.add_paragraph("It will reopen.")

    (article,) = read_articles(PATH, document(fill)).articles
    assert article.title == "Bridge closed"
    assert article.authors == ("Jane Doe",)
    assert article.date == date(2023, 11, 8)
    assert article.text == (
        "Bridge closed\n\nBy Jane Doe\n\nNovember 8, 2023\n\nThe bridge is closed.\n\n"
        "Year | Cost\n2022 | $3m\n\nIt will reopen."
    )


def test_the_document_s_own_title_and_author_count_but_not_the_day_it_was_made() -> None:
    def fill(made: Any) -> None:
        made.core_properties.title = "Bridge closed"
        made.core_properties.author = "Jane Doe; Bo Chan"
        made.add_paragraph("The bridge is closed.")

    (article,) = read_articles(PATH, document(fill)).articles
    assert article.title == "Bridge closed"
    assert article.authors == ("Jane Doe", "Bo Chan")
    assert article.date is None


def archive(name: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"not a zip", "not a .docx file: it is not a zip archive"),
        (b"PK\x03\x04" + b"x" * 50, "not a .docx file: it is not a zip archive"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 50, "an old .doc file or one with a password"),
        (archive("a.txt", b"x"), "not a Word document, or a damaged one: "),
        (archive("word/document.xml", b" " * 20_000_000), "unpacks to 19 MB, more than"),
        (document(lambda made: None), "no text in this document"),
    ],
)
def test_what_is_no_document_says_why(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_articles(PATH, content)
    assert caught.value.reason.startswith(reason)


def test_an_archive_that_declares_too_much_is_not_unpacked() -> None:
    content = bytearray(archive("word/media/a.png", b"x" * 100))
    at = content.index(b"PK\x01\x02") + 24  # the uncompressed size in the central directory
    content[at : at + 4] = (300 * 1024 * 1024).to_bytes(4, "little")
    with pytest.raises(UnreadableError, match="unpacks to 300 MB, more than a document would"):
        read_articles(PATH, bytes(content))


def test_a_cut_document_is_unreadable() -> None:
    content = document(lambda made: made.add_paragraph("The bridge is closed."))
    for share in (3, 2):
        with pytest.raises(UnreadableError):
            read_articles(PATH, content[: len(content) // share])
