from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from qa.evaluation.question_sets import read_question_set
from training.examples import Example
from training.written import (
    WRITTEN,
    WrittenQuestion,
    as_examples,
    paragraph_key,
    read_written,
    squad_layout,
)

TRAINED_ON = (WRITTEN, *(WRITTEN.with_name(f"written-{number}.tsv") for number in (2, 3, 4)))
MEASURED_ON = (WRITTEN.with_name("written-dev.tsv"), WRITTEN.with_name("roles-dev.tsv"))
PARAGRAPH = "The bridge opened in 1931. The mayor, Ada Bell, closed it on Friday."
KEY = paragraph_key(PARAGRAPH)
CLOSED = WrittenQuestion("set.json.gz", KEY, (38, 46), "who closed the bridge")
OPENED = WrittenQuestion("set.json.gz", KEY, None, "Who opened the bridge in 1931?")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    paragraphs = [
        {"context": text, "qas": [{"id": "1", "question": "What opened?", "answers": []}]}
        for text in ("A ferry runs.", PARAGRAPH)
    ]
    content = {"data": [{"title": "Bridges", "paragraphs": paragraphs}]}
    (tmp_path / "set.json.gz").write_bytes(gzip.compress(json.dumps(content).encode()))
    return tmp_path


def test_a_line_is_a_question_with_or_without_an_answer(tmp_path: Path) -> None:
    path = tmp_path / "written.tsv"
    path.write_text(
        f"set.json.gz\t{KEY}\t38\t46\twho closed the bridge\n"
        f"set.json.gz\t{KEY}\t\t\tWho opened the bridge in 1931?\n"
    )
    assert read_written(path) == [CLOSED, OPENED]


def test_written_questions_find_their_paragraph_and_their_answer_in_it(data: Path) -> None:
    group = "set.json.gz#0#1"
    assert as_examples(data, [CLOSED, OPENED]) == [
        Example(group, "who closed the bridge", PARAGRAPH, ((38, 46),), "written"),
        Example(group, "Who opened the bridge in 1931?", PARAGRAPH, (), "written"),
    ]
    assert PARAGRAPH[38:46] == "Ada Bell"


def test_a_paragraph_that_is_in_no_file_is_named_with_its_question(data: Path) -> None:
    with pytest.raises(ValueError, match=r"'Where\?' is about 0123456789ab, not in set\.json\.gz"):
        as_examples(data, [WrittenQuestion("set.json.gz", "0123456789ab", None, "Where?")])


def test_an_answer_outside_its_paragraph_is_named_with_its_question(data: Path) -> None:
    with pytest.raises(ValueError, match=r"'When\?' is outside"):
        as_examples(data, [WrittenQuestion("set.json.gz", KEY, (60, 99), "When?")])


def test_a_question_set_of_them_has_all_paragraphs_and_only_these_questions(data: Path) -> None:
    path = data / "layout.json.gz"
    layout = squad_layout(data, [CLOSED, OPENED])
    path.write_bytes(gzip.compress(json.dumps(layout).encode()))
    question_set = read_question_set(path)
    assert [article.text for article in question_set.articles] == ["A ferry runs.", PARAGRAPH]
    assert [(question.question, question.answers) for question in question_set.questions] == [
        ("who closed the bridge", ("Ada Bell",)),
        ("Who opened the bridge in 1931?", ()),
    ]


def test_a_question_set_of_them_leaves_out_none_whose_paragraph_is_missing(data: Path) -> None:
    with pytest.raises(ValueError, match="is about 0123456789ab"):
        squad_layout(data, [CLOSED, WrittenQuestion("set.json.gz", "0123456789ab", None, "Where?")])


@pytest.mark.parametrize("path", [*TRAINED_ON, *MEASURED_ON])
def test_the_questions_that_come_along_are_well_formed_and_none_is_there_twice(path: Path) -> None:
    questions = read_written(path)
    assert questions
    for question in questions:
        assert question.file.endswith(".json.gz")
        assert len(question.paragraph) == 12
        assert question.answer is None or 0 <= question.answer[0] < question.answer[1]
        assert question.question == " ".join(question.question.split()) != ""
    distinct = {(question.paragraph, question.question.casefold()) for question in questions}
    assert len(distinct) == len(questions)


def test_no_question_to_train_on_is_about_a_paragraph_to_measure_on() -> None:
    trained = {question.paragraph for path in TRAINED_ON for question in read_written(path)}
    assert trained
    for path in MEASURED_ON:
        measured = {question.paragraph for question in read_written(path)}
        assert measured
        assert trained & measured == set()
