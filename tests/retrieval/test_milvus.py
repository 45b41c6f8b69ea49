"""Test that Milvus finds what FAISS and FTS5 find, completes half-done changes and names errors."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import qa
from embeddings import Encoder
from qa.cli.doctor import run_checks
from qa.collection import Collection
from qa.errors import SearchError, UsageError
from qa.evaluation.question_sets import read_question_set
from qa.retrieval import milvus as milvus_search
from qa.retrieval.engine import LocalSearch
from qa.retrieval.milvus import MilvusSearch
from qa.retrieval.milvus_fields import day_number, expression, source_number
from qa.retrieval.milvus_server import MilvusServer
from qa.settings import Settings
from qa.text.terms import content_terms
from qa.types.article import Filter
from tests.conftest import QUESTIONS, ROOT, article, keep

SOURCES = (
    None,
    'The "Herald"',
    "back\\slash",
    "' or row > 0 or source == '",
    "Straße",
    "",
    "x" * 5000,
)
DAYS = (None, date(2026, 11, 2), date(2026, 11, 3))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[MilvusServer]:
    server = MilvusServer(str(tmp_path / "passages.db"))
    yield server
    server.close()


@pytest.fixture
def ferries(tmp_path: Path) -> Iterator[Collection]:
    """Index forty short articles in a store that Milvus knows nothing of."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number}.txt").write_text(f"Ferry {number} has a crew of {number + 2}.")
    with qa.open(tmp_path / "store") as collection:
        collection.index(folder)
        yield collection


def engine(collection: Collection, server: MilvusServer) -> MilvusSearch:
    encoder = collection.encoder
    return MilvusSearch(collection.store, encoder.fingerprint, encoder.dimension, server)


def rows_in(search: MilvusSearch, server: MilvusServer) -> list[int]:
    """List the rows that the Milvus collection holds, whatever the store holds."""
    records = server.client.query(search.collection, filter="row > 0", output_fields=["row"])
    return sorted(record["row"] for record in records)


# FAISS holds the vectors in half precision: more than that moves the cosine of two.
HALF = 2e-4


def test_the_same_passages_are_found_with_the_same_scores(
    sample: Collection, server: MilvusServer
) -> None:
    milvus = engine(sample, server)
    local = LocalSearch(sample.store, sample.encoder.dimension)
    milvus.sync()
    local.sync()
    agreeing = 0
    questions = read_question_set(QUESTIONS).sample(40).questions
    for question in questions:
        vector = sample.encoder.encode_question(question.question)
        for filter in (Filter(), Filter(after=date(2026, 11, 8))):
            expected = local.search_dense(vector, 20, filter)
            assert milvus.search_dense(vector, 20, filter) == pytest.approx(expected, abs=HALF)
        rows = list(expected)[:3]
        assert milvus.cosines(vector, rows) == pytest.approx(local.cosines(vector, rows), abs=HALF)
        terms = content_terms(question.question)
        actual, expected = (
            search.search_lexical(terms, 20, Filter()) for search in (milvus, local)
        )
        agreeing += list(actual)[:3] == list(expected)[:3]
    assert agreeing / len(questions) >= 0.9


@pytest.mark.arithmetic
def test_the_same_answers_are_given(sample: Collection, tmp_path: Path) -> None:
    settings = Settings(milvus=str(tmp_path / "passages.db"))
    with qa.open(sample.store.folder, settings=settings) as collection:
        questions = read_question_set(QUESTIONS).sample(6).questions
        assert len(questions) == 6
        for question in questions:
            answer, expected = (opened.ask(question.question) for opened in (collection, sample))
            assert answer.text == expected.text
            assert [(evidence.article.id, evidence.start) for evidence in answer.evidence] == [
                (evidence.article.id, evidence.start) for evidence in expected.evidence
            ]


