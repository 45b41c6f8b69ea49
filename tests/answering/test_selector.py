from __future__ import annotations

from qa.answering.confidence import Confidence, LinearModel
from qa.answering.features import FEATURE_NAMES
from tests.answering.builders import (
    FIRST,
    LIBRARY,
    SECOND,
    hits_of,
    selector_of,
    span_in,
)


def test_the_answer_carries_its_places_and_others_are_alternatives() -> None:
    spans = [span_in(SECOND, "12", 2), span_in(FIRST, "11", 5), span_in(SECOND, "11", 4)]
    selection = selector_of(LIBRARY).select("How many trainers?", hits_of(spans), spans, 0.5)
    assert selection.text == "11"
    assert [place.article.id[0] for place in selection.evidence] == ["a", "b"]
    assert [answer.text for answer in selection.alternatives] == ["12"]
    assert [place.score for place in selection.evidence] == [5.0, 4.0]
    assert selection.evidence[0].sentence == "The 11 trainers flew on Monday."
    assert selection.closest == ()


def test_no_alternative_is_called_likelier_than_the_answer() -> None:
    def margin_times(weight: float) -> LinearModel:
        return LinearModel(tuple(weight * (name == "margin") for name in FEATURE_NAMES), 0.0)

    contrary = Confidence(margin_times(1.0), margin_times(-0.1))
    spans = [span_in(SECOND, "12", 2), span_in(FIRST, "11", 5)]
    selector = selector_of(LIBRARY, confidence=contrary)
    selection = selector.select("How many trainers?", hits_of(spans), spans, 0.1)
    assert selection.text == "11"
    assert [answer.confidence for answer in selection.alternatives] == [selection.confidence]


def test_below_the_threshold_there_is_no_answer_but_the_closest_passages() -> None:
    spans = [span_in(FIRST, "11", -2.0)]
    selection = selector_of(LIBRARY).select("How many trainers flew?", hits_of(spans), spans, 0.5)
    assert selection.text is None
    assert selection.evidence == selection.alternatives == ()
    assert 0 < selection.confidence < 0.5
    (closest,) = selection.closest
    assert closest.sentence == "The 11 trainers flew on Monday."
    assert FIRST.text[closest.sentence_start :].startswith(closest.sentence)
    assert not hasattr(closest, "text")


def test_no_spans_give_no_answer_even_when_one_is_forced() -> None:
    selection = selector_of(LIBRARY).select("Who?", [], [], 0.0)
    assert selection.text is None
    assert selection.confidence == 0.0
