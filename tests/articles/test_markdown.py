"""qa.articles.markdown: front matter, and text without markup."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from qa.articles import read_articles
from qa.types.article import Article

PATH = Path("a.md")


def read(text: str) -> Article:
    (article,) = read_articles(PATH, text.encode()).articles
    return article


def test_front_matter_gives_the_metadata_and_is_not_text() -> None:
    article = read(
        "---\ntitle: 'Bridge: closed'\ndate: 2023-11-08\nauthor: Jane Doe and Bo Chan\n"
        "source: The Courier\nurl: https://courier.example/b\n---\n\nThe bridge is closed.\n"
    )
    assert article.title == "Bridge: closed"
    assert article.date == date(2023, 11, 8)
    assert article.authors == ("Jane Doe", "Bo Chan")
    assert article.source == "The Courier"
    assert article.url == "https://courier.example/b"
    assert article.text == "The bridge is closed."


def test_the_first_heading_is_the_title_and_head_lines_count() -> None:
    article = read("# Bridge *closed*\n\nBy Jane Doe\nNovember 8, 2023\n\n## Costs\n\nMuch.")
    assert article.title == "Bridge closed"
    assert article.authors == ("Jane Doe",)
    assert article.date == date(2023, 11, 8)
    assert article.text == "Bridge closed\n\nBy Jane Doe\nNovember 8, 2023\n\nCosts\n\nMuch."


def test_an_underlined_heading_is_the_title() -> None:
    article = read("Bridge closed\n=============\n\nCosts\n-----\n\nMuch.")
    assert article.title == "Bridge closed"
    assert article.text == "Bridge closed\n\nCosts\n\nMuch."


@pytest.mark.parametrize(
    "front",
    [
        "---\n: : [\n---\n",
        "---\ndate: 2023-02-30\n---\n",
        "---\n- a list\n---\n",
        "---\n" + "[" * 5000 + "\n---\n",
    ],
)
def test_what_is_not_front_matter_stays_in_the_text(front: str) -> None:
    article = read(f"{front}The bridge is closed.")
    assert article.text.endswith("The bridge is closed.")
    assert (
        article.text.startswith(front.split("\n")[1].removeprefix("- ")[:2]) or "-" in article.text
    )


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("**Bold**, __bold__, *it*, _it_ and ***both***", "Bold, bold, it, it and both"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("a [link](https://x.example 'T') and [ref][1]", "a link and ref"),
        ("![The bridge](b.jpg)", "The bridge"),
        ("[1]: https://x.example", ""),
        ("<https://x.example>", "https://x.example"),
        ("`code` and \\*stars\\*", "code and *stars*"),
        ("fish &amp; chips", "fish & chips"),
        ("> quoted\n> twice", "quoted\ntwice"),
        ("* one\n+ two\n- three\n1. four", "- one\n- two\n- three\n1. four"),
        ("a\n\n***\n\nb", "a\n\nb"),
        ("a<!-- gone\nand gone -->b", "ab"),
        ("a <!-- never closed", "a <!-- never closed"),
        ("```py\nx = *y*\n# not a heading\n```", "x = *y*\n# not a heading"),
        ("| a | b |\n|---|:-:|\n| 1 | 2 |", "| a | b |\n| 1 | 2 |"),
        ("one<br>two <b>three</b>", "onetwo three"),
        ("5 < 6 and 7 > 2", "5 < 6 and 7 > 2"),
        ("#hashtag stays", "#hashtag stays"),
    ],
)
def test_markup_is_taken_out(markup: str, text: str) -> None:
    assert read(f"{markup}\n\nEnd.").text == f"{text}\n\nEnd.".strip()


@pytest.mark.parametrize("piece", ["*", "_", "[", "![", "<!--", "<a ", "`", "~~", "**a"])
def test_hostile_markup_takes_no_time(piece: str) -> None:
    assert read(piece * 20_000 + "\n\nEnd.").text
