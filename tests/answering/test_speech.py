from __future__ import annotations

import pytest

from qa.answering.speech import with_speech
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
    assert span is not None
    assert span.text == expected
    assert PIER.text[span.start : span.end] == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("what did she tell reporters?", True),
        ("What did Ann Orme say about the pier?", True),
        ("What did the mayor write to the council?", True),
        ("What was his comment?", True),
        ("What did Ann Orme say the pier would cost?", False),
        ("What did he tell her it would cost?", False),
        ("What drug did staff say he took?", False),
        ("How did she react to what he said?", False),
        ("Who said so?", False),
        ("What was built?", False),
    ],
)
def test_a_question_for_words_is_known(question: str, expected: bool) -> None:
    words = span_in(PIER, "never told", 1.0)
    # Only such a question gets the whole quotation, or none where another said it.
    assert (with_speech(question, words) != words) is expected


def test_the_words_of_another_are_no_answer() -> None:
    never_told = span_in(PIER, "never told", 1.0)
    assert with_speech("What did Bo Lund say about it?", never_told) is None
    assert with_speech("What did the miller say about it?", never_told) is not None
