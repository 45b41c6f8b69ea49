from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from qa.errors import QuestionSetError
from qa.evaluation.question_sets import Question, QuestionSet, read_question_set
from tests.conftest import CONVERSATIONS, CONVERSATIONS_2, QUESTIONS

SQUAD = {
    "data": [
        {
            "title": "Steam_engine",
            "paragraphs": [
                {
                    "context": "Watt built it in 1776.",
                    "qas": [
                        {
                            "id": "a",
                            "question": "When?",
                            "is_impossible": False,
                            "answers": [{"text": "1776", "answer_start": 17}] * 2,
                        },
                        {"id": "b", "question": "Why?", "is_impossible": True, "answers": []},
                    ],
                }
            ],
        }
    ]
}


def test_jsonl_gives_questions_with_their_bounds(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(
        '{"id": "1", "question": "When?", "answers": ["May"], "article": "a.txt", '
        '"after": "2026-11-01"}\n\n{"id": "2", "question": "Why?", "answers": []}\n'
    )
    questions = read_question_set(path)
    assert questions.name == "set"
    assert questions.questions == (
        Question("1", "When?", ("May",), "a.txt", "2026-11-01", None),
        Question("2", "Why?", ()),
    )


def test_the_turns_of_a_conversation_are_questions_in_a_row(tmp_path: Path) -> None:
    path = tmp_path / "talk.jsonl"
    turns = [{"question": "Who?", "answers": ["Ann"]}, {"question": "and when?", "answers": []}]
    path.write_text(json.dumps({"id": "c1", "article": "a.txt", "turns": turns}) + "\n")
    first, second = read_question_set(path).questions
    assert (first.id, first.article, first.conversation) == ("c1.1", "a.txt", "c1")
    assert (second.id, second.question, second.answers) == ("c1.2", "and when?", ())


def test_a_conversation_is_drawn_as_a_whole() -> None:
    talks = [
        Question(f"c{talk}.{turn}", "Who?", (), conversation=f"c{talk}")
        for talk in range(5)
        for turn in range(3)
    ]
    drawn = QuestionSet("talks", tuple(talks)).sample(2).questions
    assert len(drawn) == 6
    assert len({question.conversation for question in drawn}) == 2


def test_the_sample_conversations_have_forty_turns_and_more() -> None:
    turns = read_question_set(CONVERSATIONS).questions
    follow_ups = [turn for turn in turns if not turn.id.endswith(".1")]
    assert len(follow_ups) >= 40
    assert sum(not turn.answers for turn in turns) >= 3


def test_csv_parts_answers_at_bars(tmp_path: Path) -> None:
    path = tmp_path / "set.csv"
    path.write_text("id,question,answers\n1,When?,May|in May\n2,Why?,\n")
    assert [question.answers for question in read_question_set(path).questions] == [
        ("May", "in May"),
        (),
    ]


def test_squad_gives_an_article_a_paragraph_also_gzipped(tmp_path: Path) -> None:
    path = tmp_path / "dev.json.gz"
    path.write_bytes(gzip.compress(json.dumps(SQUAD).encode()))
    questions = read_question_set(path)
    assert questions.name == "dev"
    assert [(article.title, article.text) for article in questions.articles] == [
        ("Steam engine", "Watt built it in 1776.")
    ]
    assert [question.answers for question in questions.questions] == [("1776",), ()]
    assert {question.article for question in questions.questions} == {questions.articles[0].id}


def test_a_sample_is_always_the_same_and_in_order() -> None:
    questions = read_question_set(QUESTIONS)
    drawn = questions.sample(10).questions
    assert drawn == questions.sample(10).questions
    assert len(drawn) == 10
    assert list(drawn) == sorted(drawn, key=questions.questions.index)
    assert questions.sample(10_000) is questions


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none.jsonl", None, "There is no question set"),
        ("bad.jsonl", b"{}\n", "line 1: no question"),
        ("bad.jsonl", b'{"question": "a", "answers": ["b"]}\n{"q"\n', "line 2: not JSON"),
        ("bad.jsonl", b'{"question": "a", "answers": "b"}', "answers must be a list"),
        (
            "bad.jsonl",
            b'{"id": "q7", "question": "a", "answers": ["May", ""]}',
            "question q7: an acc",
        ),
        ("bad.jsonl", b'{"id": "q7", "question": "a", "answers": [" \\t"]}', "is an empty text"),
        (
            "bad.json",
            b'{"data": [{"paragraphs": [{"context": "c", "qas": [{"id": "q7", "question": "a", '
            b'"answers": [{"text": ""}]}]}]}]}',
            "question q7: an accepted answer is an empty text",
        ),
        ("bad.jsonl", b"", "holds no questions"),
        ("bad.json", b'{"questions": []}', "not in SQuAD's layout"),
        ("bad.json.gz", b"no gzip", "Cannot read"),
        ("bad.xlsx", b"", "none of the kinds"),
        ("bad.csv", b"a,b\n1,2\n", "no question"),
        ("bad.jsonl", b"\xff\xfe", "Cannot read"),
    ],
)
def test_a_bad_set_is_named_with_what_is_wrong(
    tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(QuestionSetError, match=message):
        read_question_set(path)


def test_the_sample_set_is_large_enough_and_a_quarter_is_unanswerable() -> None:
    questions = read_question_set(QUESTIONS).questions
    assert len(questions) >= 60
    assert sum(not question.answers for question in questions) / len(questions) >= 0.25
    assert len({question.id for question in questions}) == len(questions)


def test_the_second_conversations_hold_follow_ups_and_new_topics() -> None:
    records = [json.loads(line) for line in CONVERSATIONS_2.read_text().splitlines()]
    turns = [turn for record in records for turn in record["turns"]]
    assert len(read_question_set(CONVERSATIONS_2).questions) == len(turns) == 126
    assert sum(turn["follow_up"] for turn in turns) == 80
    assert all(turn["standalone"] for turn in turns)
