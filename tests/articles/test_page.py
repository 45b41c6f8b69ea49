"""qa.articles.page: what is kept of an HTML page, and what the page states about its article."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from qa.articles import read_articles
from qa.articles.html.blocks import text_of_markup
from qa.errors import UnreadableError
from qa.types.article import Article

DAY = date(2023, 11, 8)
ONE = "The bridge will close on Monday for repairs that will take fourteen weeks, it said. " * 3
TWO = "Drivers will be sent over the old bridge by the mill, which is narrow and steep. " * 3
ONE, TWO = ONE.strip(), TWO.strip()


def read(markup: str, encoding: str = "utf-8") -> Article:
    (article,) = read_articles(Path("a.html"), markup.encode(encoding)).articles
    return article


BLOG = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Bridge to close - Courier</title>
<meta property="og:title" content="Bridge to close | The Courier">
<meta property="og:site_name" content="The Courier">
<meta property="article:published_time" content="2023-11-08T10:00:00+00:00">
<meta property="article:modified_time" content="2023-11-10T10:00:00+00:00">
<link rel="canonical" href="https://courier.example/bridge">
<script type="application/ld+json">{{"@graph": [{{"@type": "NewsArticle",
"author": [{{"@type": "Person", "name": "Jane Doe"}}], "datePublished": "2023-11-07"}}]}}</script>
</head><body class="single comments-open">
<header class="site-header"><h1 class="logo"><a href="/">The Courier</a></h1>
<nav><ul><li><a>Home</a></li><li><a>News</a></li></ul></nav></header>
<div id="page"><main><article class="post"><header><h1>Bridge to close</h1>
<div class="byline">By <a rel="author">Jane Doe</a><span>Political editor</span></div>
<time datetime="2023-11-08">November 8, 2023</time></header>
<figure><img src="a.jpg" alt="x"><figcaption>[1/3] Workers. REUTERS/Ann Lee</figcaption></figure>
<p>{ONE}</p><div class="share-buttons"><a>Facebook</a><a>Twitter</a></div>
<p>{TWO}<br><br>After a <b>br</b>eak.</p><aside class="related"><a>Other story</a></aside>
<div class="newsletter-signup"><p>Sign up for our newsletter</p></div>
<ul><li>First</li><li><p>Second</p></li></ul>
<table><tr><th>Year</th><th>Cost</th></tr><tr><td>2022</td><td>$3m</td></tr></table>
<p style="display:none">Hidden</p><p hidden>Hidden</p><div aria-hidden="true">Hidden</div>
<p>Writing by Jane Doe; editing by Bo Chan</p>
<footer class="entry-footer">Tags: bridge, roads</footer></article>
<div id="comments"><h2>3 Comments</h2><article class="comment-body"><p>{ONE}{TWO}{ONE}</p></article>
<div id="respond"><h3>Leave a Reply</h3><form><label>Name *</label></form></div></div></main></div>
<footer><p>\u00a9 2023 The Courier. All rights reserved.</p></footer></body></html>"""


def test_a_page_gives_the_article_and_nothing_around_it() -> None:
    article = read(BLOG)
    assert article.text.split("\n\n") == [
        "Bridge to close",
        "By Jane Doe Political editor",
        "November 8, 2023",
        "[1/3] Workers. REUTERS/Ann Lee",
        ONE,
        TWO,
        "After a break.",
        "- First\n- Second",
        "Year: 2022 | Cost: $3m.",
        "Writing by Jane Doe; editing by Bo Chan",
        "Tags: bridge, roads",
    ]
    assert [article.text[start:end] for start, end in article.boilerplate] == [
        "Tags: bridge, roads"
    ]


def test_a_page_states_its_metadata() -> None:
    article = read(BLOG)
    assert article.title == "Bridge to close"
    assert article.date == DAY
    assert article.source == "The Courier"
    assert article.authors == ("Jane Doe",)
    assert article.url == "https://courier.example/bridge"


