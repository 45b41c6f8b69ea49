"""A file's bytes to its articles."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qa.articles.boilerplate.detection import find_boilerplate
from qa.articles.leading_metadata import LeadingMetadata, read_leading_metadata
from qa.articles.parsed import ParsedArticle
from qa.articles.parsers import ending_of, find_parser
from qa.articles.text import normalise_at, one_line
from qa.errors import UnreadableError
from qa.settings import OcrSettings
from qa.types.article import Article
from qa.types.report import Note, Skipped


@dataclass(frozen=True, slots=True)
class ReadResult:
    """The articles of a file, the records of it that were not read, and notes on what was."""

    articles: tuple[Article, ...]
    skipped: tuple[Skipped, ...]
    notes: tuple[Note, ...]


def has_pages(path: Path) -> bool:
    """Tell whether a file is of a kind whose pages may be scanned."""
    return ending_of(path) == ".pdf"


def article_id(path: Path, number: int) -> str:
    """Name an article by its file and its place in it: twelve hexadecimal digits."""
    name = f"{path.as_posix()}\n{number}"
    return hashlib.sha256(name.encode("utf-8", errors="surrogateescape")).hexdigest()[:12]


def read_articles(
    path: Path, content: bytes, sha256: str | None = None, ocr: OcrSettings | None = None
) -> ReadResult:
    """Read the articles in a file's bytes.

    The text of an article is normalised (see `text.normalise`); its title, date, source, authors
    and url are as the file's fields state them, and where they do not, as the first lines of the
    text do. A record that cannot be read does not lose the others, nor change their numbers.

    Args:
        path: decides the kind by its suffix, and is kept with the article.
        content: the file's bytes.
        sha256: their hash; computed where it is not given.
        ocr: how scanned pages of a PDF are read; None: they are only reported.

    Raises:
        UnreadableError: not one article could be read.
    """
    if not content.strip():
        raise UnreadableError(path, "empty")
    sha256 = sha256 or hashlib.sha256(content).hexdigest()
    articles: list[Article] = []
    skipped: list[Skipped] = []
    parsed = _parse(path, content, ocr)
    notes = [item for item in parsed if isinstance(item, Note)]
    drafts = [item for item in parsed if not isinstance(item, Note)]
    for number, draft in enumerate(drafts):
        if isinstance(draft, Skipped):
            skipped.append(draft)
        elif article := _article(path, number, sha256, draft):
            articles.append(article)
            place = f"{path}, record {number + 1}" if len(drafts) > 1 else str(path)
            notes += [Note(place, text) for text in draft.left_out]
        else:
            skipped.append(Skipped(f"{path}, record {number + 1}", "no text"))
    if not articles:
        raise UnreadableError(path, _nothing(skipped, notes))
    return ReadResult(tuple(articles), tuple(skipped), tuple(notes))


# What the standard library and lxml raise on bytes that are not what they should be.
_OF_DAMAGED_FILES = (ArithmeticError, AttributeError, EOFError, LookupError, TypeError, ValueError)


def _parse(
    path: Path, content: bytes, ocr: OcrSettings | None
) -> Sequence[ParsedArticle | Skipped | Note]:
    try:
        if ocr is None or not has_pages(path):
            return find_parser(path)(path, content)
        from qa.articles.pdf.document import read_pdf

        return read_pdf(path, content, ocr)
    except RecursionError as error:
        raise UnreadableError(path, "its parts are nested too deeply") from error
    except MemoryError as error:
        raise UnreadableError(path, "it takes more memory than there is") from error
    except _OF_DAMAGED_FILES as error:
        # What a parser did not foresee in a damaged file must not stop the reading of the others.
        reason = f"damaged in a way that was not foreseen ({type(error).__name__})"
        raise UnreadableError(path, reason) from error


def _article(path: Path, number: int, sha256: str, draft: ParsedArticle) -> Article | None:
    """Make an article of what was parsed; None if there is no text in it."""
    normalised = normalise_at(draft.text, [page.start for page in draft.pages])
    text = normalised.text
    if not text:
        return None
    boilerplate = find_boilerplate(text)
    head = read_leading_metadata(text, boilerplate)
    return Article(
        id=article_id(path, number),
        title=one_line(draft.title) or (head.title if draft.titled_by_text else None),
        date=draft.date or head.date,
        source=one_line(draft.source) or one_line(head.source),
        authors=_authors(draft, head),
        path=str(path),
        url=one_line(draft.url) or head.url,
        sha256=sha256,
        number=number,
        text=text,
        boilerplate=boilerplate,
        pages=tuple(
            replace(page, start=start)
            for page, start in zip(draft.pages, normalised.positions, strict=True)
        ),
    )


def _authors(draft: ParsedArticle, head: LeadingMetadata) -> tuple[str, ...]:
    names = (one_line(name) for name in draft.authors or head.authors)
    return tuple(dict.fromkeys(name for name in names if name))


def _nothing(skipped: list[Skipped], notes: list[Note]) -> str:
    if not skipped:
        return "; ".join(["no article in it", *(note.text for note in notes)])
    if len(skipped) == 1:
        return skipped[0].reason
    return f"none of its {len(skipped)} records could be read; the first: {skipped[0].reason}"
