from __future__ import annotations

import pytest

from qa.answering.features import agreement, lead
from qa.answering.surroundings import sentence_around
from tests.answering.builders import (
    FIRST,
    LIBRARY,
    SECOND,
    candidates_of,
    selector_of,
    span_in,
)
from tests.conftest import article


@pytest.mark.parametrize(
    ("question", "words", "missing"),
    [
        ("How many trainers flew?", "Eleven", 0.0),
        ("How many trainers didn't fly?", "Eleven", 1.0),
        ("How many trainers didn't fly?", "Twelve", 0.0),
    ],
)
def test_a_not_that_the_sentence_lacks_is_a_feature(
    question: str, words: str, missing: float
) -> None:
    flew = article("Eleven trainers flew. Twelve did not fly.", id="a" * 12)
    spans = [span_in(flew, words, 5)]
    (candidate,) = candidates_of(selector_of({flew.id: flew}), question, spans)
    assert candidate.features.negation == missing


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("How many trainers are there?", 0.0),
        ("How many Canadian trainers are there?", 1.0),
        ("What did Officials say of 12 trainers?", 0.0),
    ],
)
def test_a_name_that_the_article_lacks_is_a_feature(question: str, missing: float) -> None:
    spans = [span_in(SECOND, "11", 5)]
    (candidate,) = candidates_of(selector_of(LIBRARY), question, spans)
    assert candidate.features.name_missing == missing


def test_bm25_counts_as_a_share_of_the_best_passage() -> None:
    spans = [span_in(FIRST, "11", 5, lexical=8.0), span_in(SECOND, "12", 4, lexical=2.0)]
    candidates = candidates_of(selector_of(LIBRARY), "How many?", spans)
    assert [candidate.features.lexical for candidate in candidates] == [1.0, 0.25]


@pytest.mark.parametrize(
    ("score", "others", "expected"),
    [(5.0, [3.0, 4.5], 0.5), (3.0, [5.0], -2.0), (9.0, [1.0], 6.0), (1.0, [9.0], -6.0)],
)
def test_the_lead_is_measured_to_the_best_other_answer_and_clipped(
    score: float, others: list[float], expected: float
) -> None:
    assert lead(score, others) == expected


def test_an_answer_without_others_leads_by_the_most() -> None:
    assert lead(-3.0, []) == 6.0


def test_agreement_counts_other_passages_up_to_three() -> None:
    places = [span_in(article("It was 11.", id=letter * 12), "11", 1.0) for letter in "abcdef"]
    assert [agreement(places[:count]) for count in (1, 2, 4, 6)] == [0.0, 1.0, 3.0, 3.0]
    assert agreement([places[0], places[0]]) == 0.0


def test_a_span_over_two_sentences_has_both_around_it() -> None:
    both = span_in(FIRST, "left. The 11", 1)
    assert FIRST.text[slice(*sentence_around(both))] == FIRST.text
