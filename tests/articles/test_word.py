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
        "Year: 2022 | Cost: $3m.\n\nIt will reopen."
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


def body(xml: str) -> bytes:
    """Make a document with this XML as its body; the prefixes w, v and mc may be used."""
    from docx.oxml import parse_xml

    names = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    )

    def fill(made: Any) -> None:
        for element in parse_xml(f"<w:body {names}>{xml}</w:body>"):
            made.element.body.append(element)

    return document(fill)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def cell(content: str, properties: str = "") -> str:
    if not content.startswith("<"):
        content = f"<w:p>{run(content)}</w:p>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def read(xml: str) -> str:
    (article,) = read_articles(PATH, body(xml)).articles
    return article.text


BOX = f"<w:txbxContent><w:p>{run('81 riders')}</w:p></w:txbxContent>"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (
            f"{run('In all ')}<w:del><w:r><w:delText>nine</w:delText></w:r></w:del>"
            f"<w:ins>{run('ten')}</w:ins>{run(' boats')}",
            "In all ten boats",
        ),
        (f"<w:moveFrom>{run('old')}</w:moveFrom><w:moveTo>{run('new')}</w:moveTo>", "new"),
        (run("£5", "<w:strike/>") + run("£7 a head"), "£7 a head"),
        (run("£5", '<w:strike w:val="0"/>') + run(" a head"), "£5 a head"),
        (run("seen") + run("unseen", "<w:vanish/>"), "seen"),
        (run("312") + run("5", '<w:vertAlign w:val="superscript"/>') + run(" boats"), "312 boats"),
        (run("10") + run("6", '<w:vertAlign w:val="superscript"/>') + run(" cells"), "10^6 cells"),
        (run("312") + run("5", '<w:position w:val="8"/>') + run(" boats"), "312 boats"),
        (run("CO") + run("2", '<w:vertAlign w:val="subscript"/>'), "CO2"),
        (f"{run('by ')}<w:sdt><w:sdtContent>{run('Ann Lee')}</w:sdtContent></w:sdt>", "by Ann Lee"),
        (
            f"{run('by')}<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
            f"<w:sdtContent>{run(' Click here')}</w:sdtContent></w:sdt>",
            "by",
        ),
        (f"{run('Old.')}<w:r><w:pict>{BOX}</w:pict></w:r>", "Old.\n\n81 riders"),
        (
            f"{run('Old.')}<w:r><mc:AlternateContent><mc:Choice>{BOX}</mc:Choice>"
            f"<mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent></w:r>",
            "Old.\n\n81 riders",
        ),
        ("<w:r><w:t>twenty</w:t><w:noBreakHyphen/><w:t>two</w:t></w:r>", "twenty-two"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>x</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>y</w:t></w:r>"
            "</w:rubyBase></w:ruby></w:r>",
            "y",
        ),
    ],
)
def test_a_paragraph_is_what_a_reader_sees(content: str, text: str) -> None:
    assert read(f"<w:p>{content}</w:p>") == text


def test_a_block_in_a_content_control_is_text() -> None:
    paragraph = f"<w:p>{run('It opens.')}</w:p>"
    assert read(f"<w:sdt><w:sdtContent>{paragraph}</w:sdtContent></w:sdt>") == "It opens."


def test_merged_cells_stand_in_all_the_places_that_they_cover() -> None:
    rows = [
        cell("Isle") + cell("Year") + cell("Boats"),
        cell("Skarra", '<w:vMerge w:val="restart"/>') + cell("2022") + cell("5"),
        cell("", "<w:vMerge/>") + cell("2023") + cell("8"),
        cell("Morvan") + cell("closed", '<w:gridSpan w:val="2"/>'),
    ]
    table = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    assert read(f"<w:tbl>{table}</w:tbl>") == (
        "Isle: Skarra | Year: 2022 | Boats: 5.\nIsle: Skarra | Year: 2023 | Boats: 8.\n"
        "Isle: Morvan | Year: closed | Boats: closed."
    )


def test_a_table_within_a_cell_is_read_once() -> None:
    inner = f"<w:tbl><w:tr>{cell('Child')}{cell('£4')}</w:tr></w:tbl><w:p/>"
    outer = cell(f"<w:p>{run('Prices')}</w:p>{inner}")
    assert read(f"<w:tbl><w:tr>{outer}</w:tr></w:tbl>") == "Prices\n\nChild: £4."


def test_list_items_have_their_numbers_and_marks() -> None:
    def fill(made: Any) -> None:
        for name in ("Ann", "Bo"):
            made.add_paragraph(name, style="List Number")
        made.add_paragraph("tea", style="List Bullet")

    (article,) = read_articles(PATH, document(fill)).articles
    assert article.text == "1. Ann\n\n2. Bo\n\n- tea"


def test_heads_and_feet_of_pages_stand_once_at_the_end() -> None:
    def fill(made: Any) -> None:
        made.add_paragraph("It opens.")
        for section in (made.sections[0], made.add_section()):
            section.header.is_linked_to_previous = False
            section.header.paragraphs[0].text = "The Tarn Echo"
            section.footer.paragraphs[0].text = "Page 1 of 2"

    (article,) = read_articles(PATH, document(fill)).articles
    assert article.text == "It opens.\n\nThe Tarn Echo"


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
    position = content.index(b"PK\x01\x02") + 24  # the uncompressed size in the central directory
    content[position : position + 4] = (300 * 1024 * 1024).to_bytes(4, "little")
    with pytest.raises(UnreadableError, match="unpacks to 300 MB, more than a document would"):
        read_articles(PATH, bytes(content))


def test_a_cut_document_is_unreadable() -> None:
    content = document(lambda made: made.add_paragraph("The bridge is closed."))
    for share in (3, 2):
        with pytest.raises(UnreadableError):
            read_articles(PATH, content[: len(content) // share])


def test_symbols_are_the_characters_that_their_font_shows() -> None:
    xml = (
        "<w:p><w:r><w:t>20</w:t><w:sym w:font='Symbol' w:char='F0B0'/><w:t>C</w:t></w:r>"
        "<w:r><w:rPr><w:rFonts w:ascii='Symbol'/></w:rPr><w:t>\uf0b1</w:t></w:r>"
        "<w:r><w:t>1, done </w:t><w:sym w:font='Wingdings' w:char='F0FC'/>"
        "<w:sym w:font='Logos' w:char='F041'/><w:sym w:font='Symbol' w:char='what'/></w:r></w:p>"
    )
    (article,) = read_articles(PATH, body(xml)).articles
    assert article.text == "20°C±1, done ✓"
