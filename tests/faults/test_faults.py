"""After a crash a store holds one of the states that it had, whole, and the next run goes on.

A few crashes are tried here; `python -m pytest tests/faults --kills 1000` tries many.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa.store.damage import find_damage
from qa.store.sqlite_file import FILE_NAME
from qa.store.store import Store
from tests.conftest import ROOT, article, keep
from tests.faults.indexing_process import index

FILES = 400


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    for number in range(FILES):
        text = f"Story {number}\n\nIt rained {number} times in the hills. " + "It shone. " * 40
        (folder / f"{number:03}.txt").write_text(text)
    return folder


def start(store: Path, articles: Path) -> subprocess.Popen[str]:
    """Start a process that indexes, and wait until it begins to."""
    command = [sys.executable, "-m", "tests.faults.indexing_process", str(store), str(articles)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    return process


@pytest.mark.slow
def test_a_store_is_whole_after_any_kill_and_the_next_run_goes_on(
    tmp_path: Path, articles: Path, pytestconfig: pytest.Config
) -> None:
    rng = random.Random(pytestconfig.getoption("--kills"))
    with start(tmp_path / "whole", articles) as process:
        began = time.monotonic()
        process.wait()
        seconds = time.monotonic() - began
    stored = 0
    for _ in range(pytestconfig.getoption("--kills")):
        with start(tmp_path / "killed", articles) as process:
            time.sleep(rng.uniform(0, seconds))
            process.kill()
        with Store(tmp_path / "killed") as store:
            assert find_damage(store) == []
            recorded = store.files.hashes()
            assert set(recorded) == {info.path for info in store.articles.list_infos()}
            # What was stored once is never lost; a whole store is begun anew.
            assert len(recorded) >= stored
            stored = len(recorded)
        if stored == FILES:
            shutil.rmtree(tmp_path / "killed")
            stored = 0
    index(tmp_path / "killed", articles)
    with Store(tmp_path / "killed") as killed, Store(tmp_path / "whole") as whole:
        assert killed.articles.count() == FILES
        assert killed.files.hashes() == whole.files.hashes()
        assert killed.passages.count() == whole.passages.count()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store whose newest articles are in the write-ahead log only, as a crash leaves it."""
    folder = tmp_path_factory.mktemp("written")
    with Store(folder / "store") as store:
        for number in range(8):
            item = article(f"It rained {number} times.", id=f"{number:012}")
            keep(store, item, np.ones(2, dtype=np.float32))
        shutil.copytree(folder / "store", folder / "crashed")
    return folder / "crashed"


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(share=st.floats(0, 1), damages=st.booleans())
def test_a_log_that_is_cut_or_ends_in_damage_leaves_a_state_that_was_committed(
    tmp_path: Path, written: Path, share: float, damages: bool
) -> None:
    folder = tmp_path / "store"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(written, folder)
    log = folder / f"{FILE_NAME}-wal"
    content = log.read_bytes()
    cut = int(share * len(content))
    log.write_bytes(content[:cut] + (b"\xff" * (len(content) - cut) if damages else b""))
    with Store(folder) as store:
        assert find_damage(store) == []
        ids = [info.id for info in store.articles.list_infos()]
        assert sorted(ids) == [f"{number:012}" for number in range(len(ids))]
