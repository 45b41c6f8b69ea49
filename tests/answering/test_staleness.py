from __future__ import annotations

from datetime import date

import pytest

from qa.answering.staleness import Staleness, asks_for_past, earlier_values, staleness_of

DAY = date(2026, 11, 9)


@pytest.mark.parametrize(
    ("sentence", "value", "staleness"),
    [
        ("The toll rose to five, from three, on Sunday.", "five", Staleness.PRESENT),
        ("The toll rose to five, from three, on Sunday.", "three", Staleness.EARLIER),
        ("It will cost $4.9 million, up from $4.2 million.", "$4.9 million", Staleness.PRESENT),
        ("It will cost $4.9 million, up from $4.2 million.", "$4.2 million", Staleness.EARLIER),
        ("The number was raised to 1,850 from an initial 1,200.", "1,200", Staleness.EARLIER),
        ("There are now 52 cases, compared with 43.", "43", Staleness.EARLIER),
        ("The number is 3,410, not 4,310.", "3,410", Staleness.PRESENT),
        ("The number is 3,410, not 4,310.", "4,310", Staleness.EARLIER),
        ("An earlier version of this article said that four had died.", "four", Staleness.MISTAKEN),
        ("We wrongly gave the number as 43 instead of 40.", "43", Staleness.MISTAKEN),
        ("We wrongly gave the number as 43 instead of 40.", "40", Staleness.PRESENT),
        ("In 2019 three people died.", "three", Staleness.BACKGROUND),
        ("Three people died in a flood in March 2019.", "Three", Staleness.BACKGROUND),
        ("Three people died there two years ago.", "Three", Staleness.BACKGROUND),
        ("Three people died in 2026.", "Three", Staleness.PRESENT),
        ("Police moved 300 people from 12 villages.", "12", Staleness.PRESENT),
        ("Three people died on Thursday.", "Three", Staleness.PRESENT),
    ],
)
def test_the_sentence_tells_whether_a_value_still_holds(
    sentence: str, value: str, staleness: Staleness
) -> None:
    before, after = sentence.split(value, 1)
    assert staleness_of(before, after, DAY) is staleness


def test_a_year_is_past_only_where_the_article_has_a_later_date() -> None:
    assert staleness_of("In 2019 ", " died.", None) is Staleness.PRESENT
    assert staleness_of("In 2019 ", " died.", date(2019, 5, 1)) is Staleness.PRESENT
    assert staleness_of("In December 2025 ", " died.", date(2026, 1, 3)) is Staleness.PRESENT
    assert staleness_of("In March 2025 ", " died.", date(2026, 1, 3)) is Staleness.BACKGROUND


def test_the_earlier_values_of_a_sentence_are_given() -> None:
    assert list(earlier_values("It rose to $4.9 million, up from $4.2 million.")) == [
        "$4.2 million"
    ]
    assert list(earlier_values("Three people died.")) == []


@pytest.mark.parametrize(
    ("question", "past"),
    [
        ("How many people died in the flood?", False),
        ("How many people died in the flood of 1938?", True),
        ("How many people were injured last year?", True),
        ("How many jobs were originally to go?", True),
    ],
)
def test_a_question_may_ask_for_what_was_before(question: str, past: bool) -> None:
    assert asks_for_past(question) is past


def test_a_correction_quotes_what_it_corrects() -> None:
    before = "A report of 16 January gave the number of people who died as "
    assert staleness_of(before, ".", None, "Correction: deaths in Lowen") is Staleness.MISTAKEN
    assert staleness_of(before, ".", None, "Seven dead in Lowen") is Staleness.PRESENT
    assert staleness_of("It is ", ".", None, "Correction: deaths in Lowen") is Staleness.PRESENT
