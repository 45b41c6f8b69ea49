from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.conversation.follow_up import FollowUp
from qa.conversation.rewrite import rewrite_question
from qa.types.query import Turn

TRAINERS = Turn("How many trainers will Callaria send?", "11", "a1")
PERSONNEL = Turn("how many U.S. personnel?", "11", "a1")
LEADER = Turn("Who will command the mission?", "Colonel Anders Quaye", "a1")
FERRY = Turn("What caused the ferry fire?", "a leaking fuel line", "b2")
BASE = Turn("Where will the trainers be based?", "the port of Varesk", "a1")
TORC = Turn("What was stolen from the Quillhaven museum?", "a gold torc", "c3")
TOLL = Turn("When will the toll take effect?", "March 1, 2027", "d4")
STRIKE = Turn("How long was the teachers' strike?", "three years", "e5")
BREWERY = Turn("How much beer did Greta Hobb lose?", "2,400 gallons", "f6")
WINNER = Turn("What did Daniel Okello-Marsh win?", "Harbor Marathon", "g7")
TOWED = Turn("Who towed the Grey Heron back to port?", "two tugboats", "b2")
OPPONENTS = Turn("Who opposes the project?", "Friends of Lennick Marsh", "h8")
RIVER = Turn("How high did the Sallow River rise?", "21.4 feet", "i9")
DRIVERS = Turn("How much will drivers pay to cross the bridge?", "$1.50", "d4")


def rewritten(question: str, *turns: Turn) -> str:
    return rewrite_question(question, turns).question


def test_the_first_question_is_asked_as_typed() -> None:
    assert rewrite_question("and when?", []) == FollowUp("and when?")


@pytest.mark.parametrize(
    ("turn", "question", "complete"),
    [
        (PERSONNEL, "Where will they train?", "Where will the U.S. personnel train?"),
        (TRAINERS, "What will they carry?", "What will the trainers carry?"),
        (TRAINERS, "Who is their commander?", "Who is the trainers' commander?"),
        (LEADER, "How old is he?", "How old is Colonel Anders Quaye?"),
        (LEADER, "What is his age?", "What is Colonel Anders Quaye's age?"),
        (LEADER, "How much will it cost?", "How much will the mission cost?"),
        (FERRY, "When did it happen?", "When did the ferry fire happen?"),
        (BASE, "How long will they stay there?", "How long will the trainers stay there?"),
        (BASE, "What happened there in 2019?", "What happened in Varesk in 2019?"),
        (TORC, "How much is it worth?", "How much is the gold torc worth?"),
        (TOLL, "Who proposed it?", "Who proposed the toll?"),
        (STRIKE, "What pay rise did they accept?", "What pay rise did the teachers accept?"),
        (BREWERY, "How many employees does it have?", "How many employees does Greta Hobb have?"),
        (WINNER, "What will he buy?", "What will Daniel Okello-Marsh buy?"),
        (TOWED, "How old is it?", "How old is the Grey Heron?"),
        (OPPONENTS, "Who chairs them?", "Who chairs Friends of Lennick Marsh?"),
    ],
)
def test_a_pronoun_is_filled_in(turn: Turn, question: str, complete: str) -> None:
    assert rewritten(question, turn) == complete


@pytest.mark.parametrize(
    ("turn", "question", "complete"),
    [
        (TRAINERS, "and when?", "When will Callaria send the trainers?"),
        (TRAINERS, "Why?", "Why will Callaria send the trainers?"),
        (PERSONNEL, "when?", "When the U.S. personnel?"),
        (BASE, "how long?", "How long will the trainers be based?"),
        (BASE, "For how long?", "For how long will the trainers be based?"),
        (RIVER, "When?", "When did the Sallow River rise?"),
        (LEADER, "Since when?", "Since when will Colonel Anders Quaye command the mission?"),
        (FERRY, "and when?", "When the ferry fire?"),
    ],
)
def test_a_lone_question_word_takes_the_rest_of_the_last_question(
    turn: Turn, question: str, complete: str
) -> None:
    assert rewritten(question, turn) == complete


@pytest.mark.parametrize(
    ("turn", "question", "complete"),
    [
        (TRAINERS, "What about Belmora?", "How many trainers will Belmora send?"),
        (TRAINERS, "and engineers?", "How many engineers will Callaria send?"),
        (PERSONNEL, "and Canadian ones?", "how many Canadian ones personnel?"),
        (BASE, "And in 2019?", "Where will the trainers be based in 2019?"),
        (TORC, "and from the town hall?", "What was stolen from the town hall?"),
        (FERRY, "what about the flood?", "What caused the flood?"),
        (DRIVERS, "And residents?", "How much will residents pay to cross the bridge?"),
    ],
)
def test_another_thing_takes_the_place_of_its_like(
    turn: Turn, question: str, complete: str
) -> None:
    assert rewritten(question, turn) == complete


def test_who_else_asks_again_without_the_answers_given() -> None:
    again = Turn(LEADER.question, "Petra Lindqvay", "a1")
    assert rewrite_question("who else?", [LEADER, again]) == FollowUp(
        LEADER.question, "a1", ("Colonel Anders Quaye", "Petra Lindqvay")
    )


@pytest.mark.parametrize(
    "question",
    [
        "How many people died in the Harrowmere flood?",
        "Were there any survivors on the Merrow Star?",
        "What did the minister say that day?",
        "Did Ada Bell say why she resigned?",
        "How long did it take to drain the cellar?",
    ],
)
def test_a_question_that_is_complete_is_asked_as_typed(question: str) -> None:
    assert rewritten(question, TRAINERS, LEADER) == question


def test_an_earlier_turn_gives_what_the_last_one_does_not() -> None:
    cost = Turn("How much will the mission cost?", "$8.3 million", "a1")
    assert rewritten("How old is he?", LEADER, cost) == "How old is Colonel Anders Quaye?"


def test_the_last_answers_article_is_preferred_unless_a_new_name_is_asked_about() -> None:
    assert rewrite_question("Where will they train?", [TRAINERS]).article == "a1"
    assert rewrite_question("how big is the budget?", [TRAINERS]).article == "a1"
    assert rewrite_question("What did Corvane recall?", [TRAINERS]).article is None


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=20))
def test_any_text_makes_a_question(question: str, before: str, answer: str) -> None:
    follow_up = rewrite_question(question, [Turn(before, answer, "a1")])
    assert isinstance(follow_up.question, str)
