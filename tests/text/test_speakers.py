from __future__ import annotations

import pytest

from qa.text.quotations import quotation_ranges
from qa.text.speakers import full_name_of, speaker_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Go home,” said ranger Lucia Ferrant.", "Lucia Ferrant"),
        ("“Go home,” the guide, Matteo Rinaldi, said on Saturday.", "Matteo Rinaldi"),
        ("“Go home,” its leader, Basil Wren, told parliament.", "Basil Wren"),
        ("Ann Orme told the crowd: “Go home.”", "Ann Orme"),
        ("Ann Orme runs the mill. She was angry. “Go home,” she said.", "Ann Orme"),
        ('Dolores Hain comes every week. "My seat knows me," she said.', "Dolores Hain"),
        ("Otto Grimm looks forward to it. “It is enough.”", "Otto Grimm"),
        ("Ann Orme met Bo Lund. “Go home,” she said.", None),
        ("Bo Lund came. Lund was angry. “Go home,” he said.", "Lund"),
        ("“Go,” said Bo Lund, “but come again.”", "Bo Lund"),
        (
            "In a letter Norbrook Mutual wrote: “It is so.”\n\nInge Sol, a violinist, said no.",
            "Norbrook Mutual",
        ),
        ("Ann Orme is 79. She went to Upper Tarn. “Now I see Bo Lund,” she said.", "Ann Orme"),
        ("Ann Orme wrote: “It is so.” Inge Sol said no.", "Ann Orme"),
        ("Brakes failed. “Go home,” he said.", None),
        ("“Go home,” said the spokesman.", None),
        ("Ann Orme runs the mill.\n\n“Go home,” she said.", None),
    ],
)
def test_the_speaker_of_a_quotation_is_named(text: str, expected: str | None) -> None:
    place = speaker_of(text, quotation_ranges(text)[0])
    assert (None if place is None else text[slice(*place)]) == expected


@pytest.mark.parametrize(
    ("text", "surname", "expected"),
    [
        ("Councillor Ann Orme came. “Go,” Orme said.", "Orme", "Councillor Ann Orme"),
        ("Dr Ann Orme came. Ann Orme left.", "Orme", "Ann Orme"),
        ("Ann Orme met Bo Orme. Orme left.", "Orme", None),
        ("Orme left.", "Orme", None),
        ("The Ferry left. Ferry after ferry came.", "Ferry", None),
        ("Ann Orme came.", "Ann Orme", None),
        ("Two Rivers came.", "rivers", None),
    ],
)
def test_the_full_name_of_a_surname_is_found(text: str, surname: str, expected: str | None) -> None:
    place = full_name_of(text, surname)
    assert (None if place is None else text[slice(*place)]) == expected
