from __future__ import annotations

from tests.answering.builders import hits_of, library_of, selector_of, span_in
from tests.conftest import article

FERRY = article("The ferry stopped. At least three people were hurt. It cost $5 billion.")


def test_the_words_shown_keep_their_bound_and_their_offsets() -> None:
    spans = [span_in(FERRY, "three", 5.0)]
    selection = selector_of(library_of(FERRY)).select(
        "How many were hurt?", hits_of(spans), spans, 0.5
    )
    assert selection.text == "At least three"
    place = selection.evidence[0]
    assert FERRY.text[place.start : place.end] == place.text == "At least three"


def test_the_reader_judges_the_words_that_it_pointed_at() -> None:
    spans = [span_in(FERRY, "three", 5.0), span_in(FERRY, "$5", 4.5)]
    texts: list[str] = []

    def rescore(question: str, compared: object) -> list[float]:
        assert isinstance(compared, list)
        texts.extend(span.text for span in compared)
        return [0.0] * len(compared)

    selector = selector_of(library_of(FERRY), rescore_jointly=rescore)
    candidates = selector.select("What was it?", hits_of(spans), spans, 0.5).candidates
    assert sorted(texts) == ["$5", "three"]
    assert [candidate.text for candidate in candidates] == ["At least three", "$5 billion"]


def test_spans_that_are_widened_to_the_same_words_are_one_place() -> None:
    spans = [span_in(FERRY, "three", 5.0), span_in(FERRY, "At least three", 4.0)]
    candidates = (
        selector_of(library_of(FERRY)).select("How many?", hits_of(spans), spans, 0.5).candidates
    )
    assert [len(candidate.places) for candidate in candidates] == [1]
    assert candidates[0].best.margin == 5.0