def test_a_filter_lets_the_same_passages_through_whatever_a_source_is_called(
    tmp_path: Path, server: MilvusServer, encoder: Encoder
) -> None:
    with qa.open(tmp_path / "store") as collection:
        facts = [(source, day) for source in SOURCES for day in DAYS]
        for number, (source, day) in enumerate(facts):
            text = f"The {number}th ferry burned."
            ferry = article(text, id=f"{number:012}", source=source, date=day)
            keep(collection.store, ferry, encoder.encode_passages([text])[0])
        search = engine(collection, server)
        search.sync()
        vector = encoder.encode_question("Which ferry burned?")
        names = [*SOURCES, 'THE "HERALD"', "STRASSE", "nobody", '"', "\\"]
        filters = [Filter(source=name) for name in names]
        filters += [Filter(after, before) for after in DAYS for before in DAYS]
        filters += [Filter(undated=True), Filter(DAYS[1], source="Straße", undated=True)]
        for filter in filters:
            expected = set(collection.store.passages.rows(filter).tolist())
            assert set(search.search_dense(vector, 100, filter)) == expected, filter
            assert set(search.search_lexical(["ferri"], 100, filter)) == expected, filter


def test_an_expression_holds_numbers_only() -> None:
    name = "' or row > 0"
    filter = Filter(date(2026, 11, 2), date(2026, 11, 28), name)
    assert expression(filter) == (
        "row > 0 and day >= 20261102 and day > 0 and day <= 20261128 "
        f"and source == {source_number(name)}"
    )
    assert expression(Filter(undated=True)) == "row > 0 and day == 0"
    assert day_number(date(987, 1, 2)) == 9870102
    assert source_number("THE HERALD") == source_number("the herald") != source_number(None) == 0
    assert source_number("") != source_number(None)


