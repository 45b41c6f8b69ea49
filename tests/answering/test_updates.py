from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from qa.answering.newer_passages import newer_passages
from qa.answering.selector import Selection
from qa.settings import AnswerSettings
from qa.types.article import Article
from qa.types.search import Hit, Span
from tests.answering.builders import hits_of, library_of, selector_of, span_in
from tests.conftest import article

QUESTION = "How many people died in the Harrow flood?"


def _report(text: str, letter: str, day: date | None, title: str = "Harrow flood") -> Article:
    return article(text, id=letter * 12, date=day, title=title)


def _select(
    places: Sequence[tuple[Article, str, float]],
    question: str = QUESTION,
    settings: AnswerSettings | None = None,
) -> Selection:
    spans = [span_in(*place) for place in places]
    selector = selector_of(library_of(*(place[0] for place in places)), settings)
    return selector.select(question, hits_of(spans), spans, 0.5)


FIRST = _report("Three people died in Harrow.", "a", date(2026, 11, 5))
SECOND = _report("Four people have died in Harrow.", "b", date(2026, 11, 7))
THIRD = _report("Five people have died in Harrow.", "c", date(2026, 11, 9))


def test_the_newest_report_leads_and_the_earlier_ones_follow() -> None:
    selection = _select([(FIRST, "Three", 6), (THIRD, "Five", 3), (SECOND, "Four", 4)])
    assert selection.text == "Five"
    assert selection.evidence[0].article.id == THIRD.id
    assert selection.reports is not None
    assert selection.reports.count == 3
    assert [report.text for report in selection.reports.earlier] == ["Four", "Three"]
    assert [report.evidence[0].article.date for report in selection.reports.earlier] == [
        date(2026, 11, 7),
        date(2026, 11, 5),
    ]
    assert [answer.text for answer in selection.agreement.different] == ["Four", "Three"]


def test_the_confidence_is_that_of_the_newest_report() -> None:
    selection = _select([(FIRST, "Three", 6), (THIRD, "Five", 1)])
    assert selection.text == "Five"
    assert selection.confidence == pytest.approx(0.731, abs=0.001)  # the logistic of 1


def test_of_two_reports_of_one_day_the_one_that_was_ranked_first_leads() -> None:
    other = _report("Six people have died in Harrow.", "d", THIRD.date)

    def leading(five: float, six: float) -> str | None:
        return _select([(THIRD, "Five", five), (other, "Six", six), (FIRST, "Three", 3)]).text

    assert (leading(5, 4), leading(4, 5)) == ("Five", "Six")
    # Rounding decides nothing.
    assert leading(4.0000001, 4) == leading(4, 4) == leading(4, 4.0000001)


def test_a_newest_report_that_is_not_likely_does_not_lead() -> None:
    selection = _select([(FIRST, "Three", 6), (THIRD, "Five", -1)])
    assert (selection.text, selection.reports) == ("Three", None)


def test_reports_that_say_the_same_are_no_update() -> None:
    later = _report("In all, 3 people died in Harrow.", "d", date(2026, 11, 9))
    selection = _select([(FIRST, "Three", 6), (later, "3", 5)])
    assert (selection.text, selection.reports) == ("Three", None)


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(
            _report("Five people died in Marrow.", "d", date(2026, 11, 9), "Marrow"), id="place"
        ),
        pytest.param(_report("Five people died in Harrow.", "d", date(2030, 1, 20)), id="day"),
        pytest.param(_report("Five people died in Harrow.", "d", None), id="undated"),
    ],
)  # fmt: skip
def test_a_report_that_may_be_of_another_event_does_not_lead(later: Article) -> None:
    selection = _select([(FIRST, "Three", 6), (later, "Five", 5)])
    assert (selection.text, selection.reports) == ("Three", None)


def test_an_article_that_tells_both_values_gives_the_present_one() -> None:
    both = _report("The toll in Harrow rose to five, from three.", "d", date(2026, 11, 9))
    selection = _select([(FIRST, "Three", 6), (both, "three", 5), (both, "five", 4)])
    assert selection.text == "five"
    assert selection.reports is not None
    assert [report.text for report in selection.reports.earlier] == ["Three"]


def test_an_article_alone_gives_the_present_value() -> None:
    both = _report("The toll in Harrow rose to five, from three.", "d", None)
    selection = _select([(both, "three", 5), (both, "five", 4)])
    assert (selection.text, selection.reports) == ("five", None)


def test_a_value_that_a_later_article_tells_as_earlier_is_of_the_same_event() -> None:
    much_later = _report("The toll rose to five, from three.", "d", date(2027, 3, 1), "Inquiry")
    selection = _select([(FIRST, "Three", 6), (much_later, "five", 4)], "How many people died?")
    assert selection.text == "five"


def test_a_correction_wins_over_what_it_corrects_without_dates() -> None:
    wrong = _report("Four people died in Harrow.", "a", None)
    correction = _report("The number of dead in Harrow is three, not four.", "b", None)
    selection = _select([(wrong, "Four", 6), (correction, "three", 4)])
    assert selection.text == "three"
    assert selection.reports is not None


def test_old_background_in_a_newer_article_does_not_win() -> None:
    later = _report("In 2019, nine people died in Harrow.", "d", date(2026, 11, 9))
    selection = _select([(later, "nine", 6), (FIRST, "Three", 4)])
    assert (selection.text, selection.reports) == ("Three", None)
    past = _select([(later, "nine", 6), (FIRST, "Three", 4)], "How many died in Harrow in 2019?")
    assert past.text == "nine"


