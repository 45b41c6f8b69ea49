from __future__ import annotations

import pytest

import qa

TEXT = (
    "The Grey Heron left Port Lennick at 6.40 a.m. on Monday with 14 people on board.\r\n\r\n"
    "Her engine failed off Cobb Point, and she drifted for nearly five hours. "
    "Nobody was hurt, the harbour office said."
)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "words"),
    [("How many people were on board?", "14"), ("How long did she drift?", "nearly five hours")],
)
def test_the_answer_is_the_exact_words_with_their_place(question: str, words: str) -> None:
    answer = qa.read(question, TEXT)
    assert answer.text == words
    assert TEXT[answer.start : answer.end] == words
    assert 0.5 <= answer.confidence <= 1
    assert answer.to_dict()["answer"] == words


@pytest.mark.slow
def test_what_the_text_does_not_say_has_no_answer() -> None:
    answer = qa.read("Who designed the stadium?", TEXT)
    assert (answer.text, answer.start, answer.end) == (None, None, None)
    assert answer.confidence < 0.5


@pytest.mark.slow
def test_the_end_of_a_long_text_is_read_too() -> None:
    filling = "The council met in the old hall and spoke about the budget of the year. " * 300
    text = filling + TEXT
    first, second = qa.read_all(
        [("How many people were on board the Grey Heron?", text), ("How many?", "")]
    )
    assert first.text is not None
    assert first.start is not None
    assert text[first.start : first.end] == first.text
    assert first.start > len(filling)
    assert (second.text, second.confidence) == (None, 0.0)


def test_an_empty_question_is_refused() -> None:
    with pytest.raises(qa.QuestionError, match="empty"):
        qa.read(" ", TEXT)
