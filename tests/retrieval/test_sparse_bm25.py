from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.collection import Collection
from qa.evaluation.question_sets import read_question_set
from qa.retrieval.sparse_bm25 import (
    NO_TERM,
    dimension,
    document_vector,
    inner_product,
    query_vector,
)
from qa.store.store import Store
from qa.text.terms import content_terms, terms
from qa.types.article import Filter
from tests.conftest import QUESTIONS, article, keep


def test_the_weights_are_those_of_bm25() -> None:
    # Of average length, so that the length plays no part: 2.2 f / (f + 1.2).
    weights = document_vector(["ferri"], ["ferri", "burn", "burn"], average_length=4)
    assert weights == pytest.approx(
        {dimension("ferri"): 2.2 * 1.5 / 2.7, dimension("burn"): 2.2 * 2 / 3.2}
    )
    assert query_vector({"ferri": 1, "burn": 9, "none": 0}, 10) == pytest.approx(
        {dimension("ferri"): math.log(9.5 / 1.5), dimension("burn"): 1e-6}
    )


def test_a_longer_passage_weighs_less() -> None:
    short, long = (document_vector([], ["ferri"] + ["x"] * more, 10) for more in (2, 20))
    assert short[dimension("ferri")] > long[dimension("ferri")]


def test_a_passage_without_words_has_a_vector_that_no_question_meets() -> None:
    assert document_vector([], [], 10) == {NO_TERM: 1.0}
    assert query_vector({}, 10) == {}


def fts5_scores(store: Store, query: Sequence[str]) -> dict[int, float]:
    return dict(store.words.search(query, 1_000, None))


def sparse_scores(store: Store, query: Sequence[str]) -> dict[int, float]:
    frequencies = {term: store.words.document_frequency(term) for term in query}
    question = query_vector(frequencies, store.passages.count())
    average = store.words.average_length()
    scores = {
        entry.row: inner_product(question, document_vector(entry.title, entry.body, average))
        for entry in store.export.load(store.passages.rows(Filter()).tolist())
    }
    return {row: score for row, score in scores.items() if score > 0}


@pytest.mark.parametrize(
    "query",
    [["ferri"], ["ship", "rain"], ["ferri", "burn", "absent"], ["3.5"], ["3", "5"], ["12:30"]],
    ids=" ".join,
)
def test_the_inner_product_is_what_fts5_gives(tmp_path: Path, query: list[str]) -> None:
    texts = (
        "The ferry burned.",
        "A ferry is a ship, and a ship is a ferry of 3.5 tons.",
        "It rained 3 5 times at 12:30, and 1.3.5 is a number.",
        "Of 12.30.45, 3 and 5 are no part, but half of 3:5 is.",
    )
    with Store(tmp_path) as store:
        for number, text in enumerate(texts):
            title = "The ship of 3.5 tons" if number else None
            keep(store, article(text, id=f"{number:012}", title=title), np.ones(2, np.float32))
        expected = fts5_scores(store, query)
        assert expected
        assert sparse_scores(store, query) == pytest.approx(expected, rel=1e-12)


def test_the_inner_product_is_what_fts5_gives_on_the_sample_articles(sample: Collection) -> None:
    scored = 0
    for question in read_question_set(QUESTIONS).questions:
        query = content_terms(question.question)
        expected = fts5_scores(sample.store, query)
        assert sparse_scores(sample.store, query) == pytest.approx(expected, rel=1e-12)
        scored += len(expected)
    assert scored > 1_000


WORDS = st.sampled_from(
    ["ferry", "Ferries", "3", "5", "3.5", "5.3", "12:30", "1.2.3.4.5", "1,200", "½", "λόγος", "é"]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.none() | TEXTS, TEXTS), min_size=1, max_size=6), TEXTS)
def test_the_inner_product_is_what_fts5_gives_on_any_collection(
    pairs: list[tuple[str | None, str]], question: str
) -> None:
    with TemporaryDirectory() as folder, Store(Path(folder)) as store:
        for number, (title, text) in enumerate(pairs):
            keep(store, article(text, id=f"{number:012}", title=title), np.ones(2, np.float32))
        query = list(dict.fromkeys(terms(question)))
        assert sparse_scores(store, query) == pytest.approx(fts5_scores(store, query), rel=1e-5)