def test_articles_that_share_their_names_tell_one_event_though_the_question_has_none() -> None:
    places = "The boats of Fenner reached Withy Lane; Castellan and Estrada thanked Harlan."
    first = _report(f"In all three people died. {places}", "a", date(2026, 11, 5), "Flood")
    later = _report(f"In all five people died. {places}", "b", date(2026, 11, 9), "Flood")
    elsewhere = _report(
        "In all five people died. The boats of Orm reached Pell; Voss and Bey thanked Tern.",
        "c",
        date(2026, 11, 9),
        "Flood",
    )
    question = "How many people died in the flood?"
    assert _select([(first, "three", 6), (later, "five", 5)], question).text == "five"
    assert _select([(first, "three", 6), (elsewhere, "five", 5)], question).text == "three"


def test_reports_that_lie_months_apart_tell_one_story_if_they_are_alike_in_one_more_way() -> None:
    first = _report("The Harrow bridge will cost $20 million.", "a", date(2025, 2, 5), "Harrow")
    later = _report("The Harrow bridge will cost $31 million.", "b", date(2026, 11, 9), "Harrow")
    question = "How much will the Harrow bridge cost?"
    selection = _select([(first, "$20 million", 6), (later, "$31 million", 5)], question)
    assert selection.text == "$31 million"
    other = _report("A fee of $31 million is due for Harrow.", "b", date(2026, 11, 9), "Council")
    selection = _select([(first, "$20 million", 6), (other, "$31 million", 5)], question)
    assert selection.text == "$20 million"


def test_articles_without_names_tell_one_story_by_their_words() -> None:
    plan = "schools in its villages, where parents protested"
    first = _report(f"The county will close eleven {plan}.", "a", date(2026, 2, 1), "")
    later = _report(f"The county will close six {plan}.", "b", date(2026, 6, 30), "")
    places = [(first, "eleven", 6.0), (later, "six", 5.0)]
    assert _select(places, "How many schools will the county close?").text == "six"


def test_another_thing_of_the_kind_is_not_the_one_that_is_asked_about() -> None:
    first = _report("The tower in Harrow is 212 meters tall.", "a", date(2026, 1, 1), "Harrow")
    second = _report(
        "A second tower in Harrow will be 180 meters tall.", "b", date(2026, 3, 1), "Harrow"
    )
    places = [(first, "212 meters", 6.0), (second, "180 meters", 5.0)]
    assert _select(places, "How tall is the tower in Harrow?").text == "212 meters"
    assert _select(places, "How tall is the second tower in Harrow?").text == "180 meters"


def test_the_later_holder_of_an_office_replaces_the_earlier_one() -> None:
    first = _report(
        "Ada Bell is mayor of Harrow, the council said.", "a", date(2026, 1, 5), "Harrow"
    )
    later = _report(
        "Oona Voss is mayor of Harrow, the council said.", "b", date(2026, 11, 9), "Harrow"
    )
    places = [(first, "Ada Bell", 6.0), (later, "Oona Voss", 5.0)]
    assert _select(places, "Who is the mayor of Harrow?").text == "Oona Voss"
    assert _select(places, "Who opened the fair in Harrow?").text == "Ada Bell"


def test_a_season_of_a_year_is_brought_up_to_date_by_another() -> None:
    first = _report("The Harrow airport opens in spring 2028.", "a", date(2025, 1, 5), "Harrow")
    later = _report(
        "The Harrow airport opens in the autumn of 2029.", "b", date(2026, 1, 5), "Harrow"
    )
    places = [(first, "spring 2028", 6.0), (later, "the autumn of 2029", 5.0)]
    assert _select(places, "When does the Harrow airport open?").text == "the autumn of 2029"


def test_names_of_two_articles_are_not_ordered_by_day() -> None:
    first = _report("Ada Bell won the race in Harrow.", "a", date(2026, 11, 5))
    later = _report("Oona Voss won the race in Harrow.", "b", date(2026, 11, 9))
    selection = _select(
        [(first, "Ada Bell", 6), (later, "Oona Voss", 5)], "Who won the race in Harrow?"
    )
    assert (selection.text, selection.reports) == ("Ada Bell", None)


def test_unread_passages_of_later_articles_are_read_when_the_answer_is_a_value() -> None:
    settings = AnswerSettings(max_newer_read=1)
    lead = span_in(FIRST, "Three", 6)
    later, latest = span_in(SECOND, "Four", 0), span_in(THIRD, "Five", 0, lexical=0.9)
    weak = span_in(_report("Nine died in Harrow.", "d", date(2026, 11, 9)), "Nine", 0, lexical=0.5)
    hits = hits_of([lead, weak, latest, later])

    def newer(question: str, span: Span) -> list[Hit]:
        return newer_passages(question, span, hits, [lead.hit], settings)

    assert newer(QUESTION, lead) == [later.hit]
    assert newer("How many died before 2020?", lead) == []
    assert newer(QUESTION, span_in(FIRST, "people", 6)) == []
    assert newer_passages(QUESTION, later, hits, [lead.hit, later.hit], settings) == [latest.hit]


def test_weeks_later_an_article_must_have_the_question_s_names_and_share_others() -> None:
    around = "of the Sallow Valley, Governor Paul Estrada said."
    early = _report(f"Three people died in Harrow {around}", "a", date(2026, 9, 1))
    late = _report(f"Five people died in Harrow {around}", "c", date(2026, 11, 9))
    elsewhere = _report("Five were killed by gas in Harrow.", "b", date(2026, 11, 9), "Blast")
    assert _select([(early, "Three", 6), (late, "Five", 3)]).text == "Five"
    assert _select([(early, "Three", 6), (elsewhere, "Five", 3)]).text == "Three"
