from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from qa.retrieval.sparse_bm25 import NO_TERM, Sparse, dimension, document_vector, query_vector
from qa.store.store import Store
from qa.types.article import Filter
from tests.conftest import article, keep


def product(question: Sparse, passage: Sparse) -> float:
    return sum(weight * passage.get(at, 0.0) for at, weight in question.items())


def test_the_weights_are_those_of_bm25() -> None:
    # Of average length, so that the length plays no part: 2.2 f / (f + 1.2).
    weights = document_vector(["ferri"], ["ferri", "burn", "burn"], average=4)
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


def test_the_inner_product_is_what_fts5_gives(tmp_path: Path) -> None:
    texts = ("The ferry burned.", "A ferry is a ship, and a ship is a ferry.", "It rained.")
    with Store(tmp_path) as store:
        for number, text in enumerate(texts):
            title = "The ship" if number else None
            keep(store, article(text, id=f"{number:012}", title=title), np.ones(2, np.float32))
        rows = store.rows(Filter())
        entries = store.entries.of(rows.tolist())
        average = store.entries.average_length(rows)
        for query in (["ferri"], ["ship", "rain"], ["ferri", "burn", "absent"]):
            holding = {term: store.entries.document_frequency(term) for term in query}
            asked = query_vector(holding, len(rows))
            for row, score in store.words.search(query, 10, None):
                (entry,) = (one for one in entries if one.row == row)
                weights = document_vector(entry.title, entry.body, average)
                assert product(asked, weights) == pytest.approx(score)
        assert store.entries.held([1, 3, 4]) == {1, 3}
