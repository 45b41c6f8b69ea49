"""Answers as plain text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from qa.types.annotations import ResolvedDate
from qa.types.answer import Agreement, Alternative, Answer, Evidence, Reports
from qa.types.pages import Page, PageRange
from qa.types.search import SearchScope
from tests.conftest import article

TEXT = "The 11 trainers flew on Monday."
FLIGHT = article(TEXT, title="Trainers leave", date=date(2026, 11, 12))
PLACE = Evidence("11", 4, 6, TEXT, 0, TEXT, 0, 0.5, FLIGHT.info)
NO_ANSWER = Answer(
    question="How many flew?",
    text=None,
    confidence=0.3,
    evidence=(),
    alternatives=(),
    agreement=Agreement(),
    closest=(),
    searched=SearchScope(2, date(2026, 11, 3), date(2026, 11, 12)),
    seconds=0.1,
    possible=Alternative("11", 0.3, (PLACE,)),
)


def test_possible_words_are_marked_as_unsure_and_shown_with_their_place() -> None:
    assert str(NO_ANSWER).splitlines() == [
        "Perhaps: 11  (unsure, 30% likely)",
        "  The 11 trainers flew on Monday.",
        "  Trainers leave, 2026-11-12, characters 4-6",
    ]


def test_the_json_keeps_the_answer_null_and_adds_the_possible_words() -> None:
    record = NO_ANSWER.to_dict()
    assert record["answer"] is None
    assert record["possible"]["answer"] == "11"
    assert record["possible"]["confidence"] == 0.3
    assert [place["start"] for place in record["possible"]["evidence"]] == [4]


def test_a_place_in_a_file_with_pages_is_cited_with_them() -> None:
    place = replace(PLACE, pages=PageRange(Page(0, 7), Page(20, 8), is_ocr=True))
    answer = replace(NO_ANSWER, possible=Alternative("11", 0.3, (place,)))
    assert str(answer).splitlines()[-1] == (
        "  Trainers leave, 2026-11-12, pp. 7-8, read by OCR, characters 4-6"
    )
    record = place.to_dict()
    assert (record["page"], record["pages"], record["ocr"]) == (7, "pp. 7-8", True)


def test_an_answer_says_how_many_undated_articles_were_not_asked() -> None:
    searched = SearchScope(2, date(2026, 11, 3), date(2026, 11, 12), undated_left_out=3)
    assert str(replace(NO_ANSWER, searched=searched)).splitlines()[-1] == (
        "  3 undated articles were not asked."
    )
    assert str(replace(NO_ANSWER, possible=None, searched=searched)).splitlines() == [
        "Not in these articles (2 articles, 3 to 12 November 2026 searched).",
        "  3 undated articles were not asked.",
    ]


def test_the_newest_report_is_marked_and_the_earlier_ones_stand_below_it() -> None:
    later = replace(PLACE, text="12", article=replace(FLIGHT.info, date=date(2026, 11, 14)))
    earlier = Alternative("11", 0.8, (PLACE,))
    answer = replace(
        NO_ANSWER,
        text="12",
        confidence=0.9,
        evidence=(later,),
        possible=None,
        alternatives=(earlier,),
        agreement=Agreement((), (earlier,)),
        reports=Reports(2, (earlier,)),
    )
    assert str(answer).splitlines() == [
        "12  (90% likely)",
        "  The 11 trainers flew on Monday.",
        "  Trainers leave, 2026-11-14, characters 4-6",
        "  Newest of 2 reports.",
        "  earlier: 11  [Trainers leave, 2026-11-12]",
    ]
    assert answer.to_dict()["reports"] == {"count": 2, "earlier": [earlier.to_dict()]}
    assert NO_ANSWER.to_dict()["reports"] is None


def test_the_day_that_the_words_mean_stands_beside_them() -> None:
    place = replace(PLACE, resolved_date=ResolvedDate("2023-11-21", "21 November 2023"))
    possible = replace(NO_ANSWER, possible=Alternative("11", 0.3, (place,)))
    assert str(possible).splitlines()[0] == "Perhaps: 11 (21 November 2023)  (unsure, 30% likely)"
    answer = replace(NO_ANSWER, text="11", evidence=(place,), possible=None)
    assert str(answer).splitlines()[0] == "11 (21 November 2023)  (30% likely)"
