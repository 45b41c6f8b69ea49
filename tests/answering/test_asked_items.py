from __future__ import annotations

import pytest

from qa.answering.asked_items import asked_rank, stands_in_other_item
from qa.text.terms import content_terms
from tests.answering.builders import span_in
from tests.conftest import article

RACE = article(
    "The final order of the race:\n\n1. Petra Novik\n2. Owen Tassel\n3. Maud Ferriby\n\n"
    "Owen Grell was third in the second race.\n\n1. Jon Askew"
)


@pytest.mark.parametrize(
    ("question", "rank"),
    [
        ("Who came third in the race?", 3),
        ("Who finished in 2nd place?", 2),
        ("Which team is eleventh?", 11),
        ("Who was the first woman on the moon?", 1),
        ("How many seconds did it take?", None),
        ("What happened in 2023?", None),
    ],
)
def test_a_question_may_ask_for_a_rank(question: str, rank: int | None) -> None:
    assert asked_rank(question) == rank


@pytest.mark.parametrize(
    ("question", "words", "is_other"),
    [
        ("Who came third?", "Maud Ferriby", False),
        ("Who came third?", "Owen Tassel", True),
        ("Who came in second place?", "Maud Ferriby", True),
        # No item of the list has the rank, no list has the words, or no rank is asked for.
        ("Who came ninth?", "Owen Tassel", False),
        ("Who came third?", "Owen Grell", False),
        ("Who came third?", "Jon Askew", False),
        ("Who ran in the race?", "Owen Tassel", False),
    ],
)
def test_an_item_of_another_rank_is_no_answer(question: str, words: str, is_other: bool) -> None:
    span = span_in(RACE, words, 1.0)
    assert stands_in_other_item(question, set(content_terms(question)), span) is is_other


PRIZES = article(
    "The prizes of the fair went to:\n\n- Petra Novik, for her cheese\n"
    "- Owen Tassel, for his bread\n- Maud Ferriby\n\nOwen Tassel bakes bread."
)


@pytest.mark.parametrize(
    ("question", "words", "is_other"),
    [
        ("Who won a prize for bread at the fair?", "Petra Novik", True),
        ("Who won a prize for bread at the fair?", "Owen Tassel", False),
        ("Who won a prize at the fair?", "Petra Novik", False),
        # An item is named only to ask for the others.
        ("Who won a prize besides Owen Tassel?", "Petra Novik", False),
        ("Who won a prize with Maud Ferriby?", "Petra Novik", False),
    ],
)
def test_an_item_that_tells_less_of_what_is_asked_is_no_answer(
    question: str, words: str, is_other: bool
) -> None:
    span = span_in(PRIZES, words, 1.0)
    assert stands_in_other_item(question, set(content_terms(question)), span) is is_other
