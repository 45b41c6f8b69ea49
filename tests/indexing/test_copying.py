from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from qa.errors import EncoderMismatchError, StoreError
from qa.indexing.copying import Copier
from qa.indexing.indexer import Indexer
from qa.settings import ChunkingSettings
from qa.store.damage import find_damage
from qa.store.store import Store
from qa.types.article import Filter
from tests.indexing.test_indexer import Counting


@pytest.fixture
def source(folder: Path, tmp_path: Path) -> Iterator[Store]:
    """Two articles, and a copy of one, in a SQLite file."""
    (folder / "copy.txt").write_text((folder / "rain.txt").read_text())
    with Store(tmp_path / "source") as store:
        Indexer(store, Counting(), ChunkingSettings(50, 1)).run([folder])
        yield store


def test_a_copy_holds_the_same_articles_passages_vectors_and_stories(
    source: Store, place: str
) -> None:
    with Store(f"{place}") as target:
        report = Copier(source, target).run()
        assert (report.copied, report.present, report.articles) == (3, 0, 3)
        assert target.articles.list_infos() == source.articles.list_infos()
        assert target.files.hashes() == source.files.hashes()
        assert target.checksums.digests() == source.checksums.digests()
        rows = source.passages.rows(Filter()), target.passages.rows(Filter())
        dimension = source.vectors.dimension()
        assert np.array_equal(
            source.vectors.load(rows[0], dimension), target.vectors.load(rows[1], dimension)
        )
        ids = [info.id for info in source.articles.list_infos()]
        assert target.stories.of_articles(ids) == source.stories.of_articles(ids)
        assert find_damage(target) == []


def test_a_second_copy_writes_what_is_new(source: Store, place: str, folder: Path) -> None:
    with Store(place) as target:
        Copier(source, target).run()
        generation = target.metadata.generation
        assert Copier(source, target).run().copied == 0
        assert target.metadata.generation == generation
        (folder / "rain.txt").write_text("Rain\n\nIt rained on Wednesday.")
        Indexer(source, Counting(), ChunkingSettings(50, 1)).run([folder])
        assert Copier(source, target).run().copied == 1


def test_an_interrupted_copy_goes_on_where_it_stopped(source: Store, place: str) -> None:
    def stop_after_one(done: int, of: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with Store(place) as target:
        with pytest.raises(KeyboardInterrupt):
            Copier(source, target).run(stop_after_one)
        assert target.articles.count() == 1
        assert Copier(source, target).run().copied == 2


def test_vectors_of_another_encoder_are_not_mixed_in(source: Store, tmp_path: Path) -> None:
    with Store(tmp_path / "target") as target:
        with target.transaction():
            target.metadata.update("another", "1", "whole")
        with pytest.raises(EncoderMismatchError, match="Copy into a new store"):
            Copier(source, target).run()
        assert target.articles.count() == 0


def test_a_copy_that_differs_is_reported(
    source: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(tmp_path / "target") as target:
        upsert = target.upsert
        monkeypatch.setattr(target, "upsert", lambda article, passages: upsert(article, ()))
        with pytest.raises(StoreError, match="are not as in"):
            Copier(source, target).run()
