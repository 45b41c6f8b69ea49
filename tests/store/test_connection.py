from __future__ import annotations

import contextlib
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from qa.errors import StoreBusyError, StoreError, StoreVersionError
from qa.store.connection import FILE_NAME, LOCK_NAME
from qa.store.store import Store
from tests.conftest import article, keep

VECTOR = np.ones(2, dtype=np.float32)
RAIN = article("It rained. It poured.")


def test_a_change_that_fails_changes_nothing(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        keep(store, RAIN, VECTOR)
        before = store.metadata.generation
        with contextlib.suppress(RuntimeError), store.transaction():
            store.remove(RAIN.id)
            raise RuntimeError
        assert store.articles.count() == 1
        assert store.metadata.generation == before


def test_the_generation_grows_with_every_change_and_only_then(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
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


def test_a_snapshot_sees_one_state_while_another_writes(tmp_path: Path) -> None:
    with Store(tmp_path) as reading, Store(tmp_path) as writing:
        keep(writing, RAIN, VECTOR)
        assert not reading.in_snapshot
        with reading.snapshot():
            assert reading.in_snapshot
            assert reading.articles.count() == 1
            keep(writing, article("It shone.", id="b" * 12), VECTOR)
            assert reading.articles.count() == 1
        assert reading.articles.count() == 2


def test_a_second_writer_is_refused(tmp_path: Path) -> None:
    with (
        Store(tmp_path) as store,
        FileLock(tmp_path / LOCK_NAME),
        pytest.raises(StoreBusyError, match="Another process is writing"),
        store.writing(),
    ):
        pass


def test_a_store_of_a_newer_version_is_refused_and_untouched(tmp_path: Path) -> None:
    with Store(tmp_path):
        pass
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as db, db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    before = (tmp_path / FILE_NAME).read_bytes()
    with pytest.raises(StoreVersionError, match="newer version"):
        Store(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == before


def test_a_file_that_is_no_store_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"These are not the tables you are looking for." * 100)
    with pytest.raises(StoreError, match="Cannot open the store"):
        Store(tmp_path)


def test_a_sound_file_has_no_errors(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        keep(store, RAIN, VECTOR)
        assert store.integrity_errors() == []
