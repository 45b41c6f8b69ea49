from __future__ import annotations

import pytest

from qa.text.limits import widen


def widened(sentence: str, words: str, question: str = "What happened?") -> str:
    start = sentence.index(words)
    low, high = widen(sentence, start, start + len(words), question)
    return sentence[low:high]


@pytest.mark.parametrize(
    ("sentence", "words", "expected"),
    [
        ("At least three died.", "three", "At least three"),
        ("It killed no fewer than 11 people.", "11", "no fewer than 11"),
        ("It holds up to 40 cars.", "40 cars", "up to 40 cars"),
        ("Nearly all of them left.", "all of them", "Nearly all of them"),
        ("Some 300 came.", "300", "Some 300"),
        ("An estimated 1,200 left.", "1,200", "An estimated 1,200"),
        ("It cost at least $5 billion.", "5", "at least $5 billion"),
        ("It cost $5 billion.", "$5", "$5 billion"),
        ("It cost US$5m.", "5m", "US$5m"),
        ("It fell to -5 degrees.", "5", "-5 degrees"),
        ("Twenty-five came.", "five", "Twenty-five"),
        ("About two-thirds left.", "two", "About two-thirds"),
        ("A rise of 4.5 per cent.", "4.5", "4.5 per cent"),
        ("It takes between five and seven days.", "five", "between five and seven days"),
        ("It takes five to seven days.", "seven days", "seven days"),
        ("Three or more came.", "Three", "Three or more"),
        ("Just over half agreed.", "half", "Just over half"),
        ("No more than a dozen came.", "a dozen", "No more than a dozen"),
        ("It opens no later than 2028.", "2028", "no later than 2028"),
    ],
)
def test_a_figure_keeps_its_bounds_and_units(sentence: str, words: str, expected: str) -> None:
    assert widened(sentence, words) == expected


@pytest.mark.parametrize(
    ("sentence", "words", "expected"),
    [
        ("Nobody was seriously hurt, police said.", "Nobody", "Nobody was seriously hurt"),
        ("None of the crew was hurt.", "None", "None of the crew was hurt"),
        ("No passengers were injured.", "No passengers", "No passengers were injured"),
        ("Nobody was hurt.", "Nobody was", "Nobody was hurt"),
        ("All but two of the boats sank.", "All", "All but two of the boats sank"),
        ("It was not safe.", "safe", "not safe"),
        ("They didn’t agree.", "agree", "didn’t agree"),
        ("It opens not until Tuesday.", "Tuesday", "not until Tuesday"),
        ("There were no injuries.", "injuries", "no injuries"),
        ("Not all schools closed.", "all schools", "Not all schools closed"),
        ("The vote was no longer valid.", "valid", "no longer valid"),
    ],
)
def test_a_negation_is_not_cut_from_what_it_limits(
    sentence: str, words: str, expected: str
) -> None:
    assert widened(sentence, words) == expected


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("They asked about 11 people.", "11 people"),
        ("A 19-year-old came.", "19"),
        ("It ran from 1965 to 1991.", "1991"),
        ("On May 14, 2026 it rained.", "2026"),
        ("In 2013, 39 died.", "39"),
        ("It is not only cheap.", "cheap"),
        ("She said nothing.", "nothing"),
        ("The mayor spoke.", "The mayor"),
        ("To No. 10 they went.", "10"),
        ("She finished on the 3rd day.", "3rd day"),
    ],
)
def test_what_limits_nothing_is_left_out(sentence: str, words: str) -> None:
    assert widened(sentence, words) == words


def test_a_unit_that_the_question_names_is_left_out() -> None:
    assert widened("It is 26 miles long.", "26", "How many miles long is it?") == "26"
    assert widened("It is 26 miles long.", "26", "How long is it?") == "26 miles"


def test_a_not_is_left_out_where_the_question_has_one() -> None:
    assert widened("It was not safe.", "safe", "What was it not?") == "safe"
