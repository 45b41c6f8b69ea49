"""qa.articles.hyphens: which hyphens at line ends belong to the word."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.articles import read_articles
from qa.articles.hyphens import join_words, known_compounds, known_words


@pytest.mark.parametrize(
    ("above", "below", "text"),
    [
        ("the archi-", "tect", "the architect"),
        ("the fifty-", "two", "the fifty-two"),
        ("the four-", "teen", "the fourteen"),
        ("a 90-", "year-old", "a 90-year-old"),
        ("a family-", "owned", "a family-owned"),
        ("the Anglo-", "French", "the Anglo-French"),
        ("Mary Lloyd-", "Jones", "Mary Lloyd-Jones"),
        ("a state-of-", "the-art", "a state-of-the-art"),
        ("inter-", "national", "international"),
        ("fore-", "closed", "foreclosed"),
    ],
)
def test_a_hyphen_stays_where_it_belongs_to_the_word(above: str, below: str, text: str) -> None:
    assert join_words(above, below) == text


def test_what_the_text_writes_elsewhere_decides() -> None:
    text = "The sea-\nbed and a seabed, a re-\nentry and the re-entry."
    compounds, words = known_compounds(text), known_words(text)
    assert join_words("The sea-", "bed", compounds, words) == "The seabed"
    assert join_words("a re-", "entry", compounds, words) == "a re-entry"


def test_words_in_wrapped_text_are_whole() -> None:
    text = (
        "The lido was designed in the year before the war by the archi-\ntect Ann Aber-\n"
        "crombie, who had worked on the town hall of the same small town."
    )
    (article,) = read_articles(Path("a.txt"), text.encode()).articles
    assert article.text == (
        "The lido was designed in the year before the war by the architect Ann Abercrombie,\n"
        "who had worked on the town hall of the same small town."
    )
