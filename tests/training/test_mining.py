from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from qa.reader.loading import PACKAGED
from training import mine_hard
from training.examples import Example, read_examples, write_examples
from training.mine_hard import Score, best_span, chosen, is_hard, read_scores

TEXT = "It rained in Bern."
ANSWERED = Example("squad.json.gz#1", "Where did it rain?", TEXT, ((13, 17),))
UNANSWERED = Example("squad.json.gz#1", "Who paid for the ferry?", TEXT, ())


@pytest.mark.parametrize(
    ("example", "margin", "f1", "hard"),
    [
        (ANSWERED, 6.0, 1.0, False),
        (ANSWERED, 6.0, 0.2, True),
        (ANSWERED, -3.0, 1.0, True),
        (UNANSWERED, -6.0, 0.0, False),
        (UNANSWERED, 1.0, 0.0, True),
    ],
)
def test_hard_is_what_a_reader_gets_wrong_or_is_unsure_of(
    example: Example, margin: float, f1: float, hard: bool
) -> None:
    assert is_hard(example, Score(0, margin, f1)) is hard


def test_easy_examples_go_as_do_those_that_there_was_no_time_to_score() -> None:
    examples = [ANSWERED, UNANSWERED, replace(ANSWERED, group="other.json.gz#1"), ANSWERED]
    scores = [Score(0, 9.0, 1.0), Score(1, 3.0, 0.0)]
    assert chosen(examples, [0, 1, 3], scores, 0.0) == examples[1:3]
    assert chosen(examples, [0, 1, 3], scores, 1.0) == examples[:3]


def test_a_span_ends_where_it_starts_or_later() -> None:
    starts = torch.tensor([0.0, 1.0, 5.0, -torch.inf])
    ends = torch.tensor([9.0, 2.0, 3.0, -torch.inf])
    assert best_span(starts, ends) == (0, 0)
    assert best_span(starts, torch.tensor([-9.0, 2.0, 3.0, -torch.inf])) == (2, 2)


def test_a_line_that_a_kill_cut_off_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "scores.jsonl"
    path.write_text('{"number": 4, "margin": 1.5, "f1": 1.0}\n{"number": 5, "mar')
    assert read_scores(path) == [Score(4, 1.5, 1.0)]


def test_only_named_files_are_scored_and_each_example_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = replace(UNANSWERED, group="other.json.gz#1")
    # The reader takes this for answered, though it is said not to be.
    fooled = replace(ANSWERED, answers=())
    write_examples(tmp_path / "all.jsonl", [ANSWERED, UNANSWERED, other, fooled])
    out = tmp_path / "hard.jsonl"
    scores = tmp_path / "hard.scores.jsonl"
    scores.write_text(json.dumps({"number": 0, "margin": 9.0, "f1": 1.0}) + "\n")
    arguments = ["mine", str(tmp_path / "all.jsonl"), str(out), str(PACKAGED), "--kept", "0"]
    monkeypatch.setattr("sys.argv", [*arguments, "--of", "squad.json.gz"])
    mine_hard.main()
    assert list(read_examples(out)) == [other, fooled]
    assert sorted(score.number for score in read_scores(scores)) == [0, 1, 3]
