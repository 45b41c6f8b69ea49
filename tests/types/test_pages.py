"""qa.types.pages: on which pages a stretch of text stands."""

from __future__ import annotations

import pytest

from qa.types.pages import Page, pages_of

PAGES = (Page(0, 6, "iv"), Page(10, 7, "v"), Page(20, 9), Page(30, 10, None, is_ocr=True))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 10, "p. iv (page 6 of the file)"),
        (9, 11, "pp. iv-v (pages 6-7 of the file)"),
        (20, 29, "p. 9"),
        (20, 31, "pp. 9-10"),
        (15, 25, "pp. v-9 (pages 7-9 of the file)"),
        (40, 40, "p. 10"),
    ],
)
def test_a_stretch_is_cited_by_its_first_and_last_page(start: int, end: int, expected: str) -> None:
    assert str(pages_of(PAGES, start, end)) == expected


def test_only_pages_that_the_stretch_touches_count_as_recognised() -> None:
    marks = [pages_of(PAGES, start, end) for start, end in ((20, 30), (20, 31), (30, 32))]
    assert [pages is not None and pages.is_ocr for pages in marks] == [False, True, True]


def test_an_article_without_pages_has_none() -> None:
    assert pages_of((), 0, 5) is None
