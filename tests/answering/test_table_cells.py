from __future__ import annotations

import pytest

from qa.answering.table_cells import in_asked_column
from qa.text.terms import content_terms
from tests.answering.builders import span_in
from tests.conftest import article

SCHOOLS = article(
    "School: Ash School | Pupils: 214 | Teachers: 33.\n"
    "School: Beck School | Pupils: 228 | Teachers: 35.\n\n"
    "Player: Ann Orme | Club: Harbour | Goals: 12."
)


def answer_in(question: str, words: str) -> str | None:
    span = in_asked_column(set(content_terms(question)), span_in(SCHOOLS, words, 1.0))
    if span is not None:
        assert SCHOOLS.text[span.start : span.end] == span.text
    return span.text if span else None


@pytest.mark.parametrize(
    ("question", "words", "expected"),
    [
        ("How many teachers does Ash School have?", "214", "33"),
        ("How many teachers does Ash School have?", "33", "33"),
        ("How many pupils does Beck School have?", "35", "228"),
        ("Which school has 35 teachers?", "Beck School", "Beck School"),
        ("Which player has the most goals?", "Ann Orme", "Ann Orme"),
        ("Which club does Ann Orme play for?", "Ann Orme", "Harbour"),
        # Another row is named.
        ("How many teachers does Beck School have?", "33", None),
        ("Which school has 35 teachers?", "Ash School", None),
        # No row is named.
        ("How many teachers are there at the mill?", "214", None),
    ],
)
def test_a_span_stands_in_the_column_that_is_asked_about(
    question: str, words: str, expected: str | None
) -> None:
    assert answer_in(question, words) == expected


TREES = article(
    "District: Abbey | Year: 2021 | Trees: 14 | Benches: \u2013.\n"
    "District: Abbey | Year: 2022 | Trees: 19 | Benches: 7."
)


@pytest.mark.parametrize(
    ("question", "words", "expected"),
    [
        ("How many trees were planted in Abbey in 2022?", "19", "19"),
        ("How many trees were planted in Abbey in 2022?", "14", None),
        # The cell that is asked for is empty.
        ("How many benches did Abbey get in 2021?", "14", None),
        ("How many benches did Abbey get in 2022?", "19", "7"),
    ],
)
def test_a_row_that_several_cells_name_and_an_empty_cell_are_told_apart(
    question: str, words: str, expected: str | None
) -> None:
    span = in_asked_column(set(content_terms(question)), span_in(TREES, words, 1.0))
    assert (span.text if span else None) == expected
