from __future__ import annotations

from datetime import date

from qa.types.answer import Agreement, Answer, Evidence
from qa.types.search import SearchScope
from qa.web.transcript import citation, html, markdown
from tests.conftest import article

TEXT = "The ferry has <b>nine</b> crew. It burned."


def evidence() -> Evidence:
    info = article(TEXT, title="Ferry *burns*", source="Wire", url="https://example.org/1").info
    start = TEXT.index("nine")
    return Evidence("nine", start, start + 4, TEXT[:31], 0, TEXT, 0, 1.0, info)


def answer(*places: Evidence) -> Answer:
    return Answer(
        question="How many <crew>?",
        text=places[0].text if places else None,
        confidence=0.83,
        evidence=places,
        alternatives=(),
        agreement=Agreement(),
        closest=(),
        searched=SearchScope(3, date(2026, 11, 3), date(2026, 11, 28)),
        seconds=0.5,
    )


def test_a_citation_names_words_title_source_day_address_and_offsets() -> None:
    assert citation(evidence()) == (
        "“nine” - Ferry *burns*, Wire, 2026-11-03; https://example.org/1; "
        "characters 17-21 of one.txt"
    )


def test_markdown_shows_the_words_in_their_sentence_and_nothing_as_markup() -> None:
    text = markdown([answer(evidence())])
    assert "## How many \\<crew\\>?" in text
    assert "> The ferry has \\<b\\>**nine**\\</b\\> crew." in text
    assert "Ferry \\*burns\\*" in text
    assert "83% likely to be right" in text


def test_html_marks_the_words_and_escapes_the_article() -> None:
    page = html([answer(evidence())])
    assert "<mark>nine</mark>" in page
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
    assert "<h2>How many &lt;crew&gt;?</h2>" in page


def test_no_answer_is_told_with_what_was_searched() -> None:
    for text in (markdown([answer()]), html([answer()])):
        assert "Not in these articles (3 articles, 3 to 28 November 2026 searched)." in text
