from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import escape, unescape

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from qa.types.answer import Agreement, Answer, Evidence
from qa.types.pages import Page, PageRange
from qa.types.search import SearchScope
from qa.web.citing import plain_citation
from qa.web.transcript import html, markdown
from tests.conftest import article

TEXT = "The ferry has <b>nine</b> crew. It burned."


def evidence() -> Evidence:
    info = article(TEXT, title="Ferry *burns*", source="Wire", url="https://example.org/1").info
    start = TEXT.index("nine")
    return Evidence("nine", start, start + 4, TEXT[:31], 0, TEXT, 0, 1.0, info)


def place(text: str, start: int, end: int) -> Evidence:
    """Words of an article of one sentence."""
    info = article(text).info
    return Evidence(text[start:end], start, end, text, 0, text, 0, 1.0, info)


def rendered(text: str) -> str:
    """What a reader of Markdown (CommonMark) makes of a text."""
    return str(MarkdownIt("commonmark").render(text))


def quotation(text: str) -> str:
    """The text of the one quotation in Markdown, without markup."""
    (quote,) = re.findall(r"<blockquote>\n<p>(.*?)</p>\n</blockquote>", rendered(text), re.S)
    return unescape(re.sub("<[^>]*>", "", quote))


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
    assert plain_citation(evidence()) == (
        "“nine” - Ferry *burns*, Wire, 2026-11-03; https://example.org/1; "
        "characters 17-21 of one.txt"
    )


def test_markdown_shows_the_words_in_their_sentence_and_nothing_as_markup() -> None:
    text = markdown([answer(evidence())])
    assert "## How many \\<crew\\>?" in text
    assert "> The ferry has \\<b\\>**nine**\\</b\\> crew." in text
    assert "Ferry \\*burns\\*" in text
    assert "Likely to be right (83%)" in text


# What Markdown would take for markup, and white space that it would drop.
TEXT_WITH_MARKUP = st.text(
    alphabet=st.sampled_from("ab1 \n\t\\`*_[]()<>#|!&~-+=.\"'é;x\u00a0"), min_size=1, max_size=40
)


@given(TEXT_WITH_MARKUP, st.data())
def test_markdown_quotes_the_sentence_character_by_character(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words = text[start:end]
    assume(words == words.strip())  # as every answer is
    quoted = quotation(markdown([answer(place(text, start, end))]))
    assert quoted == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The fuel drifts for five hours after the burn.", "five hours"),
        ("It costs $5 & 20 %,\nthat is all.", "$5 & 20 %"),
        ("1. It began\n\n    on Monday  \nmorning.", "Monday"),
        ("It costs US$5 million.", "$5 million"),
        ("Some 20%of them and (30)more", "20%"),
        ("- Nine &lt; ten\n+ two\n=== ", "ten"),
    ],
)
def test_the_words_are_bold_between_the_blanks_of_their_sentence(text: str, words: str) -> None:
    start = text.index(words)
    exported = markdown([answer(place(text, start, start + len(words)))])
    assert quotation(exported) == text
    assert re.findall(r"<strong>(.*?)</strong>", rendered(exported)) == [escape(words)]


def test_a_common_sentence_reads_well_unrendered() -> None:
    text = "The fuel drifts for five hours after the burn."
    exported = markdown([answer(place(text, 20, 30))])
    assert "\n> The fuel drifts for **five hours** after the burn.\n" in exported


@given(TEXT_WITH_MARKUP)
def test_html_quotes_the_sentence_character_by_character(text: str) -> None:
    quoted = re.findall(r"<blockquote>(.*?)</blockquote>", html([answer(place(text, 0, 1))]), re.S)
    assert [unescape(re.sub("<[^>]*>", "", quote)) for quote in quoted] == [text]


def test_html_marks_the_words_and_escapes_the_article() -> None:
    page = html([answer(evidence())])
    assert "<mark>nine</mark>" in page
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
    assert "<h2>How many &lt;crew&gt;?</h2>" in page


def test_no_answer_is_told_with_what_was_searched() -> None:
    for text in (markdown([answer()]), html([answer()])):
        assert "Not in these articles (3 articles, 3 to 28 November 2026 searched)." in text


def test_a_citation_names_the_pages() -> None:
    place = replace(evidence(), pages=PageRange(Page(0, 7), Page(9, 8)))
    assert ", pp. 7-8; https://example.org/1; characters" in plain_citation(place)


@pytest.mark.parametrize(
    ("words", "quoted"),
    [("nine", "“nine”"), ('a "safe" ship', '‘a "safe" ship’'), ("so “safe”", "‘so “safe”’")],
)
def test_words_with_quotation_marks_stand_between_others(words: str, quoted: str) -> None:
    assert plain_citation(place(f"It is {words}.", 6, 6 + len(words))).startswith(f"{quoted} - ")
