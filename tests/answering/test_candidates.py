from __future__ import annotations

from collections.abc import Mapping, Sequence

from qa.answering.confidence import Confidence
from qa.answering.selector import AnswerSelector
from qa.settings import AnswerSettings
from qa.types.search import Span
from tests.answering.builders import (
    FIRST,
    LIBRARY,
    SECOND,
    candidates_of,
    selector_of,
    span_in,
    sum_of,
)


class JointReader:
    """Gives fixed margins by an answer's words, and notes which answers it was asked to compare."""

    def __init__(self, margins: Mapping[str, float]) -> None:
        self.compared: list[list[str]] = []
        self._margins = margins

    def rescore(self, question: str, spans: Sequence[Span]) -> list[float]:
        self.compared.append([span.text for span in spans])
        return [self._margins[span.text] for span in spans]


def selector_with(reader: JointReader, settings: AnswerSettings) -> AnswerSelector:
    ranking = Confidence(sum_of("margin", "joint_margin"), sum_of("margin"))
    return selector_of(LIBRARY, settings, ranking, reader.rescore)


def test_the_same_words_in_different_places_are_one_answer_with_both() -> None:
    spans = [span_in(FIRST, "11", 5), span_in(SECOND, "11", 4), span_in(SECOND, "12", 3)]
    candidates = candidates_of(selector_of(LIBRARY), "How many?", spans)
    places = [[place.span.hit.article.id[0] for place in item.places] for item in candidates]
    assert places == [["a", "b"], ["b"]]


def test_figures_and_words_for_the_same_number_are_one_answer() -> None:
    spans = [span_in(FIRST, "Eleven trainers", 5), span_in(SECOND, "11", 4)]
    candidates = candidates_of(selector_of(LIBRARY), "How many?", spans)
    assert [candidate.text for candidate in candidates] == ["Eleven trainers"]


def test_a_span_without_the_form_that_is_asked_for_is_no_candidate() -> None:
    spans = [span_in(FIRST, "trainers", 9), span_in(FIRST, "11", 1)]
    candidates = candidates_of(selector_of(LIBRARY), "How many trainers flew?", spans)
    assert [candidate.text for candidate in candidates] == ["11"]


def test_the_lead_is_measured_to_the_next_answer() -> None:
    spans = [span_in(FIRST, "11", 5), span_in(SECOND, "12", 3)]
    first, second = candidates_of(selector_of(LIBRARY), "How many?", spans)
    assert first.features.lead == 2.0
    assert second.features.lead == -2.0


def test_of_close_answers_the_one_that_fares_better_in_the_joint_reading_is_first() -> None:
    reader = JointReader({"11": 2.0, "12": 5.0})
    selector = selector_with(reader, AnswerSettings(compare_within=1.5))
    spans = [span_in(FIRST, "11", 4), span_in(SECOND, "11", 3.5), span_in(SECOND, "12", 3)]
    first, second = candidates_of(selector, "How many?", spans)
    assert reader.compared == [["11", "12"]]
    assert [first.text, second.text] == ["12", "11"]
    assert [first.features.joint_margin, second.features.joint_margin] == [0.0, -3.0]
    assert [place.score for place in second.places] == [1.0, 0.5]
    assert [first.features.lead, second.features.lead] == [2.0, -2.0]


def test_an_answer_that_is_ahead_is_compared_with_none() -> None:
    reader = JointReader({})
    selector = selector_with(reader, AnswerSettings(compare_within=1.5))
    spans = [span_in(FIRST, "11", 4), span_in(SECOND, "12", 2.4)]
    candidates = candidates_of(selector, "How many?", spans)
    assert reader.compared == []
    assert [candidate.features.joint_margin for candidate in candidates] == [0.0, 0.0]


def test_what_is_not_compared_is_put_with_the_last_that_was() -> None:
    reader = JointReader({"11": 2.0, "12": 1.0})
    selector = selector_with(reader, AnswerSettings(compare_within=1.5, max_compared=2))
    spans = [span_in(FIRST, "11", 4), span_in(SECOND, "12", 3), span_in(FIRST, "Monday", 2)]
    candidates = candidates_of(selector, "What is said?", spans)
    assert reader.compared == [["11", "12"]]
    assert [(item.text, item.features.joint_margin) for item in candidates] == [
        ("11", 0.0),
        ("12", -1.0),
        ("Monday", -1.0),
    ]
