from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from qa.articles import find_files, read_articles, read_file
from qa.evaluation.question_sets import Question, read_question_set
from tests.conftest import ROOT
from training.natural import (
    NATURAL,
    NaturalQuestion,
    ParagraphRange,
    read_natural,
    read_source_articles,
    write_set,
)
from training.written import paragraph_key, read_written

KINDS = {"paraphrase", "terse", "why", "who-said", "number", "when-where", "other", "none"}
SAMPLE_QUESTIONS = ROOT / "data" / "natural-questions.jsonl"
OPENED = "The bridge opened in 1931. Eleven men built it."
CLOSED = "The mayor, Ada Bell, closed the old bridge on Friday."
FERRY = "A ferry runs every hour."
OPENED_KEY, CLOSED_KEY, FERRY_KEY = (paragraph_key(text) for text in (OPENED, CLOSED, FERRY))
BUILDERS = NaturalQuestion(
    "set.json.gz",
    OPENED_KEY,
    (ParagraphRange(OPENED_KEY, 27, 33), ParagraphRange(OPENED_KEY, 27, 37)),
    "number",
    "x?",
)
FARE = NaturalQuestion("set.json.gz", FERRY_KEY, (), "none", "what does the ferry cost")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    entries = [
        {"title": "The_old_bridge", "texts": [OPENED, CLOSED]},
        {"title": "https://news.example/ferry", "texts": [FERRY]},
    ]
    content = {
        "data": [
            {"title": entry["title"], "paragraphs": [{"context": text} for text in entry["texts"]]}
            for entry in entries
        ]
    }
    (tmp_path / "set.json.gz").write_bytes(gzip.compress(json.dumps(content).encode()))
    return tmp_path


def test_a_line_is_a_question_with_all_that_is_accepted_or_with_nothing(tmp_path: Path) -> None:
    path = tmp_path / "natural.tsv"
    path.write_text(
        f"set.json.gz\t{OPENED_KEY}\t27-33|27-37\tnumber\tx?\n"
        f"set.json.gz\t{FERRY_KEY}\t\tnone\twhat does the ferry cost\n"
    )
    assert read_natural(path) == [BUILDERS, FARE]


def test_an_answer_may_stand_in_another_paragraph_of_the_article(tmp_path: Path) -> None:
    path = tmp_path / "natural.tsv"
    path.write_text(f"set.json.gz\t{OPENED_KEY}\t0-10|{CLOSED_KEY}:31-41\tother\twhat closed?\n")
    (natural,) = read_natural(path)
    assert natural.answers == (
        ParagraphRange(OPENED_KEY, 0, 10),
        ParagraphRange(CLOSED_KEY, 31, 41),
    )


def test_an_article_is_its_paragraphs_below_its_headline_but_an_address_is_none(
    data: Path, tmp_path: Path
) -> None:
    write_set(tmp_path / "out", data, [BUILDERS])
    articles = tmp_path / "out" / "articles"
    assert {path.name: path.read_text(encoding="utf-8") for path in articles.iterdir()} == {
        "set-000.txt": f"The old bridge\n\n{OPENED}\n\n{CLOSED}\n",
        "set-001.txt": f"{FERRY}\n",
    }


def test_the_questions_are_a_question_set_on_these_articles(data: Path, tmp_path: Path) -> None:
    write_set(tmp_path / "out", data, [BUILDERS, FARE])
    assert read_question_set(tmp_path / "out" / "questions.jsonl").questions == (
        Question("natural-number-001", "x?", ("Eleven", "Eleven men"), "set-000.txt"),
        Question("natural-none-002", "what does the ferry cost", ()),
    )


def test_a_question_whose_paragraph_is_missing_is_named(data: Path, tmp_path: Path) -> None:
    lost = NaturalQuestion("set.json.gz", "0123456789ab", (), "none", "Where?")
    with pytest.raises(ValueError, match=r"'Where\?' is about no paragraph of set\.json\.gz"):
        write_set(tmp_path / "out", data, [lost])


@pytest.mark.parametrize(("start", "end"), [(27, 32), (28, 33), (26, 27), (38, 99), (50, 60)])
def test_an_answer_is_whole_words_of_its_paragraph(
    data: Path, tmp_path: Path, start: int, end: int
) -> None:
    answer = ParagraphRange(OPENED_KEY, start, end)
    wrong = NaturalQuestion("set.json.gz", OPENED_KEY, (answer,), "number", "x?")
    with pytest.raises(ValueError, match=r"An answer to 'x\?' is no words of"):
        write_set(tmp_path / "out", data, [wrong])


def test_an_answer_in_a_paragraph_of_another_article_is_not_taken(
    data: Path, tmp_path: Path
) -> None:
    answer = ParagraphRange(FERRY_KEY, 2, 7)
    wrong = NaturalQuestion("set.json.gz", OPENED_KEY, (answer,), "other", "x?")
    with pytest.raises(ValueError, match="is no words of"):
        write_set(tmp_path / "out", data, [wrong])


def test_paragraphs_are_found_by_their_keys(data: Path) -> None:
    bridge, ferry = read_source_articles(data / "set.json.gz")
    assert bridge.paragraphs == {OPENED_KEY: OPENED, CLOSED_KEY: CLOSED}
    assert ferry.paragraphs == {FERRY_KEY: FERRY}


def test_the_questions_that_come_along_are_well_formed() -> None:
    questions = read_natural(NATURAL)
    assert questions
    for natural in questions:
        assert natural.file.endswith(".json.gz")
        assert natural.kind in KINDS
        assert bool(natural.answers) == (natural.kind != "none")
        assert natural.question == " ".join(natural.question.split()) != ""
        assert len(natural.paragraph) == 12
        for answer in natural.answers:
            assert len(answer.paragraph) == 12
            assert 0 <= answer.start < answer.end
        assert len(set(natural.answers)) == len(natural.answers)


def test_no_question_comes_along_twice_and_a_fifth_of_them_has_no_answer() -> None:
    samples = read_question_set(SAMPLE_QUESTIONS).questions
    written = read_natural(NATURAL)
    answered = {natural.question.casefold(): bool(natural.answers) for natural in written}
    answered |= {sample.question.casefold(): bool(sample.answers) for sample in samples}
    assert len(answered) == len(written) + len(samples) >= 400
    without = sum(1 for is_answered in answered.values() if not is_answered)
    assert 0.18 <= without / len(answered) <= 0.22


def test_nothing_was_trained_on_a_paragraph_of_them() -> None:
    trained = {
        written.paragraph
        for name in ("written.tsv", "written-2.tsv", "written-3.tsv")
        for written in read_written(NATURAL.with_name(name))
    }
    measured = {natural.paragraph for natural in read_natural(NATURAL)}
    assert trained
    assert measured
    assert trained & measured == set()


def test_every_answer_about_the_samples_stands_in_the_article_that_is_named() -> None:
    paths, _ = find_files([ROOT / "data" / "articles"])
    texts: dict[str, str] = {}
    for path in paths:
        articles = read_articles(path, read_file(path)).articles
        for article in articles:
            name = path.name if len(articles) == 1 else f"{path.name}#{article.number}"
            texts[name] = " ".join(article.text.split())
    questions = read_question_set(SAMPLE_QUESTIONS).questions
    assert questions
    for question in questions:
        assert question.id.split("-", 1)[1].rsplit("-", 1)[0] in KINDS
        assert ("-none-" in question.id) == (not question.answers)
        for answer in question.answers:
            assert question.article is not None
            assert answer in texts[question.article], question.id
