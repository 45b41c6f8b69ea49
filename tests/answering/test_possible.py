"""Words that are too unlikely to be the answer, and too likely to be left out, are possible."""

from __future__ import annotations

from qa.settings import AnswerSettings
from tests.answering.builders import FIRST, LIBRARY, SECOND, hits_of, selector_of, span_in

QUESTION = "How many trainers flew?"


def test_words_below_the_threshold_but_near_it_are_possible() -> None:
    spans = [span_in(FIRST, "11", -1.0), span_in(SECOND, "12", -4.0)]
    selection = selector_of(LIBRARY).select(QUESTION, hits_of(spans), spans, 0.5)
    assert selection.text is None
    assert selection.evidence == ()
    assert selection.possible is not None
    assert selection.possible.text == "11"
    assert selection.possible.confidence == selection.confidence
    (place,) = selection.possible.evidence
    assert FIRST.text[place.start : place.end] == "11"


def test_words_that_are_hardly_likely_are_not_offered() -> None:
    spans = [span_in(FIRST, "11", -4.0)]
    selection = selector_of(LIBRARY).select(QUESTION, hits_of(spans), spans, 0.5)
    assert 0 < selection.confidence < AnswerSettings().min_possible_confidence
    assert selection.possible is None


def test_an_answer_is_not_possible_as_well() -> None:
    spans = [span_in(FIRST, "11", 4.0)]
    selection = selector_of(LIBRARY).select(QUESTION, hits_of(spans), spans, 0.5)
    assert selection.text == "11"
    assert selection.possible is None


def test_the_nearest_passages_begin_with_those_where_the_reader_found_something() -> None:
    spans = [span_in(SECOND, "12", -3.0)]
    retrieved = hits_of([span_in(FIRST, "11", 0.0), *spans])
    selection = selector_of(LIBRARY).select(QUESTION, retrieved, spans, 0.5)
    assert [closest.article.id for closest in selection.closest] == [SECOND.id, FIRST.id]
