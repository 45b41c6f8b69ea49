from __future__ import annotations

import contextlib

import numpy as np

from qa.store.store import Store
from tests.conftest import article, keep

VECTOR = np.ones(2, dtype=np.float32)
RAIN = article("It rained. It poured.")


def test_a_change_that_fails_changes_nothing(place: str) -> None:
    with Store(place) as store:
        keep(store, RAIN, VECTOR)
        before = store.metadata.generation
        with contextlib.suppress(RuntimeError), store.transaction():
            store.remove(RAIN.id)
            raise RuntimeError
        assert store.articles.count() == 1
        assert store.metadata.generation == before


def test_the_generation_grows_with_every_change_and_only_then(place: str) -> None:
    with Store(place) as store:
        assert store.metadata.generation == 0
        keep(store, RAIN, VECTOR)
        assert store.metadata.generation == 1
        with store.transaction():
            store.remove("nothing")
        assert store.metadata.generation == 1
        with store.transaction():
            store.metadata.update("encoder", "1", "whole")
        assert store.metadata.generation == 2
        with store.transaction():
            store.metadata.update("encoder", "1", "whole")
        assert store.metadata.generation == 2
        with store.transaction():
            store.metadata.update("encoder", "2", "whole")
        assert store.metadata.generation == 3


def test_a_snapshot_sees_one_state_while_another_writes(place: str) -> None:
    with Store(place) as reading, Store(place) as writing:
        keep(writing, RAIN, VECTOR)
        assert not reading.in_snapshot
        with reading.snapshot():
            assert reading.in_snapshot
            assert reading.articles.count() == 1
            keep(writing, article("It shone.", id="b" * 12), VECTOR)
            assert reading.articles.count() == 1
        assert reading.articles.count() == 2
