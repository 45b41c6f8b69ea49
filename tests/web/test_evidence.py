from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.types.answer import Agreement, Answer, Closest
from qa.types.search import SearchScope
from qa.web.evidence import Link, article_html, articles_html, no_answer_html, welcome_html
from qa.web.server import STYLE
from tests.conftest import article

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> & \"quoted\" 'too' ${7*7} {{8*8}}"
TEXT = st.text(alphabet=st.sampled_from("ab<>&\"' \n\U0001f600é"), min_size=1, max_size=80)


def marked(html: str) -> str:
    """The words in the one `mark` of an article."""
    (words,) = re.findall(r'<mark id="aq-mark">(.*?)</mark>', html, re.DOTALL)
    return unescape(words)


def text_of(html: str) -> str:
    """The article's text as a browser would read it off the page."""
    body = re.search(r'<div class="aq-body">(.*?)</div>', html, re.DOTALL)
    assert body is not None
    return unescape(re.sub(r"<[^>]*>", "", body.group(1)))


def attributes_of(html: str, tag: str) -> list[dict[str, str]]:
    """The attributes of every element of a tag, unescaped."""
    return [
        {name: unescape(value) for name, value in re.findall(r'([\w-]+)="([^"]*)"', attributes)}
        for attributes in re.findall(rf"<{tag}\b([^>]*)>", html)
    ]


@given(TEXT, st.data())
def test_the_mark_holds_exactly_the_words_whatever_they_are(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    middle = data.draw(st.integers(0, len(text)))
    html = article_html(article(text, boilerplate=((middle, len(text)),)), start, end)
    assert marked(html) == text[start:end]
    assert text_of(html) == text


def test_nothing_of_an_article_becomes_markup() -> None:
    hostile = article(HOSTILE, title=HOSTILE, source=HOSTILE, authors=(HOSTILE,), path=HOSTILE)
    start = HOSTILE.index("alert(2)")
    for html in (article_html(hostile, start, start + 8), articles_html([hostile.info])):
        assert "<script" not in html
        assert "<img" not in html


def test_boilerplate_is_greyed_by_a_rule_of_the_style_sheet() -> None:
    html = article_html(article("It rained.\n\nLeave a Reply", boilerplate=((12, 25),)), 3, 9)
    assert '<span class="aq-boilerplate">Leave a Reply</span>' in html
    assert ".aq-boilerplate { opacity: 0.45; }" in STYLE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("heading", "rest"),
    [
        ("Rain in  May\n\nBy Ann Lee and Bo Ek\nNovember 3, 2026\n\n", "It rained."),
        ("RAIN IN MAY\nBy Ann Lee, Wire\nWire\nTuesday, 3 November 2026\n", "By noon it rained."),
        ("", "Rain in May is common.\nRain in May\n"),
        ("", "By Ann Lee's account it rained.\n"),
    ],
)
def test_what_the_heading_says_is_not_said_again(heading: str, rest: str) -> None:
    rain = article(heading + rest, title="Rain in May", authors=("Ann Lee", "Bo Ek"), source="Wire")
    start = len(heading) + rest.index("a")
    html = article_html(rain, start, start + 1)
    assert [unescape(text) for text in re.findall(r"<span hidden>(.*?)</span>", html, re.S)] == (
        [heading] if heading else []
    )
    assert text_of(html) == rain.text


def test_a_heading_that_holds_the_words_is_shown() -> None:
    rain = article("By Ann Lee\nIt rained.", authors=("Ann Lee",))
    assert "hidden" not in article_html(rain, 3, 10)
    assert "hidden" not in article_html(article("By Ann Lee", authors=("Ann Lee",)), 3, 10)


def test_a_nearest_passage_is_no_answer_and_leads_back() -> None:
    html = article_html(article("It rained. It did."), 0, 10, refused_turn=2)
    assert '<span id="aq-mark" class="aq-nearest">It rained.</span>' in html
    assert "<mark" not in html
    assert 'data-turn="2" data-place="0">Back to the nearest passages' in html
    assert "Back to" not in article_html(article("It rained."), 0, 10)


def test_a_huge_article_is_shown_whole() -> None:
    text = "It rained all day.\n\n" * 10_000
    start = 100_000
    html = article_html(article(text), start, start + 5)
    assert text_of(html) == text
    assert marked(html) == text[start : start + 5]


@pytest.mark.parametrize(
    ("day", "expected"), [(date(2026, 11, 3), "3 November 2026"), (None, "undated")]
)
def test_an_article_says_its_day_or_that_it_has_none(day: date | None, expected: str) -> None:
    assert expected in article_html(article("It rained.", date=day, title="Rain"), 0, 2)


def test_no_answer_says_what_was_searched_and_marks_the_nearest_as_none() -> None:
    rain = article("Before. It rained <hard>. After.", title="Rain")
    closest = Closest("It rained <hard>.", 8, rain.text, 0, 0.5, rain.info)
    answer = Answer(
        "Who?",
        None,
        0.1,
        (),
        (),
        Agreement(),
        (closest,),
        SearchScope(12, date(2026, 11, 3), date(2026, 11, 28)),
        0,
    )
    html = no_answer_html(answer)
    assert "Not in these articles" in html
    assert "12 articles, 3 to 28 November 2026" in html
    assert "none was found to answer it" in html
    assert '<span class="aq-sentence">It rained &lt;hard&gt;.</span>' in html
    assert "<mark" not in html


def test_an_empty_collection_is_told_what_to_do() -> None:
    assert "Add articles" in welcome_html(0)
    assert "Add articles" not in welcome_html(3)


def rained(url: str | None, file: Link | None = None) -> str:
    """An article with an address, as HTML."""
    return article_html(article("It rained.", url=url), 0, 2, file)


def links_of(html: str) -> str:
    """What stands between the heading of an article and its text, if anything."""
    links = re.search(r'<p class="aq-links">(.*?)</p>', html, re.DOTALL)
    return links.group(1) if links else ""


def test_an_address_of_the_web_is_a_link_that_does_not_say_where_its_reader_comes_from() -> None:
    html = rained('https://news.example/a?b=1&c="2"', Link("<b>file</b>"))
    (link,) = attributes_of(html, "a")
    assert link == {
        "href": 'https://news.example/a?b=1&c="2"',
        "target": "_blank",
        "rel": "noopener noreferrer",
    }
    assert "Published at news.example" in html
    assert links_of(html).endswith("<span>&lt;b&gt;file&lt;/b&gt;</span>")


@pytest.mark.parametrize(
    "url",
    [
        *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)"),
        *("data:text/html,x", "file:///etc/passwd", "//news.example/a", "news.example"),
        *("https:///a", "http://[x/", " https://news.example", "https://news.example/a b"),
        *("https://news.example/\n<b>", ""),
    ],
)
def test_any_other_address_is_shown_as_text(url: str) -> None:
    html = rained(url)
    assert "<a " not in html
    assert unescape(re.sub("<[^>]*>", "", links_of(html))) == url


def test_a_file_is_a_download() -> None:
    (link,) = attributes_of(rained(None, Link("Original file", "/original?a=1&b=2", True)), "a")
    assert link == {"href": "/original?a=1&b=2"}
    html = rained(None, Link("Original file", "/original", True))
    assert '<a href="/original" download>Original file</a>' in html


def test_an_article_without_an_address_and_a_file_has_no_links() -> None:
    assert "aq-links" not in rained(None)


def test_the_place_says_which_of_how_many_it_is() -> None:
    html = article_html(article("It rained."), 3, 9, None, "2 of 4 places: ")
    assert "2 of 4 places: characters 3-9 of one.txt" in html
