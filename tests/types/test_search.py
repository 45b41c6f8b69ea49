from __future__ import annotations

from qa.types.search import drop_overlapping, sort_by_margin
from tests.answering.builders import FIRST, span_in
from tests.conftest import article


def test_of_spans_that_overlap_the_first_is_kept() -> None:
    spans = [span_in(FIRST, "11 trainers", 5), span_in(FIRST, "11", 4), span_in(FIRST, "Monday", 3)]
    assert [span.text for span in drop_overlapping(spans)] == ["11 trainers", "Monday"]


def test_spans_at_the_same_offsets_of_different_articles_do_not_overlap() -> None:
    first, second = article("It rained.", id="a" * 12), article("It rained.", id="b" * 12)
    spans = [span_in(first, "rained", 5), span_in(second, "rained", 4)]
    assert drop_overlapping(spans) == spans


def test_spans_are_sorted_by_margin_and_near_ties_by_place() -> None:
    spans = [
        span_in(FIRST, "Monday", 4.0001),
        span_in(FIRST, "Eleven", 4.0),
        span_in(FIRST, "left", 5.0),
    ]
    assert [span.text for span in sort_by_margin(spans)] == ["left", "Eleven", "Monday"]
