"""Evidence as HTML: the article with the words marked in place. Everything is escaped."""

from __future__ import annotations

from html import escape
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

from qa.types.answer import Answer, Closest
from qa.types.article import Article, ArticleInfo
from qa.types.rendering import describe

# How much of a long article is shown on either side of the words, in characters.
_AROUND = 20_000


def article_html(
    article: Article, start: int, end: int, links: str = "", position: str = ""
) -> str:
    """The article with text[start:end] in one `mark` element; boilerplate is greyed.

    `links` is HTML that leads to the original; `position` says which place of how many this is.
    """
    return (
        f'<article class="aq-article">{_header(article.info, links)}'
        f'<div class="aq-text" id="aq-text" tabindex="0" aria-label="Text of the article">'
        f"{_paragraphs(article, start, end)}</div>"
        f'<footer class="aq-where">{escape(position)}characters {start}-{end} of '
        f"{escape(Path(article.path).name)}</footer></article>"
    )


def links_html(url: str | None, file: str) -> str:
    """Where the original is: the address that it was published at, then `file`, which is HTML.

    Only an http or https address becomes a link; any other is shown as text.
    """
    if url is None:
        address = ""
    elif (host := _host(url)) is None:
        address = f"<span>{escape(url)}</span>"
    else:
        address = (
            f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">'
            f'Published at {escape(host)}<span class="aq-unseen"> (opens in a new tab)</span></a>'
        )
    parts = " ".join(part for part in (address, file) if part)
    return f'<p class="aq-links">{parts}</p>' if parts else ""


def told_html(said: str) -> str:
    """A sentence in the panel's place."""
    return f'<article class="aq-article"><p class="aq-meta">{escape(said)}</p></article>'


def no_answer_html(answer: Answer) -> str:
    """What was searched, and the closest passages, marked as no answer."""
    cards = "".join(_closest(item) for item in answer.closest)
    nearest = f"<h3>Nearest passages: none was found to answer it</h3>{cards}" if cards else ""
    return (
        '<article class="aq-article aq-none"><header><h2>Not in these articles</h2>'
        f'<p class="aq-meta">Searched: {escape(describe(answer.searched))}. Try other words, wider '
        f"dates, or add articles.</p></header>{nearest}</article>"
    )


def welcome_html(count: int) -> str:
    """What stands in the panel before the first question."""
    said = (
        "Add articles below, then ask about them."
        if count == 0
        else "Ask a question. The article that answers it opens here, with the exact words marked."
    )
    return told_html(said)


def articles_html(infos: list[ArticleInfo]) -> str:
    """A table of the articles held; undated ones are marked."""
    rows = "".join(
        f"<tr><td>{escape(info.date.isoformat()) if info.date else '<em>undated</em>'}</td>"
        f"<td>{escape(info.title or Path(info.path).name)}</td>"
        f"<td>{escape(info.source or '')}</td></tr>"
        for info in infos
    )
    head = "<tr><th>Date</th><th>Title</th><th>Source</th></tr>"
    return f'<table class="aq-list"><thead>{head}</thead><tbody>{rows}</tbody></table>'


def day_of(info: ArticleInfo) -> str:
    return f"{info.date.day} {info.date.strftime('%B %Y')}" if info.date else "undated"


def _host(url: str) -> str | None:
    """The host of an address that a browser may be sent to, else None."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    plain = url.isprintable() and not any(map(str.isspace, url))
    return host if plain and parts.scheme in ("http", "https") else None


def _header(info: ArticleInfo, links: str = "") -> str:
    authors = f"by {', '.join(info.authors)}" if info.authors else None
    meta = " · ".join(escape(part) for part in (info.source, day_of(info), authors) if part)
    title = escape(info.title or Path(info.path).name)
    return f'<header><h2>{title}</h2><p class="aq-meta">{meta}</p>{links}</header>'


def _paragraphs(article: Article, start: int, end: int) -> str:
    text = article.text
    first = max(0, start - _AROUND)
    first = 0 if first == 0 else max(text.rfind("\n\n", 0, first), 0)
    last = min(len(text), end + _AROUND)
    # Cut the text at every place where the look changes, then let each piece know its look.
    cuts = {first, start, end, last}
    cuts |= {
        at
        for pair in article.boilerplate
        for at in pair
        if first < at < last and not start < at < end
    }
    bounds = sorted(cuts)
    pieces = []
    for before, after in pairwise(bounds):
        piece = escape(text[before:after])
        if (before, after) == (start, end):
            piece = f'<mark id="aq-mark">{piece}</mark>'
        elif any(left <= before and after <= right for left, right in article.boilerplate):
            piece = f'<span class="aq-boilerplate">{piece}</span>'
        pieces.append(piece)
    cut_before = '<p class="aq-meta">[...]</p>' if first > 0 else ""
    cut_after = '<p class="aq-meta">[...]</p>' if last < len(text) else ""
    return f'{cut_before}<div class="aq-body">{"".join(pieces)}</div>{cut_after}'


def _closest(item: Closest) -> str:
    offset = item.sentence_start - item.passage_start
    before = escape(item.passage[:offset])
    after = escape(item.passage[offset + len(item.sentence) :])
    return (
        f'<section class="aq-closest">{_header(item.article)}<div class="aq-body">{before}'
        f'<span class="aq-sentence">{escape(item.sentence)}</span>{after}</div></section>'
    )
