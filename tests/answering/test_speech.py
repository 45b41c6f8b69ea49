from __future__ import annotations

import pytest

from qa.answering.speech import asks_for_words, with_speech
from tests.answering.builders import span_in
from tests.conftest import article

PIER = article(
    "Ann Orme runs the mill. She was furious. “We were never told,” she said. "
    "“I will pay,” said Bo Lund, “but not today.”"
)


@pytest.mark.parametrize(
    ("question", "words", "expected"),
    [
        ("What did Ann Orme say?", "never told", "“We were never told,”"),
        (
            "What did Bo Lund say about paying?",
            "pay",
            "“I will pay,” said Bo Lund, “but not today.”",
        ),
        ("What did Bo Lund say about paying?", "furious", "furious"),
        ("What was never done?", "told", "told"),
        ("Who was furious?", "She", "Ann Orme"),
        ("Who will pay?", "I", "Bo Lund"),
        ("Who said they were never told?", "she", "Ann Orme"),
        ("Why was she angry?", "She", "She"),
    ],
)
def test_a_quotation_is_whole_and_a_speaker_has_a_name(
    question: str, words: str, expected: str
) -> None:
    span = with_speech(question, span_in(PIER, words, 1.0))
    assert span.text == expected
    assert PIER.text[span.start : span.end] == expected


def test_a_question_for_words_is_known() -> None:
    assert asks_for_words("what did she tell reporters?")
    assert asks_for_words("How did the mayor react?")
    assert not asks_for_words("Who said so?")
    assert not asks_for_words("What was built?")
