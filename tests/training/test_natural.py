from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from qa.articles import find_files, read_articles, read_file
from qa.evaluation.question_sets import Question, read_question_set
from tests.conftest import ROOT
from training.natural import NATURAL, Natural, Place, read_natural, whole_articles, write_set
from training.written import paragraph_key, read_written

KINDS = {"paraphrase", "terse", "why", "who-said", "number", "when-where", "other", "none"}
SAMPLE_QUESTIONS = ROOT / "data" / "natural-questions.jsonl"
OPENED = "The bridge opened in 1931. Eleven men built it."
CLOSED = "The mayor, Ada Bell, closed the old bridge on Friday."
FERRY = "A ferry runs every hour."
OPENED_KEY, CLOSED_KEY, FERRY_KEY = (paragraph_key(text) for text in (OPENED, CLOSED, FERRY))
BUILDERS = Natural(
    "set.json.gz",
    OPENED_KEY,
    (Place(OPENED_KEY, 27, 33), Place(OPENED_KEY, 27, 37)),
    "number",
    "x?",
)
FARE = Natural("set.json.gz", FERRY_KEY, (), "none", "what does the ferry cost")


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
    assert natural.answers == (Place(OPENED_KEY, 0, 10), Place(CLOSED_KEY, 31, 41))


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
    lost = Natural("set.json.gz", "0123456789ab", (), "none", "Where?")
    with pytest.raises(ValueError, match=r"'Where\?' is about no paragraph of set\.json\.gz"):
        write_set(tmp_path / "out", data, [lost])


@pytest.mark.parametrize(("start", "end"), [(27, 32), (28, 33), (26, 27), (38, 99), (50, 60)])
def test_an_answer_is_whole_words_of_its_paragraph(
    data: Path, tmp_path: Path, start: int, end: int
) -> None:
    wrong = Natural("set.json.gz", OPENED_KEY, (Place(OPENED_KEY, start, end),), "number", "x?")
    with pytest.raises(ValueError, match=r"An answer to 'x\?' is no words of"):
        write_set(tmp_path / "out", data, [wrong])


def test_an_answer_in_a_paragraph_of_another_article_is_not_taken(
    data: Path, tmp_path: Path
) -> None:
    wrong = Natural("set.json.gz", OPENED_KEY, (Place(FERRY_KEY, 2, 7),), "other", "x?")
    with pytest.raises(ValueError, match="is no words of"):
        write_set(tmp_path / "out", data, [wrong])


def test_paragraphs_are_found_by_their_keys(data: Path) -> None:
    bridge, ferry = whole_articles(data / "set.json.gz")
    assert bridge.paragraphs == {OPENED_KEY: OPENED, CLOSED_KEY: CLOSED}
    assert ferry.paragraphs == {FERRY_KEY: FERRY}


def test_the_questions_that_come_along_are_well_formed() -> None:
    for natural in read_natural(NATURAL):
        assert natural.file.endswith(".json.gz")
        assert natural.kind in KINDS
        assert bool(natural.answers) == (natural.kind != "none")
        assert natural.question == " ".join(natural.question.split()) != ""
        for key in (natural.paragraph, *(place.paragraph for place in natural.answers)):
            assert len(key) == 12
        assert all(0 <= place.start < place.end for place in natural.answers)
        assert len(set(natural.answers)) == len(natural.answers)


def test_no_question_comes_along_twice_and_a_fifth_of_them_has_no_answer() -> None:
    samples = read_question_set(SAMPLE_QUESTIONS).questions
    written = read_natural(NATURAL)
    answered = {natural.question.casefold(): bool(natural.answers) for natural in written}
    answered |= {asked.question.casefold(): bool(asked.answers) for asked in samples}
    assert len(answered) == len(written) + len(samples) >= 400
    without = sum(1 for is_answered in answered.values() if not is_answered)
    assert 0.18 <= without / len(answered) <= 0.22


def test_nothing_was_trained_on_a_paragraph_of_them() -> None:
    trained = {
        written.paragraph
        for name in ("written.tsv", "written-2.tsv", "written-3.tsv")
        for written in read_written(NATURAL.with_name(name))
    }
    assert trained.isdisjoint(natural.paragraph for natural in read_natural(NATURAL))


def test_every_answer_about_the_samples_stands_in_the_article_that_is_named() -> None:
    paths, _ = find_files([ROOT / "data" / "articles"])
    texts: dict[str, str] = {}
    for path in paths:
        articles = read_articles(path, read_file(path)).articles
        for article in articles:
            name = path.name if len(articles) == 1 else f"{path.name}#{article.number}"
            texts[name] = " ".join(article.text.split())
    for asked in read_question_set(SAMPLE_QUESTIONS).questions:
        assert asked.id.split("-", 1)[1].rsplit("-", 1)[0] in KINDS
        assert ("-none-" in asked.id) == (not asked.answers)
        for answer in asked.answers:
            assert asked.article is not None
            assert answer in texts[asked.article], asked.id
