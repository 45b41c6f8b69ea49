"""HTML pages: the article's heading, captions, body and credits, without what is around them."""

from __future__ import annotations

import re
from pathlib import Path

from qa.articles.bylines import match_byline
from qa.articles.decoding import decode
from qa.articles.exports import read_texts
from qa.articles.html.blocks import paragraphs
from qa.articles.html.layout import drop_around, find_articles, main_element
from qa.articles.html.metadata import PageMeta, day_of_time, read_metadata
from qa.articles.html.parsing import Element, parse_markup
from qa.articles.html.visible import count_left_out, drop_unseen
from qa.articles.left_out import name_left_out
from qa.articles.names import split_names
from qa.articles.parsed import ParsedArticle
from qa.articles.text import normalise, one_line
from qa.errors import UnreadableError

_CHARSET = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{2,30})", re.I
)
_AUTHOR_PAGE = re.compile(r"/(?:authors?|autor(?:es)?|auteurs?|autore|autori)/([^/?#]+)", re.I)
_BYLINE_NAME = re.compile(
    r"(?:[a-z]+[-_]+)*(?:author|byline)(?:[-_]+(?:name|link|names))*", re.IGNORECASE
)
_LITTLE = 200


def read_page(path: Path, content: bytes) -> list[ParsedArticle]:
    """Read a saved page as one article, or as several where it holds several of different days.

    The text is the main heading, then the blocks of the article in the page's order, set apart by
    blank lines: captions, bylines and credits stay; menus, forms, asides and hidden elements go.
    A page with little text gives all that is visible. Nothing is fetched or run.

    Raises:
        UnreadableError: the file cannot be decoded, or shows no text.
    """
    declared = _CHARSET.search(content[:4096])
    markup = decode(path, content, declared[1].decode("ascii", "replace") if declared else None)
    root = parse_markup(markup)
    if root is None:
        raise UnreadableError(path, "no text in this page")
    meta = read_metadata(root)
    drop_unseen(root)
    heading = drop_around(root, meta.title)
    if not meta.is_article and (parts := find_articles(root)):
        return [_read_part(part, meta) for part in parts]
    main = main_element(root, heading)
    authors = meta.authors or _linked_authors(main)
    day = meta.date or day_of_time(main)
    left_out = name_left_out(count_left_out(main))
    blocks = paragraphs(main)
    if sum(map(len, blocks)) < _LITTLE:
        blocks = [meta.body] if len(meta.body) > _LITTLE else _all_visible(markup)
    title = one_line(heading.text_content()) if heading is not None else None
    if not blocks and not title:
        raise UnreadableError(path, "no text in this page; it may be built by scripts")
    text = "\n\n".join(_title_first(blocks, title))
    if len(exported := read_texts(text)) > 1:
        return exported
    return [
        ParsedArticle(
            text=text,
            title=_choose_title(meta.title, title, blocks),
            date=day,
            source=meta.source,
            authors=authors,
            url=meta.url,
            left_out=left_out,
        )
    ]


def _read_part(part: Element, meta: PageMeta) -> ParsedArticle:
    """Read one of several articles of a page: only the source is the page's."""
    heading = next(part.iter("h1", "h2", "h3", "h4"))
    day, authors = day_of_time(part), _linked_authors(part)
    links = (item.get("href") or "" for item in heading.iter("a"))
    url = next((link for link in links if link.startswith(("http://", "https://"))), None)
    title = one_line(heading.text_content())
    left_out = name_left_out(count_left_out(part))
    text = "\n\n".join(paragraphs(part))
    return ParsedArticle(
        text=text,
        title=title,
        date=day,
        source=meta.source,
        authors=authors,
        url=url,
        left_out=left_out,
    )


def _choose_title(stated: str | None, heading: str | None, blocks: list[str]) -> str | None:
    """Give the title that the page states, without a site name that the heading lacks."""
    if heading is None or stated is None:
        return _without_rest(stated, blocks) if heading is None else heading
    rest = stated.removeprefix(heading)
    return heading if re.match(r"\s*[|\u2013\u2014:·-]\s", rest) and rest != stated else stated


def _title_first(blocks: list[str], title: str | None) -> list[str]:
    if not title:
        return blocks
    return [title, *(block for block in blocks if one_line(block) != title)]


def _without_rest(title: str | None, blocks: list[str]) -> str | None:
    """Cut a page title such as "Rain comes back | The Courier" to the line that it repeats."""
    lines = [line for block in blocks[:5] for line in block.split("\n")]
    return next(
        (line for line in lines if len(line) > 10 and (title or "").startswith(line)), title
    )


def _linked_authors(main: Element) -> tuple[str, ...]:
    """Give the authors that links and elements of an article name, those of bylines last."""
    stated = [_name_within(item) for item in main.iter() if _is_author(item)]
    named = [item for item in main.iterfind(".//*[@class]") if _has_byline_name(item)]
    around = {above for item in named for above in item.iterancestors()}
    byline_elements = [item for item in named if item not in around]
    linked = [item for item in main.iter("a") if _leads_to_author(item)]
    for elements in (stated, byline_elements, linked):
        texts = (_names_part(normalise(item.text_content())) for item in elements)
        names = [name for text in texts if len(text) < 100 for name in split_names(text)[0]]
        if names:
            return tuple(dict.fromkeys(names))
    return ()


def _is_author(element: Element) -> bool:
    stated = f"{element.get('rel') or ''} {element.get('itemprop') or ''}".split()
    return "author" in stated


def _name_within(author: Element) -> Element:
    """Give the element that holds the name alone, without the role beside it."""
    return next((item for item in author.iter() if item.get("itemprop") == "name"), author)


def _leads_to_author(link: Element) -> bool:
    """Tell whether a link leads to the page of the person whom it names: /author/jane-doe."""
    match = _AUTHOR_PAGE.search(link.get("href") or "")
    if match is None:
        return False
    words = re.findall(r"\w+", link.text_content().lower())
    return len(words) > 1 and all(word in match[1].lower() for word in words)


def _names_part(text: str) -> str:
    byline = match_byline(text)
    return text if byline is None else byline.names


def _has_byline_name(element: Element) -> bool:
    return any(map(_BYLINE_NAME.fullmatch, element.get("class").split()))


def _all_visible(markup: str) -> list[str]:
    root = parse_markup(markup)
    if root is None:
        return []
    drop_unseen(root)
    return paragraphs(root)
