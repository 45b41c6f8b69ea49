"""qa.articles.opendocument: text documents of LibreOffice and others."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.articles import ReadResult, read_articles
from qa.errors import UnreadableError
from tests.articles.mutations import assert_normalised_or_refused, mutate

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{uri}:1.0"'
    for name, uri in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "meta": "meta",
    }.items()
)
STYLES = """<office:automatic-styles>
<style:style style:name="up"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="up2" style:parent-style-name="up"/>
<style:style style:name="down"><style:text-properties style:text-position="-33% 58%"/></style:style>
<style:style style:name="gone"><style:text-properties style:text-line-through-style="solid"/>
</style:style>
<style:style style:name="hid"><style:text-properties text:display="none"/></style:style>
<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1"
 text:start-value="3"/><text:list-level-style-bullet text:level="2"/></text:list-style>
</office:automatic-styles>"""
META = f"""<office:document-meta {NAMES} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>
<dc:title>Rain comes back</dc:title><meta:initial-creator>Jane Doe</meta:initial-creator>
<dc:creator>An Editor</dc:creator><meta:creation-date>2024-01-01</meta:creation-date>
<dc:date>2024-02-02T00:00:00</dc:date>
<meta:user-defined meta:name="Publication date">2023-11-08</meta:user-defined>
<meta:user-defined meta:name="Source">Lennick Herald</meta:user-defined>
</office:meta></office:document-meta>"""


def document(body: str, meta: str = "", styles: str = "", **files: str) -> bytes:
    """Make a document with this XML as its body."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "mimetype", files.get("mimetype", "application/vnd.oasis.opendocument.text")
        )
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMES}>{STYLES}'
            f"<office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        )
        if meta:
            archive.writestr("meta.xml", meta)
        if styles:
            archive.writestr(
                "styles.xml", f"<office:document-styles {NAMES}>{styles}</office:document-styles>"
            )
        if "manifest" in files:
            archive.writestr("META-INF/manifest.xml", files["manifest"])
    return file.getvalue()


def read(content: bytes) -> ReadResult:
    return read_articles(Path("a.odt"), content)


def text_of(body: str) -> str:
    return read(document(body)).articles[0].text


