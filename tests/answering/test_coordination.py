"""A stretch of several items is split into them, and what is one item stays whole."""

from __future__ import annotations

import pytest

from qa.answering.coordination import (
    is_list_of_things,
    names_with_amounts,
    split_items,
    widen_to_list,
)


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
        ("Gannet Island, to Skerry and to Holm", ["Gannet Island", "Skerry", "Holm"]),
        ("Ana Reyes, 54, and Otto Brand, 31", ["Ana Reyes", "Otto Brand"]),
        (
            "Greta Voll (finance), Ibrahim Sado (defence) and Pia Lenz",
            ["Greta Voll", "Ibrahim Sado", "Pia Lenz"],
        ),
        ('Nine Doors" and "A Winter in Ansel', ["Nine Doors", "A Winter in Ansel"]),
        ('"Heron" and "Matchbox"', ['"Heron"', '"Matchbox"']),
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


@pytest.mark.parametrize(
    ("text", "is_list"),
    [
        ("Valdora, the Orrin Isles and Rhenland", True),
        ("Tarvia, Nordmark and the Ansel coast", True),
        ("a bronze bell, two cannons and a chest of plates", True),
        ("headache, fever and a sore arm", False),
        ("a year and two months", False),
        ("six feet and two inches", False),
    ],
)
def test_names_and_things_with_an_article_are_a_list(text: str, is_list: bool) -> None:
    assert is_list_of_things(text) is is_list


def test_names_that_stand_before_amounts_are_one_list() -> None:
    text = (
        "Money came again: Bluewater gave 200,000 euros, the Marlow Fund 120,000 and Hobb 45,000."
    )
    place = (text.index("Bluewater"), text.index(" gave"))
    names = names_with_amounts(text, place, (0, len(text)))
    assert [text[slice(*name)] for name in names] == ["Bluewater", "Marlow Fund", "Hobb"]
    place = (text.index("Money"), text.index(" came"))
    assert names_with_amounts(text, place, (0, len(text))) == []


def test_an_item_widens_over_what_is_added_to_the_others() -> None:
    text = "They are Harold and Jean Bell, of Withy Lane, and Marcus Bey, a driver."
    start, end = widen_to_list(text, (9, 15), (0, len(text)))
    assert parts(text[start:end]) == ["Harold", "Jean Bell", "Marcus Bey"]


def test_an_item_widens_to_the_names_that_stand_with_it() -> None:
    text = "Aid came from Valdora, Ostmark and Rhenland on Monday."
    assert widen_to_list(text, (14, 21), (0, len(text))) == (14, 43)
    assert text[14:43] == "Valdora, Ostmark and Rhenland"


def test_words_that_are_no_item_do_not_widen() -> None:
    text = "Aid came from Valdora, Ostmark and Rhenland on Monday."
    assert widen_to_list(text, (0, 8), (0, len(text))) == (0, 8)
