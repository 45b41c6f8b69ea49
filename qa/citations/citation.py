"""Define what is cited: a sentence of an article, with what the article states about itself."""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from qa.citations.authors import Author, split_name
from qa.types.answer import Evidence

_WORD = re.compile(r"[a-z0-9]+")
# A key is told by the first word of a title that says something.
_ARTICLES = frozenset("a an the".split())


@dataclass(frozen=True, slots=True)
class Citation:
    """A sentence of an article, to be cited.

    Attributes:
        quotation: the sentence, on one line.
        title: the article's; where it states none, the name of its file.
        authors: in the order of the byline.
        source: the publication or agency, or None.
        date: the day of publication, or None.
        url: where the article was published, or None.
        pages: the numbers of the pages of its file, such as "7-8", or None.
        accessed: the day on which it was looked at.
    """

    quotation: str
    title: str
    authors: tuple[Author, ...]
    source: str | None
    date: datetime.date | None
    url: str | None
    pages: str | None
    accessed: datetime.date

    @classmethod
    def of(cls, evidence: Evidence, accessed: datetime.date) -> Citation:
        """Cite the sentence of an answer's evidence."""
        article, pages = evidence.article, evidence.pages
        return cls(
            quotation=" ".join(evidence.sentence.split()),
            title=" ".join((article.title or Path(article.path).name).split()),
            authors=tuple(split_name(name) for name in article.authors if name.strip()),
            source=" ".join(article.source.split()) if article.source else None,
            date=article.date,
            url=article.url,
            pages=None if pages is None else _numbers(pages.first.number, pages.last.number),
            accessed=accessed,
        )

    @property
    def key(self) -> str:
        """Name the citation: the first author (or source), the year, a word of the title."""
        name = self.authors[0].family if self.authors else self.source or ""
        year = str(self.date.year) if self.date else "undated"
        words = [word for word in _ascii_words(self.title) if word not in _ARTICLES]
        return "".join(_ascii_words(name)) + year + (words[0] if words else "")


def _numbers(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"


def _ascii_words(text: str) -> list[str]:
    decomposed = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _WORD.findall(decomposed.casefold())
