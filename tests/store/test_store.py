from __future__ import annotations

import numpy as np

from qa.store.store import NewPassage, Store
from qa.types.article import Passage
from tests.conftest import article, keep

VECTOR = np.ones(2, dtype=np.float32)
RAIN = article("It rained. It poured.")


def test_an_article_comes_back_as_it_was_stored(place: str) -> None:
    full = article(
        "Zoë\nsaid \U0001f600 …",
        title="T",
        authors=("Ann Lee", "Bo"),
        source="Wire",
        url="https://a.example",
        boilerplate=((0, 3),),
    )
    with Store(place) as store:
        keep(store, full, VECTOR)
    with Store(place) as store:
        assert store.articles.get(full.id) == full
        assert store.articles.list_infos() == [full.info]
        assert store.articles.info(full.id) == full.info
        assert store.articles.get("another") is None


def test_an_article_that_is_stored_again_replaces_the_first(place: str) -> None:
    with Store(place) as store:
        keep(store, RAIN, VECTOR)
        keep(store, article("It shone."), VECTOR)
        (stored,) = store.passages.load([1, 2])
        assert (stored.row, stored.passage.text) == (2, "It shone.")
        assert store.articles.count() == store.passages.count() == 1
        assert store.words.search(["rain"], 5, None) == []


def test_a_removed_article_leaves_nothing_behind(place: str) -> None:
    with Store(place) as store:
        keep(store, RAIN, VECTOR)
        with store.transaction():
            store.stories.record(RAIN.id, RAIN.id, np.ones(128, dtype=np.uint32), [7])
        assert [other.id for other in store.stories.comparable([7])] == [RAIN.id]
        with store.transaction():
            store.remove(RAIN.id)
            store.vectors.delete_orphans()
        assert store.articles.count() == store.passages.count() == 0
        assert store.words.search(["rain"], 5, None) == []
        assert store.stories.comparable([7]) == []
        assert store.vectors.missing([RAIN.id]) == {RAIN.id}


def test_the_terms_of_each_passage_are_searched(place: str) -> None:
    first = Passage(RAIN.id, 0, 0, 10, RAIN.text[0:10])
    second = Passage(RAIN.id, 1, 11, 21, RAIN.text[11:21])
    with Store(place) as store, store.transaction():
        store.upsert(
            RAIN,
            [NewPassage(first, "a", "weather", "rain"), NewPassage(second, "b", "weather", "pour")],
        )
        assert store.passages.rows_of(RAIN.id) == [1, 2]
        assert [row for row, _ in store.words.search(["pour"], 5, None)] == [2]
        assert sorted(row for row, _ in store.words.search(["weather"], 5, None)) == [1, 2]
