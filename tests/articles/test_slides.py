"""qa.articles.slides: presentations."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.articles import ReadResult, read_articles
from qa.errors import UnreadableError
from tests.articles.mutations import assert_normalised_or_refused, mutate

NAMES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
CORE = (
    '<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>PowerPoint Presentation</dc:title>'
    "<dc:creator>Jane Doe</dc:creator><created>2024-01-01</created></c>"
)


def shape(body: str, kind: str = "") -> str:
    place = f'<p:ph type="{kind}"/>' if kind else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="1" name="x"/><p:nvPr>{place}</p:nvPr></p:nvSpPr>'
        f"<p:txBody>{body}</p:txBody></p:sp>"
    )


def line(text: str, properties: str = "") -> str:
    return f"<a:p>{properties}<a:r><a:t>{text}</a:t></a:r></a:p>"


def slide(*shapes: str, name: str = "sld", attributes: str = "") -> str:
    tree = f"<p:cSld><p:spTree>{''.join(shapes)}</p:spTree></p:cSld>"
    return f"<p:{name} {NAMES} {attributes}>{tree}</p:{name}>"


def relations(**targets: str) -> str:
    items = "".join(f'<R Id="{key}" Target="{target}"/>' for key, target in targets.items())
    return f"<Rs>{items}</Rs>"


def presentation(*slides: str, notes: str = "", **files: str) -> bytes:
    """Make a presentation; its slides are stored in the opposite order."""
    numbers = range(1, len(slides) + 1)
    listed = "".join(f'<p:sldId r:id="r{number}"/>' for number in numbers)
    parts = {
        "ppt/presentation.xml": f"<p:presentation {NAMES}><p:sldIdLst>{listed}</p:sldIdLst>"
        "</p:presentation>",
        "ppt/_rels/presentation.xml.rels": relations(
            **{f"r{number}": f"slides/slide{10 - number}.xml" for number in numbers}
        ),
        "docProps/core.xml": CORE,
    }
    for number, xml in enumerate(slides, start=1):
        parts[f"ppt/slides/slide{10 - number}.xml"] = xml
    if notes:
        parts["ppt/slides/_rels/slide9.xml.rels"] = relations(n="../notesSlides/notes1.xml")
        parts["ppt/notesSlides/notes1.xml"] = notes
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in (parts | files).items():
            archive.writestr(name, xml)
    return file.getvalue()


def read(content: bytes) -> ReadResult:
    return read_articles(Path("a.pptx"), content)


def text_of(*shapes: str) -> str:
    return read(presentation(slide(*shapes))).articles[0].text


def reason(content: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read(content)
    return caught.value.reason


def test_slides_are_read_in_order_with_titles_and_notes() -> None:
    notes = slide(shape(line("1"), "sldNum"), shape(line("Say it slowly."), "body"), name="notes")
    first = slide(
        shape(line("It rained 40 mm."), "body"),
        shape(line("Rain comes back"), "title"),
        shape(line("1 May"), "dt"),
    )
    result = read(presentation(first, slide(shape(line("Thanks"), "ctrTitle")), notes=notes))
    (article,) = result.articles
    assert article.title == "Rain comes back"
    assert article.authors == ("Jane Doe",)
    assert article.date is None
    assert article.text == "Rain comes back\n\nIt rained 40 mm.\n\nSay it slowly.\n\nThanks"
    assert (result.skipped, result.notes) == ((), ())


def test_the_slides_of_an_article_are_its_pages() -> None:
    slides = [slide(shape(line(words), "body")) for words in ("  It rained.", "", "Then it froze.")]
    (article,) = read(presentation(*slides)).articles
    assert article.text == "It rained.\n\nThen it froze."
    assert [(page.number, article.text[page.start :]) for page in article.pages] == [
        (1, article.text),
        (3, "Then it froze."),
    ]


def test_lists_groups_and_lines_are_read() -> None:
    numbered = '<a:pPr><a:buAutoNum type="arabicPeriod" startAt="3"/></a:pPr>'
    dot = '<a:pPr><a:buChar char="x"/></a:pPr>'
    assert (
        text_of(
            "<p:grpSp>"
            + shape(line("Three", numbered) + line("Four", numbered) + line("Dot", dot))
            + "</p:grpSp>",
            "<mc:AlternateContent><mc:Choice>"
            + shape("<a:p><a:r><a:t>One</a:t></a:r><a:br/><a:r><a:t>Two</a:t></a:r></a:p>")
            + f"</mc:Choice><mc:Fallback>{shape(line('One'))}</mc:Fallback></mc:AlternateContent>",
        )
        == "3. Three\n4. Four\n- Dot\n\nOne\nTwo"
    )


def test_struck_text_and_raised_marks_never_run_into_figures() -> None:
    assert (
        text_of(
            shape(
                '<a:p><a:r><a:rPr strike="sngStrike"/><a:t>14</a:t></a:r><a:r><a:t>19 boats, 312'
                '</a:t></a:r><a:r><a:rPr baseline="30000"/><a:t>5</a:t></a:r>'
                "<a:r><a:t> men, CO</a:t></a:r>"
                '<a:r><a:rPr baseline="-25000"/><a:t>2</a:t></a:r></a:p>'
            )
        )
        == "19 boats, 312 men, CO2"
    )


def cell(text: str, attributes: str = "") -> str:
    return f"<a:tc {attributes}><a:txBody>{line(text)}</a:txBody></a:tc>"


def test_each_row_of_a_table_carries_the_heads_of_its_columns() -> None:
    rows = (
        cell("Ward") + cell("2021") + cell("2022"),
        cell("Harbour", 'rowSpan="2"') + cell("11", 'gridSpan="2"') + cell("", 'hMerge="1"'),
        cell("", 'vMerge="1"') + cell("12") + cell(""),
    )
    table = "".join(f"<a:tr>{row}</a:tr>" for row in rows)
    assert (
        text_of(f'<p:graphicFrame><a:tbl><a:tblPr firstRow="1"/>{table}</a:tbl></p:graphicFrame>')
        == "Ward: Harbour | 2021: 11 | 2022: 11.\nWard: Harbour | 2021: 12 | 2022: \u2013."
    )


def test_hidden_slides_and_charts_are_reported() -> None:
    result = read(
        presentation(
            slide(shape(line("Rain")), "<p:graphicFrame/>"),
            slide(shape(line("Secret")), attributes='show="0"'),
        )
    )
    assert result.articles[0].text == "Rain"
    assert [note.text for note in result.notes] == [
        "charts, diagrams or embedded objects on slide 1",
        "slide 2, which is hidden",
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"no zip", "not a .pptx file: it is not a zip archive"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 50, "an old document or one with a password; save it as .p"),
        (presentation(), "no text in this presentation; it may be pictures"),
        (presentation(slide(), x=" " * (9 << 20)), "unpacks to 9 MB, more than a document would"),
        (presentation(**{"ppt/presentation.xml": "x"}), "not an XML file"),
    ],
)
def test_what_cannot_be_read_says_why(content: bytes, expected: str) -> None:
    assert reason(content).startswith(expected)


WIDE = cell("a", "gridSpan='2'")
SAMPLE = slide(
    shape(line("Rain"), "title"),
    shape(line("x", '<a:pPr><a:buAutoNum startAt="2"/></a:pPr>')),
    f"<p:graphicFrame><a:tbl><a:tr>{WIDE}</a:tr></a:tbl></p:graphicFrame>",
)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=5)), max_size=6),
    st.floats(0.3, 1),
    st.booleans(),
)
def test_mutated_presentations_give_normalised_text_or_a_reason(
    edits: list[tuple[float, bytes]], length: float, is_inside: bool
) -> None:
    mutated = mutate(SAMPLE.encode() if is_inside else presentation(SAMPLE), edits, length)
    content = presentation(mutated.decode("utf-8", "replace")) if is_inside else mutated
    assert_normalised_or_refused(read, content)
