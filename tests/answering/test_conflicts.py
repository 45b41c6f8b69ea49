from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from qa.answering.confidence import Confidence
from qa.settings import AnswerSettings
from qa.types.article import Article
from qa.types.search import Span
from tests.answering.builders import (
    LIBRARY,
    SECOND,
    hits_of,
    library_of,
    selector_of,
    span_in,
    sum_of,
)
from tests.conftest import article

LOST_11 = article("Tessaly lost 11.", id="a" * 12)
LOST_20 = article("Tessaly lost 20.", id="b" * 12)
QUESTION = "How many did Tessaly lose?"


def test_other_articles_agree_or_say_something_else_newest_first() -> None:
    articles = [
        article("There were 11 trainers.", id="a" * 12, date=date(2026, 3, 1)),
        article("Eleven trainers flew.", id="b" * 12, date=date(2026, 3, 2)),
        article("It counted 12 trainers.", id="c" * 12, date=date(2026, 3, 3)),
        article("Some saw 14 trainers.", id="d" * 12, date=None),
        article("Others saw 15 trainers.", id="e" * 12, date=date(2026, 4, 1)),
    ]
    words = ("11", "Eleven", "12", "14", "15")
    margins = (4.0, 3.0, 3.5, 3.0, -2.9)
    spans = [span_in(*place) for place in zip(articles, words, margins, strict=True)]
    selector = selector_of(library_of(*articles))
    selection = selector.select("How many trainers?", hits_of(spans), spans, 0.5)
    assert [info.id[0] for info in selection.agreement.same] == ["b"]
    assert [answer.text for answer in selection.agreement.different] == ["12", "14"]


@pytest.mark.parametrize(
    ("question", "other", "lexical", "conflict"),
    [
        ("How many jobs in Tessaly?", "Tessaly loses 20 jobs.", 1.0, True),
        ("How many jobs in Tessaly?", "Marrow loses 20 jobs.", 1.0, False),
        ("How many jobs in Tessaly?", "Tessaly loses 20 jobs.", 0.5, False),
        ("how many jobs in tessaly", "Marrow loses 20 jobs.", 0.5, False),
        ("How many jobs at Ada Bell?", "Ms. Bell takes 20 jobs.", 1.0, True),
        ("How many jobs at Ada Bell?", "Ms. Marrow takes 20 jobs.", 1.0, False),
        ("How many jobs in Norway?", "Marrow loses 20 jobs.", 1.0, True),
    ],
)
def test_only_an_answer_about_the_same_subject_is_a_conflict(
    question: str, other: str, lexical: float, conflict: bool
) -> None:
    first = article("Tessaly and Ada Bell lose 11 jobs.", id="a" * 12)
    second = article(other, id="b" * 12)
    selector = selector_of(library_of(first, second), AnswerSettings(min_lexical_ratio=0.6))
    spans = [span_in(first, "11", 4), span_in(second, "20", 3, lexical)]
    selection = selector.select(question, hits_of(spans), spans, 0.5)
    assert [answer.text for answer in selection.alternatives] == ["20"]
    assert bool(selection.agreement.different) is conflict


@pytest.mark.parametrize("joint_margin", [-9.0, 0.0])
def test_a_conflict_is_as_likely_when_the_answers_were_compared(joint_margin: float) -> None:
    def rescore_jointly(question: str, spans: Sequence[Span]) -> list[float]:
        return [{"11": 0.0, "20": joint_margin}[span.text] for span in spans]

    confidence = Confidence(
        sum_of("margin", "joint_margin"), sum_of("margin", "joint_margin", "lead")
    )
    library = library_of(LOST_11, LOST_20)
    selector = selector_of(library, AnswerSettings(), confidence, rescore_jointly)
    spans = [span_in(LOST_11, "11", 3), span_in(LOST_20, "20", 2)]
    selection = selector.select(QUESTION, hits_of(spans), spans, 0.5)
    assert [answer.text for answer in selection.agreement.different] == ["20"]


@pytest.mark.parametrize("margin", [3.0, 9.0])
def test_how_likely_a_conflict_is_does_not_depend_on_how_good_the_answer_is(
    margin: float,
) -> None:
    confidence = Confidence(sum_of("margin"), sum_of("margin", "lead"))
    selector = selector_of(library_of(LOST_11, LOST_20), AnswerSettings(), confidence)
    spans = [span_in(LOST_11, "11", margin), span_in(LOST_20, "20", 2)]
    selection = selector.select(QUESTION, hits_of(spans), spans, 0.5)
    assert [answer.text for answer in selection.agreement.different] == ["20"]


def test_a_conflict_is_shown_before_likelier_answers_to_other_questions() -> None:
    articles = [
        article(text, id=letter * 12)
        for letter, text in (
            ("a", "Tessaly lost 11."), ("b", "Marrow lost 20."), ("c", "Tessaly lost 30."),
        )
    ]  # fmt: skip
    selector = selector_of(library_of(*articles), AnswerSettings(max_alternatives=1))
    places: list[tuple[Article, str, float]] = [
        (articles[0], "11", 4),
        (articles[1], "20", 3),
        (articles[2], "30", 2),
    ]
    spans = [span_in(*place) for place in places]
    selection = selector.select(QUESTION, hits_of(spans), spans, 0.5)
    assert [answer.text for answer in selection.alternatives] == ["30"]
    assert selection.agreement.different == selection.alternatives


@pytest.mark.parametrize(("first_there", "conflict"), [("12", True), ("11", False)])
def test_an_article_that_holds_the_answer_too_may_contradict_it(
    first_there: str, conflict: bool
) -> None:
    both = article("Tessaly lost 12; others said 11.", id="b" * 12)
    selector = selector_of(library_of(LOST_11, both))
    spans = [
        span_in(LOST_11, "11", 5),
        span_in(both, "11", 4 if first_there == "11" else 2),
        span_in(both, "12", 3),
    ]
    selection = selector.select(QUESTION, hits_of(spans), spans, 0.5)
    assert selection.text == "11"
    assert [answer.text for answer in selection.agreement.different] == ["12"] * conflict
    assert [info.id[0] for info in selection.agreement.same] == ["b"] * (not conflict)


def test_two_figures_of_one_article_are_no_conflict() -> None:
    spans = [span_in(SECOND, "11", 4), span_in(SECOND, "12", 4)]
    selection = selector_of(LIBRARY).select("How many?", hits_of(spans), spans, 0.5)
    assert [answer.text for answer in selection.alternatives] == ["12"]
    assert selection.agreement.different == ()


@pytest.mark.parametrize(
    ("question", "conflicts"),
    [
        ("How many did Tessaly lose?", ["20"]),
        ("Which companies did Tessaly lose?", []),
        ("Who else did Tessaly lose?", []),
        ("What other things did Tessaly lose?", []),
    ],
)
def test_where_several_answers_may_be_true_none_is_a_contradiction(
    question: str, conflicts: list[str]
) -> None:
    spans = [span_in(LOST_11, "11", 5), span_in(LOST_20, "20", 4)]
    selection = selector_of(library_of(LOST_11, LOST_20)).select(
        question, hits_of(spans), spans, 0.5
    )
    assert [answer.text for answer in selection.agreement.different] == conflicts
    assert [answer.text for answer in selection.alternatives] == ["20"]
