"""qa.articles.pdf: lines to paragraphs, and a child process that contains what is hostile."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from qa.articles import read_articles
from qa.articles.pdf.child import parse
from qa.articles.pdf.lines import read_lines
from qa.articles.pdf.paragraphs import join_pages
from qa.articles.pdf.pieces import Line, Piece
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
        operators = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
        stream = f"BT /F1 11 Tf 50 750 Td {operators} ET"
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


def place(*pages: str) -> list[list[Line]]:
    """Lines of pages, 14 points below each other; those that begin with "h:" are small."""
    return [
        [
            Line(line.removeprefix("h:"), 50, 500, 750 - 14 * row, 9 if line[:2] == "h:" else 11)
            for row, line in enumerate(page.split("\n"))
        ]
        for page in pages
    ]


def test_running_heads_and_page_numbers_are_dropped() -> None:
    pages = [f"h:The Courier, page {n}\nText of page {n} here.\n- {n} -" for n in range(1, 5)]
    assert join_pages(place(*pages)).text == "\n\n".join(
        f"Text of page {n} here." for n in range(1, 5)
    )


def test_heads_of_several_lines_and_of_odd_and_even_pages_are_dropped() -> None:
    words = ("owls", "bees", "cats", "dogs")
    pages = [
        f"h:{'Tarn Trust' if n % 2 else 'Review'}\nh:Works\nAll about {word} here."
        for n, word in enumerate(words)
    ]
    assert join_pages(place(*pages)).text == "\n\n".join(
        f"All about {word} here." for word in words
    )


def test_a_sentence_over_a_page_is_whole() -> None:
    pages = ["A line of the text that is as long as the others\nand designed by Signe", "Halloran."]
    assert join_pages(place(*pages)).text.endswith("others and designed by Signe\n\nHalloran.")
    pages = ["The wall of granite was designed by the engineer Signe", "Halloran, who lives here."]
    assert join_pages(place(*pages)).text.endswith("Signe Halloran, who lives here.")
    pages = ["The wall of granite was designed by the engineer.", "Halloran, who lives here."]
    assert "engineer.\n\nHalloran" in join_pages(place(*pages)).text


def test_the_place_where_each_page_begins_is_carried_through_joined_words_and_empty_pages() -> None:
    pages = place(
        "h:Head\nA first page whose last word is inter-",
        "h:Head\nnational and goes on here.\n- 2 -",
        "h:Head",
        "h:Head\nA last page.",
    )
    joined = join_pages(pages)
    first, second, third, last = joined.starts
    assert joined.text[first:second] == "A first page whose last word is inter"
    assert joined.text[second:last] == "national and goes on here.\n\n"
    assert third is None
    assert joined.text[last:] == "A last page."


def test_an_article_carries_the_pages_of_its_file_and_the_numbers_printed_on_them() -> None:
    lines = [["Cafe\\314\\201 opened today."], ["It has tables."], [], ["It has chairs."]]
    content = make_pdf(lines).replace(
        b"/Type /Catalog",
        b"/Type /Catalog /PageLabels << /Nums [0 << /S /r >> 3 << /S /D /St 4 >>] >>",
    )
    (article,) = read_articles(PATH, content).articles
    ends = [*(page.start for page in article.pages[1:]), len(article.text)]
    texts = [
        article.text[page.start : end].strip()
        for page, end in zip(article.pages, ends, strict=True)
    ]
    assert texts[1:] == ["It has tables.", "It has chairs."]
    assert [(page.number, page.label) for page in article.pages] == [
        (1, "i"),
        (2, "ii"),
        (4, None),
    ]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("one long line of the text, inter-\nnational and more of it", "international"),
        ("one long line about the Anglo-\nFrench treaty and more", "Anglo-French"),
        ("one long line about a family-\nowned firm and the rest", "a family-owned firm"),
        ("\u2022 one\n\u2022 two", "\u2022 one\n\n\u2022 two"),
    ],
)
def test_lines_are_joined(page: str, text: str) -> None:
    assert text in join_pages(place(page)).text


def piece(text: str, left: float, base: float, size: float = 10) -> Piece:
    return Piece(left, left + len(text) * size / 2, base, size, text)


def texts(*pieces: Piece) -> list[str]:
    return [line.text for line in read_lines(pieces)]


def test_a_small_raised_mark_never_runs_into_a_figure() -> None:
    assert texts(piece("had 312", 50, 700), piece("5", 86, 704, 6), piece("boats", 92, 700)) == [
        "had 312 boats"
    ]
    assert texts(piece("some 10", 50, 700), piece("6", 86, 704, 6), piece("cells", 94, 700)) == [
        "some 10^6 cells"
    ]
    assert texts(piece("of CO", 50, 700), piece("2", 76, 698, 6), piece("gas", 84, 700)) == [
        "of CO2 gas"
    ]


def test_cells_below_each_other_are_a_table() -> None:
    rows = (("Lake", "Area", "Depth"), ("Ulva", "12 km2", "40 m"), ("Sorn", "31 km2", ""))
    cells = [
        piece(text, 50 + 100 * column, 700 - 14 * row)
        for row, line in enumerate(rows)
        for column, text in enumerate(line)
        if text
    ]
    assert texts(piece("The lakes of the district are deep.", 50, 720), *cells) == [
        "The lakes of the district are deep.",
        "Lake: Ulva | Area: 12 km2 | Depth: 40 m.\nLake: Sorn | Area: 31 km2 | Depth: –.",
    ]


def test_cells_that_stand_close_are_apart_where_no_blank_is_written_between_them() -> None:
    def cell(text: str, left: float, base: float) -> Piece:
        return replace(piece(text, left, base), begins_blank=False, ends_blank=False)

    cells = [
        cell(text, left, 700 - 14 * row)
        for row, line in enumerate((("Ward", "Seats"), ("Old Mill", "5"), ("Harbour", "3")))
        for text, left in zip(line, (50, 95), strict=True)
    ]
    assert texts(*cells) == ["Ward: Old Mill | Seats: 5.\nWard: Harbour | Seats: 3."]
    assert texts(cell("had 312", 50, 700), replace(cell("5", 90, 704), size=6)) == ["had 312"]
    items = [
        cell(text, left, 700 - 14 * row)
        for row, line in enumerate((("1.", "Petra Novik"), ("2.", "Owen Tassel")))
        for text, left in zip(line, (50, 66), strict=True)
    ]
    assert texts(*items) == ["1. Petra Novik", "2. Owen Tassel"]


def test_cells_of_several_lines_are_whole_wherever_their_row_is_aligned() -> None:
    head = [piece("Ward", 50, 700), piece("Plan", 120, 707), piece("of work", 120, 693)]
    cost = piece("Cost", 220, 700)
    middle = [
        piece("Mill", 50, 660),
        piece("Repairs to the", 120, 667),
        piece("old weir", 120, 653),
        piece("2m", 220, 660),
    ]
    top = [
        piece("Harbour", 50, 630),
        piece("A new wall with", 120, 630),
        piece("a gate", 120, 616),
        piece("4m", 220, 630),
    ]
    assert texts(*head, cost, *middle, *top) == [
        "Ward: Mill | Plan of work: Repairs to the old weir | Cost: 2m.\n\n"
        "Ward: Harbour | Plan of work: A new wall with a gate | Cost: 4m."
    ]


def test_the_text_of_an_item_behind_its_mark_is_no_column() -> None:
    items = [
        piece("1.", 50, 700),
        piece("Petra", 80, 700),
        piece("2.", 50, 686),
        piece("Owen", 80, 686),
    ]
    assert texts(*items) == ["1. Petra", "2. Owen"]


def test_what_stands_beside_two_lines_of_prose_is_no_column_of_a_table() -> None:
    lines = [
        piece(
            f"A line of prose that goes on for rather many characters, number {n}", 50, 700 - 14 * n
        )
        for n in range(2)
    ]
    notes = [piece("a note", 420, 700), piece("here", 420, 686)]
    assert texts(*lines, *notes) == [
        f"{line.text} {note.text}" for line, note in zip(lines, notes, strict=True)
    ]


def test_the_size_of_characters_is_the_one_on_the_page() -> None:
    # Browsers write 16 units scaled by 0.75 for 12 points.
    content = make_pdf([["The bridge is closed.", "It opens in May."]])
    scaled = content.replace(
        b"BT /F1 11 Tf 50 750 Td", b"0.5 0 0 0.5 0 0 cm BT /F1 22 Tf 99 999 Td"
    )
    plain, halved = (parse(item)["pages"][0][0] for item in (content, scaled))
    assert (plain[3], halved[3]) == (11, 11)


def test_columns_of_prose_are_read_one_after_the_other() -> None:
    left = [piece(f"The left column has line {n} of it", 50, 700 - 14 * n) for n in range(5)]
    right = [piece(f"The right column has line {n} too", 300, 700 - 14 * n) for n in range(5)]
    head = piece("A heading that goes over both of the columns of this page", 50, 730, 12)
    read = texts(head, *(item for pair in zip(left, right, strict=True) for item in pair))
    assert read == [item.text for item in (head, *left, *right)]


def test_pages_without_text_are_reported() -> None:
    result = read_articles(PATH, make_pdf([["The bridge is closed."], []]))
    assert [note.text for note in result.notes] == ["no text on page 2; it may be scanned"]


def test_a_pdf_without_text_says_what_to_do() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_articles(PATH, make_pdf([[]]))
    assert caught.value.reason == (
        "no text in this PDF; it may be scanned pages: run OCR on it first, or switch OCR on"
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


@pytest.mark.parametrize(
    ("letter", "rest", "first_words"),
    [
        ("T", "he harbour wall was opened by", "The harbour wall was opened by"),
        ("A", "fter nine years the mayor of", "After nine years the mayor of"),
        ("A", "wall was opened on Monday by", "A wall was opened on Monday by"),
    ],
)
def test_a_drop_cap_belongs_to_the_first_line_beside_it(
    letter: str, rest: str, first_words: str
) -> None:
    pieces = [
        Piece(50, 72, 700, 36, letter),
        Piece(75, 280, 714, 11, rest),
        Piece(75, 280, 700, 11, "the state after nine years"),
        Piece(50, 280, 686, 11, "of work on the wall and more."),
    ]
    assert [line.text for line in read_lines(pieces)] == [
        first_words,
        "the state after nine years",
        "of work on the wall and more.",
    ]


def test_a_large_letter_beside_one_line_stays_where_it_is() -> None:
    pieces = [Piece(50, 60, 700, 22, "B"), Piece(64, 200, 700, 11, "vitamins of the group")]
    assert [line.text for line in read_lines(pieces)] == ["B vitamins of the group"]
