from __future__ import annotations

from datetime import date

import pytest

from qa.errors import UsageError
from qa.types.article import Filter
from qa.web.evidence import filters_html
from qa.web.filters import Filters


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), ""),
        (Filters(" ", "", None), ""),
        (Filters("2026-11-01"), "Only articles from 2026-11-01 on are asked."),
        (
            Filters("2026-11-01", " 2026-11-08 ", "Wire"),
            "Only articles from 2026-11-01 on, up to 2026-11-08, of Wire are asked.",
        ),
        (Filters(undated=True), "Only articles that state no date are asked."),
        (
            Filters("2026-11-08", "2026-11-07"),
            "The days end before they begin: from 2026-11-08 to 2026-11-07.",
        ),
        (Filters(before="May"), "'May' is not a date; write it as YYYY-MM-DD."),
    ],
)
def test_filters_that_are_on_are_said_and_those_that_cannot_be_used(
    filters: Filters, expected: str
) -> None:
    assert filters.notice() == expected
    assert filters.is_on == bool(expected)


def test_filters_limit_the_query() -> None:
    query = Filters(" 2026-11-01 ", "", "Wire").query("Who?")
    assert query.filter == Filter(date(2026, 11, 1), None, "Wire")
    with pytest.raises(UsageError, match="end before they begin"):
        Filters("2026-11-08", "2026-11-07").query("Who?")


def test_a_source_becomes_no_markup() -> None:
    assert "&lt;b&gt;" in filters_html(Filters(source="<b>"))
    assert filters_html(Filters()).strip() == ""
