from __future__ import annotations

import pytest

from qa.answering.deciding import decides
from qa.answering.question import QuestionContext
from qa.types.answer import Evidence
from tests.answering.builders import FIRST

FILM = "No studio wanted to finance it, so Bo Lund of Sarn paid for the film."


@pytest.mark.parametrize(
    ("question", "words", "expected"),
    [
        ("Did any company put money into this project?", "No studio wanted to finance it", True),
        ("Did any company put money into this project?", "Bo Lund", False),
        ("Did any company put money into this project?", "studio", False),
        ("Did a studio finance the film?", "Bo Lund", True),
    ],
)
def test_a_bare_name_or_figure_decides_only_in_a_sentence_about_the_question(
    question: str, words: str, expected: bool
) -> None:
    start = FILM.index(words)
    end = start + len(words)
    evidence = Evidence(words, start, end, FILM, 0, FILM, 0, 1.0, FIRST.info)
    assert decides(QuestionContext.of(question, []), evidence) is expected
