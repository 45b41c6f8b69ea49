"""qa.articles.exports: several articles in one text, each with its own day and source."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from qa.articles import read_articles
from qa.types.article import Article

BODY = "The council said on Monday that the work would go on until the end of the winter."


def read(text: str) -> tuple[Article, ...]:
    return read_articles(Path("a.txt"), text.encode()).articles


def test_articles_between_ruled_lines_have_days_of_their_own() -> None:
    text = (
        f"Bridge closes\n2 March 2023\n\n{BODY}\n\n----------\n\nFerry sinks\n19 May 2023\n\n{BODY}"
    )
    bridge, ferry = read(text)
    assert (bridge.title, bridge.date) == ("Bridge closes", date(2023, 3, 2))
    assert (ferry.title, ferry.date) == ("Ferry sinks", date(2023, 5, 19))
    assert "Ferry" not in bridge.text


def test_a_ruled_line_within_an_article_cuts_nothing() -> None:
    (article,) = read(f"Bridge closes\n2 March 2023\n\n{BODY}\n\n----------\n\nMore: {BODY}")
    assert article.text.count(BODY) == 2


def test_an_export_with_the_source_first_is_read() -> None:
    documents = [
        f"{number} of 2 DOCUMENTS\n\nThe Tarn Echo\n\nNovember {number}, 2023 Wednesday\n\n"
        f"Bridge {number} closes\n\nBYLINE: By Ann Lee\n\nLENGTH: 91 words\n\n{BODY}\n"
        for number in (1, 2)
    ]
    first, second = read("\n\n".join(documents))
    assert (first.title, first.source) == ("Bridge 1 closes", "The Tarn Echo")
    assert (second.title, second.date) == ("Bridge 2 closes", date(2023, 11, 2))
    assert second.authors == ("Ann Lee",)


def test_an_export_whose_fields_stand_behind_letters_is_read() -> None:
    documents = [
        f"HD  Bridge {number} closes\nBY  By Ann Lee\nWC  91 words\nPD  {number} November 2023\n"
        f"SN  The Tarn Echo\nSC  TARNE\nLA  English\n\nLP\n{BODY}\n\nTD\nIt is old.\n\n"
        f"NS  gcat\n\nAN  Document TARNE0002023110{number}ejb80000{number}\n"
        for number in (1, 2)
    ]
    first, second = read("\n\n".join(documents))
    assert (first.title, first.source) == ("Bridge 1 closes", "The Tarn Echo")
    assert (second.date, second.authors) == (date(2023, 11, 2), ("Ann Lee",))
    assert second.text == f"Bridge 2 closes\n\n{BODY}\n\nIt is old."


def test_an_export_in_html_is_read() -> None:
    documents = [
        f"<h1>Bridge {number} closes</h1><p>The Tarn Echo</p><p>November {number}, 2023</p>"
        f"<p>Length: 91 words</p><p>Body</p><p>{BODY}</p><p>End of Document</p>"
        for number in (1, 2)
    ]
    content = f"<html><body>{''.join(documents)}</body></html>".encode()
    first, second = read_articles(Path("a.html"), content).articles
    assert (first.title, first.source) == ("Bridge 1 closes", "The Tarn Echo")
    assert (second.title, second.date) == ("Bridge 2 closes", date(2023, 11, 2))


def test_an_export_with_the_title_first_is_read() -> None:
    documents = [
        f"Bridge {number} closes\nAnn Lee\n91 words\n{number} November 2023\nThe Tarn Echo\nTARNE\n"
        f"English\n(c) 2023 The Tarn Echo\n\n{BODY}\n\n"
        f"Document TARNE0002023110{number}ejb80000{number}\n"
        for number in (1, 2)
    ]
    first, second = read("\n\n".join(documents))
    assert (first.title, first.source) == ("Bridge 1 closes", "The Tarn Echo")
    assert (second.date, second.authors) == (date(2023, 11, 2), ("Ann Lee",))
