from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.collection import Collection
from qa.types.answer import Answer
from qa.web.saved_conversations import MAX_TURNS, SavedConversations
from qa.web.session import Conversation, Outcomes, Question, Session

QUESTIONS = ("How many police trainers is Callaria sending?", "Who won the World Cup?", "ferry")


def session_of(*outcomes: Answer | str, collection: str = "") -> Session:
    questions = tuple(Question(f"Question {number}?") for number in range(len(outcomes)))
    return Session(Conversation(collection, 3, questions), Outcomes(3, outcomes))


def begun(collection: str = "") -> Session:
    return Session(Conversation(collection, 8), Outcomes(8))


@pytest.fixture(scope="module")
def answers(sample: Collection) -> list[Answer]:
    return [sample.ask(question) for question in QUESTIONS]


def test_a_conversation_comes_back_as_it_was(answers: list[Answer]) -> None:
    session = session_of(*answers, "This could not be answered.")
    text = SavedConversations().with_session(session).write()
    restored = SavedConversations.read(text).restored(begun())
    assert restored.conversation == replace(session.conversation, number=8)
    assert restored.current_outcomes() == session.current_outcomes()


def test_each_collection_has_its_own_conversation() -> None:
    saved = SavedConversations().with_session(session_of("None.", collection="Ferries"))
    saved = saved.with_session(session_of("No.", "None.", collection="Trains"))
    saved = SavedConversations.read(saved.write())
    assert saved.last == "Trains"
    assert saved.restored(begun("Ferries")).current_outcomes() == ("None.",)
    assert saved.restored(begun("Trains")).current_outcomes() == ("No.", "None.")
    assert saved.restored(begun("Kilns")) == begun("Kilns")


def test_a_question_that_waits_for_its_answer_is_left_out() -> None:
    session = session_of("None.").append(Question("And when?"))
    restored = SavedConversations().with_session(session).restored(begun())
    assert [question.text for question in restored.conversation.questions] == ["Question 0?"]


def test_the_newest_turns_of_a_long_conversation_are_kept() -> None:
    outcomes = [f"Message {number}" for number in range(MAX_TURNS + 5)]
    restored = SavedConversations().with_session(session_of(*outcomes)).restored(begun())
    assert restored.current_outcomes() == tuple(outcomes[-MAX_TURNS:])


@given(
    st.one_of(
        st.none(),
        st.text(),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(),
            lambda values: st.lists(values) | st.dictionaries(st.text(), values),
        ).map(json.dumps),
        st.dictionaries(st.sampled_from(["last", "turns"]), st.text() | st.lists(st.text())).map(
            json.dumps
        ),
    )
)
def test_what_is_no_saved_conversation_is_as_good_as_none(text: str | None) -> None:
    saved = SavedConversations.read(text)
    assert saved.restored(begun()).current_outcomes() == ()


def test_what_is_nested_without_end_is_as_good_as_none() -> None:
    assert SavedConversations.read("[" * 100_000) == SavedConversations()


def test_of_what_is_too_long_for_a_browser_the_oldest_turns_go_first() -> None:
    long = "x" * 300_000
    saved = SavedConversations().with_session(session_of(*[long] * 4, collection="Ferries"))
    saved = saved.with_session(session_of(*[f"{number}{long}" for number in range(4)]))
    restored = SavedConversations.read(saved.write())
    assert [outcome[0] for outcome in map(str, restored.restored(begun()).current_outcomes())] == [
        "0", "1", "2", "3",
    ]  # fmt: skip
    assert len(restored.restored(begun("Ferries")).current_outcomes()) == 1
    alone = SavedConversations().with_session(session_of("first", "x" * 2_000_001))
    assert SavedConversations.read(alone.write()).restored(begun()) == begun()