def test_an_old_page_of_tables_gives_its_main_cell() -> None:
    article = read(
        "<html><head><title>Mayor resigns over ferry | Daily Dot</title></head><body><table><tr>"
        "<td><a href=1>Home</a> <a href=2>News</a> <a href=3>Sport</a></td></tr><tr><td>"
        "<font size=5><b>Mayor resigns over ferry</b></font><p>By John Roe<br>8 November 2023</p>"
        f"<p>{ONE}</p><p>{TWO}</p><p>(Reporting by X Y; Editing by Z)</p></td><td><p>Ads</p></td>"
        "</tr></table><p>Copyright 2023 Daily Dot</p></body></html>"
    )
    assert article.text.split("\n\n") == [
        "Mayor resigns over ferry",
        "By John Roe\n8 November 2023",
        ONE,
        TWO,
        "(Reporting by X Y; Editing by Z)",
    ]
    assert article.title == "Mayor resigns over ferry"
    assert (article.authors, article.date) == (("John Roe",), DAY)


def test_a_page_of_plain_divisions_keeps_captions_and_credits() -> None:
    article = read(
        '<body><div class="top"><a>Menu</a></div><div class="wrap"><div class="left">'
        f'<h1>Ferry sinks</h1><p>Updated: Nov 8, 2023</p><div class="body"><div><p>{ONE}</p></div>'
        f'<div class="ad">Advertisement</div><div><p>{TWO}</p><div class="caption">The ferry in '
        '2019. Photo: A. B.</div></div></div><p class="credit">Editing by Bo Chan</p></div>'
        '<div class="right"><ul><li><a>Story one</a></li><li><a>Two</a></li><li><a>Three</a></li>'
        "</ul></div></div></body>"
    )
    assert article.text.split("\n\n") == [
        "Ferry sinks",
        "Updated: Nov 8, 2023",
        ONE,
        TWO,
        "The ferry in 2019. Photo: A. B.",
        "Editing by Bo Chan",
    ]
    assert article.date == DAY


def test_a_heading_and_a_byline_outside_the_article_element_are_kept() -> None:
    body = f"<article><p>{ONE}</p><p>{TWO}</p></article>"
    article = read(f"<main><h1>Head out</h1><p>By Jane Doe</p>{body}</main>")
    assert article.text == f"Head out\n\nBy Jane Doe\n\n{ONE}\n\n{TWO}"
    assert article.authors == ("Jane Doe",)


def test_posts_of_a_live_page_are_all_kept() -> None:
    posts = "".join(f"<article><h2>Post {n}</h2><p>{ONE}</p></article>" for n in range(3))
    blocks = read(f"<body><main><h1>Live</h1>{posts}</main></body>").text.split("\n\n")
    assert blocks == ["Live", "Post 0", ONE, "Post 1", ONE, "Post 2", ONE]


def test_articles_of_different_days_on_a_page_are_articles_of_their_own() -> None:
    posts = "".join(
        f"<article><h2>Post {n}</h2><time datetime=2023-03-0{n}>x</time><p>{ONE}</p></article>"
        for n in (1, 2)
    )
    result = read_articles(Path("a.html"), f"<body><main>{posts}</main></body>".encode())
    assert [(item.title, item.date) for item in result.articles] == [
        ("Post 1", date(2023, 3, 1)),
        ("Post 2", date(2023, 3, 2)),
    ]


@pytest.mark.parametrize(
    "section",
    [
        '<section id="social-care"><p>The town will spend 4 million on care.</p></section>',
        '<div class="share-price"><p>Shares fell to 212 pence on the news.</p></div>',
        '<div class="menu"><p>The dish of the day is smoked eel with plums.</p></div>',
        "<p>States that have signed are:</p><ul><li><a>Tarn</a><li><a>Orm</a><li><a>Ulva</a></ul>",
        "<aside><h3>The facts</h3><p>The bridge is 412 metres long and opened in 1901.</p></aside>",
        "<h2>Comments</h2><p>The laboratory advises to close the spring.</p>",
    ],
)
def test_a_part_of_the_article_is_not_dropped_for_its_name(section: str) -> None:
    article = read(f"<body><article><h1>Head</h1><p>{ONE}</p>{section}<p>{TWO}</p></article>")
    assert len(article.text) > len(ONE) + len(TWO) + 30
    assert article.boilerplate == ()


