from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from qa.errors import StoreBusyError, StoreError, StoreVersionError
from qa.store.sqlite_file import FILE_NAME, LOCK_NAME
from qa.store.store import Store
from tests.conftest import article, keep

VECTOR = np.ones(2, dtype=np.float32)
RAIN = article("It rained. It poured.")


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
        assert store.database.integrity_errors() == []
