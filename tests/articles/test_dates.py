"""qa.articles.dates: what is a date, and above all what is not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.articles import parse_day
from qa.articles.dates import day_of_line, day_of_number

DAY = date(2023, 11, 8)


@pytest.mark.parametrize(
    "text",
    [
        "2023-11-08",
        "2023/11/8",
        "20231108",
        "2023-11-08T23:30:00Z",
        "2023-11-08T10:00:00.123+01:00",
        "2023-11-08 10:00:00",
        "November 8, 2023",
        "Nov. 8, 2023",
        "NOV 8 2023",
        "8 November 2023",
        "8th of November, 2023",
        "8-Nov-2023",
        "08.11.2023",
        "2023.11.08",
        "Wed, 08 Nov 2023 10:00:00 GMT",
        "Wed Nov 08 10:00:00 +0000 2023",
        "Wednesday, November 8, 2023 at 10:23 a.m. ET",
        "10:23 AM EST, Wed November 8, 2023",
        " 8 \n November  2023 ",
    ],
)
def test_a_date_is_read_in_its_usual_forms(text: str) -> None:
    assert parse_day(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "8. November 2023",
        "Mittwoch, 8. November 2023, 10:15 Uhr",
        "le 8 novembre 2023 à 10h15",
        "mercredi 8 nov. 2023",
        "8 de noviembre de 2023",
        "8 de novembro de 2023 às 10h15",
        "woensdag 8 november 2023 om 10.15 uur",
        "8. marraskuuta 2023",
        "Mi, 08.11.2023",
        "8 ноября 2023 г.",
        "2023年11月8日",
    ],
)
def test_a_date_in_the_words_of_another_language_is_read(text: str) -> None:
    assert parse_day(text) == DAY


def test_a_month_whose_name_is_another_ones_elsewhere_is_not_guessed() -> None:
    assert parse_day("8 listopada 2023") is None  # November in Polish, October in Croatian
    assert parse_day("am 8 Leute 2023") is None
    assert parse_day("Tote 8 März 2023") is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "may",
        "2023",
        "November 2023",
        "November 8",
        "Wednesday",
        "yesterday",
        "2023-02-30",
        "0823-11-08",
        "11/08/2023",
        "November 8, 2023 was a Wednesday",
        "14 January 20233",
        "8 Nov 23",
        "8" * 5000,
    ],
)
def test_what_is_not_wholly_a_date_is_none(text: str) -> None:
    assert parse_day(text) is None


def test_a_date_of_two_numbers_is_read_only_if_it_means_one_day() -> None:
    assert parse_day("11/28/2023") == parse_day("28/11/2023") == date(2023, 11, 28)
    assert parse_day("5/5/2023") == date(2023, 5, 5)


@given(st.dates(date(1600, 1, 1), date(2200, 12, 31)))
def test_every_day_survives_the_way_through_text(day: date) -> None:
    assert parse_day(day.isoformat()) == day
    assert parse_day(f"{day:%B} {day.day}, {day.year}") == day
    assert parse_day(f"{day:%A} {day.day} {day:%b} {day.year}") == day


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("November 8, 2023", (DAY, False)),
        ("Published: November 8, 2023 | 5 min read", (DAY, False)),
        ("First published on Wed 8 Nov 2023 10.23 GMT", (DAY, False)),
        ("Last updated: 8 November 2023", (DAY, True)),
        ("Updated Nov 9, 2023 \u2022 Published Nov 8, 2023", (DAY, False)),
        ("November 8, 2023 10:35 AM UTC \u00b7 Updated 3 months ago", (DAY, False)),
        ("(November 8, 2023)", (DAY, False)),
        ("Wed 8 Nov 2023 10.15 GMT Last modified on Thu 9 Nov 2023 08.00 GMT", (DAY, False)),
        ("First published: 8 Nov 2023. Last updated: 9 Nov 2023", (DAY, False)),
        ("Created: 08.11.2023, changed: 09.11.2023", (DAY, False)),
        ("Publié le 8 novembre 2023 à 10h15, modifié le 2 janvier 2024", (DAY, False)),
        ("Zuletzt aktualisiert: 8. November 2023", (DAY, True)),
        ("Date: 2023-11-08", (DAY, False)),
        ("November 8", None),
        ("Updated 3 hours ago", None),
        ("On November 8, 2023 the bridge closed", None),
        ("May 2023 | 5 min read", None),
        ("20231108", None),
        ("Published " + "x" * 500, None),
    ],
)
def test_a_line_below_a_headline_is_a_date_or_is_not(
    line: str, expected: tuple[date, bool] | None
) -> None:
    assert day_of_line(line) == expected


def test_seconds_and_milliseconds_give_the_day_in_utc() -> None:
    assert day_of_number(1699430400) == DAY
    assert day_of_number(1699430400000) == DAY
    assert day_of_number(-5) is None
    assert day_of_number(float("inf")) is None
    assert day_of_number(float("nan")) is None
