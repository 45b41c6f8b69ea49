"""qa.articles.leading_metadata, names: title, byline, date, source and link of the first lines."""

from __future__ import annotations

import time
from datetime import date

import pytest

from qa.articles.leading_metadata import LeadingMetadata, read_leading_metadata
from qa.articles.names import split_names

BODY = "The council voted on Monday to close the bridge. It will reopen in spring."
DAY = date(2023, 11, 8)


def test_title_byline_and_date_are_read_off_the_first_lines() -> None:
    text = f"Bridge to close\n\nBy Jane Doe and Ann O'Neill\nNovember 8, 2023\n\n{BODY}"
    assert read_leading_metadata(text) == LeadingMetadata(
        title="Bridge to close", authors=("Jane Doe", "Ann O'Neill"), date=DAY
    )


def test_source_and_link_lines_are_read() -> None:
    text = f"Bridge to close\nSource: The Courier\nhttps://courier.example/b\n\n{BODY}"
    assert read_leading_metadata(text) == LeadingMetadata(
        title="Bridge to close", source="The Courier", url="https://courier.example/b"
    )


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By DAVE GRAHAM", ("DAVE GRAHAM",)),
        (
            "By Jane Doe, John Smith and Ana de la Cruz",
            ("Jane Doe", "John Smith", "Ana de la Cruz"),
        ),
        ("By Jane Doe, political editor", ("Jane Doe",)),
        ("By Jane Doe in London", ("Jane Doe",)),
        ("By Jean-Luc O\u2019Brien & J. R. Smith", ("Jean-Luc O\u2019Brien", "J. R. Smith")),
        ("By Jane Doe | November 8, 2023", ("Jane Doe",)),
        ("By Jane Doe, Harrowmere Ledger", ("Jane Doe",)),
        ("By Friday", ()),
        ("By the time the ferry docked", ()),
        ("By Monday night the river had risen", ()),
    ],
)
def test_a_byline_is_told_from_other_lines(line: str, authors: tuple[str, ...]) -> None:
    assert read_leading_metadata(f"Title of it\n\n{line}\n\n{BODY}").authors == authors


@pytest.mark.parametrize(
    ("opening", "source", "day"),
    [
        ("LONDON, Nov 8 (Reuters) - ", "Reuters", None),
        ("LONDON, Nov. 8, 2023 (Reuters) - ", "Reuters", DAY),
        ("NEW YORK (AP) \u2014 ", "AP", None),
        ("BEIJING, Nov. 8 (Xinhua) -- ", "Xinhua", None),
        ("PORT LENNICK (Meridian Wire) \u2013 ", "Meridian Wire", None),
        ("The party (UK) - ", None, None),
        ("LONDON \u2014 ", None, None),
    ],
)
def test_a_dateline_names_the_agency(opening: str, source: str | None, day: date | None) -> None:
    head = read_leading_metadata(f"Title of it\n\n{opening}{BODY}")
    assert (head.source, head.date) == (source, day)


def test_agency_and_paper_in_a_byline_are_the_source() -> None:
    assert split_names("Jane Doe, Reuters") == (("Jane Doe",), "Reuters")
    assert split_names("Jane Doe, Associated Press") == (("Jane Doe",), "Associated Press")
    assert split_names("Jane Doe, Harrowmere Ledger") == (("Jane Doe",), "Harrowmere Ledger")
    assert split_names("The Associated Press") == ((), "The Associated Press")


def test_the_day_of_publication_comes_before_the_day_of_an_update() -> None:
    text = f"T\nUpdated: November 9, 2023\nPublished: November 8, 2023\n\n{BODY}"
    assert read_leading_metadata(text).date == DAY
    assert read_leading_metadata(f"T\nUpdated: November 8, 2023\n\n{BODY}").date == DAY


def test_a_date_in_the_story_is_not_the_day_of_publication() -> None:
    long = BODY * 4
    assert (
        read_leading_metadata(f"Title\n\n{long}\n\n{long}\n\nNovember 8, 2023\n\n{long}").date
        is None
    )
    assert read_leading_metadata(f"Title\n\nOn November 8, 2023 it rained.\n\n{BODY}").date is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"What now?\n\n{BODY}", "What now?"),
        (f"It rained.\nThen it stopped.\n\n{BODY}", None),
        (f"The council of the town of\nharrowmere met on Monday.\n\n{BODY}", None),
        ("x" * 201 + f"\n\n{BODY}", None),
        (f"LONDON, Nov 8 (Reuters) - The\n\n{BODY}", None),
        (f"By Jane Doe\n\nReal title\n\n{BODY}", "Real title"),
        (f"Title: Bridge to close\nBy Jane Doe\n\n{BODY}", "Bridge to close"),
        ("Only a sentence.", None),
        ("", None),
    ],
)
def test_the_title_is_the_first_line_unless_it_is_running_text(
    text: str, title: str | None
) -> None:
    assert read_leading_metadata(text).title == title


def test_the_foot_names_the_authors_where_the_head_does_not() -> None:
    foot = "(Reporting by Ann Lee in Paris; Writing by Jane Doe; Editing by Bo Chan)"
    assert read_leading_metadata(f"Title\n\n{BODY}\n\n{foot}").authors == ("Jane Doe",)
    foot = "Reporting by Ann Lee and Bo Chan, editing by Jane Doe"
    assert read_leading_metadata(f"Title\n\n{BODY}\n\n{foot}").authors == ("Ann Lee", "Bo Chan")
    assert read_leading_metadata(f"Title\n\nBy Al Fox\n\n{BODY}\n\n{foot}").authors == ("Al Fox",)
    assert read_leading_metadata(f"Title\n\n{BODY}\n\nEditing by Bo Chan").authors == ()


@pytest.mark.parametrize(
    "line", ["Posted on November 8, 2023 by Jane Doe", "By Jane Doe on November 8, 2023"]
)
def test_a_byline_and_a_date_may_share_a_line(line: str) -> None:
    assert read_leading_metadata(f"Title of it\n\n{line}\n\n{BODY}") == LeadingMetadata(
        title="Title of it", authors=("Jane Doe",), date=DAY
    )


def test_furniture_is_passed_over() -> None:
    text = f"Skip to content\nMenu\n\nReal title\n\n{BODY}"
    assert read_leading_metadata(text, ((0, 20),)).title == "Real title"


def test_a_long_word_in_capitals_is_no_matter_of_time() -> None:
    began = time.perf_counter()
    assert read_leading_metadata("A" * 20_000, ()).title is None
    assert time.perf_counter() - began < 2
