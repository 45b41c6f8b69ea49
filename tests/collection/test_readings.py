from __future__ import annotations

import pytest

from qa.collection.readings import settle_reading
from qa.collection.trace import Trace
from qa.conversation.follow_up import FollowUp, Reading
from qa.types.answer import Agreement, Answer, Evidence
from qa.types.article import ArticleInfo
from qa.types.search import SearchScope

MIN_CONFIDENCE = 0.55
WITHIN = Reading("Who investigates?", is_within_article=True)
GOES_ON = FollowUp(WITHIN.question, "ferry", (), (WITHIN,))
SECOND = Reading("How did the fire start?")
AS_TYPED = Reading("How did it start?", is_within_article=True)
TWO_REFERENTS = FollowUp("How did the factory start?", "ferry", (), (SECOND, AS_TYPED))


def trace(question: str, confidence: float, article: str = "ferry") -> Trace:
    info = ArticleInfo(
        id=article,
        title=None,
        date=None,
        source=None,
        authors=(),
        path=f"{article}.txt",
        url=None,
        sha256="0" * 64,
    )
    evidence = Evidence("words", 0, 5, "words", 0, "words", 0, 1.0, info)
    scope = SearchScope(2, None, None)
    answer = Answer(question, "words", confidence, (evidence,), (), Agreement(), (), scope, 0.1)
    return Trace((), (), (), (), answer)


def settle(follow_up: FollowUp, first: Trace, *others: Trace) -> tuple[str, list[str]]:
    """The question whose answer is kept, and the questions that were asked after the first."""
    answers = iter(others)
    other_questions: list[str] = []

    def ask(reading: Reading) -> Trace:
        other_questions.append(reading.question)
        return next(answers)

    settled = settle_reading(follow_up, first, MIN_CONFIDENCE, ask)
    assert [outcome.is_chosen for outcome in settled.readings].count(True) == 1
    return settled.answer.evidence[0].article.id + ": " + settled.answer.question, other_questions


def test_a_sure_answer_from_the_article_of_the_conversation_ends_the_search() -> None:
    answer, other_questions = settle(TWO_REFERENTS, trace(TWO_REFERENTS.question, 0.95))
    assert (answer, other_questions) == ("ferry: How did the factory start?", [])


@pytest.mark.parametrize(
    ("first", "second", "expected_answer"),
    [
        (0.3, 0.8, "ferry: How did the fire start?"),
        (0.7, 0.88, "ferry: How did the fire start?"),
        (0.7, 0.75, "ferry: How did the factory start?"),
        (0.8, 0.3, "ferry: How did the factory start?"),
    ],
)
def test_another_referent_is_taken_only_with_a_clear_lead(
    first: float, second: float, expected_answer: str
) -> None:
    traces = trace(TWO_REFERENTS.question, first), trace(SECOND.question, second)
    assert settle(TWO_REFERENTS, *traces) == (expected_answer, [SECOND.question])


def test_the_typed_question_is_asked_of_the_article_when_no_referent_has_an_answer() -> None:
    traces = [
        trace(TWO_REFERENTS.question, 0.1),
        trace(SECOND.question, 0.2),
        trace(AS_TYPED.question, 0.7),
    ]
    answer, other_questions = settle(TWO_REFERENTS, *traces)
    assert (answer, other_questions) == (
        "ferry: How did it start?",
        [SECOND.question, AS_TYPED.question],
    )


def test_an_answer_that_is_not_likely_enough_never_replaces_the_first() -> None:
    follow_up = FollowUp("How did the factory start?", "ferry", (), (AS_TYPED,))
    traces = trace(follow_up.question, 0.05), trace(AS_TYPED.question, 0.5)
    assert settle(follow_up, *traces)[0] == "ferry: How did the factory start?"


def test_a_typed_question_is_asked_once_when_the_article_of_the_conversation_answers() -> None:
    assert settle(GOES_ON, trace(WITHIN.question, 0.7)) == ("ferry: Who investigates?", [])


@pytest.mark.parametrize(
    ("elsewhere", "within", "expected_answer"),
    [(0.94, 0.8, "ferry"), (0.94, 0.6, "hospital"), (0.94, 0.5, "hospital"), (0.6, 0.56, "ferry")],
)
def test_a_typed_question_stays_with_the_article_unless_another_is_clearly_likelier(
    elsewhere: float, within: float, expected_answer: str
) -> None:
    traces = trace(WITHIN.question, elsewhere, "hospital"), trace(WITHIN.question, within)
    assert settle(GOES_ON, *traces)[0] == f"{expected_answer}: Who investigates?"