def reason(content: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read(content)
    return caught.value.reason


def test_title_and_author_are_those_of_the_document_and_the_day_is_one_that_is_named_so() -> None:
    (article,) = read(document("<text:p>It rained.</text:p>", META)).articles
    assert article.title == "Rain comes back"
    assert article.authors == ("Jane Doe",)
    assert article.date == date(2023, 11, 8)
    assert article.source == "Lennick Herald"
    plain = META.replace("meta:user-defined", "meta:other")
    assert read(document("<text:p>It rained.</text:p>", plain)).articles[0].date is None


def test_a_document_in_one_file_is_read_as_a_packed_one_is() -> None:
    meta = META[META.index("<office:meta>") : META.index("</office:meta>")] + "</office:meta>"
    head = (
        "<office:master-styles><style:master-page><style:header><text:p>Lennick Herald</text:p>"
        "</style:header></style:master-page></office:master-styles>"
    )
    flat = (
        f'<?xml version="1.0"?><office:document {NAMES} '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'office:mimetype="application/vnd.oasis.opendocument.text">{meta}{STYLES}{head}'
        "<office:body><office:text><text:p>It rained.</text:p></office:text></office:body>"
        "</office:document>"
    )
    (article,) = read_articles(Path("a.fodt"), flat.encode()).articles
    assert article.text == "It rained.\n\nLennick Herald"
    assert (article.title, article.authors) == ("Rain comes back", ("Jane Doe",))
    assert (article.date, article.source) == (date(2023, 11, 8), "Lennick Herald")
    with pytest.raises(UnreadableError, match="not a text document but spreadsheet"):
        read_articles(Path("a.fodt"), flat.replace(".text", ".spreadsheet").encode())


def test_headings_paragraphs_lists_and_text_boxes_are_read_in_order() -> None:
    assert (
        text_of(
            "<text:h>Rain</text:h><text:section><text:p>It<text:s text:c='2'/>rained<text:tab/>"
            "40 mm<text:line-break/>twice.<draw:frame><draw:text-box><text:p>In a box.</text:p>"
            "</draw:text-box></draw:frame></text:p></text:section>"
            "<text:list text:style-name='L'><text:list-item><text:p>Three</text:p><text:list>"
            "<text:list-item><text:p>Dot</text:p></text:list-item></text:list></text:list-item>"
            "<text:list-item><text:p>Four</text:p></text:list-item></text:list><text:p>End.</text:p>"
        )
        == "Rain\n\nIt rained 40 mm\ntwice.\n\nIn a box.\n\n3. Three\n\n- Dot\n\n4. Four\n\nEnd."
    )


def test_what_a_reader_does_not_see_is_no_text() -> None:
    assert (
        text_of(
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>All boats were lost."
            "</text:p></text:deletion></text:changed-region></text:tracked-changes>"
            "<text:p>The fleet lost <text:change-start text:change-id='1'/><text:span>two"
            "</text:span><text:change-end text:change-id='1'/> of "
            "<text:span text:style-name='gone'>14</text:span>19 boats"
            "<text:span text:style-name='hid'> in secret</text:span>.</text:p>"
            "<text:p text:style-name='hid'>Hidden.</text:p><text:p><text:ruby>"
            "<text:ruby-base>\u6771</text:ruby-base><text:ruby-text>ひがし</text:ruby-text></text:ruby>.</text:p>"
        )
        == "The fleet lost two of 19 boats.\n\n\u6771."
    )


def test_raised_and_lowered_characters_never_run_into_figures() -> None:
    assert (
        text_of(
            "<text:p>312<text:span text:style-name='up2'>5</text:span> boats, 10<text:span "
            "text:style-name='up'>6</text:span> litres of CO<text:span text:style-name='down'>2"
            "</text:span>.</text:p>"
        )
        == "312 boats, 10^6 litres of CO2."
    )


def test_notes_stand_below_the_text_and_comments_are_counted() -> None:
    result = read(
        document(
            "<text:p>It rained<text:note><text:note-citation>1</text:note-citation><text:note-body>"
            "<text:p>As measured.</text:p></text:note-body></text:note> 40 mm.<office:annotation>"
            "<text:p>Check!</text:p></office:annotation></text:p><text:table-of-content>"
            "<text:index-body><text:p>Rain 1</text:p></text:index-body></text:table-of-content>"
            "<text:p><draw:frame><draw:object/></draw:frame>End.</text:p>"
        )
    )
    assert result.articles[0].text == "It rained 40 mm.\n\nEnd.\n\nAs measured."
    assert [note.text for note in result.notes] == [
        "a comment",
        "a table of contents or an index",
        "an embedded object such as a chart or a formula",
    ]


def cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def test_each_row_of_a_table_carries_the_heads_of_its_columns() -> None:
    head = f"{cell('Ward')}{cell('2021')}{cell('2022')}"
    wide = cell("11", "table:number-columns-repeated='2'")
    tall = cell("Harbour", "table:number-rows-spanned='2'")
    covered = "<table:covered-table-cell/>"
    assert (
        text_of(
            f"<table:table><table:table-header-rows><table:table-row>{head}</table:table-row>"
            f"</table:table-header-rows><table:table-row>{tall}{wide}</table:table-row><table:table-row>"
            f"{covered}{cell('12')}{cell('')}</table:table-row></table:table>"
        )
        == "Ward: Harbour | 2021: 11 | 2022: 11.\nWard: Harbour | 2021: 12 | 2022: \u2013."
    )


def test_heads_and_feet_of_pages_stand_at_the_end_once() -> None:
    edges = (
        "<office:master-styles><style:master-page><style:header><text:p>Lennick Herald</text:p>"
        "</style:header><style:header-left><text:p>Lennick Herald</text:p></style:header-left>"
        "<style:footer><text:p>Page <text:page-number>1</text:page-number></text:p></style:footer>"
        "</style:master-page></office:master-styles>"
    )
    result = read(document("<text:p>It rained.</text:p>", styles=edges))
    assert result.articles[0].text == "It rained.\n\nLennick Herald"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"no zip", "not a .odt file: it is not a zip archive"),
        (document("", mimetype="application/vnd.oasis.opendocument.spreadsheet"), "not a text"),
        (document("<text:p/>"), "no text in this document"),
        (document("x", manifest="<m:encryption-data/>"), "protected by a password"),
        (document("<text:p>" + "x" * (9 << 20)), "unpacks to 9 MB, more than a document would"),
    ],
)
def test_what_cannot_be_read_says_why(content: bytes, expected: str) -> None:
    assert reason(content).startswith(expected)


def test_a_damaged_document_is_read_as_far_as_it_goes_and_told() -> None:
    result = read(document("<text:p>It rained.</text:p></text:x><text:p>More.</text:p>"))
    assert result.articles[0].text.startswith("It rained.")
    assert "it is damaged at line 1" in result.notes[0].text


WIDE = cell("a", "table:number-columns-spanned='2'")
SAMPLE = (
    "<text:h>Rain</text:h><text:list text:style-name='L'><text:list-item text:start-value='7'>"
    "<text:p>A</text:p></text:list-item></text:list><table:table><table:table-row "
    f"table:number-rows-repeated='3'>{WIDE}{cell('b')}"
    "</table:table-row></table:table><text:p>x<text:s text:c='3'/><text:note><text:note-body>"
    "<text:p>n</text:p></text:note-body></text:note></text:p>"
)


@settings(deadline=None, max_examples=80)
@given(
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=5)), max_size=6),
    st.floats(0.3, 1),
    st.booleans(),
)
def test_mutated_documents_give_normalised_text_or_a_reason(
    edits: list[tuple[float, bytes]], length: float, is_inside: bool
) -> None:
    mutated = mutate(SAMPLE.encode() if is_inside else document(SAMPLE, META), edits, length)
    content = document(mutated.decode("utf-8", "replace")) if is_inside else mutated
    assert_normalised_or_refused(read, content)
