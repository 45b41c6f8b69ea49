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


def test_json_front_matter_is_read() -> None:
    article = read('{\n"title": "Lido opens",\n"date": "2023-11-08"\n}\n\nIt is 50 metres long.\n')
    assert (article.title, article.date) == ("Lido opens", date(2023, 11, 8))
    assert article.text == "It is 50 metres long."
    assert read("{curly} It is 50 metres long.").text == "{curly} It is 50 metres long."


def test_toml_front_matter_is_read() -> None:
    article = read(
        '+++\ntitle = "Lido opens"\ndate = 2023-11-08T09:00:00Z\n'
        '[params]\nauthor = "Jane Doe"\n+++\n'
        "The lido is open.\n"
    )
    assert (article.title, article.date) == ("Lido opens", date(2023, 11, 8))
    assert (article.authors, article.text) == (("Jane Doe",), "The lido is open.")


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
        "---\n" + "[" * 500 + "\n---\n",
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
        (
            "a [link](https://x.example 'T') and [ref][1]\n\n[1]: https://x.example",
            "a link and ref",
        ),
        (
            "as [[Alder Street|the street]] in [[Harrowmere]] shows",
            "as the street in Harrowmere shows",
        ),
        ("entry costs ~~£5~~ £7", "entry costs £7"),
        ("312<sup>5</sup> members and 408[^2] guests", "312 members and 408 guests"),
        ("10^6^ bees on 4 km<sup>2</sup>", "10^6 bees on 4 km²"),
        ("a ==marked== word, but a == b", "a marked word, but a == b"),
        ("[^2]: As counted in May.", "2: As counted in May."),
        ("![The bridge](b.jpg)", "The bridge"),
        ("[1]: https://x.example", ""),
        ("<https://x.example>", "https://x.example"),
        ("`code` and \\*stars\\*", "code and *stars*"),
        ("fish &amp; chips", "fish & chips"),
        ("> quoted\n> twice", "quoted\ntwice"),
        ("* one\n* two\n\n3. three\n4. four", "- one\n- two\n\n3. three\n4. four"),
        ("a\n\n***\n\nb", "a\n\nb"),
        ("a<!-- gone\nand gone -->b", "ab"),
        ("a <!-- never closed", "a <!-- never closed"),
        ("```py\nx = *y*\n# not a heading\n```", "x = *y*\n# not a heading"),
        ("| a | b |\n|---|:-:|\n| 1 | 2 |", "a: 1 | b: 2."),
        ("one<br>two <b>three</b>", "one\ntwo three"),
        ("5 < 6 and 7 > 2", "5 < 6 and 7 > 2"),
        ("#hashtag stays", "#hashtag stays"),
    ],
)
def test_markup_is_taken_out(markup: str, text: str) -> None:
    assert read(f"{markup}\n\nEnd.").text == f"{text}\n\nEnd.".strip()


@pytest.mark.parametrize("piece", ["*", "_", "[", "![", "<!--", "<a ", "`", "~~", "**a"])
def test_hostile_markup_takes_no_time(piece: str) -> None:
    assert read(piece * 20_000 + "\n\nEnd.").text
