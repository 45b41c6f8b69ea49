from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from qa.reader.loading import PACKAGED
from training import compare_readers
from training.compare_readers import Prediction, row

PASSAGE = (
    "The bridge opened in 1931. It carries four lanes. The mayor, Ada Bell, closed it on Friday "
    "after cracks were found. Divers will look at the piers. Traffic goes by the old ferry."
)


def prediction(margin: float, f1: float, answerable: bool) -> Prediction:
    return Prediction("v1", "dev", "1", "words", margin, float(f1 == 1), f1, answerable)


def test_a_row_counts_words_over_the_answerable_and_margins_over_all() -> None:
    predictions = [
        prediction(4.0, 1.0, True),
        prediction(-2.0, 0.5, True),
        prediction(-5.0, 0.0, False),
    ]
    assert row("v1", "dev", predictions) == (
        "| v1 | dev (3, 2 answerable) | 50.0 / 75.0 | 50.0 % | 1.000 | 1.000, 83.3 at -2.0 |"
    )


def test_a_comparison_goes_on_after_what_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = [{"text": "Ada Bell", "answer_start": PASSAGE.index("Ada Bell")}]
    asked = [
        {"id": "1", "question": "Who closed the bridge?", "answers": answers},
        {"id": "2", "question": "Who built the ferry?", "answers": [], "is_impossible": True},
    ]
    content = {"data": [{"title": "", "paragraphs": [{"context": PASSAGE, "qas": asked}]}]}
    path = tmp_path / "dev.json.gz"
    path.write_bytes(gzip.compress(json.dumps(content).encode()))
    out = tmp_path / "out.jsonl"
    done = {"reader": str(PACKAGED), "question": "1 Who closed the bridge?", "words": "it"}
    numbers = {"margin": -9.0, "exact": 0.0, "f1": 0.0, "answerable": True}
    monkeypatch.setattr("sys.argv", ["compare", str(out), str(path), "--readers", str(PACKAGED)])
    compare_readers.main()
    assert "(2, 1 answerable) | 100.0 / 100.0 | 0.0 %" in capsys.readouterr().out
    assert len(out.read_text().splitlines()) == 2
    name = json.loads(out.read_text().splitlines()[0])["set"]
    out.write_text(json.dumps({**done, **numbers, "set": name}) + "\n")
    compare_readers.main()
    assert "(2, 1 answerable) | 0.0 / 0.0 | 100.0 %" in capsys.readouterr().out
    assert len(out.read_text().splitlines()) == 2
