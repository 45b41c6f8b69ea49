"""What each style makes of the same citation, word for word."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.citations import STYLES, Citation, Style
from qa.citations.authors import Author, split_name
from qa.types.answer import Evidence
from qa.types.pages import Page, PageRange
from tests.conftest import article

TODAY = date(2026, 12, 1)
FLOOD = Citation(
    quotation="The toll rose to five, 80% of them in Harrow & Dale.",
    title="Flood: toll rises to five",
    authors=(Author("van der Lee", "Ann-Marie B."), Author("Reuters")),
    source="Harrowmere Ledger",
    date=date(2026, 11, 9),
    url="https://ledger.example/flood_2",
    pages="7-8",
    accessed=TODAY,
)
BARE = replace(FLOOD, title="notes.txt", authors=(), source=None, date=None, url=None, pages=None)


def test_apa() -> None:
    assert STYLES[Style.APA](FLOOD) == (
        "van der Lee, A.-M. B., & Reuters. (2026, November 9). Flood: toll rises to five. "
        "Harrowmere Ledger, 7-8. https://ledger.example/flood_2"
    )
    assert STYLES[Style.APA](BARE) == "notes.txt. (n.d.)."


def test_bibtex() -> None:
    assert STYLES[Style.BIBTEX](FLOOD) == (
        "@article{vanderlee2026flood,\n"
        "  author = {van der Lee, Ann-Marie B. and {Reuters}},\n"
        "  title = {{Flood: toll rises to five}},\n"
        "  journal = {Harrowmere Ledger},\n"
        "  year = {2026},\n"
        "  month = {11},\n"
        "  day = {9},\n"
        "  pages = {7--8},\n"
        "  url = {https://ledger.example/flood_2},\n"
        "  urldate = {2026-12-01},\n"
        "  note = {``The toll rose to five, 80\\% of them in Harrow \\& Dale.''},\n"
        "}"
    )
    assert STYLES[Style.BIBTEX](BARE).startswith("@misc{undatednotes,\n  title = {{notes.txt}},")


def test_ris() -> None:
    assert STYLES[Style.RIS](FLOOD).splitlines() == [
        "TY  - NEWS",
        "AU  - van der Lee, Ann-Marie B.",
        "AU  - Reuters",
        "TI  - Flood: toll rises to five",
        "T2  - Harrowmere Ledger",
        "PY  - 2026",
        "DA  - 2026/11/09",
        "SP  - 7",
        "EP  - 8",
        "UR  - https://ledger.example/flood_2",
        "Y2  - 2026/12/01",
        "N1  - The toll rose to five, 80% of them in Harrow & Dale.",
        "ER  - ",
    ]


def test_csl_json() -> None:
    (item,) = json.loads(STYLES[Style.CSL_JSON](FLOOD))
    assert item["author"] == [
        {"family": "van der Lee", "given": "Ann-Marie B."},
        {"literal": "Reuters"},
    ]
    assert item["issued"] == {"date-parts": [[2026, 11, 9]]}
    assert item["accessed"] == {"date-parts": [[2026, 12, 1]]}
    assert (item["type"], item["page"], item["note"]) == (
        "article-newspaper", "7-8", FLOOD.quotation,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "author"),
    [
        ("Ann Lee", Author("Lee", "Ann")),
        ("Ludwig van Beethoven", Author("van Beethoven", "Ludwig")),
        ("Martin Luther King Jr.", Author("King Jr.", "Martin Luther")),
        ("Plato", Author("Plato")),
        ("The Associated Press", Author("The Associated Press")),
        ("Ledger staff", Author("Ledger staff")),
    ],
)
def test_a_name_is_parted_and_that_of_an_organisation_is_not(name: str, author: Author) -> None:
    assert split_name(name) == author


def test_an_evidence_is_cited_by_its_sentence_its_pages_and_what_its_article_states() -> None:
    text = "It rained.\nIt poured for five\nhours."
    source = article(text, title="Rain", authors=("Ann Lee",), source="Ledger")
    page = Page(0, 7, None)
    evidence = Evidence(
        "five", 21, 25, text[11:], 11, text, 0, 1.0, source.info, pages=PageRange(page, page)
    )
    citation = Citation.of(evidence, TODAY)
    assert citation.quotation == "It poured for five hours."
    assert (citation.title, citation.authors) == ("Rain", (Author("Lee", "Ann"),))
    assert (citation.pages, citation.accessed) == ("7", TODAY)
    assert Citation.of(replace(evidence, article=article(text).info), TODAY).title == "one.txt"


@given(st.text(), st.text(), st.text(min_size=1).filter(str.strip))
def test_no_text_breaks_out_of_its_field(title: str, source: str, name: str) -> None:
    citation = replace(FLOOD, title=title, source=source, authors=(split_name(name),), url=title)
    entry = STYLES[Style.BIBTEX](citation)
    unescaped = entry.replace(r"\{", "").replace(r"\}", "")
    assert unescaped.count("{") == unescaped.count("}")
    for line in STYLES[Style.RIS](citation).splitlines():
        assert line[2:6] == "  - "
    (item,) = json.loads(STYLES[Style.CSL_JSON](citation))
    assert item.get("title", "") == title
