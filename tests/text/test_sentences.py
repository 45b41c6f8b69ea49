from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.text.sentences import sentence_ranges, sentences_of
from qa.types.article import Passage

TEXTS = st.text(alphabet=st.sampled_from("aB1 .!?\n\"'’)(—é。\U0001f600"), max_size=200)


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_ranges(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Smith met Gen. Jones in Washington.",
        "The U.S. Army sent 11 soldiers.",
        "It opens at 9 a.m. Monday.",
        "J. R. R. Tolkien wrote it.",
        "They met on Nov. 8 in the hall.",
        "The rate fell to 3.5 percent.",
        "Acme Inc. Chairman Lee resigned.",
    ],
)
def test_an_abbreviation_does_not_end_a_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. It poured.", ["It rained.", "It poured."]),
        ("They left the U.S. The trip was long.", ["They left the U.S.", "The trip was long."]),
        ("“Go!” he said. “Now.” She went.", ["“Go!” he said.", "“Now.”", "She went."]),
        ("Really? Yes.", ["Really?", "Yes."]),
        ("2. Owen Tassel\n3. Maud Ferriby", ["2. Owen Tassel", "3. Maud Ferriby"]),
        ("雨が降った。風も吹いた。", ["雨が降った。", "風も吹いた。"]),
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_blank_line_and_a_heading_end_a_sentence() -> None:
    assert sentences("A heading\n\nThe text") == ["A heading", "The text"]


def test_a_wrapped_line_does_not_end_a_sentence() -> None:
    text = (
        "The council said on Tuesday that the bridge across the river would\n"
        "stay closed until the spring because four of its girders are\n"
        "cracked."
    )
    assert sentences(text) == [text]


def test_lines_that_were_not_wrapped_are_sentences_of_their_own() -> None:
    assert sentences("Photo by Ann Lee\nBy Bo Ray") == ["Photo by Ann Lee", "By Bo Ray"]


@given(TEXTS)
def test_every_character_that_is_not_blank_is_in_exactly_one_sentence(text: str) -> None:
    ranges = sentence_ranges(text)
    covered = [position for start, end in ranges for position in range(start, end)]
    assert covered == sorted(set(covered))
    visible = {number for number, character in enumerate(text) if not character.isspace()}
    assert visible <= set(covered)
    assert all(not text[start].isspace() and not text[end - 1].isspace() for start, end in ranges)


def test_the_sentences_of_a_passage_are_ranges_of_its_article() -> None:
    text = "It rained. It poured."
    assert list(sentences_of(Passage("id", 0, 100, 121, text))) == [(100, 110), (111, 121)]


def test_the_sentences_that_a_passage_keeps_are_not_computed() -> None:
    ranges = ((100, 121),)
    assert sentences_of(Passage("id", 0, 100, 121, "It rained. It poured.", ranges)) == ranges


def test_a_row_of_a_table_is_one_sentence() -> None:
    row = "Pier: North | Note: Closed. Reopens in May. | Year: 2022."
    assert sentences(f"{row}\nPier: South | Note: Open. | Year: 2021.") == [
        row,
        "Pier: South | Note: Open. | Year: 2021.",
    ]


def test_a_bar_in_a_paragraph_does_not_join_its_sentences() -> None:
    caption = "The pier at dawn (Harbour Post | Archive). "
    prose = "It was built of granite by a crew of forty who lived in huts on the shingle bank."
    assert sentences(caption + prose * 3)[0] == caption.strip()


def test_long_items_of_a_numbered_list_are_sentences_of_their_own() -> None:
    items = [
        "1. The council closes the bridge to all traffic on the first Monday",
        "2. The engineers take down the railing and inspect the steel girders",
        "3. The bridge opens again with one lane for buses in the new year",
    ]
    assert sentences("\n".join(items)) == items
