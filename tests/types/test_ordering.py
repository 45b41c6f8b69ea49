from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qa.types.ordering import TieKey, sort_with_ties


def sorted_names(scores: dict[str, float], tolerance: float) -> list[str]:
    def tie_key(name: str) -> TieKey:
        return (name,)

    return sort_with_ties(scores, scores.__getitem__, tie_key, tolerance)


def test_the_highest_score_comes_first_and_ties_by_their_keys() -> None:
    assert sorted_names({"c": 1.0, "b": 3.0, "a": 1.0}, 0.0) == ["b", "a", "c"]


def test_a_tie_reaches_from_its_highest_score() -> None:
    scores = {"d": 1.0, "c": 0.95, "b": 0.91, "a": 0.89}
    assert sorted_names(scores, 0.1) == ["b", "c", "d", "a"]


def test_nothing_to_sort_is_an_empty_list() -> None:
    assert sorted_names({}, 0.1) == []


@given(st.permutations([("a", 1.0), ("b", 1.0 + 1e-9), ("c", 2.0), ("d", 1.0 - 1e-9)]))
def test_the_order_of_the_input_does_not_count(items: list[tuple[str, float]]) -> None:
    assert sorted_names(dict(items), 1e-6) == ["c", "a", "b", "d"]
