from __future__ import annotations

import pytest

from qa.text.terms import content_terms, terms, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor's two-year plan", ["the", "mayor", "two", "year", "plan"]),
        ("1,200 people", ["1200", "people"]),
        ("$4.2 million", ["4.2", "million"]),
        ("Zoë's café", ["zoe", "cafe"]),
        ("5%", ["5", "percent"]),
        ("the F.B.I. agents", ["the", "fbi", "agents"]),
    ],
)
def test_words_are_lower_case_without_possessives_accents_or_thousands_commas(
    text: str, expected: list[str]
) -> None:
    assert list(words(text)) == expected


@pytest.mark.parametrize("name", ["U.S.", "US", "USA", "U.S.A.", "United States", "u.s."])
def test_one_country_has_one_spelling(name: str) -> None:
    assert list(words(f"{name} troops")) == ["usa", "troops"]


def test_the_pronoun_us_is_not_a_country() -> None:
    assert list(words("let us go")) == ["let", "us", "go"]


def test_terms_of_one_stem_are_the_same() -> None:
    assert terms("trained") == terms("training") == terms("trains")


def test_common_words_carry_no_content() -> None:
    assert content_terms("How many people were there?") == terms("people")
