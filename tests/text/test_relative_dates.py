from __future__ import annotations

from datetime import date

import pytest

from qa.text.relative_dates import resolve_date

SATURDAY = date(2026, 11, 14)


def resolved(sentence: str, words: str, published: date | None = SATURDAY) -> str | None:
    start = sentence.index(words)
    period = resolve_date(sentence, start, start + len(words), published)
    return None if period is None else period.iso


@pytest.mark.parametrize(
    ("sentence", "words", "expected"),
    [
        ("The ferry drifted for hours on Friday night.", "Friday night", "2026-11-13"),
        ("It will close, officials said on Wednesday.", "Wednesday", "2026-11-11"),
        ("On Tuesday the council voted.", "Tuesday", "2026-11-10"),
        ("The council voted on Saturday.", "on Saturday", "2026-11-14"),
        ("The bridge will be closed on Monday.", "Monday", "2026-11-16"),
        ("He said it will open Monday.", "Monday", "2026-11-16"),
        ("The road has been closed since Thursday.", "Thursday", "2026-11-12"),
        ("It sank yesterday.", "yesterday", "2026-11-13"),
        ("It sank three days ago.", "three days ago", "2026-11-11"),
        ("The vote is tomorrow.", "tomorrow", "2026-11-15"),
        ("It passed an inspection in June.", "in June", "2026-06"),
        ("It will open in March.", "March", "2027-03"),
        ("They met on 3 May.", "3 May", None),
        ("They met on 3 June.", "3 June", "2026-06-03"),
        ("It will close on Jan. 4.", "Jan. 4", "2027-01-04"),
        ("It closes at 6 a.m. on Monday, Nov. 16.", "6 a.m. on Monday, Nov. 16", "2026-11-16"),
        ("Prices rose last month.", "last month", "2026-10"),
        ("Prices rose last year.", "last year", "2025"),
        ("It rained last week.", "last week", "2026-11-02/2026-11-08"),
    ],
)
def test_a_relative_date_is_resolved_by_the_day_of_the_article(
    sentence: str, words: str, expected: str | None
) -> None:
    assert resolved(sentence, words) == expected


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("All sailings were cancelled until Tuesday.", "Tuesday"),
        ("He said that it would open on Tuesday.", "Tuesday"),
        ("“It happened on Tuesday,” she said.", "Tuesday"),
        ("The market was held on Tuesdays.", "Tuesdays"),
        ("She has come every Tuesday.", "every Tuesday"),
        ("It will open on Saturday.", "Saturday"),
        ("They met on 3 June 2024.", "3 June 2024"),
        ("They met on 3 June, 2024.", "3 June"),
        ("It ran from Monday to Friday.", "Monday to Friday"),
        ("It closed on Monday, Nov. 17.", "Monday, Nov. 17"),
        ("The shop is closed on Monday.", "Monday"),
        ("They may march again.", "march"),
        ("It happened in November.", "November"),
        ("The mayor spoke.", "The mayor"),
    ],
)
def test_what_is_not_certain_is_not_resolved(sentence: str, words: str) -> None:
    assert resolved(sentence, words) is None


def test_an_article_without_a_date_resolves_nothing() -> None:
    assert resolved("It sank yesterday.", "yesterday", None) is None


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("yesterday", "13 November 2026"),
        ("last month", "October 2026"),
        ("last year", "2025"),
        ("last week", "2 November 2026 to 8 November 2026"),
    ],
)
def test_a_period_is_written_out(words: str, text: str) -> None:
    period = resolve_date(words, 0, len(words), SATURDAY)
    assert period is not None
    assert period.text == text
