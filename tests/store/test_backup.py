from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from qa.errors import StoreError, UsageError
from qa.store.backup import back_up, restore
from qa.store.damage import find_damage
from qa.store.store import Store
from tests.conftest import article, keep

VECTOR = np.ones(2, dtype=np.float32)
RAIN = article("It rained. It poured.")


def test_a_backup_restores_to_the_same_articles(tmp_path: Path) -> None:
    backup = tmp_path / "articles.backup"
    with Store(tmp_path / "store") as store:
        keep(store, RAIN, VECTOR)
        size = back_up(store.path, backup)
    assert size == backup.stat().st_size
    restore(backup, tmp_path / "restored")
    with Store(tmp_path / "restored") as restored:
        assert restored.articles.get(RAIN.id) == RAIN
        assert find_damage(restored) == []


def test_a_backup_holds_one_state_while_the_store_is_written(tmp_path: Path) -> None:
    with Store(tmp_path / "store") as store:
        keep(store, RAIN, VECTOR)
        with store.transaction():
            store.remove(RAIN.id)
            back_up(store.path, tmp_path / "backup")
    restore(tmp_path / "backup", tmp_path / "restored")
    with Store(tmp_path / "restored") as restored:
        assert restored.articles.count() == 1


def test_only_the_backup_is_left_in_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    with Store(tmp_path / "store") as store:
        keep(store, RAIN, VECTOR)
        back_up(store.path, folder / "monday")
    assert [path.name for path in folder.iterdir()] == ["monday"]


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("precious")
    with Store(tmp_path / "store") as store:
        with pytest.raises(UsageError, match="there already"):
            back_up(store.path, tmp_path / "there")
        with pytest.raises(UsageError, match="is not there"):
            back_up(store.path, tmp_path / "nowhere" / "backup")
        back_up(store.path, tmp_path / "backup")
    assert (tmp_path / "there").read_text() == "precious"
    with pytest.raises(UsageError, match="holds a store already"):
        restore(tmp_path / "backup", tmp_path / "store")


def test_a_file_that_is_no_backup_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("These are not the tables you are looking for." * 100)
    with pytest.raises(StoreError, match="not a backup"):
        restore(tmp_path / "notes.txt", tmp_path / "restored")
    with pytest.raises(UsageError, match="not a file"):
        restore(tmp_path / "nothing", tmp_path / "restored")
    assert not (tmp_path / "restored").exists()
