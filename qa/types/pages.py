"""Define on which pages of its file a stretch of an article stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the file that an article was read from.

    Attributes:
        start: where its text begins in the article's text.
        number: counted from 1, as viewers count.
        label: the number printed on it ("iv"), where the file states one that differs.
        is_ocr: whether its words were recognised in a picture, and may be misread.
    """

    start: int
    number: int
    label: str | None = None
    is_ocr: bool = False

    def to_dict(self) -> dict[str, Any]:
        return {
            "start": self.start,
            "number": self.number,
            "label": self.label,
            "ocr": self.is_ocr,
        }


@dataclass(frozen=True, slots=True)
class PageRange:
    """The first and the last page that a stretch of text stands on; often the same one.

    Attributes:
        is_ocr: whether words on any of these pages were recognised in a picture.
    """

    first: Page
    last: Page
    is_ocr: bool = False

    def __str__(self) -> str:
        """Write "p. 7" or "pp. 7-8"; with printed numbers "p. iv (page 6 of the file)"."""
        numbers = _join(str(self.first.number), str(self.last.number))
        labels = _join(_label(self.first), _label(self.last))
        mark = "p." if self.first.number == self.last.number else "pp."
        if labels == numbers:
            return f"{mark} {numbers}"
        word = "page" if self.first.number == self.last.number else "pages"
        return f"{mark} {labels} ({word} {numbers} of the file)"


def pages_of(pages: Sequence[Page], start: int, end: int) -> PageRange | None:
    """Give the pages that text[start:end] stands on; None where the article has no pages.

    Args:
        pages: those of the article, in ascending order of their starts.
    """
    if not pages:
        return None
    starts = [page.start for page in pages]
    first = max(bisect_right(starts, start) - 1, 0)
    last = max(bisect_right(starts, max(start, end - 1)) - 1, first)
    is_ocr = any(page.is_ocr for page in pages[first : last + 1])
    return PageRange(pages[first], pages[last], is_ocr)


def _label(page: Page) -> str:
    return page.label or str(page.number)


def _join(first: str, last: str) -> str:
    return first if first == last else f"{first}-{last}"
