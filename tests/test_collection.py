"""Test the whole way, in Python: files in, exact words out."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import pytest

import qa
from qa.collection import Collection
from qa.errors import (
    ArticleQAError,
    EmptyStoreError,
    EncoderMismatchError,
    ModelError,
    QuestionError,
    UnknownArticleError,
    UnreadableError,
    UsageError,
)
from qa.evaluation.question_sets import read_question_set
from qa.indexing.indexer import Progress
from qa.settings import Settings
from qa.types.article import Filter
from tests.conftest import ARTICLES, QUESTIONS, ROOT

pytestmark = pytest.mark.slow


@pytest.mark.arithmetic
def test_an_answer_is_the_exact_words_with_the_place_they_stand_in(sample: Collection) -> None:
    answer = sample.ask("Who will command the police training mission to Ostrania?")
    assert answer.text is not None
    assert "Anders Quaye" in answer.text
    first = answer.evidence[0]
    article = sample.article(first.article.id)
    assert article.text[first.start : first.end] == first.text == answer.text
    assert first.text in first.sentence
    assert first.article.date == date(2026, 11, 12)
    assert 0.5 < answer.confidence <= 1


def test_every_answer_to_the_sample_questions_is_a_slice_of_its_article(
    sample: Collection,
) -> None:
    questions = read_question_set(QUESTIONS).sample(25).questions
    assert len(questions) == 25
    for question in questions:
        answer = sample.ask(question.question, always_answer=True)
        all_evidence = [*answer.evidence, *(e for a in answer.alternatives for e in a.evidence)]
        assert all_evidence
        for evidence in all_evidence:
            text = sample.article(evidence.article.id).text
            assert text[evidence.start : evidence.end] == evidence.text
            assert text[evidence.sentence_start :].startswith(evidence.sentence)
            assert text[evidence.passage_start :].startswith(evidence.passage)
        places = [(evidence.article.id, evidence.start, evidence.end) for evidence in all_evidence]
        assert len(set(places)) == len(places)


@pytest.mark.arithmetic
def test_a_question_outside_the_articles_has_no_answer(sample: Collection) -> None:
    answer = sample.ask("Who won the World Cup?")
    assert answer.text is None
    assert answer.evidence == answer.alternatives == ()
    assert answer.closest
    assert answer.searched.articles == 16
    assert str(answer).startswith("Not in these articles (16 articles, 28 October")


def test_dates_and_sources_choose_the_articles(sample: Collection) -> None:
    question = "How many people died in the flood?"
    early = sample.ask(question, before="2026-11-06", always_answer=True)
    late = sample.ask(question, after=date(2026, 11, 8), before="2026-11-10", always_answer=True)
    assert {place.article.date for place in early.evidence} == {date(2026, 11, 5)}
    assert early.searched.last == date(2026, 11, 5)
    days = [place.article.date for place in late.evidence if place.article.date]
    assert date(2026, 11, 8) <= min(days) <= max(days) <= date(2026, 11, 10)
    wire = sample.ask(question, source="meridian wire", always_answer=True)
    assert {place.article.source for place in wire.evidence} == {"Meridian Wire"}


def test_a_filter_that_lets_nothing_through_has_no_answer(sample: Collection) -> None:
    answer = sample.ask("How many people died?", after="2030-01-01", always_answer=True)
    assert answer.text is None
    assert answer.closest == ()
    assert answer.searched.articles == 0


def test_the_json_has_the_fields_that_the_documentation_names(sample: Collection) -> None:
    fields = json.loads(
        json.dumps(sample.ask("When did the Grey Heron leave Port Lennick?").to_dict())
    )
    assert list(fields) == [
        "question", "kind", "answer", "message", "confidence", "possible", "evidence", "items",
        "fields", "alternatives", "agreement", "reports", "closest", "searched", "seconds",
    ]  # fmt: skip
    assert {"text", "start", "end", "sentence", "passage", "score", "article"} <= set(
        fields["evidence"][0]
    )
    assert list(fields["evidence"][0]["article"]) == [
        "id", "title", "date", "source", "authors", "path", "url", "sha256",
    ]  # fmt: skip
    assert set(fields["agreement"]) == {"same", "different"}
    assert set(fields["searched"]) == {"articles", "from", "to", "undated_left_out"}
    assert [fields["evidence"][0][name] for name in ("page", "pages", "ocr")] == [None, None, False]
    none = sample.ask("Who won the World Cup?").to_dict()
    assert none["answer"] is None
    assert not {"text", "start", "end"} & set(none["closest"][0])


def test_an_answer_cannot_be_changed(sample: Collection) -> None:
    answer = sample.ask("When did the Grey Heron leave Port Lennick?")
    with pytest.raises(dataclasses.FrozenInstanceError):
        answer.text = "sabotage"  # type: ignore[misc]


@pytest.mark.arithmetic
def test_the_answer_does_not_depend_on_how_many_passages_are_read_when_it_is_plain(
    sample: Collection,
) -> None:
    question = "How many police trainers is Callaria sending?"
    assert {sample.ask(question, top_k=count).text for count in (3, 5, 10)} == {
        sample.ask(question).text
    }


def test_articles_are_asked_without_a_store_and_followed(tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text("The ferry Aurora has a crew of nine.")
    question = "How many people are in the crew of the Aurora?"
    assert qa.answer(question, articles=path, always_answer=True).text == "nine"
    path.write_text("The ferry Aurora has a crew of twelve.")
    assert qa.answer(question, articles=[path], always_answer=True).text == "twelve"


def test_a_store_is_kept_between_openings(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text("The ferry Aurora has a crew of nine.")
    with qa.open(tmp_path / "store") as store:
        assert store.index(tmp_path / "ferry.txt").added == 1
    with qa.open(tmp_path / "store") as store:
        assert store.ask("How big is the crew of the Aurora?", always_answer=True).text == "nine"


def test_a_question_that_is_none_is_refused_before_anything_is_indexed(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="The question is empty"):
        qa.answer("???", articles=tmp_path / "missing")
    with pytest.raises(UsageError, match="'yesterday' is not a date"):
        qa.answer("Who?", articles=tmp_path / "missing", after="yesterday")


def test_values_that_cannot_be_used_are_refused(sample: Collection) -> None:
    with pytest.raises(QuestionError, match="2,400 characters; at most 2,000"):
        sample.ask("why " * 600)
    with pytest.raises(UsageError, match="top_k is 0"):
        sample.ask("Who?", top_k=0)


def test_milvus_without_its_extra_is_said_so(
    sample: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "qa.retrieval.milvus", raising=False)
    monkeypatch.setitem(sys.modules, "pymilvus", None)
    settings = Settings(milvus="http://127.0.0.1:1")
    with (
        qa.open(sample.store.folder, settings=settings) as collection,
        pytest.raises(ArticleQAError, match=r"pip install 'article-qa\[milvus\]'"),
    ):
        collection.ask("Who?")


def test_nothing_to_ask_is_said_so(tmp_path: Path) -> None:
    with qa.open(tmp_path / "store") as store, pytest.raises(EmptyStoreError, match="no articles"):
        store.ask("Who?")
    (tmp_path / "empty").mkdir()
    with pytest.raises(EmptyStoreError, match="No articles in"):
        qa.answer("Who?", articles=tmp_path / "empty")
    with pytest.raises(UnreadableError, match="missing"):
        qa.answer("Who?", articles=tmp_path / "missing")


def test_a_store_of_another_encoder_is_refused_and_rebuilt_on_request(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ferry.txt").write_text("The ferry Aurora has a crew of nine.")
    with qa.open(tmp_path / "store") as store:
        store.index(tmp_path / "ferry.txt")
        with store.store.transaction():
            store.store.metadata.update("some-other-encoder", "another", "another")
    with qa.open(tmp_path / "store") as store:
        with pytest.raises(EncoderMismatchError, match=r"some-other-encoder.*all-MiniLM-L6-v2"):
            store.ask("How big is the crew?")
        with pytest.raises(EncoderMismatchError):
            store.index(tmp_path / "ferry.txt")
        assert store.rebuild() == 1
        assert store.ask("How big is the crew?", always_answer=True).text == "nine"


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    missing = Settings(reader=str(tmp_path / "none"))
    with pytest.raises(ModelError, match="Cannot load the reader"):
        qa.answer("Who?", articles=ARTICLES / "police-trainers.txt", settings=missing)


def test_an_article_goes_by_id_file_name_and_title(sample: Collection) -> None:
    article = sample.article("police-trainers.txt")
    assert sample.article(article.id) == article
    assert sample.article(article.path) == article
    assert sample.article("callaria to send police trainers to ostrania") == article
    with pytest.raises(UnknownArticleError, match="No article goes by 'nothing'"):
        sample.article("nothing")
    with pytest.raises(UnknownArticleError, match="2 articles go by"):
        sample.article("local-stories.csv")


def test_a_comment_form_and_its_comments_are_not_answered_from(sample: Collection) -> None:
    text = sample.article("ferry-fire.html").text
    rows = sample.store.passages.rows(Filter()).tolist()
    assert rows
    for stored in sample.store.passages.load(rows):
        assert "email address will not be published" not in stored.passage.text
    assert "Niall Corrigan" in text


def test_several_threads_get_their_own_answers(sample: Collection) -> None:
    expected = {
        "How many police trainers is Callaria sending?": "police-trainers.txt",
        "When did the Grey Heron leave Port Lennick?": "ferry-fire.html",
        "How long will the Alder Street Bridge be closed?": "bridge-closure.txt",
    }
    names: dict[str, str] = {}

    def ask(question: str) -> None:
        answer = sample.ask(question, always_answer=True)
        names[answer.question] = Path(answer.evidence[0].article.path).name

    threads = [threading.Thread(target=ask, args=(question,)) for question in expected]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert names == expected


@pytest.mark.slow
def test_a_search_gives_passages_best_first_without_an_answer(sample: Collection) -> None:
    passages = sample.search("When did the Grey Heron leave Port Lennick?", top_k=3)
    assert len(passages) == 3
    assert Path(passages[0].article.path).name == "ferry-fire.html"
    assert [passage.score for passage in passages] == sorted(
        (passage.score for passage in passages), reverse=True
    )
    for passage in passages:
        text = sample.article(passage.article.id).text
        end = passage.passage_start + len(passage.passage)
        assert text[passage.passage_start : end] == passage.passage
    first_day = passages[0].article.date
    later = sample.search("Grey Heron", after="2026-11-15")
    assert first_day is not None
    assert later
    assert all(str(passage.article.date) >= "2026-11-15" for passage in later)


@pytest.mark.slow
def test_questions_are_answered_while_articles_are_indexed(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "ferry.txt").write_text("Ferry\n\nThe Grey Heron left Port Lennick on Monday.")
    answers: list[str | None] = []

    def ask_in_the_midst(progress: Progress) -> None:
        # Of another thread, as the page asks; it may not wait for the end of the indexing.
        question = "When did the Grey Heron leave Port Lennick?"
        asking = threading.Thread(target=lambda: answers.append(collection.ask(question).text))
        asking.start()
        asking.join(timeout=60)

    with qa.open(tmp_path / "store") as collection:
        collection.index(folder)
        (folder / "bridge.txt").write_text("Bridge\n\nThe bridge closed on Tuesday.")
        collection.index(folder, on_progress=ask_in_the_midst)
        assert answers == ["Monday"] * 2
        assert collection.store.articles.count() == 2


def test_a_killed_run_keeps_what_it_reported_and_the_next_one_ends_it(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(600):
        (folder / f"{number:03}.txt").write_text(f"Story {number}\n\nIt rained {number} times.")
    script = (
        "import sys, qa, os, signal\n"
        "from pathlib import Path\n"
        "def stop(progress):\n"
        "    if progress.files_done == 500: os.kill(os.getpid(), signal.SIGKILL)\n"
        "qa.open(sys.argv[1]).index(sys.argv[2], on_progress=stop)\n"
    )
    store = tmp_path / "store"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", script, store, folder], check=False, env=environment)
    with qa.open(store) as collection:
        indexed = {info.path for info in collection.articles()}
        assert 0 < len(indexed) < 600
        assert collection.store.passages.count() == len(indexed)
        report = collection.index(folder)
        assert report.added == 600 - len(indexed)
        assert report.unchanged == len(indexed)


@pytest.mark.slow
def test_the_newest_report_of_a_toll_leads(sample: Collection) -> None:
    answer = sample.ask("How many people died in the flood?")
    assert answer.text == "five"
    assert answer.reports is not None
    assert answer.reports.count == 2
    assert [report.text for report in answer.reports.earlier] == ["Three"]