def test_a_change_that_was_cut_off_is_completed(
    ferries: Collection, server: MilvusServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(milvus_search, "_BATCH_ROWS", 10)
    upsert, calls = server.client.upsert, []

    def cut_off(*arguments: Any, **options: Any) -> Any:
        calls.append(arguments)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return upsert(*arguments, **options)

    monkeypatch.setattr(server.client, "upsert", cut_off)
    with pytest.raises(KeyboardInterrupt):
        engine(ferries, server).sync()
    # The state, then two of four parts.
    search = engine(ferries, server)
    (removed_row,) = ferries.store.passages.rows_of(ferries.article("10.txt").id)
    assert removed_row in rows_in(search, server)
    assert len(rows_in(search, server)) == 20
    ferries.remove("10.txt")
    search.sync()
    assert rows_in(search, server) == ferries.store.passages.rows(Filter()).tolist()
    assert len(calls) == 4 + 2 + 1


def test_what_another_process_has_copied_is_not_copied_again(
    ferries: Collection, server: MilvusServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine(ferries, server).sync()
    monkeypatch.setattr(server.client, "upsert", None)
    monkeypatch.setattr(server.client, "delete", None)
    search = engine(ferries, server)
    search.sync()
    assert len(search.search_lexical(["ferri"], 50, Filter())) == 40


def test_an_older_state_of_the_store_changes_nothing_and_finds_only_its_own(
    ferries: Collection, server: MilvusServer, tmp_path: Path
) -> None:
    old = engine(ferries, server)
    with ferries.store.snapshot(), qa.open(tmp_path / "store") as newer:
        ferries.store.articles.count()
        (tmp_path / "new.txt").write_text("A ferry was launched.")
        newer.index(tmp_path / "new.txt")
        new = engine(newer, server)
        new.sync()
        old.sync()
        assert len(rows_in(new, server)) == 41
        assert len(new.search_lexical(["ferri"], 50, Filter())) == 41
        assert len(old.search_lexical(["ferri"], 50, Filter())) == 40


def test_a_store_that_was_restored_is_told_of(
    ferries: Collection, server: MilvusServer, tmp_path: Path
) -> None:
    search = engine(ferries, server)
    search.sync()
    (state,) = server.client.query(search.collection, ids=[0], output_fields=["*"])
    state["state"]["generation"] += 1
    server.client.upsert(search.collection, [state])
    with pytest.raises(SearchError, match=r"article_qa_2_.* is ahead of the store .*drop the coll"):
        engine(ferries, server).sync()


def test_the_weights_are_made_anew_when_passages_have_become_longer(
    ferries: Collection, server: MilvusServer, tmp_path: Path
) -> None:
    engine(ferries, server).sync()
    for number in range(20):
        (tmp_path / f"long-{number}.txt").write_text(f"The crew of ferry {number} slept. " * 9)
    ferries.index(*tmp_path.glob("long-*.txt"))
    milvus, local = engine(ferries, server), LocalSearch(ferries.store, ferries.encoder.dimension)
    milvus.sync()
    local.sync()
    actual, expected = (
        search.search_lexical(["crew", "slept"], 60, Filter()) for search in (milvus, local)
    )
    assert actual == pytest.approx(expected, rel=1e-4)


def test_each_encoder_and_each_store_has_a_collection_of_its_own(
    ferries: Collection, server: MilvusServer, tmp_path: Path
) -> None:
    dimension = ferries.encoder.dimension
    with qa.open(tmp_path / "other") as other, qa.open(ferries.store.folder) as same:
        names = [
            MilvusSearch(store, fingerprint, dimension, server).collection
            for store in (ferries.store, other.store, same.store)
            for fingerprint in ("one", "two")
        ]
    assert len(set(names)) == 4
    assert names[:2] == names[4:]


@pytest.mark.slow
def test_indexing_brings_milvus_in_step(tmp_path: Path) -> None:
    settings = Settings(milvus=str(tmp_path / "passages.db"))
    (tmp_path / "ferry.txt").write_text("The ferry has a crew of nine.")
    with qa.open(tmp_path / "store", settings=settings) as collection:
        collection.index(tmp_path / "ferry.txt")
        search = collection.engine
        assert isinstance(search, MilvusSearch)
        assert len(search.search_lexical(["ferri"], 5, Filter())) == 1


def test_doctor_says_whether_milvus_is_in_step_or_why_it_cannot_be(
    ferries: Collection, tmp_path: Path
) -> None:
    local_file, unreachable = str(tmp_path / "passages.db"), "http://127.0.0.1:1"
    for uri, ok, detail in (
        (local_file, True, f"{local_file} is in step with the store"),
        (unreachable, False, f"Cannot use Milvus at {unreachable}: "),
    ):
        with qa.open(ferries.store.folder, settings=Settings(milvus=uri)) as collection:
            check = run_checks(collection)[-1]
            assert (check.name, check.ok) == ("milvus", ok)
            assert check.detail.startswith(detail)


def test_a_server_that_is_not_there_is_named_in_one_line(sample: Collection) -> None:
    options = ["--milvus", "http://127.0.0.1:1", "--store", str(sample.store.folder)]
    done = subprocess.run(
        [sys.executable, "-m", "qa", "ask", "Who?", *options],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 1
    assert "Cannot use Milvus at http://127.0.0.1:1: " in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("uri", ["nowhere/passages.db", "milvus:19530", "http://[::1"])
def test_an_address_that_leads_nowhere_is_named(uri: str) -> None:
    with pytest.raises(SearchError) as error:
        MilvusServer(uri)
    assert f"Cannot use Milvus at {uri}: " in str(error.value)


def test_a_secret_is_never_shown(server: MilvusServer) -> None:
    with pytest.raises(UsageError, match="ARTICLE_QA_MILVUS_TOKEN") as error:
        MilvusServer("http://me:hidden@127.0.0.1:1")
    assert "hidden" not in str(error.value)
    server._token = "me:hidden"
    with pytest.raises(SearchError) as refusal, server.translated_errors():
        raise ValueError("me:hidden is refused")
    assert "*** is refused" in str(refusal.value)


def test_a_collection_that_is_lost_is_told_of_and_made_again(
    ferries: Collection, server: MilvusServer
) -> None:
    search = engine(ferries, server)
    search.sync()
    server.client.drop_collection(search.collection)
    with pytest.raises(SearchError, match="Cannot use Milvus"):
        search.search_lexical(["ferri"], 5, Filter())
    search.sync()
    assert len(search.search_lexical(["ferri"], 5, Filter())) == 5
