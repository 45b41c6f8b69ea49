"""The parts of `article-qa evaluate` that need no model."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.cli.evaluation import (
    Outputs,
    below_thresholds,
    choose_mode,
    parse_thresholds,
    read_predictions,
)
from qa.errors import QuestionSetError, UsageError

FIGURES = {"set": "small", "f1": 0.5, "recall_at": {"5": 0.9}, "unanswerable_accuracy": None}


def test_a_figure_below_its_threshold_is_named_with_its_set() -> None:
    thresholds = {"f1": 0.6, "recall_at.5": 0.9, "unanswerable_accuracy": 0.1}
    assert below_thresholds(FIGURES, thresholds) == [
        "small: f1 is 0.5, below 0.6",
        "small: unanswerable_accuracy is None, below 0.1",
    ]


@pytest.mark.parametrize("name", ["nonsense", "recall_at.7", "f1.5"])
def test_a_figure_that_is_not_there_is_refused_with_those_that_are(name: str) -> None:
    with pytest.raises(UsageError, match=f"no figure '{name}'; there are f1"):
        below_thresholds(FIGURES, {name: 0.1})


def test_thresholds_are_read_as_metric_and_value() -> None:
    assert parse_thresholds(["f1=0.7", "recall_at.5=0.9"]) == {"f1": 0.7, "recall_at.5": 0.9}
    with pytest.raises(UsageError, match="'f1' is not METRIC=VALUE"):
        parse_thresholds(["f1"])


def test_the_options_name_one_mode() -> None:
    articles = [Path("articles")]
    assert choose_mode([], own_articles=False, reader_only=False) == "store"
    assert choose_mode(articles, own_articles=False, reader_only=False) == "articles"
    assert choose_mode([], own_articles=True, reader_only=False) == "own-articles"
    assert choose_mode([], own_articles=False, reader_only=True) == "reader-only"
    with pytest.raises(UsageError, match="Give one of --articles, --own-articles"):
        choose_mode(articles, own_articles=False, reader_only=True)


def test_a_file_that_cannot_be_written_or_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"Cannot write .*missing"):
        Outputs(tmp_path / "missing" / "out.jsonl", None).clear()
    with pytest.raises(QuestionSetError, match=r"Cannot read the predictions .*none"):
        read_predictions(tmp_path / "none.jsonl")