@pytest.mark.parametrize(
    "part",
    [
        '<div class="share-buttons"><a>Facebook</a></div>',
        '<div class="newsletter"><p>Get the best stories in your inbox every morning.</p></div>',
        "<aside><p>Read all about it in <a>our guide to the bridges of the river</a>.</p></aside>",
        '<div class="related"><ul><li><a>Ferry sinks off the coast of Orm</a></li></ul></div>',
        "<p>Read more:</p><ul><li><a>Tarn</a></li><li><a>Orm</a></li><li><a>Ulva</a></li></ul>",
    ],
)
def test_a_part_of_the_page_is_dropped(part: str) -> None:
    article = read(f"<body><article><h1>Head</h1><p>{ONE}</p>{part}<p>{TWO}</p></article>")
    assert article.text.replace("Read more:\n\n", "") == f"Head\n\n{ONE}\n\n{TWO}"


@pytest.mark.parametrize(
    ("heading", "stated", "title"),
    [
        ("Rain", "Rain - The Tarn Echo", "Rain"),
        ("Rain - a history", "Rain - a history", "Rain - a history"),
        ("Ten years of: The Courier", "Ten years of: The Courier", "Ten years of: The Courier"),
    ],
)
def test_only_the_site_s_name_is_cut_off_a_title(heading: str, stated: str, title: str) -> None:
    site = '<meta property="og:site_name" content="The Courier">'
    page = f'{site}<meta property="og:title" content="{stated}"><h1>{heading}</h1><p>{ONE}</p>'
    assert read(page).title == title


def test_a_form_around_the_whole_page_is_not_dropped() -> None:
    article = read(f"<body><form id=aspnetForm><h1>Head</h1><p>{ONE}</p></form></body>")
    assert article.text == f"Head\n\n{ONE}"


def test_a_page_with_little_text_gives_all_that_is_visible() -> None:
    assert read("<body><nav>Home</nav><h1>Small</h1><p>Little.</p></body>").text == (
        "Small\n\nHome\n\nLittle."
    )


def test_a_page_built_by_scripts_gives_the_body_that_it_states() -> None:
    linked = json.dumps({"@type": "NewsArticle", "headline": "Bridge", "articleBody": ONE})
    article = read(f'<body><div id=app></div><script type="application/ld+json">{linked}</script>')
    assert (article.title, article.text) == ("Bridge", ONE)


@pytest.mark.parametrize(
    "stated",
    [
        '<meta name="pubdate" content="8 November 2023">',
        '<meta name="DC.date.issued" content="2023-11-08">',
        '<meta itemprop="datePublished" content="2023-11-08T09:00">',
        '<span itemprop="datePublished" content="x">November 8, 2023</span>',
        '<script type="application/ld+json">[{"@type": ["NewsArticle"], '
        '"datePublished": "2023-11-08T23:59:00-05:00"}]</script>',
        '<p><time class="updated" datetime="2023-12-01">x</time>'
        '<time datetime="2023-11-08T01:00:00Z">Wednesday</time></p>',
        "<p>Published on 8 November 2023</p>",
        "<p>Veröffentlicht am 8. November 2023</p>",
        '<script type="application/ld+json">{"@type": "Article", "datePublished": 1699434000000}'
        "</script>",
        '<script type="application/ld+json">//<![CDATA[\n{"@type": "NewsArticle", "name": "a\nb",'
        '/* x */ "url": "https://x.example", "datePublished": "2023-11-08",}\n//]]></script>',
        '<script type="application/ld+json">{"@type": "http://schema.org/NewsArticle", '
        '"datePublished": "2023-11-08"}</script><meta name="date" content="2023-11-20">',
        '<p>Updated <time datetime="2023-12-01">x</time> <time datetime="2023-11-08">y</time></p>',
    ],
)
def test_dates_are_read_where_pages_state_them(stated: str) -> None:
    assert read(f"<body><article>{stated}<p>{ONE}</p></article></body>").date == DAY


