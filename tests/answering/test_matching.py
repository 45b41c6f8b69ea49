from __future__ import annotations

import pytest

from qa.answering.matching import (
    best_matching_sentence,
    is_named,
    is_negated,
    query_term_coverage,
    share_named,
)


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Who didn't come?", True),
        ("who didnt come", True),
        ("Which of them doesn’t fly?", True),
        ("Nobody came", True),
        ("Who has no ship?", True),
        ("Who lives at No. 10?", False),
        ("What was noted?", False),
        ("Who came?", False),
    ],
)
def test_a_negation_has_many_forms(text: str, negated: bool) -> None:
    assert is_negated(text) is negated


@pytest.mark.parametrize(
    ("term", "text_terms", "named"),
    [
        ("mexican", {"mexico"}, True),
        ("canadian", {"mexico"}, False),
        ("american", {"usa"}, True),
        ("french", {"franc"}, True),
        ("2019", {"201"}, False),
        ("2019", {"2019"}, True),
    ],
)
def test_an_adjective_names_its_country(term: str, text_terms: set[str], named: bool) -> None:
    assert is_named(term, text_terms) is named


def test_a_name_is_shared_by_the_term() -> None:
    assert share_named({"ada", "bell"}, {"bell", "job"}) == 0.5


def test_coverage_is_the_share_of_the_question() -> None:
    assert query_term_coverage({"a", "b"}, {"a"}) == 0.5
    assert query_term_coverage(set(), {"a"}) == 1.0


def test_the_first_of_equally_good_sentences_matches_best() -> None:
    text = "It rained. The ferry left. A ferry came back."
    start, end = best_matching_sentence({"ferri"}, text)
    assert text[start:end] == "The ferry left."
