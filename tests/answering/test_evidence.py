from __future__ import annotations

from datetime import date

from qa.types.annotations import FullName, ResolvedDate
from qa.types.answer import Evidence
from tests.answering.builders import hits_of, library_of, selector_of, span_in
from tests.conftest import article

FERRY = article(
    "Captain Ann Orme spoke. The ferry sank on Tuesday. “It was dark,” Orme said.",
    date=date(2023, 11, 23),
)


def evidence_of(words: str) -> Evidence:
    spans = [span_in(FERRY, words, 5.0)]
    selection = selector_of(library_of(FERRY)).select("What was it?", hits_of(spans), spans, 0.5)
    return selection.evidence[0]


def test_the_day_that_a_weekday_means_stands_beside_the_words() -> None:
    place = evidence_of("Tuesday")
    assert place.text == "Tuesday"
    assert FERRY.text[place.start : place.end] == "Tuesday"
    assert place.resolved_date == ResolvedDate("2023-11-21", "21 November 2023")
    assert place.beside == "21 November 2023"
    assert place.to_dict()["resolved_date"] == {"iso": "2023-11-21", "text": "21 November 2023"}


def test_the_full_name_stands_beside_a_surname() -> None:
    place = evidence_of("Orme")
    assert place.full_name == FullName("Captain Ann Orme", 0, 16)
    assert place.beside == "Captain Ann Orme"


def test_nothing_stands_beside_other_words() -> None:
    place = evidence_of("The ferry")
    assert place.resolved_date is None
    assert place.full_name is None
    assert place.beside == ""
    assert place.to_dict()["full_name"] is None
