"""A stretch of several items is split into them, and what is one item stays whole."""

from __future__ import annotations

import pytest

from qa.answering.coordination import is_list_of_names, split_items, widen_to_list


def parts(text: str) -> list[str]:
    return [text[start:end] for start, end in split_items(text)]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Valdora, Ostmark and Rhenland", ["Valdora", "Ostmark", "Rhenland"]),
        ("Harding, Vale & Co., and Sundby", ["Harding", "Vale & Co.", "Sundby"]),
        ("Tarn and Port Lennick", ["Tarn", "Port Lennick"]),
        ("headache, fever and a sore arm", ["headache", "fever", "a sore arm"]),
        ("three things: a lamp, a bell and a rope", ["a lamp", "a bell", "a rope"]),
        ("Ana Reyes, the mayor, and Otto Brand", ["Ana Reyes", "Otto Brand"]),
        (
            "Fish Row, Hillgate, the old mint and Pinewood",
            ["Fish Row", "Hillgate", "the old mint", "Pinewood"],
        ),
        ("Ida Moss, Ana Reyes, the mayor, and Otto Brand", ["Ida Moss", "Ana Reyes", "Otto Brand"]),
        ("Ana Reyes, 54, and Otto Brand, 31", ["Ana Reyes", "Otto Brand"]),
        (
            "Ana Reyes, the lawyer Freda Kling and the historian Max Orrey",
            ["Ana Reyes", "Freda Kling", "Max Orrey"],
        ),
    ],
)
def test_a_list_is_split_into_its_items(text: str, items: list[str]) -> None:
    assert parts(text) == items


@pytest.mark.parametrize(
    "text",
    [
        "Port Lennick, Callaria",
        "Ministry of Trade and Industry",
        "Bosnia and Herzegovina",
        "the ministers of transport, housing and fisheries",
        "1,200",
        "Anders Quaye",
    ],
)
def test_what_is_one_item_is_not_split(text: str) -> None:
    assert parts(text) == []


def test_names_are_told_from_other_items() -> None:
    assert is_list_of_names("Valdora, the Orrin Isles and Rhenland")
    assert not is_list_of_names("headache, fever and a sore arm")


def test_an_item_widens_to_the_names_that_stand_with_it() -> None:
    text = "Aid came from Valdora, Ostmark and Rhenland on Monday."
    assert widen_to_list(text, (14, 21), (0, len(text))) == (14, 43)
    assert text[14:43] == "Valdora, Ostmark and Rhenland"


def test_words_that_are_no_item_do_not_widen() -> None:
    text = "Aid came from Valdora, Ostmark and Rhenland on Monday."
    assert widen_to_list(text, (0, 8), (0, len(text))) == (0, 8)
