"""qa.articles.marks: what stands for raised and lowered characters."""

from __future__ import annotations

import pytest

from qa.articles.marks import lower_text, raise_text


@pytest.mark.parametrize(
    ("before", "raised", "after", "text"),
    [
        ("the club had 312", "5", " members", "the club had 312 members"),
        ("most of the members", "12", ", and", "most of the members, and"),
        ("it said.", "3,4", " Then", "it said. Then"),
        ("it said", "[7]", ".", "it said."),
        ("it cost £46m", "2", " in all", "it cost £46m in all"),
        ("it cost £46", "2", " in all", "it cost £46 in all"),
        ("it cost $4", "99", " a head", "it cost $4.99 a head"),
        ("some 10", "6", " cells", "some 10^6 cells"),
        ("some 3.2 × 10", "-9", " m", "some 3.2 × 10^-9 m"),
        ("over 2", "10", " ways", "over 2^10 ways"),
        ("E = mc", "2", "", "E = mc^2"),
        ("if x", "n", " grows", "if x^n grows"),
        ("on 12 km", "2", " of land", "on 12 km² of land"),
        ("4 m", "3", " of water", "4 m³ of water"),
        ("the 21", "st", " century", "the 21st century"),
        ("3", "1", "/2 miles", "3 1/2 miles"),
        ("dated by ", "14", "C", "dated by 14C"),
        ("", "5", "See the report", "5 See the report"),
        ("312", "†", " members", "312 members"),
        ("312", "a", " members", "312 members"),
        ("planted 8", "a", "", "planted 8"),
        ("la 3", "a", " edizione", "la 3a edizione"),
        ("Brand", "™", " tea", "Brand™ tea"),
    ],
)
def test_raised_characters_never_run_into_a_figure(
    before: str, raised: str, after: str, text: str
) -> None:
    assert before + raise_text(before, raised, after) + after == text


def test_what_the_file_calls_a_note_is_one() -> None:
    assert raise_text("10", "6", is_note=True) == ""


@pytest.mark.parametrize(
    ("before", "lowered", "text"),
    [
        ("CO", "2", "CO2"),
        ("vitamin B", "12", "vitamin B12"),
        ("3 1/", "2", "3 1/2"),
        ("101", "2", "101_2"),
        ("x", "max", "x_max"),
    ],
)
def test_lowered_characters_never_run_into_a_figure(before: str, lowered: str, text: str) -> None:
    assert before + lower_text(before, lowered) == text
