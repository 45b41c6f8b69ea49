from __future__ import annotations

import pytest

from qa.text.names import (
    capitalised_words,
    find_linked_names,
    find_names,
    is_linked_name,
    is_personal_name,
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ask Anders Quaye of Port Lennick", ["Anders Quaye", "Port Lennick"]),
        ("the U.S. Army in the E.U.", ["U.S. Army", "E.U."]),
        ("by J. R. Doe", ["J. R. Doe"]),
        ("the Bank of England", ["Bank", "England"]),
        ("Émile Zola’s iPhone", ["Émile Zola’s"]),
        ("no name", []),
    ],
)
def test_capitalised_words_in_a_row_are_one_name(text: str, names: list[str]) -> None:
    assert [match.group() for match in find_names(text)] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the Bank of England", ["Bank of England"]),
        ("Anna de Vries and Alexander the Great", ["Anna de Vries and Alexander the Great"]),
        ("Quaye of the Army", ["Quaye", "Army"]),
        ("Quaye met Bell", ["Quaye", "Bell"]),
    ],
)
def test_small_words_link_a_name(text: str, names: list[str]) -> None:
    assert [match.group() for match in find_linked_names(text)] == names


def test_a_text_is_a_name_only_as_a_whole() -> None:
    assert is_linked_name("Bank of England")
    assert not is_linked_name("the Bank of England")
    assert not is_linked_name("")


def test_a_word_that_begins_a_sentence_is_not_counted_as_capitalised() -> None:
    assert capitalised_words("Officials met Bell. Later, Quaye left; Ännchen stayed.") == {
        "Bell",
        "Quaye",
        "Ännchen",
    }


@pytest.mark.parametrize(
    ("text", "personal"),
    [
        ("Jane Doe", True),
        ("J. R. Doe", True),
        ("Ana de la Cruz", True),
        ("Jean d’Arc", True),
        ("Иван Петров", True),
        ("山田太郎", True),
        ("jane doe", False),
        ("Jane wrote this", False),
        ("Room 12", False),
    ],
)
def test_a_byline_holds_names_of_one_form(text: str, personal: bool) -> None:
    assert is_personal_name(text) is personal
