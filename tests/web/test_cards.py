"""The cards of the conversation: what they say, and that nothing of an article becomes markup."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.types.annotations import FullName
from qa.types.answer import Agreement, Alternative, Answer, Closest, Evidence, Reports
from qa.types.pages import Page, PageRange
from qa.types.search import SearchScope
from qa.web.cards import Exchange, conversation_html, places_of
from tests.conftest import DAY, article
from tests.web.test_evidence import HOSTILE, TEXT

SEARCHED = SearchScope(3, None, None)


def evidence(
    text: str,
    start: int,
    end: int,
    *,
    id: str = "0123456789ab",
    title: str | None = None,
    source: str | None = None,
    date: datetime.date | None = DAY,
    path: str = "/articles/one.txt",
) -> Evidence:
    """Words of an article of one sentence."""
    info = article(text, id=id, title=title, source=source, date=date, path=path).info
    return Evidence(text[start:end], start, end, text, 0, text, 0, 1.0, info)


def answered(*places: Evidence, confidence: float = 0.8, **fields: object) -> Answer:
    values: dict[str, Any] = {"alternatives": (), "agreement": Agreement(), **fields}
    return Answer(
        "Who?",
        places[0].text,
        confidence,
        places,
        closest=(),
        searched=SEARCHED,
        seconds=0.0,
        **values,
    )


def card(answer: Answer | str | None, question: str = "Who?", place: int = 0) -> str:
    return conversation_html([Exchange(question, answer)], 0, place)


def visible_text(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


FIRST = evidence("Nine men sailed.", 0, 4, title="Ferry", source="Herald", id="a" * 12)
AGREEING = evidence("A crew of nine.", 10, 14, title="Crew", source=None, date=None, id="b" * 12)
OTHER = evidence("Twelve men sailed.", 0, 6, title="Later", source=None, id="c" * 12)


def test_a_card_says_the_words_their_sentence_where_they_stand_and_how_likely() -> None:
    html = card(answered(FIRST))
    assert '<p><span class="aq-words">Nine</span></p>' in html
    assert '<p class="aq-quote">“<strong>Nine</strong> men sailed.”</p>' in html
    assert "Ferry · Herald · 3 November 2026" in html
    assert "Likely to be right (80%)" in html


@pytest.mark.parametrize(
    ("confidence", "expected"),
    [
        (0.95, "Very likely to be right (95%)"),
        (0.9, "Very likely to be right (90%)"),
        (0.896, "Very likely to be right (90%)"),
        (0.894, "Likely to be right (89%)"),
        (0.75, "Likely to be right (75%)"),
        (0.54, "More likely than not to be right (54%)"),
        (0.2, "Less likely than not to be right (20%)"),
    ],
)
def test_confidence_is_said_in_words_and_as_a_number(confidence: float, expected: str) -> None:
    assert expected in card(answered(FIRST, confidence=confidence))


def test_articles_that_agree_and_articles_that_do_not_are_buttons() -> None:
    conflicts = Alternative("Twelve", 0.6, (OTHER,))
    also = Alternative("men", 0.1, (replace(FIRST, text="men", start=5, end=8),))
    agreement = Agreement((AGREEING.article,), (conflicts,))
    answer = answered(FIRST, AGREEING, alternatives=(conflicts, also), agreement=agreement)
    html = card(answer)
    assert "Also in 1 article:" in html
    assert "Other figures reported:" in html
    assert "Other answers found:" in html
    labels = re.findall(r'data-place="(\d)" aria-pressed="\w+">(.*?)</button>', html)
    assert [(int(place), visible_text(label)) for place, label in labels] == [
        (0, "Ferry · Herald · 3 November 2026"),
        (1, "Crew · undated"),
        (2, "Twelve Later · 3 November 2026 (60%)"),
        (3, "men Ferry · Herald · 3 November 2026 (10%)"),
    ]
    assert [place.text for place in places_of(answer)] == ["Nine", "nine", "Twelve", "men"]


def test_the_card_says_that_it_shows_the_newest_report_and_lists_the_earlier_ones() -> None:
    earlier = Alternative("Twelve", 0.6, (OTHER,))
    answer = answered(
        FIRST,
        alternatives=(earlier,),
        agreement=Agreement((), (earlier,)),
        reports=Reports(2, (earlier,)),
    )
    html = card(answer)
    assert "Newest of 2 reports." in html
    assert "Earlier reports:" in html
    assert "Other figures reported:" not in html
    assert "Newest of" not in card(answered(FIRST))


def test_other_names_and_other_days_are_no_figures() -> None:
    for words in ("Anna Holm", "May 5"):
        other = Alternative(words, 0.6, (OTHER,))
        answer = answered(FIRST, alternatives=(other,), agreement=Agreement((), (other,)))
        assert "Other articles say otherwise:" in card(answer)


def test_the_button_of_the_place_that_is_shown_is_pressed() -> None:
    answer = answered(FIRST, AGREEING, agreement=Agreement((AGREEING.article,)))
    assert re.findall(r'aria-pressed="(\w+)"', card(answer)) == ["true", "false"]
    assert re.findall(r'aria-pressed="(\w+)"', card(answer, place=1)) == ["false", "true"]
    elsewhere = conversation_html([Exchange("Who?", answer)] * 2, 1, 0)
    assert re.findall(r'aria-pressed="(\w+)"', elsewhere) == ["false", "false", "true", "false"]


def test_words_elsewhere_in_the_same_article_are_named_by_their_characters() -> None:
    again = replace(FIRST, start=9, end=15, text="sailed")
    html = card(answered(FIRST, again))
    assert "Also elsewhere in this story:" in html
    assert ">characters 9-15</button>" in html


def test_copies_and_versions_are_named() -> None:
    first = replace(FIRST, also_in=(AGREEING.article,), versions=(OTHER.article,))
    text = visible_text(card(answered(first)))
    assert "Copied in Crew, undated" in text
    assert "Other versions of this article: Later, 2026-11-03" in text


def test_a_follow_up_says_what_was_asked_and_offers_what_was_typed() -> None:
    html = card(answered(FIRST), question="he?")
    assert "Asked: Who?" in html
    assert 'data-again="0"' in html
    assert "data-again" not in card(answered(FIRST), question="  Who? ")


def test_no_answer_says_what_was_searched() -> None:
    closest = Closest("It rained.", 0, "It rained.", 0, 0.5, FIRST.article)
    answer = Answer("Who?", None, 0.1, (), (), Agreement(), (closest,), SEARCHED, 0.0)
    assert visible_text(card(answer)) == (
        "You asked: Who? Not in these articles I searched 3 articles, undated. The nearest "
        "passages are shown, but they do not answer it. Show the nearest passages"
    )
    nothing = card(replace(answer, closest=(), searched=SearchScope(0, None, None)))
    assert visible_text(nothing).endswith("Not in these articles I searched no articles.")


def test_possible_words_are_marked_as_unsure_and_can_be_opened() -> None:
    possible = Alternative("Nine", 0.3, (FIRST,))
    answer = Answer("Who?", None, 0.3, (), (), Agreement(), (), SEARCHED, 0.0, possible)
    html = card(answer)
    assert visible_text(html) == (
        "You asked: Who? Perhaps. I am not sure that this answers it. Nine “ Nine men sailed.” "
        "Ferry · Herald · 3 November 2026 Less likely than not to be right (30%)"
    )
    assert 'class="aq-card aq-shown aq-unsure"' in html
    assert places_of(answer) == [FIRST]


def test_a_question_that_waits_and_one_that_failed_say_so() -> None:
    assert visible_text(card(None)).endswith("Searching the articles ...")
    assert visible_text(card("<b> is not a date")).endswith("<b> is not a date")


def test_a_conversation_not_begun_invites_to_ask() -> None:
    assert visible_text(conversation_html(())) == "Ask your articles a question."


@given(TEXT, st.data())
def test_the_words_are_cut_out_of_their_sentence_by_offset(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    html = card(answered(evidence(text, start, end)))
    quote = re.search(r'<p class="aq-quote">[“‘](.*)[”’]</p>', html, re.DOTALL)
    assert quote is not None
    before, words, after = re.split("</?strong>", quote.group(1))
    assert (unescape(before), unescape(words)) == (text[:start], text[start:end])
    assert unescape(after) == text[end:]


def test_a_long_sentence_is_shown_around_the_words_in_whole_words() -> None:
    text = "word " * 200 + "nine " + "word " * 200
    html = card(answered(evidence(text, 1000, 1004)))
    quote = visible_text(html.split('"aq-quote">')[1].split("</p>")[0])
    assert quote.startswith("“... word word")
    assert quote.endswith("word word ...”")
    assert "word nine word" in quote
    assert len(quote) < 500


def test_nothing_of_an_article_or_a_question_becomes_markup() -> None:
    start = HOSTILE.index("alert(2)")
    hostile = evidence(
        HOSTILE, start, start + 8, title=HOSTILE, source=HOSTILE, path=HOSTILE, id="d" * 12
    )
    hostile = replace(hostile, also_in=(hostile.article,), versions=(hostile.article,))
    other = Alternative(HOSTILE, 0.5, (hostile,))
    answer = answered(
        hostile, hostile, alternatives=(other, other), agreement=Agreement((), (other,))
    )
    closest = Closest(HOSTILE, 0, HOSTILE, 0, 0.5, hostile.article)
    none = replace(answer, text=None, evidence=(), alternatives=(), closest=(closest,))
    for html in (card(answer, HOSTILE), card(none, HOSTILE), card(HOSTILE), card(None, HOSTILE)):
        assert "<script" not in html
        assert "<img" not in html


def test_a_card_names_the_pages_and_the_undated_articles_that_were_not_asked() -> None:
    first = replace(
        evidence("The ferry burned.", 4, 9), pages=PageRange(Page(0, 7), Page(0, 7), is_ocr=True)
    )
    second = replace(evidence("The ferry burned.", 4, 9), pages=PageRange(Page(0, 9), Page(0, 9)))
    answer = replace(
        answered(first, second), searched=SearchScope(3, None, None, undated_left_out=1)
    )
    text = visible_text(card(answer))
    assert "p. 7, read by OCR" in text
    assert "p. 9 · characters 4-9" in text
    assert "1 undated article was not asked." in text


def test_the_full_name_stands_beside_the_words() -> None:
    place = replace(FIRST, full_name=FullName("Captain <Ann> Orme", 0, 18))
    assert "(Captain &lt;Ann&gt; Orme)" in card(answered(place))
    assert "(Captain" not in card(answered(FIRST))


def test_a_sentence_with_quotation_marks_stands_between_others() -> None:
    html = card(answered(evidence("“Nine men sailed,” he said.", 1, 5)))
    assert '<p class="aq-quote">‘“<strong>Nine</strong> men sailed,” he said.’' in html


def test_a_long_question_can_be_scrolled_by_keyboard() -> None:
    assert '<p class="aq-asked" tabindex="0">' in card(None, "why " * 100)
    assert '<p class="aq-asked">' in card(None, "why?")
