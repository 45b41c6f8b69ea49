"""HTML pages: the article's heading, captions, body and credits, without what is around them."""

from __future__ import annotations

import re
from pathlib import Path

from qa.articles.html.blocks import paragraphs
from qa.articles.html.layout import drop_around, main_element
from qa.articles.html.metadata import day_of_time, read_metadata
from qa.articles.html.parsing import Element, parse_markup
from qa.articles.html.visible import drop_unseen
from qa.articles.names import split_names
from qa.articles.parsed import ParsedArticle
from qa.articles.text import decode, normalise, one_line
from qa.errors import UnreadableError

_CHARSET = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{2,30})", re.I
)
_LITTLE = 200


def read_page(path: Path, content: bytes) -> list[ParsedArticle]:
    """Read a saved page as one article.

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
    known = read_metadata(root)
    drop_unseen(root)
    heading = drop_around(root, known.title)
    main = main_element(root, heading)
    blocks = paragraphs(main)
    if sum(map(len, blocks)) < _LITTLE:
        blocks = [known.body] if len(known.body) > _LITTLE else _all_visible(markup)
    title = one_line(heading.text_content()) if heading is not None else None
    if not blocks and not title:
        raise UnreadableError(path, "no text in this page; it may be built by scripts")
    return [
        ParsedArticle(
            text="\n\n".join(_title_first(blocks, title)),
            title=_without_rest(known.title, blocks) if title is None else known.title or title,
            date=known.date or day_of_time(main),
            source=known.source,
            authors=known.authors or _linked_authors(main),
            url=known.url,
        )
    ]


def _title_first(blocks: list[str], title: str | None) -> list[str]:
    if not title:
        return blocks
    return [title, *(block for block in blocks if one_line(block) != title)]


def _without_rest(title: str | None, blocks: list[str]) -> str | None:
    """A page title such as "Rain comes back | The Courier", cut to the line that it repeats."""
    lines = [line for block in blocks[:5] for line in block.split("\n")]
    return next(
        (line for line in lines if len(line) > 10 and (title or "").startswith(line)), title
    )


def _linked_authors(main: Element) -> tuple[str, ...]:
    found = list(main.iterfind(".//*[@rel='author']")) + list(
        main.iterfind(".//*[@itemprop='author']")
    )
    texts = (re.sub(r"(?i)^by\s+", "", normalise(item.text_content())) for item in found)
    return tuple(dict.fromkeys(name for text in texts for name in split_names(text)[0]))


def _all_visible(markup: str) -> list[str]:
    root = parse_markup(markup)
    if root is None:
        return []
    drop_unseen(root)
    return paragraphs(root)
