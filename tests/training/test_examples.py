from __future__ import annotations

import gzip
import json
import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.distractors import among, excerpt, excerpt_of_answers
from training.examples import Example, cropped, read_examples, read_squad, write_examples
from training.prepare import removed
from training.variants import mistyped, terse

PASSAGE = (
    "The bridge opened in 1931. It carries four lanes. The mayor, Ada Bell, closed it on Friday "
    "after cracks were found. Divers will look at the piers. Traffic goes by the old ferry."
)


def example_with(answer: str, passage: str = PASSAGE) -> Example:
    start = passage.index(answer)
    return Example("g", "Who closed it?", passage, ((start, start + len(answer)),))


def test_a_squad_file_keeps_every_annotators_range(tmp_path: Path) -> None:
    answers = [{"text": "Ada Bell", "answer_start": 62}, {"text": "Ada Bell", "answer_start": 62}]
    content = {
        "data": [
            {
                "title": "Bridges",
                "paragraphs": [
                    {
                        "context": PASSAGE,
                        "qas": [
                            {"id": "1", "question": " Who closed it?", "answers": answers},
                            {"id": "2", "question": "Who paid?", "answers": []},
                        ],
                    }
                ],
            }
        ]
    }
    path = tmp_path / "set.json.gz"
    path.write_bytes(gzip.compress(json.dumps(content).encode()))
    first, second = read_squad(path)
    assert first.answers == ((62, 70), (62, 70))
    assert (first.question, second.answers) == ("Who closed it?", ())


def test_examples_are_read_as_they_were_written(tmp_path: Path) -> None:
    examples = [example_with("Ada Bell"), Example("h", "Où?", "À Zürich.", (), "edited")]
    write_examples(tmp_path / "examples.jsonl", examples)
    assert list(read_examples(tmp_path / "examples.jsonl")) == examples


@given(
    st.sampled_from(["1931", "four lanes", "Ada Bell", "Friday\x20after", "piers", "old ferry"]),
    st.integers(1, 40),
    st.floats(0, 1),
)
def test_a_cropped_passage_holds_its_answer_at_its_range(
    answer: str, words: int, lead: float
) -> None:
    whole = example_with(answer.replace("\x20", " "))
    cut = cropped(whole, words, lead)
    (start, end), text = cut.answers[0], cut.passage
    assert text[start:end] == whole.passage[slice(*whole.answers[0])]
    assert text in PASSAGE


def test_a_crop_keeps_whole_sentences_around_the_answer() -> None:
    cut = cropped(example_with("Ada Bell"), 15, 0.0)
    assert cut.passage == ("The mayor, Ada Bell, closed it on Friday after cracks were found.")
    assert cropped(example_with("four lanes"), 9, 1.0).passage == (
        "The bridge opened in 1931. It carries four lanes."
    )


def test_a_passage_is_cropped_without_an_answer_too() -> None:
    cut = cropped(Example("g", "Who paid?", PASSAGE, ()), 12, 0.0)
    assert cut.passage == "The bridge opened in 1931. It carries four lanes."


def test_a_passage_without_the_answers_sentence_no_longer_answers() -> None:
    rest = removed(example_with("Ada Bell"))
    assert rest is not None
    assert rest.answers == ()
    assert "Ada Bell" not in rest.passage
    assert rest.passage.startswith("The bridge opened in 1931. It carries four lanes. Divers")


def test_a_passage_that_says_it_twice_is_not_made_unanswerable() -> None:
    twice = PASSAGE + " The closing was defended by Ada Bell in a speech."
    assert removed(example_with("Ada Bell", twice)) is None


def test_an_excerpt_is_the_sentence_with_most_of_the_questions_words_and_the_one_before() -> None:
    assert excerpt("Who was mayor when it closed?", PASSAGE) == (
        "It carries four lanes. The mayor, Ada Bell, closed it on Friday after cracks were found."
    )
    assert excerpt("When did the bridge open?", PASSAGE) == "The bridge opened in 1931."


@given(st.sampled_from(["1931", "four lanes", "Ada Bell", "old ferry"]), st.integers(0, 2))
def test_an_answer_stands_at_its_range_among_distractors(answer: str, place: int) -> None:
    own = excerpt_of_answers(example_with(answer))
    assert own.passage in PASSAGE
    made = among(own, ["Ada Dahl opened it.", "The ferry is old."], place)
    assert [made.passage[start:end] for start, end in made.answers] == [answer]
    assert made.passage.split("\n")[place] == own.passage


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("How many U.S. personnel will train the army?", "How many U.S. personnel?"),
        ("Which old bridge was closed on Friday?", "Which old bridge?"),
        ("Which bridge was closed on Friday?", "Which bridge closed on Friday?"),
        ("Who is the mayor of the town?", "Who mayor of town?"),
        ("How many are there?", "How many there?"),
    ],
)
def test_a_question_is_shortened_as_people_do(question: str, short: str) -> None:
    assert terse(question) == short


@given(st.text(alphabet="abcdefgh ?", max_size=30), st.integers())
def test_a_slip_changes_one_place_at_most(question: str, seed: int) -> None:
    slipped = mistyped(question, random.Random(seed))
    one_slip_away = {question}
    for n in range(len(question)):
        dropped = question[:n] + question[n + 1 :]
        doubled = question[: n + 1] + question[n:]
        swapped = question[:n] + question[n : n + 2][::-1] + question[n + 2 :]
        one_slip_away |= {dropped, doubled, swapped}
    assert slipped in one_slip_away
    assert slipped == question or re.search(r"[a-z]{5}", question)