@pytest.mark.parametrize(
    "prose",
    [
        '<link rel="canonical" href="https://x.example/2023/11/08/bridge">',
        "<p>On November 8, 2023 it rained.</p>",
        '<p>On <time datetime="1912-04-15">15 April 1912</time> the ship was lost.</p>',
        '<meta property="article:modified_time" content="2023-11-08">',
        '<meta name="date" content="soon">',
        '<script type="application/ld+json">{"@type": "Event", "datePublished": "2023-11-08"}'
        "</script>",
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
    ],
)
def test_no_date_is_taken_from_anything_else(prose: str) -> None:
    assert read(f"<body><article>{prose}<p>{ONE}</p></article></body>").date is None


@pytest.mark.parametrize(
    ("stated", "authors"),
    [
        ('<meta name="author" content="Ann Lee and Bo Chan">', ("Ann Lee", "Bo Chan")),
        ('<meta property="article:author" content="https://x.example/ann">', ()),
        ('<p><a rel="author nofollow">Ann Lee</a></p>', ("Ann Lee",)),
        ('<p class="entry-author">Author by Ann Lee</p>', ("Ann Lee",)),
        ("<p>Von Anna Berg und Bo Chan</p>", ("Anna Berg", "Bo Chan")),
        ("<p>Por Ana Lima</p>", ("Ana Lima",)),
        (
            '<script type="application/ld+json">{"@type": "Report", "author": "Ann Lee"}</script>',
            ("Ann Lee",),
        ),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "Article", "author": {"@id": '
            '"#a"}}, {"@id": "#a", "@type": "Person", "name": "Ann Lee"}]}</script>',
            ("Ann Lee",),
        ),
        ('<meta name="author" content="By Ann Lee, Herald staff">', ("Ann Lee",)),
        ('<meta name="citation_author" content="Lee, Ann">', ("Ann Lee",)),
    ],
)
def test_authors_are_read_where_pages_state_them(stated: str, authors: tuple[str, ...]) -> None:
    assert read(f"<body><article>{stated}<p>{ONE}</p></article></body>").authors == authors


def test_a_declared_encoding_is_honoured() -> None:
    text = "\u041c\u044d\u0440 \u0443\u0448\u0451\u043b."
    markup = f"<html><head><meta charset=windows-1251></head><body><p>{text}</p></body></html>"
    assert read(markup, "cp1251").text == text
    markup = f'<?xml version="1.0" encoding="koi8-r"?><html><body><p>{text}</p></body></html>'
    assert read(markup, "koi8-r").text == text
    assert read(markup, "utf-8").text == text


def test_markup_in_words_is_text_and_nothing_is_run() -> None:
    markup = f"<p>{ONE} &lt;script&gt;alert(1)&lt;/script&gt;</p><script>alert(2)</script>"
    assert read(f"<article>{markup}</article>").text == f"{ONE} <script>alert(1)</script>"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>one</p>two<div>three<p>four</div>", "one\n\ntwo\n\nthree\n\nfour"),
        ("a<!-- x -->b<?php x ?>c", "abc"),
        ("<pre>a\n  b</pre>", "a\nb"),
        ("<ol><li>a<li>b</ol>", "1. a\n2. b"),
        ("<ol type=a><li>one<li><p>two</p></ol>", "a. one\nb. two"),
        ('<ol start=4 style="list-style-type: upper-roman"><li>one<li>two</ol>', "IV. one\nV. two"),
        ("<span>a</span><a>b</a> <i>c</i>d", "a b cd"),
        ("", ""),
        ("<p></p>", ""),
    ],
)
def test_blocks_are_told_apart(markup: str, text: str) -> None:
    assert text_of_markup(markup) == text


@pytest.mark.parametrize(
    "markup", ["<html></html>", "<script>x()</script>", "<div>" * 50_000, "<!DOCTYPE html>"]
)
def test_a_page_without_text_is_unreadable(markup: str) -> None:
    with pytest.raises(UnreadableError, match="no text in this page"):
        read(markup)


def test_a_page_of_many_elements_is_read() -> None:
    article = read("<div>" * 100 + "<p>Short line of text.</p>" * 5_000)
    assert article.text.count("Short line") == 5_000
