"""Test that PostgreSQL finds what FAISS and FTS5 find, with the same scores."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import pytest

import qa
from embeddings import Encoder
from qa.cli.doctor import run_checks
from qa.collection import Collection
from qa.errors import EmptyStoreError
from qa.evaluation.question_sets import read_question_set
from qa.indexing.copying import Copier
from qa.store.store import Store
from qa.text.terms import content_terms
from qa.types.article import Filter
from tests.conftest import QUESTIONS, article, keep
from tests.postgresql import PostgresqlServer

# The server and FAISS compare vectors in half precision: more than that moves the cosine of two.
HALF = 2e-4
FILTERS = (
    Filter(),
    Filter(after=date(2026, 11, 5)),
    Filter(source="Lennick Herald"),
    Filter(undated=True),
    Filter(source="nobody"),
)


@pytest.fixture(scope="module")
def shared(sample: Collection, postgresql: PostgresqlServer) -> Iterator[Collection]:
    """The sample articles in PostgreSQL; not to be changed."""
    address = postgresql.schema("sample")
    with Store(address) as target:
        Copier(sample.store, target).run()
    with qa.open(address) as collection:
        yield collection


@pytest.mark.parametrize("filter", FILTERS, ids=str)
def test_the_same_passages_are_found_with_the_same_scores(
    sample: Collection, shared: Collection, filter: Filter
) -> None:
    questions = read_question_set(QUESTIONS).questions[:20]
    sample.engine.sync()
    for question in questions:
        vector = sample.encoder.encode_question(question.question)
        here = sample.engine.search_dense(vector, 8, filter)
        there = shared.engine.search_dense(vector, 8, filter)
        assert list(there.values()) == pytest.approx(list(here.values()), abs=HALF)
        terms = content_terms(question.question)
        words_here = sample.engine.search_lexical(terms, 8, filter)
        words_there = shared.engine.search_lexical(terms, 8, filter)
        # FTS5 takes 3.5 for two tokens, which makes passages with numbers a little longer.
        assert list(words_there.values()) == pytest.approx(list(words_here.values()), rel=0.02)


def test_cosines_are_those_of_the_exact_vectors(sample: Collection, shared: Collection) -> None:
    vector = sample.encoder.encode_question("How long did the ferry drift?")
    rows = shared.store.passages.rows(Filter())[:5].tolist()
    stored = shared.store.vectors.load(np.array(rows), len(vector))
    assert shared.engine.cosines(vector, rows) == pytest.approx(
        dict(zip(rows, (stored @ vector).tolist(), strict=True))
    )
    assert shared.engine.cosines(vector, []) == {}


def test_answers_are_the_same(sample: Collection, shared: Collection) -> None:
    for question in read_question_set(QUESTIONS).questions[:12]:
        here, there = sample.ask(question.question), shared.ask(question.question)
        assert there.text == here.text
        assert [place.start for place in there.evidence] == [place.start for place in here.evidence]


def test_what_another_process_stores_is_found_by_the_next_question(
    postgresql: PostgresqlServer, encoder: Encoder
) -> None:
    address = postgresql.schema("followed")
    text = "The ferry burned off Port Lennick."
    with qa.open(address) as asking, Store(address) as writing:
        keep(writing, article(text, id="a" * 12), encoder.encode_passages([text])[0])
        assert asking.ask("Where did the ferry burn?").text == "Port Lennick"
        with writing.transaction():
            writing.remove("a" * 12)
        with pytest.raises(EmptyStoreError):
            asking.ask("Where did the ferry burn?")


def test_the_doctor_finds_a_sound_store_sound(shared: Collection) -> None:
    assert all(check.ok for check in run_checks(shared))
