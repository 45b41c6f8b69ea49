from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest

from qa.errors import QuestionError, UsageError
from qa.settings import AnswerSettings, RetrievalSettings
from qa.types.article import Filter
from qa.types.query import Query, Turn


def test_a_query_keeps_a_question_with_single_blanks() -> None:
    assert Query("  who \n won?\t").question == "who won?"


def test_a_query_names_its_articles() -> None:
    query = Query("Who?", after="2026-11-01", before=date(2026, 11, 8), source="Meridian Wire")
    assert query.filter == Filter(date(2026, 11, 1), date(2026, 11, 8), "Meridian Wire")
    assert Query("Who?", undated=True).filter == Filter(undated=True)


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("", "empty"),
        ("   \n\t", "empty"),
        ("???", "empty"),
        ("\U0001f600\U0001f600", "empty"),
        ("why " * 600, "2,400 characters; at most 2,000"),
    ],
)
def test_a_question_that_is_none_is_refused(question: str, message: str) -> None:
    with pytest.raises(QuestionError, match=message):
        Query(question)


def test_a_question_of_two_thousand_characters_is_accepted() -> None:
    assert len(Query("a" * 2_000).question) == 2_000


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"after": "yesterday"}, "'yesterday' is not a date; write it as YYYY-MM-DD"),
        ({"before": "2026-13-01"}, "'2026-13-01' is not a date"),
        ({"undated": True, "after": "2026-11-01"}, "leave one of the two out"),
        ({"undated": True, "before": "2026-11-01"}, "leave one of the two out"),
        (
            {"after": "2026-11-08", "before": "2026-11-07"},
            "The days end before they begin: from 2026-11-08 to 2026-11-07",
        ),
        ({"top_k": 0}, "top_k is 0; it must be at least 1"),
        ({"min_confidence": 80}, "min_confidence is 80; it must lie between 0 and 1"),
        ({"min_confidence": -0.1}, "between 0 and 1"),
        ({"min_confidence": float("nan")}, "between 0 and 1"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused(values: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        Query("Who?", **values)


def test_defaults_that_cannot_be_used_are_refused() -> None:
    with pytest.raises(UsageError, match="top_k is 0"):
        RetrievalSettings(top_k=0)
    with pytest.raises(UsageError, match="min_confidence is 80"):
        AnswerSettings(min_confidence=80)


def test_a_query_cannot_be_changed() -> None:
    turns = [Turn("Who?", None, None)]
    query = Query("Who?", turns=turns)
    turns.clear()
    assert query.turns == (Turn("Who?", None, None),)
    with pytest.raises(dataclasses.FrozenInstanceError):
        query.top_k = 3  # type: ignore[misc]


def test_the_threshold_is_the_query_s_own_or_the_default_or_none_at_all() -> None:
    assert Query("Who?").threshold(0.4) == 0.4
    assert Query("Who?", min_confidence=0.0).threshold(0.4) == 0.0
    assert Query("Who?", min_confidence=0.9, always_answer=True).threshold(0.4) == 0.0
