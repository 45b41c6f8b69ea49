from __future__ import annotations

import numpy as np
import pytest

from qa.errors import StoreError
from qa.store.store import NewPassage, Store
from qa.types.article import Filter, Passage
from tests.conftest import article, keep

VECTOR = np.ones(2, dtype=np.float32)


def test_a_passage_is_sliced_from_its_article(place: str) -> None:
    text = "\U0001f600 It rained. Zoë saw it."
    rain = article(text)
    passage = Passage(rain.id, 0, 13, 24, text[13:24], ((13, 24),))
    with Store(place) as store, store.transaction():
        store.upsert(rain, [NewPassage(passage, "key", "", "")])
        (stored,) = store.passages.load([1])
        assert stored.passage == passage
        assert stored.passage.sentences == ((13, 24),)
        assert stored.passage.text == "Zoë saw it."


def test_passages_come_in_the_order_of_the_rows_with_article_and_story(place: str) -> None:
    first, second = article("It rained.", id="a" * 12), article("It shone.", id="b" * 12)
    with Store(place) as store:
        keep(store, first, VECTOR)
        keep(store, second, VECTOR)
        with store.transaction():
            store.stories.record(first.id, "weather", None, [])
        stored = store.passages.load([2, 99, 1])
        assert [item.row for item in stored] == [2, 1]
        assert [item.article for item in stored] == [second.info, first.info]
        assert [item.story for item in stored] == [None, "weather"]
        assert [item.passage.text for item in stored] == ["It shone.", "It rained."]


def test_passages_are_counted_by_article(place: str) -> None:
    with Store(place) as store:
        keep(store, article("It rained.", id="a" * 12), VECTOR)
        keep(store, article("It shone.", id="b" * 12), VECTOR)
        assert store.passages.counts_by_article() == {"a" * 12: 1, "b" * 12: 1}
        assert store.passages.existing([2, 3]) == {2}


def test_vectors_come_in_the_order_of_the_rows(place: str) -> None:
    with Store(place) as store:
        keep(store, article("It rained.", id="a" * 12), np.array([1, 0], dtype=np.float32))
        keep(store, article("It shone.", id="b" * 12), np.array([0, 1], dtype=np.float32))
        assert store.vectors.load(np.array([2, 1, 2]), 2).tolist() == [[0, 1], [1, 0], [0, 1]]


def test_a_missing_vector_is_reported_with_the_remedy(place: str) -> None:
    with Store(place) as store:
        keep(store, article("It rained."), VECTOR)
        with pytest.raises(StoreError, match="doctor --rebuild"):
            store.vectors.load(store.passages.rows(Filter()), 3)
        with store.transaction():
            store.database.execute("DELETE FROM vectors")
        with pytest.raises(StoreError, match="doctor --rebuild"):
            store.vectors.load(store.passages.rows(Filter()), 2)
