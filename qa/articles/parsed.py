"""What a parser gives: an article before its text is put into the form that is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qa.types.pages import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedArticle:
    """An article as its file states it; what the head of the text says is filled in later.

    Attributes:
        text: raw; it is normalised before any offset into it exists.
        left_out: what of the article was not read, and why, a sentence each.
        pages: where the text of each page begins in the raw text, at a character that is no blank.
        titled_by_text: whether the first line may serve as the title where the file names none.
    """

    text: str
    title: str | None = None
    date: date | None = None
    source: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    left_out: tuple[str, ...] = ()
    pages: tuple[Page, ...] = ()
    titled_by_text: bool = True
