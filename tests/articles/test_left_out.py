"""What of an article is not read is counted and named."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from qa.articles import read_articles
from qa.articles.left_out import name_left_out, parse_kinds

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SENTENCE = "The wall was built of granite from the quarry at Orm, the engineers said on Monday."


def notes_on(name: str, content: bytes) -> list[str]:
    return [note.text for note in read_articles(Path(name), content).notes]


def page(body: str) -> bytes:
    return f"<body><article><h1>Wall</h1><p>{_SENTENCE}</p>{body}</article></body>".encode()


@pytest.mark.parametrize(
    ("markup", "named"),
    [
        ("<iframe src=a.html></iframe><iframe src=b.html></iframe>", "2 pages in frames"),
        ("<canvas></canvas>", "1 drawing by a script"),
        ("<object data=a.swf></object><embed src=b>", "2 embedded objects"),
        ("<svg><text>Cost: 5</text></svg>", "1 drawing with words"),
        ("<video src=a></video><audio src=b></audio>", "2 films or sounds"),
        ("<noscript>Here you would see the map of it</noscript>", "1 part for browsers without"),
        ("<template><p>Here you would see the table</p></template>", "1 template"),
        ("<div hidden>It will be opened by the mayor.</div>", "1 hidden part"),
        ("<p style='display:none'>It will be opened by the mayor.</p>", "1 hidden part"),
        ("<p>It costs <s>5</s> <del>6</del> 7 crowns.</p>", "2 struck-out parts"),
    ],
)
def test_parts_of_a_page_that_are_not_read_are_named(markup: str, named: str) -> None:
    (reason,) = notes_on("a.html", page(markup))
    assert reason.startswith(f"not read: {named}")


@pytest.mark.parametrize(
    "markup",
    [
        "<iframe src=pixel width=1 height=1></iframe>",
        "<iframe></iframe>",
        "<svg><title>Share</title><path/></svg>",
        "<noscript><img src=a></noscript>",
        "<span hidden>Close</span>",
        "<script>var a = 'some words of a script here'</script>",
    ],
)
def test_parts_that_no_reader_misses_are_passed_over(markup: str) -> None:
    assert notes_on("a.html", page(markup)) == []


def test_what_stands_around_an_article_is_not_counted() -> None:
    content = page("") + b"<aside class=related><iframe src=a></iframe></aside>"
    assert notes_on("a.html", content) == []


def test_html_within_markdown_and_json_is_counted() -> None:
    markup = f"<p>{_SENTENCE}</p><iframe src='a'></iframe>"
    assert notes_on("a.md", f"# Wall\n\n{markup}\n".encode()) == ["not read: 1 page in a frame"]
    record = json.dumps({"title": "Wall", "body": markup}).encode()
    assert notes_on("a.json", record) == ["not read: 1 page in a frame"]


def test_parts_of_a_word_document_that_are_not_read_are_named() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph(_SENTENCE)
    for text in ("struck", " out"):
        paragraph.add_run(text).font.strike = True
    paragraph.add_run("hidden").font.hidden = True
    document.add_comment(paragraph.runs, text="Is this right?")
    deletion = f"<w:del {_W}><w:r><w:delText>all lost</w:delText></w:r></w:del>"
    paragraph._p.append(parse_xml(deletion))
    chart = (
        f'<w:r {_W} xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        "<w:drawing><c:chart/></w:drawing></w:r>"
    )
    paragraph._p.append(parse_xml(chart))
    stream = io.BytesIO()
    document.save(stream)
    assert notes_on("a.docx", stream.getvalue()) == [
        "not read: 1 hidden part, 1 struck-out part, 1 tracked deletion, 1 chart, 1 comment"
    ]


def test_kinds_are_named_once_with_their_number() -> None:
    counts = parse_kinds("frame chart frame other")
    assert name_left_out(counts) == ("not read: 2 pages in frames, 1 chart",)
    assert name_left_out({}) == ()
