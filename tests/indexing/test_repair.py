"""Damage that is planted in a store is found, named, and made good where that is possible."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from qa.errors import EncoderMismatchError
from qa.indexing.indexer import Indexer
from qa.indexing.repair import Repairer, RepairReport
from qa.indexing.writer import Writer
from qa.settings import ChunkingSettings
from qa.store.damage import Part, find_damage
from qa.store.store import Store
from qa.types.article import Filter
from tests.indexing.test_indexer import Counting

CHUNKING = ChunkingSettings(50, 1)
# What is planted, and the part that is named for it.
DERIVED = [
    ("UPDATE passages SET start = start + 1 WHERE row = 2", Part.PASSAGES),
    ("DELETE FROM passages WHERE row = 2", Part.PASSAGES),
    ("UPDATE words_content SET c1 = 'snow' WHERE id = 2", Part.PASSAGES),
    ("UPDATE vectors SET vector = zeroblob(16) WHERE rowid = 1", Part.VECTORS),
    ("DELETE FROM vectors", Part.VECTORS),
    ("INSERT INTO words (rowid, title, body) VALUES (99, 'stray', 'terms')", Part.WORDS),
    ("DELETE FROM words_data WHERE id > 10", Part.WORDS),
]
# Only the files can mend these: they are read again.
ORIGINAL = [
    ("UPDATE articles SET text = replace(text, 'Monday', 'Sunday')", Part.ARTICLE),
    ("UPDATE articles SET day = '1999-01-01' WHERE number = 0", Part.ARTICLE),
    ("UPDATE articles SET text = CAST(x'4974ff' AS TEXT) WHERE title = 'Rain'", Part.ARTICLE),
    ("DELETE FROM articles WHERE title = 'Sun'", Part.ARTICLES),
]


@pytest.fixture
def store(tmp_path: Path, folder: Path) -> Iterator[Store]:
    with Store(tmp_path / "store") as store:
        index(store, folder)
        yield store


def index(store: Store, folder: Path) -> None:
    Indexer(store, Counting(), CHUNKING).run([folder])


def plant(store: Store, statement: str) -> None:
    with closing(sqlite3.connect(store.path)) as other, other:
        other.execute(statement)


def repair(store: Store) -> RepairReport:
    return Repairer(store, Writer(store, Counting(), CHUNKING)).run()


def content(store: Store) -> list[object]:
    """All that the store is asked for: texts, passages, vectors, words."""
    infos = store.articles.list_infos()
    rows = store.passages.rows(Filter())
    return [
        [store.articles.get(info.id) for info in infos],
        [stored.passage for stored in store.passages.load(rows.tolist())],
        store.vectors.load(rows, 4).tolist(),
        [len(store.words.search([word], 5, None)) for word in ("rain", "monday", "snow", "stray")],
    ]


def test_a_store_that_was_written_to_and_removed_from_has_no_damage(
    store: Store, folder: Path
) -> None:
    assert find_damage(store) == []
    (folder / "rain.txt").write_text("Rain\n\nIt rained on Wednesday.")
    (folder / "sun.txt").unlink()
    index(store, folder)
    assert find_damage(store) == []
    assert repair(store) == RepairReport((), (), ())


@pytest.mark.parametrize(("statement", "part"), DERIVED, ids=lambda value: str(value)[:40])
def test_what_is_made_from_the_articles_is_made_anew(
    store: Store, statement: str, part: Part
) -> None:
    before = content(store)
    plant(store, statement)
    assert part in {damage.part for damage in find_damage(store)}
    report = repair(store)
    assert (report.left, report.unread_files) == ((), ())
    assert content(store) == before


@pytest.mark.parametrize(("statement", "part"), ORIGINAL, ids=lambda value: str(value)[:40])
def test_articles_that_are_damaged_or_missing_are_read_from_their_files_again(
    store: Store, folder: Path, statement: str, part: Part
) -> None:
    before = content(store)
    plant(store, statement)
    assert part in {damage.part for damage in find_damage(store)}
    report = repair(store)
    assert set(report.unread_files) <= {str(folder / "rain.txt"), str(folder / "sun.txt")}
    assert report.unread_files
    index(store, folder)
    assert find_damage(store) == []
    assert content(store)[0] == before[0]


def test_damage_is_named_with_the_file_of_its_article(store: Store, folder: Path) -> None:
    plant(store, "UPDATE articles SET text = 'It hailed.' WHERE title = 'Rain'")
    (damage, *_) = find_damage(store)
    assert str(folder / "rain.txt") in damage.detail
    assert not damage.is_derived


def test_a_repair_does_not_mix_the_vectors_of_two_encoders(store: Store) -> None:
    plant(store, "DELETE FROM passages WHERE row = 2")
    with pytest.raises(EncoderMismatchError):
        Repairer(store, Writer(store, Counting("other"), CHUNKING)).run()
    assert store.passages.count() == 1


def test_any_byte_of_a_vector_counts(store: Store) -> None:
    assert store.checksums.damaged_vectors() == []
    altered = np.ones(4, dtype=np.float32)
    altered[3] = np.nextafter(np.float32(1), np.float32(2))
    with closing(sqlite3.connect(store.path)) as other, other:
        other.execute("UPDATE vectors SET vector = ?", (altered.tobytes(),))
    assert len(store.checksums.damaged_vectors()) == 2
