from __future__ import annotations

import pytest

from qa.evaluation import metrics


def test_an_exact_match_forgives_case_articles_and_punctuation() -> None:
    assert metrics.exact_match("the U.S. Army!", ["US army"]) == 1.0
    assert metrics.exact_match("army", ["US army"]) == 0.0


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("the network’s comedy “Louie” won", "Louie"),
        ("called it ‘mostly false.’", "mostly false"),
        ("his book—Noah’s Garden—sold well", "Noah's Garden"),
        ("the fee is “€ 5”", "5"),
    ],
)
def test_typographic_marks_do_not_hide_an_answer(text: str, answer: str) -> None:
    assert metrics.holds_answer(text, [answer])


def test_an_answer_within_longer_words_is_not_held() -> None:
    assert not metrics.holds_answer("“Louie’s” networks", ["Lou"])
    assert not metrics.holds_answer("sixty marines", ["six"])


def test_f1_is_the_harmonic_mean_of_shared_words() -> None:
    # 2 shared words, 3 given, 4 wanted: 2 * 2 / 7
    assert metrics.f1("eleven army soldiers", ["eleven soldiers from Texas"]) == pytest.approx(
        4 / 7
    )


def test_f1_takes_the_best_of_the_accepted_answers() -> None:
    assert metrics.f1("11", ["eleven", "11 soldiers", "11"]) == 1.0


def test_abstaining_is_right_only_when_nothing_is_accepted() -> None:
    assert metrics.exact_match(None, []) == metrics.f1(None, []) == 1.0
    assert metrics.exact_match(None, ["11"]) == metrics.f1(None, ["11"]) == 0.0
    assert metrics.exact_match("11", []) == metrics.f1("11", []) == 0.0


def test_recall_and_reciprocal_rank_count_what_was_not_found() -> None:
    ranks = [1, 2, None, 10]
    assert metrics.recall_at(ranks, 1) == 0.25
    assert metrics.recall_at(ranks, 5) == 0.5
    assert metrics.mean_reciprocal_rank(ranks) == pytest.approx((1 + 0.5 + 0.1) / 4)


def test_calibration_error_is_the_gap_weighted_by_bin() -> None:
    # Bin .9-1: confidence .95, accuracy .5, half of all; bin .2-.3: .25 and 0, the other half.
    error = metrics.expected_calibration_error(
        [0.95, 0.95, 0.25, 0.25], [True, False, False, False]
    )
    assert error == pytest.approx(0.5 * 0.45 + 0.5 * 0.25)


def test_bins_hold_answers_of_like_confidence() -> None:
    first, last = metrics.reliability([0.25, 0.92, 1.0], [False, True, False])
    assert (first.low, first.high, first.count, first.accuracy) == (0.2, 0.3, 1, 0.0)
    assert (last.low, last.count, last.confidence) == (0.9, 2, pytest.approx(0.96))
    assert last.accuracy == 0.5


def test_calibration_takes_a_confidence_of_one() -> None:
    assert metrics.expected_calibration_error([1.0], [True]) == 0.0


def test_auroc_counts_pairs_in_the_right_order() -> None:
    # Pairs (positive, negative): .9>.4, .9>.6, .5>.4, .5<.6: three of four.
    assert metrics.auroc([0.9, 0.5, 0.4, 0.6], [True, True, False, False]) == 0.75
    assert metrics.auroc([0.5, 0.5], [True, False]) == 0.5
    assert metrics.auroc([0.5], [True]) is None


def test_coverage_is_the_largest_sure_share_that_is_accurate_enough() -> None:
    confidences = [0.9, 0.8, 0.7, 0.6, 0.5]
    right = [True, True, False, True, False]
    # Running accuracy: 1, 1, .67, .75, .6
    assert metrics.coverage_at_accuracy(confidences, right, 0.7) == 0.8
    assert metrics.coverage_at_accuracy(confidences, right, 0.9) == 0.4
    assert metrics.coverage_at_accuracy([0.9], [False], 0.5) == 0.0


def test_the_best_threshold_weighs_what_it_gives_against_what_it_should_not() -> None:
    confidences = [0.9, 0.5, 0.7, 0.3]
    forced = [1.0, 0.8, 0.0, 0.5]
    answerable = [True, True, False, True]
    # From the surest: 1 + 1 (the refused one) of four; 1 + 0; 1.8; 2.3.
    assert metrics.best_f1(confidences, forced, answerable) == (pytest.approx(2.3 / 4), 0.3)
    # Without the last: 2 of three at 0.9, 1 at 0.7, 1.8 at 0.5.
    assert metrics.best_f1(confidences[:3], forced[:3], answerable[:3]) == (
        pytest.approx(2 / 3),
        0.9,
    )


def test_the_best_threshold_may_be_to_give_nothing() -> None:
    assert metrics.best_f1([0.9, 0.8], [0.0, 0.0], [False, True]) == (0.5, 1.0)


def test_the_best_threshold_parts_no_equal_confidences() -> None:
    # The right one of the two cannot be given alone.
    assert metrics.best_f1([0.5, 0.5], [1.0, 0.0], [True, False]) == (0.5, 1.0)
    assert metrics.best_f1([0.5, 0.5], [1.0, 1.0], [True, True]) == (1.0, 0.5)


def test_nothing_found_is_nothing_given_at_any_threshold() -> None:
    assert metrics.best_f1([0.0, 0.4], [1.0, 1.0], [False, True])[0] == 1.0
