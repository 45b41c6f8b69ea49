from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from training.examples import Example
from training.written import WRITTEN, paragraph_key, read_written

PARAGRAPH = "The bridge opened in 1931. The mayor, Ada Bell, closed it on Friday."


@pytest.fixture
def data(tmp_path: Path) -> Path:
    paragraphs = [
        {"context": text, "qas": [{"id": "1", "question": "What opened?", "answers": []}]}
        for text in ("A ferry runs.", PARAGRAPH)
    ]
    content = {"data": [{"title": "Bridges", "paragraphs": paragraphs}]}
    (tmp_path / "set.json.gz").write_bytes(gzip.compress(json.dumps(content).encode()))
    return tmp_path


def written(data: Path, *lines: str) -> Path:
    path = data / "written.tsv"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_written_questions_find_their_paragraph_and_their_answer_in_it(data: Path) -> None:
    key = paragraph_key(PARAGRAPH)
    path = written(
        data,
        f"set.json.gz\t{key}\t38\t46\twho closed the bridge",
        f"set.json.gz\t{key}\t\t\tWho opened the bridge in 1931?",
    )
    group = "set.json.gz#0#1"
    assert read_written(data, path) == [
        Example(group, "who closed the bridge", PARAGRAPH, ((38, 46),), "written"),
        Example(group, "Who opened the bridge in 1931?", PARAGRAPH, (), "written"),
    ]
    assert PARAGRAPH[38:46] == "Ada Bell"


def test_a_paragraph_that_is_in_no_file_is_named_with_its_line(data: Path) -> None:
    path = written(data, "set.json.gz\t0123456789ab\t\t\tWho opened it?")
    with pytest.raises(ValueError, match=r"written\.tsv, line 1: no paragraph 0123456789ab"):
        read_written(data, path)


def test_an_answer_outside_its_paragraph_is_named_with_its_line(data: Path) -> None:
    path = written(data, f"set.json.gz\t{paragraph_key(PARAGRAPH)}\t60\t99\tWhen?")
    with pytest.raises(ValueError, match="line 1: 60 to 99 is outside"):
        read_written(data, path)


def test_the_questions_that_come_along_are_well_formed_and_none_is_there_twice() -> None:
    seen = set()
    for line in WRITTEN.read_text(encoding="utf-8").splitlines():
        name, key, start, end, question = line.split("\t")
        assert name.endswith(".json.gz")
        assert len(key) == 12
        assert bool(start) == bool(end)
        assert not start or int(start) < int(end)
        assert question == " ".join(question.split()) != ""
        seen.add((key, question.casefold()))
    assert len(seen) == len(WRITTEN.read_text(encoding="utf-8").splitlines())
