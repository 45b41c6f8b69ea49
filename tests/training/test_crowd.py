from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from transformers import AutoTokenizer

from qa.reader.loading import PACKAGED
from training.crowd import detokenized, plain_question, read_source, spread
from training.detokenize import detokenize
from training.examples import Example


@pytest.mark.parametrize(
    ("tokenized", "written"),
    [
        ("the team ( played in 1981 ) won .", "the team (played in 1981) won."),
        ("He sang `` Down Under '' , a hit .", 'He sang "Down Under", a hit.'),
        ("the U.S. .", "the U.S."),
        ("Khal Drogo 's front - wheel car", "Khal Drogo's front-wheel car"),
        (
            "It does n't end ; it 's $ 5 million or 13 % .",
            "It doesn't end; it's $5 million or 13%.",
        ),
        ("in a 5 -- 4 majority -- they held", "in a 5–4 majority – they held"),
        ("two km / h [ a ]", "two km/h [a]"),
    ],
)
def test_tokens_are_joined_as_people_write_them(tokenized: str, written: str) -> None:
    assert detokenize(tokenized).text == written


def test_an_answer_keeps_its_words_when_the_text_before_and_inside_it_shrinks() -> None:
    passage = "`` Down Under '' ( 1981 ) is by Men at Work ( a band ) of Australia ."
    answer = "Men at Work ( a band )"
    start = passage.index(answer)
    example = Example("g", "who sang `` Down Under ''", passage, ((start, start + len(answer)),))
    joined = detokenized(example)
    assert joined.answer_texts() == {"Men at Work (a band)"}
    assert joined.question == 'who sang "Down Under"'


TOKENS = ["``", "''", "(", ")", ",", ".", "--", "-", "/", "'s", "n't", "$", "%", "Ada", "in", "19"]


@given(st.lists(st.sampled_from(TOKENS), min_size=1, max_size=12), st.data())
def test_any_run_of_words_is_found_again_after_the_tokens_are_joined(
    tokens: list[str], data: st.DataObject
) -> None:
    first = data.draw(st.integers(0, len(tokens) - 1))
    last = data.draw(st.integers(first, len(tokens) - 1))
    before = " ".join([*tokens[:first], ""])
    answer = " ".join(tokens[first : last + 1])
    joined = detokenize(" ".join(tokens))
    start, end = joined.carried((len(before), len(before) + len(answer)))

    def letters(text: str) -> str:
        return "".join(filter(str.isalnum, text))

    assert 0 <= start <= end <= len(joined.text)
    assert letters(joined.text[start:end]) == letters(answer)


@pytest.mark.parametrize(
    ("asked", "plain"),
    [
        ("What is Texas's  one Catholic University? ", "what is texas's one catholic university?"),
        ("what is texas 's one catholic university", "what is texas's one catholic university?"),
        ("Who was André’s successor ?", "who was andre's successor?"),
        ("Which U. S. state is it?.", "which u.s.state is it?"),
        ("What does “sarva” mean?", 'what does " sarva " mean?'),
        ("What cost £ 5 in 1990–91 ( net )?", "what cost £5 in 1990-91 (net)?"),
    ],
)
def test_a_question_keeps_no_trace_of_how_it_was_spaced_or_capitalised(
    asked: str, plain: str
) -> None:
    assert plain_question(asked) == plain


@pytest.mark.parametrize(
    "question", ['Does U.S. "GDP" (net) grow 3-5%?', "Why isn't John's-son at no. 5, i.e. here?"]
)
def test_the_uncased_reader_reads_a_plain_question_as_it_was(question: str) -> None:
    tokenizer = AutoTokenizer.from_pretrained(PACKAGED)
    assert tokenizer(plain_question(question))["input_ids"] == tokenizer(question)["input_ids"]


def test_an_answer_that_stands_twice_counts_in_both_places_but_not_inside_a_word() -> None:
    passage = "Bern is old. Bernese cheese is from Bern."
    example = spread(Example("g", "where is it from?", passage, ((0, 4),)))
    assert example.answers == ((0, 4), (36, 40))


def test_an_answer_that_stands_only_inside_a_word_stays() -> None:
    example = Example("g", "which city?", "The Bernese Alps.", ((4, 8),))
    assert spread(example) == example


def test_both_files_of_squad_get_the_same_treatment_and_others_none(tmp_path: Path) -> None:
    passage = "In 1931 it opened. It closed in 1931."
    answers = [{"text": "1931", "answer_start": 3}]
    asked = [
        {"id": "1", "question": "When did  it Close?", "answers": answers},
        {"id": "2", "question": "When was it Painted ?", "answers": []},
    ]
    paragraphs = [{"context": passage, "qas": asked}]
    packed = gzip.compress(
        json.dumps({"data": [{"title": "A", "paragraphs": paragraphs}]}).encode()
    )
    names = ["squad1-train.json.gz", "squad2-unanswerable.json.gz", "tydi.json.gz"]
    for name in names:
        (tmp_path / name).write_bytes(packed)
    first, second, other = (read_source(tmp_path, name) for name in names)
    questions = ["when did it close?", "when was it painted?"]
    assert [example.question for example in first] == questions
    assert [example.question for example in second] == questions
    assert first[0].answers == ((3, 7), (32, 36))
    assert [example.question for example in other] == [
        "When did  it Close?",
        "When was it Painted ?",
    ]
