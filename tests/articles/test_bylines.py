"""Who wrote an article, when it was published, and where its title ends."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from qa.articles import read_articles
from qa.articles.bylines import find_credits
from qa.articles.html.metadata import without_site
from qa.types.article import Article

_BODY = (
    "The parish newsletter went out as usual and the fair was held on the green. Volunteers "
    "cleared the path by the mill and painted the benches before the rain came."
)
DAY = date(2023, 11, 8)


def page(byline: str, head: str = "") -> Article:
    markup = (
        f"<head><title>Wall opens</title>{head}</head><body><article><h1>Wall opens</h1>{byline}"
        f"<p>{_BODY}</p><p>{_BODY}</p></article></body>"
    )
    (article,) = read_articles(Path("a.html"), markup.encode()).articles
    return article


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("<p>Author by <a href='/x'>Jane Doe</a></p>", ("Jane Doe",)),
        ("<div>By <a href='/x'>Jane Doe</a> | <a href='/c'>News</a></div>", ("Jane Doe",)),
        ("<div>by <a href='/x'>Jane Doe</a> and <a>Bo Moss</a></div>", ("Jane Doe", "Bo Moss")),
        ("<p><a rel='author' href='/x'>More by Jane Doe</a></p>", ("Jane Doe",)),
        ("<a href='/author/jane-doe'>Jane Doe</a>", ("Jane Doe",)),
        ("<a href='/author/jane-doe'>Her other articles</a>", ()),
        ("<p class='byline'>Von Anna Klein</p>", ("Anna Klein",)),
        ("<p>Von Anna Klein und Jan Berg</p>", ("Anna Klein", "Jan Berg")),
        ("<p>Par Luc Martin et Anne Roy</p>", ("Luc Martin", "Anne Roy")),
        ("<p>Por Ana Díaz y Luis Gil</p>", ("Ana Díaz", "Luis Gil")),
        ("<p class='byline'>Escrito por José Ortega y Gasset</p>", ("José Ortega y Gasset",)),
        ("<p class='byline'>Di Marco Rossi</p>", ("Marco Rossi",)),
        ("<p class='byline'>Text: Anna Klein</p>", ("Anna Klein",)),
        ("<p class='byline'>Publié par Luc Martin le 8 novembre 2023</p>", ("Luc Martin",)),
        ("<p>Opinion by Jane Doe</p>", ("Jane Doe",)),
        ("<p>Text: Anna Klein, Foto: Bo Berg</p>", ("Anna Klein",)),
        ("<p>Text und Fotos: Anna Klein</p>", ("Anna Klein",)),
        ("<p>Jane Doe for the Lennick Herald</p>", ("Jane Doe",)),
        ("<p>Jane Doe for the first time</p>", ()),
        ("<p>Von Anna Klein, Berlin</p>", ("Anna Klein",)),
        ("<p>Par Luc Martin avec AFP</p>", ("Luc Martin",)),
        ("<p>Por Ana Díaz, corresponsal</p>", ("Ana Díaz",)),
        ("<p>Teksti: Aino Virtanen</p>", ("Aino Virtanen",)),
        ("<p>By Jane Doe/Lennick Herald</p>", ("Jane Doe",)),
        ("<p>By Martin Doe Jr.</p>", ("Martin Doe Jr.",)),
        ("<p>By Con Doe and Mit Patel</p>", ("Con Doe", "Mit Patel")),
        ("<p>By Jane Doe Updated Nov 8, 2023</p>", ("Jane Doe",)),
        (
            "<div class=c-byline><div class=author>Jane Doe</div>"
            "<div class=author>Bo Moss</div></div>",
            ("Jane Doe", "Bo Moss"),
        ),
        (
            "<p itemprop=author>By <b itemprop=name>Jane Doe</b> "
            "<i itemprop=jobTitle>Baker</i></p>",
            ("Jane Doe",),
        ),
        ("<p>The song (written by Ann Lee and Bo Moss) won.</p>", ()),
        ("<p>It was written by Ann Lee and Bo Moss.</p>", ()),
        ("<p>The bill, reported by Ann Lee, passed.</p>", ()),
    ],
)
def test_a_byline_names_the_authors(byline: str, authors: tuple[str, ...]) -> None:
    assert page(byline).authors == authors


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("It rained.\n(Reporting by Ann Lee; Writing by Bo Moss)", ["Bo Moss"]),
        ("It rained. (Reporting by Ann Lee; Editing by Bo Moss)", ["Ann Lee"]),
        ("Hits\n(written by Ann Lee)", []),
        ("A play written by Ann Lee", []),
        ("Additional reporting by Ann Lee", []),
    ],
)
def test_credits_stand_at_the_beginning_of_a_line_or_in_brackets(
    text: str, names: list[str]
) -> None:
    assert find_credits(text) == names


@pytest.mark.parametrize(
    ("head", "byline"),
    [
        (
            '<meta name="date" content="2023-11-20">',
            '<time class="published" datetime="2023-11-08">',
        ),
        ("", '<time pubdate datetime="2023-11-08"></time><time datetime="2023-11-20"></time>'),
        (
            '<meta name="dc.date" content="2023-11-20"><script type="application/ld+json">'
            '{"@type":"Article","dateModified":"2023-11-20","dateCreated":"2023-11-08"}</script>',
            "",
        ),
        (
            '<meta name="date" content="2023-11-20"><meta name="displaydate" content="2023-11-08">'
            '<meta property="article:modified_time" content="2023-11-20T10:00:00Z">',
            "",
        ),
    ],
)
def test_the_day_of_publication_comes_before_that_of_a_change(head: str, byline: str) -> None:
    assert page(byline, head).date == DAY


def test_published_times_of_several_days_are_those_of_other_articles() -> None:
    times = "".join(f'<time class="published" datetime="2023-11-0{n}"></time>' for n in (8, 9))
    assert page(times, '<meta name="date" content="2023-11-07">').date == date(2023, 11, 7)


@pytest.mark.parametrize(
    ("title", "source", "rest"),
    [
        ("Rain - The Courier", "The Courier", "Rain"),
        ("Rain\u2013Courier", "Courier", "Rain"),
        ("Against the Anti-Guardian", "Guardian", "Against the Anti-Guardian"),
        ("A review: The Times", "The Times", "A review: The Times"),
        ("The Courier | Rain", "The Courier", "Rain"),
        ("Rain | Weather | The Courier", "The Courier", "Rain"),
        ("Rain | Wind", "The Courier", "Rain | Wind"),
        ("The Courier", "The Courier", "The Courier"),
        ("Rain :: The Courier", "Courier", "Rain"),
        ("Rain \u00ab Courier", "The Courier", "Rain"),
    ],
)
def test_only_the_name_of_the_site_is_cut_off_a_title(title: str, source: str, rest: str) -> None:
    assert without_site(title, source) == rest
