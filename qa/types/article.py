"""Define what is read and indexed: articles, their passages, and the filter over articles.

All offsets count characters (Unicode code points) in the article's text as the store keeps it, and
`article.text[start:end] == text` holds for everything that carries a start, an end and a text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from qa.types.pages import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleInfo:
    """An article without its text: what its file states about it.

    Attributes:
        id: twelve hexadecimal digits, the same as long as path and number are the same.
        title: as the file states it, or None.
        date: the day of publication as the file states it, or None; never guessed.
        source: the publication or agency, or None.
        authors: names, in the order of the byline.
        path: the file that it was read from.
        url: where the file says that it was published, or None.
        sha256: hash of the file's bytes when it was read.
    """

    id: str
    title: str | None
    date: date | None
    source: str | None
    authors: tuple[str, ...]
    path: str
    url: str | None
    sha256: str

    def to_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "title": self.title,
            "date": self.date.isoformat() if self.date else None,
            "source": self.source,
            "authors": list(self.authors),
            "path": self.path,
            "url": self.url,
            "sha256": self.sha256,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(ArticleInfo):
    """An article with its text as the store keeps it.

    Attributes:
        number: its place in a file of many articles, counted from 0.
        text: Unicode NFC, lines ended by a single line feed.
        boilerplate: sorted, disjoint ranges of the text that belong to the page and not to the
            article (comment forms, copyright lines, menus); never answered from.
        pages: where the text of each page begins, in ascending order, for files that have pages; a
            page without text is not among them.
    """

    number: int
    text: str
    boilerplate: tuple[tuple[int, int], ...] = ()
    pages: tuple[Page, ...] = ()

    @property
    def furniture(self) -> tuple[tuple[int, int], ...]:
        """Give `boilerplate` by its name before 0.13; gone in the next release."""
        return self.boilerplate

    @property
    def info(self) -> ArticleInfo:
        """Give the article without its text."""
        return ArticleInfo(
            id=self.id,
            title=self.title,
            date=self.date,
            source=self.source,
            authors=self.authors,
            path=self.path,
            url=self.url,
            sha256=self.sha256,
        )


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences of one article.

    Attributes:
        number: its place in the article, from 0.
        start, end, text: in the article's text.
        sentences: where its sentences start and end in the article's text; empty where the passage
            was made without them (see `qa.text.sentences.sentences_of`).
    """

    article_id: str
    number: int
    start: int
    end: int
    text: str
    sentences: tuple[tuple[int, int], ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles may answer: published from `after` to `before` (both included), by `source`.

    None sets no limit. An undated article is outside every range of days; `undated` lets only such
    articles through. Sources compare without regard to case.
    """

    after: date | None = None
    before: date | None = None
    source: str | None = None
    undated: bool = False

    @property
    def is_open(self) -> bool:
        """Tell whether every article may answer."""
        return self == Filter()

    def admits(self, article: ArticleInfo) -> bool:
        """Tell whether an article may answer."""
        if self.undated and article.date is not None:
            return False
        if self.after is not None and (article.date is None or article.date < self.after):
            return False
        if self.before is not None and (article.date is None or article.date > self.before):
            return False
        source = None if article.source is None else article.source.casefold()
        return self.source is None or source == self.source.casefold()
