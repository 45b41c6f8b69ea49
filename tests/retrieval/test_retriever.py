from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import qa
from qa.collection import Collection
from qa.retrieval.fusion import fuse
from qa.retrieval.retriever import further_hits, prune_hits
from qa.settings import AnswerSettings, RetrievalSettings, Settings
from qa.store.sqlite_file import SqliteFile
from qa.types.article import Filter
from qa.types.query import Query
from qa.types.search import Hit
from tests.conftest import ENGINES, engine_settings, hit

DAYS = st.sampled_from([None, date(2026, 11, 2), date(2026, 11, 3)])


@pytest.fixture(params=ENGINES)
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Give settings for each of the engines, with nothing in it."""
    return engine_settings(request.param, tmp_path)


@pytest.fixture(scope="module", params=ENGINES)
def searched(
    request: pytest.FixtureRequest, sample: Collection, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Collection]:
    """Open the sample articles in each of the engines; not to be changed."""
    settings = engine_settings(request.param, tmp_path_factory.mktemp("engine"))
    with qa.open(sample.store.folder, settings=settings) as collection:
        yield collection


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """Index articles of three days and of none, of two sources and of none."""
    folder = tmp_path_factory.mktemp("dated")
    heads = ["date: 2026-11-01", "date: 2026-11-02\nsource: The Herald", "source: The Herald"]
    heads += ["date: 2026-11-03\nsource: The Courier", "title: Nothing else"]
    for number, head in enumerate(heads):
        text = f"---\n{head}\n---\n\nThe {number}th bridge was opened by the mayor."
        (folder / f"{number}.md").write_text(text)
    with qa.open(folder / "store") as collection:
        collection.index(folder)
        yield collection


def test_fusion_is_a_convex_combination_of_scores_from_0_to_1() -> None:
    dense = {1: 0.8, 2: 0.6, 3: 0.4}
    lexical = {2: 10.0, 3: 5.0}
    assert fuse(dense, lexical, 0.25) == pytest.approx(
        {1: 0.25 * 1.0, 2: 0.25 * 0.5 + 0.75 * 1.0, 3: 0.75 * 0.5}
    )


def test_fusion_takes_one_row_and_no_words() -> None:
    assert fuse({1: 0.3}, {}, 0.5) == {1: 0.5}


def test_passages_that_score_near_the_best_one_are_worth_reading() -> None:
    settings = RetrievalSettings(min_relative_score=0.7, min_passages=1)
    assert _scores(prune_hits(_hits(1.0, 0.8, 0.7, 0.69), settings)) == [1.0, 0.8, 0.7]
    assert _scores(prune_hits(_hits(0.5, 0.36, 0.3), settings)) == [0.5, 0.36]


def test_some_passages_are_read_however_low_they_score() -> None:
    settings = RetrievalSettings(min_relative_score=0.7, min_passages=2)
    assert _scores(prune_hits(_hits(1.0, 0.1, 0.05), settings)) == [1.0, 0.1]
    assert _scores(prune_hits(_hits(1.0), settings)) == [1.0]
    assert prune_hits([], settings) == []


def test_in_doubt_the_passages_of_a_lower_score_are_read_as_well() -> None:
    settings = RetrievalSettings(
        min_relative_score=0.8, min_relative_score_in_doubt=0.5, min_passages=1
    )
    hits = _hits(1.0, 0.8, 0.7, 0.5, 0.49)
    assert _scores(prune_hits(hits, settings)) == [1.0, 0.8]
    assert _scores(further_hits(hits, settings)) == [0.7, 0.5]
    assert further_hits(hits[:2], settings) == further_hits([], settings) == []


@given(
    st.lists(st.floats(0, 1.5), max_size=12).map(lambda scores: sorted(scores, reverse=True)),
    st.floats(0, 1),
    st.integers(0, 4),
)
def test_what_is_worth_reading_is_never_worse_than_what_is_not(
    scores: list[float], min_relative_score: float, min_passages: int
) -> None:
    settings = RetrievalSettings(min_relative_score=min_relative_score, min_passages=min_passages)
    read_scores = _scores(prune_hits(_hits(*scores), settings))
    assert read_scores == scores[: len(read_scores)]
    assert len(read_scores) >= min(min_passages, len(scores))


def test_the_passage_that_answers_comes_first(searched: Collection) -> None:
    hits = searched.retrieve(Query("How many police trainers is Callaria sending?", top_k=5))
    assert Path(hits[0].article.path).name == "police-trainers.txt"
    assert len(hits) == 5
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_word_that_only_the_lexical_search_knows_is_found(searched: Collection) -> None:
    hits = searched.retrieve(Query("Lindqvay", top_k=1))
    assert "Lindqvay" in hits[0].passage.text


def test_a_filter_applies_before_the_cut(searched: Collection) -> None:
    hits = searched.retrieve(
        Query("How many police trainers is Callaria sending?", source="Lennick Herald", top_k=4)
    )
    assert len(hits) == 4
    assert {hit.article.source for hit in hits} == {"Lennick Herald"}


def test_the_passages_of_a_question_are_loaded_in_one_statement(sample: Collection) -> None:
    statements: list[str] = []
    assert isinstance(sample.store.database, SqliteFile)
    connection = sample.store.database.connection
    connection.set_trace_callback(statements.append)
    try:
        hits = sample.retrieve(Query("How many police trainers is Callaria sending?", top_k=8))
    finally:
        connection.set_trace_callback(None)
    assert len(hits) == 8
    on_articles = [statement for statement in statements if "JOIN articles a" in statement]
    # The terms of all candidates, then the texts of those that rank first.
    assert ["JOIN words" in statement for statement in on_articles] == [True, False]
    assert "JOIN passages" in on_articles[1]


@pytest.mark.parametrize("min_confidence", [0.0, 1.0])
def test_more_is_read_only_where_the_first_passages_leave_doubt(
    sample: Collection, min_confidence: float
) -> None:
    settings = Settings(answering=AnswerSettings(min_confidence=min_confidence))
    query = Query("How many police trainers is Callaria sending?")
    with qa.open(sample.store.folder, settings=settings) as collection:
        trace = collection.trace(query)
    first = prune_hits(trace.hits, settings.retrieval)
    further = further_hits(trace.hits, settings.retrieval)
    assert further
    assert list(trace.passages_read) == (first + further if min_confidence else first)
    assert {span.hit for span in trace.spans} <= set(trace.passages_read)


@pytest.mark.slow
def test_copies_of_a_passage_count_once(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "articles").mkdir()
    for name in ("one", "two", "three"):
        (tmp_path / "articles" / f"{name}.txt").write_text("The ferry burned off Port Lennick.")
    (tmp_path / "articles" / "other.txt").write_text("The ferry was built in 1998.")
    with qa.open(tmp_path / "store", settings=settings) as collection:
        collection.index(tmp_path / "articles")
        hits = collection.retrieve(Query("Where did the ferry burn?", top_k=5))
    assert sorted(hit.passage.text for hit in hits) == [
        "The ferry burned off Port Lennick.",
        "The ferry was built in 1998.",
    ]


@pytest.mark.slow
def test_many_copies_do_not_crowd_out_the_rest(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "articles").mkdir()
    for number in range(70):
        (tmp_path / "articles" / f"{number}.txt").write_text("The ferry burned off Port Lennick.")
    (tmp_path / "articles" / "other.txt").write_text("A museum of clocks opened in spring.")
    with qa.open(tmp_path / "store", settings=settings) as collection:
        collection.index(tmp_path / "articles")
        hits = collection.retrieve(Query("Where did the ferry burn?", top_k=5))
    assert [hit.passage.text[:5] for hit in hits] == ["The f", "A mus"]


@pytest.mark.slow
def test_what_is_added_and_removed_is_seen_at_once(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text("The ferry burned off Port Lennick.")
    with qa.open(tmp_path / "store", settings=settings) as collection:
        collection.index(path)
        assert len(collection.retrieve(Query("ferry", top_k=5))) == 1
        crew_path = tmp_path / "crew.txt"
        crew_path.write_text("The ferry has a crew of nine.")
        collection.index(crew_path)
        assert len(collection.retrieve(Query("ferry", top_k=5))) == 2
        collection.remove("ferry.txt")
        (remaining,) = collection.retrieve(Query("ferry", top_k=5))
        assert remaining.passage.text == "The ferry has a crew of nine."


@given(
    st.builds(Filter, DAYS, DAYS, st.sampled_from([None, "the HERALD", "nobody"]), st.booleans())
)
def test_a_filter_admits_the_articles_whose_passages_it_lets_through(
    dated: Collection, filter: Filter
) -> None:
    admitted = [info.id for info in dated.articles() if filter.admits(info)]
    rows = sorted(
        row for article_id in admitted for row in dated.store.passages.rows_of(article_id)
    )
    assert dated.store.passages.rows(filter).tolist() == rows


def _hits(*scores: float) -> list[Hit]:
    return [replace(hit("One"), score=score) for score in scores]


def _scores(hits: list[Hit]) -> list[float]:
    return [hit.score for hit in hits]
