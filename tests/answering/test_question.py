from __future__ import annotations

from dataclasses import replace

from qa.answering.question import QuestionContext, extract_names
from tests.conftest import hit


def test_names_and_numbers_of_a_question_are_recognised_by_their_form() -> None:
    question = "How many U.S. soldiers went to Port Lennick in 2019?"
    assert extract_names(question) == [{"2019"}, {"usa"}, {"port", "lennick"}]
    assert extract_names("Who spoke at the United Nations?") == [{"un"}]
    assert extract_names("Who leads the mission?") == []
    assert extract_names("") == []


def test_what_is_compared_of_a_question_is_computed_once() -> None:
    hits = [replace(hit("It rained."), lexical=lexical) for lexical in (2.0, 7.0, 5.0)]
    assert QuestionContext.of("Who did not leave Port Lennick?", hits) == QuestionContext(
        question="Who did not leave Port Lennick?",
        terms=frozenset({"leav", "port", "lennick"}),
        names=(frozenset({"port", "lennick"}),),
        is_negated=True,
        allows_several=False,
        best_lexical=7.0,
    )


def test_without_passages_the_best_bm25_is_nought() -> None:
    assert QuestionContext.of("Who left?", []).best_lexical == 0.0
