"""Evidence as HTML: the article with the words marked in place.

This module says what is shown; the templates `article.html`, `no_answer.html` and `articles.html`
say how.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from qa.types.answer import Answer, Closest
from qa.types.article import Article, ArticleInfo
from qa.types.pages import PageRange
from qa.types.rendering import READ_BY_OCR, describe, undated_note
from qa.web.filters import Filters
from qa.web.rendering import render
from qa.web.repeated_heading import repeated_heading_end

_Style = Literal["text", "answer", "nearest", "heading", "boilerplate"]


@dataclass(frozen=True, slots=True)
class Link:
    """Where the original of an article is; shown as text where there is no address to follow.

    Attributes:
        href: the address, or None.
        download: whether a file is downloaded from it; else it opens in a new tab.
    """

    label: str
    href: str | None = None
    download: bool = False


@dataclass(frozen=True, slots=True)
class _Header:
    title: str
    details: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of an article's text that looks the same throughout."""

    text: str
    style: _Style


@dataclass(frozen=True, slots=True)
class _Passage:
    """A passage around its sentence that is nearest to the question."""

    article: _Header
    before: str
    sentence: str
    after: str


@dataclass(frozen=True, slots=True)
class _Row:
    day: str
    title: str
    source: str


def article_html(
    article: Article,
    start: int,
    end: int,
    file: Link | None = None,
    position: str = "",
    refused_turn: int | None = None,
) -> str:
    """Render the article with text[start:end] in one `mark` element; boilerplate is greyed.

    `file` leads to the file that the article was read from; `position` says which place of how many
    this is, and on which page. `refused_turn` is the number of the turn whose nearest passage this
    is: that is no answer, and has another look and a way back to the others. The lines that repeat
    the heading are hidden, unless the words stand in them.
    """
    address = None if article.url is None else address_link(article.url)
    values = {
        "article": _header(article.info),
        "links": [link for link in (address, file) if link],
        "pieces": _pieces(article, start, end, "answer" if refused_turn is None else "nearest"),
        "refused_turn": refused_turn,
        "position": position,
        "start": start,
        "end": end,
        "file_name": Path(article.path).name,
    }
    return render("article.html", values)


def address_link(url: str) -> Link:
    """Link to the address that an article was published at.

    Only an http or https address can be followed; any other is shown as text.
    """
    host = _host(url)
    return Link(url) if host is None else Link(f"Published at {host}", url)


def message_html(message: str) -> str:
    """Render a sentence that stands in the panel instead of an article."""
    return render("message.html", {"message": message})


def filters_html(filters: Filters) -> str:
    """Render the notice of the filters that are on, empty where none is."""
    return render("filters.html", {"notice": filters.notice()})


def no_answer_html(answer: Answer, turn: int = 0) -> str:
    """Render what was searched, and the closest passages, marked as no answer.

    Each opens its article; `turn` numbers the answer in its conversation. Where the answer carries
    a message of the tool, that stands above the passages instead.
    """
    values = {
        "message": answer.message,
        "searched": describe(answer.searched),
        "undated": undated_note(answer.searched),
        "turn": turn,
        "passages": [_passage(closest) for closest in answer.closest],
    }
    return render("no_answer.html", values)


def welcome_html(count: int) -> str:
    """Render what stands in the panel before the first question; `count` counts the articles."""
    return message_html(
        "Add articles below, then ask about them."
        if count == 0
        else "Ask a question. The article that answers it opens here, with the exact words marked."
    )


def articles_html(articles: Sequence[ArticleInfo]) -> str:
    """Render a table of the articles held; undated ones are marked."""
    rows = [
        _Row(info.date.isoformat() if info.date else "", title_of(info), info.source or "")
        for info in articles
    ]
    return render("articles.html", {"articles": rows})


def title_of(article: ArticleInfo) -> str:
    """Give the title of an article, or the name of its file."""
    return article.title or Path(article.path).name


def day_of(article: ArticleInfo) -> str:
    """Give the day of an article, such as "3 November 2026", or "undated"."""
    return f"{article.date.day} {article.date.strftime('%B %Y')}" if article.date else "undated"


def pages_label(pages: PageRange | None) -> str:
    """Name pages such as "p. 7", and say where their words were recognised in a picture."""
    if pages is None:
        return ""
    return f"{pages}, {READ_BY_OCR}" if pages.is_ocr else str(pages)


def _host(url: str) -> str | None:
    """Give the host of an address that a browser may be sent to, else None."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    plain = url.isprintable() and not any(map(str.isspace, url))
    return host if plain and parts.scheme in ("http", "https") else None


def _header(article: ArticleInfo, pages: PageRange | None = None) -> _Header:
    authors = f"by {', '.join(article.authors)}" if article.authors else None
    details = (article.source, day_of(article), authors, pages_label(pages))
    return _Header(title_of(article), " · ".join(part for part in details if part))


def _pieces(article: Article, start: int, end: int, words_style: _Style) -> list[_Piece]:
    """Cut the text wherever its look changes; the pieces joined are the text."""
    text = article.text
    edges = {edge for boilerplate in article.boilerplate for edge in boilerplate}
    outside = {edge for edge in edges if not start < edge < end}
    heading_end = repeated_heading_end(article)
    if start < heading_end:
        heading_end = 0
    cuts = sorted({0, heading_end, start, end, len(text)} | outside)
    pieces = []
    for left, right in pairwise(cuts):
        style: _Style = "text"
        if (left, right) == (start, end):
            style = words_style
        elif right <= heading_end:
            style = "heading"
        elif any(first <= left and right <= last for first, last in article.boilerplate):
            style = "boilerplate"
        pieces.append(_Piece(text[left:right], style))
    return pieces


def _passage(closest: Closest) -> _Passage:
    start = closest.sentence_start - closest.passage_start
    return _Passage(
        article=_header(closest.article, closest.pages),
        before=closest.passage[:start],
        sentence=closest.sentence,
        after=closest.passage[start + len(closest.sentence) :],
    )
