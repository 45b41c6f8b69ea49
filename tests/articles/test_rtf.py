"""qa.articles.rtf: Rich Text Format as word processors and press databases write it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.articles import ReadResult, read_articles
from qa.errors import UnreadableError
from tests.articles.mutations import assert_normalised_or_refused, mutate

HEAD = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times;}{\f1\fnil\fcharset204 "
    rb"Cyr;}{\f2\fnil\fcharset128 Mincho;}}{\colortbl;\red0\green0\blue0;}{\*\generator Riched20;}"
)


def document(body: bytes) -> bytes:
    return HEAD + body + b"}"


def read(content: bytes) -> ReadResult:
    return read_articles(Path("a.rtf"), content)


def text_of(body: bytes) -> str:
    return read(document(body)).articles[0].text


def reason(content: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read(content)
    return caught.value.reason


def test_paragraphs_and_characters_of_every_encoding_are_read() -> None:
    assert text_of(
        rb"\pard Caf\'e9 \'80 5\par"
        b"\r\n"
        rb"\f1 \'cc\'ee\'f1\'ea\'e2\'e0\f0\par {\f2 \'93\'fa\'96{\'7b}}\par "
        rb"\uc1\u8364? \u-10179?\u-8704? \uc0\u233 t\u233 \par"
        rb"\ldblquote A\rdblquote\emdash B\~C \{x\} \\ a\tab b\line c"
    ) == (
        "Caf\u00e9 \u20ac 5\n\n\u041c\u043e\u0441\u043a\u0432\u0430\n\n\u65e5\ufffd{\n\n"
        "\u20ac \U0001f600 \u00e9t\u00e9\n\n\u201cA\u201d\u2014B C {x} \\ a b\nc"
    )


def test_the_second_byte_of_a_character_may_be_a_letter() -> None:
    assert text_of(rb"{\f2 \'83A\'83\'43}") == "\u30a2\u30a4"


def test_title_and_author_are_properties_of_the_file() -> None:
    result = read(
        document(
            rb"{\info{\title Rain \'96 again}{\author Jane Doe; Bo Chan}{\creatim\yr2024\mo1\dy1}"
            rb"{\*\company Nobody}}It rained."
        )
    )
    (article,) = result.articles
    assert article.title == "Rain \u2013 again"
    assert article.authors == ("Jane Doe", "Bo Chan")
    assert article.date is None
    assert article.text == "It rained."


def test_what_a_reader_does_not_see_is_no_text() -> None:
    assert (
        text_of(
            rb"The fleet lost {\revised two} {\deleted all }of {\strike 14}19 boats{\v  in secret}."
            rb"{\*\bkmkstart a}{\pict\wmetafile8 0100}{\field{\*\fldinst HYPERLINK x}"
            rb"{\fldrslt  Link}}{\*\unknown code}{\object{\*\objdata 0102}"
            rb"{\result  Shown}}\bin3 }}}."
        )
        == "The fleet lost two of 19 boats. Link Shown."
    )


def test_raised_and_lowered_characters_never_run_into_figures() -> None:
    assert (
        text_of(
            rb"312{\super 5} boats, 10\super 6\nosupersub  litres of CO{\sub 2}, 40{\up6 7} mm."
        )
        == "312 boats, 10^6 litres of CO2, 40 mm."
    )


def test_notes_text_boxes_and_heads_of_pages_stand_apart_and_comments_are_counted() -> None:
    result = read(
        document(
            rb"{\header Lennick Herald\par}{\footer Page 1\par}It rained{\super\chftn}{\footnote "
            rb"\pard\plain{\super\chftn} As measured.} 40 mm.{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}"
            rb"{\shptxt In a box.\par}}{\shprslt In a box.}}{\*\annotation Check!}\par End."
        )
    )
    assert result.articles[0].text == (
        "It rained 40 mm.\n\nIn a box.\n\nEnd.\n\nAs measured.\n\nLennick Herald"
    )
    assert [note.text for note in result.notes] == ["a comment"]


def test_list_items_keep_their_marks() -> None:
    assert (
        text_of(rb"{\listtext 1.\tab}One\par{\pntext\'b7\tab}{\*\pn{\pntxtb x}}Dot\par End")
        == "1. One\n\n- Dot\n\nEnd"
    )


def row(*cells: bytes, before: bytes = b"") -> bytes:
    defined = b"".join(b"\\cellx%d" % (1000 * n) for n in range(1, len(cells) + 1))
    texts = b"".join(b"\\pard\\intbl " + cell + b"\\cell" for cell in cells)
    return b"\\trowd" + (before or defined) + texts + b"\\row\\pard "


def test_each_row_of_a_table_carries_the_heads_of_its_columns() -> None:
    merged = rb"\clvmrg\cellx1000\clmgf\cellx2000\clmrg\cellx3000"
    assert text_of(
        rb"Table:\par"
        + row(b"Ward", b"2021", b"2022")
        + row(rb"Har\par bour", b"11", b"")
        + row(b"", b"12", b"", before=merged)
        + rb"End.\par"
    ) == (
        "Table:\n\nWard: Har bour | 2021: 11 | 2022: \u2013.\nWard: Har bour | 2021: 12 | 2022: 12."
        "\n\nEnd."
    )


def test_a_table_within_a_cell_follows_the_table() -> None:
    inner = (
        rb"\itap2 a\nestcell\pard\intbl\itap2 b\nestcell{\*\nesttableprops\trowd\cellx1\nestrow}"
        rb"{\nonesttables\par}\pard\intbl outer"
    )
    assert text_of(row(inner, b"x") + b"End.") == "outer: x.\n\na: b.\n\nEnd."


def test_an_export_of_a_press_database_holds_several_articles() -> None:
    parts = [
        rb"%d of 2 DOCUMENTS\par Lennick Herald\par November %d, 2023\par %s\par BYLINE: Jane Doe"
        rb"\par The council of Lennick met for five hours and decided on the bridge.\par "
        % (number, number, title)
        for number, title in ((1, b"Rain comes back"), (2, b"Bridge closed"))
    ]
    first, second = read(document(b"".join(parts))).articles
    assert (first.title, second.title) == ("Rain comes back", "Bridge closed")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"{\\urtf1 x}", "not an .rtf file: it does not begin with '{\\rtf'"),
        (b"PK\x03\x04xxxx", "not an .rtf file"),
        (document(b""), "no text in this file"),
        (b"{\\rtf1 " + b"{" * 10_000 + b"}" * 10_000 + b"}", "no text in this file"),
    ],
)
def test_what_cannot_be_read_says_why(content: bytes, expected: str) -> None:
    assert reason(content).startswith(expected)


def test_a_file_that_breaks_off_says_so() -> None:
    result = read(document(rb"It rained.\par {\b It")[:-1])
    assert result.articles[0].text == "It rained.\n\nIt"
    assert [note.text for note in result.notes] == [
        "it breaks off before its end; what follows is missing"
    ]


SAMPLE = document(
    rb"{\info{\title T}}\u8364?\'e9{\footnote n}{\listtext 1.}x\par"
    + row(b"a", b"b")
    + rb"\bin2 ab"
)


@settings(deadline=None, max_examples=100)
@given(
    st.lists(
        st.tuples(
            st.floats(0, 1),
            st.binary(max_size=5)
            | st.sampled_from(
                [rb"\cell", rb"\row", b"{", b"}", rb"\*", rb"\u-1", rb"\bin99", rb"\info", rb"\ud"]
            ),
        ),
        max_size=8,
    ),
    st.floats(0.2, 1),
)
def test_mutated_files_give_normalised_text_or_a_reason(
    edits: list[tuple[float, bytes]], length: float
) -> None:
    assert_normalised_or_refused(read, mutate(SAMPLE, edits, length))
