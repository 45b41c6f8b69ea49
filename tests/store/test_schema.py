from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from qa.store.damage import find_damage
from qa.store.schema import VERSION
from qa.store.sqlite_file import FILE_NAME
from qa.store.store import Store
from qa.text.sentences import sentences_of
from qa.types.article import Article, Filter
from tests.conftest import article, keep

# The tables as the releases before wrote them.
VERSION_1 = """
CREATE TABLE facts (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE files (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE articles (
    id TEXT PRIMARY KEY, path TEXT NOT NULL, number INTEGER NOT NULL, sha256 TEXT NOT NULL,
    title TEXT, day TEXT, source TEXT, authors TEXT NOT NULL, url TEXT, text TEXT NOT NULL,
    furniture TEXT NOT NULL
);
CREATE INDEX articles_by_path ON articles (path, number);
CREATE TABLE passages (
    row INTEGER PRIMARY KEY AUTOINCREMENT, article TEXT NOT NULL REFERENCES articles (id),
    number INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, vector TEXT NOT NULL
);
CREATE INDEX passages_by_article ON passages (article, number);
CREATE INDEX passages_by_vector ON passages (vector);
CREATE TABLE vectors (key TEXT PRIMARY KEY, vector BLOB NOT NULL);
CREATE VIRTUAL TABLE words USING fts5 (title, body, tokenize = 'unicode61');
PRAGMA user_version = 1;
"""
VERSION_2 = """
ALTER TABLE articles ADD COLUMN story TEXT;
ALTER TABLE articles ADD COLUMN signature BLOB;
CREATE INDEX articles_by_story ON articles (story);
CREATE TABLE bands (hash INTEGER NOT NULL, article TEXT NOT NULL REFERENCES articles (id));
CREATE INDEX bands_by_hash ON bands (hash);
CREATE INDEX bands_by_article ON bands (article);
UPDATE articles SET story = 'weather';
PRAGMA user_version = 2;
"""
VERSION_3 = """
ALTER TABLE facts RENAME TO metadata;
INSERT INTO metadata VALUES ('identity', '0123456789abcdef');
ALTER TABLE articles RENAME COLUMN furniture TO boilerplate;
ALTER TABLE passages ADD COLUMN sentences TEXT;
PRAGMA user_version = 3;
"""
RAIN = article(
    "Share this\n\nIt rained. It poured.",
    title="Rain",
    authors=("Ann Lee",),
    boilerplate=((0, 10),),
)


def write_old_store(folder: Path, version: int, item: Article) -> None:
    """Write a store of an old version that holds one article with one passage."""
    with closing(sqlite3.connect(folder / FILE_NAME)) as db:
        db.executescript(VERSION_1)
        db.execute("INSERT INTO facts VALUES ('generation', '7'), ('encoder', 'small')")
        db.execute("INSERT INTO files VALUES (?,?)", (item.path, item.sha256))
        db.execute(
            "INSERT INTO articles VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            (
                item.id,
                item.path,
                item.number,
                item.sha256,
                item.title,
                str(item.date),
                item.source,
                '["Ann Lee"]',
                item.url,
                item.text,
                "[[0, 10]]",
            ),
        )
        vector = np.array([1, 0], dtype=np.float32).tobytes()
        db.execute("INSERT INTO passages VALUES (1, ?, 0, 12, 33, 'key')", (item.id,))
        db.execute("INSERT INTO vectors VALUES ('key', ?)", (vector,))
        db.execute("INSERT INTO words (rowid, title, body) VALUES (1, 'rain', 'rain pour')")
        db.commit()
        if version > 1:
            db.executescript(VERSION_2)
        if version > 2:
            db.executescript(VERSION_3)


def tables(folder: Path) -> dict[str, list[str]]:
    """Return the columns of each table of a store's file."""
    with closing(sqlite3.connect(folder / FILE_NAME)) as db:
        names = db.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'index')")
        return {
            name: sorted(row[1] for row in db.execute(f"PRAGMA table_info({name})"))
            for (name,) in names
        }


@pytest.mark.parametrize("version", [1, 2, 3])
def test_an_old_store_keeps_what_it_holds(tmp_path: Path, version: int) -> None:
    write_old_store(tmp_path, version, RAIN)
    with Store(tmp_path) as store:
        assert store.articles.get(RAIN.id) == RAIN
        assert store.metadata.generation == 7
        assert store.metadata.encoder == "small"
        assert store.files.hashes() == {RAIN.path: RAIN.sha256}
        assert store.vectors.load(store.passages.rows(Filter()), 2).tolist() == [[1, 0]]
        assert [row for row, _ in store.words.search(["pour"], 5, None)] == [1]
        (stored,) = store.passages.load([1])
        assert stored.passage.text == "It rained. It poured."
        assert stored.story == (None if version == 1 else "weather")
        assert list(sentences_of(stored.passage)) == [(12, 22), (23, 33)]
        assert find_damage(store) == []


@pytest.mark.parametrize("version", [1, 2, 3])
def test_an_old_store_gets_the_tables_of_a_new_one(tmp_path: Path, version: int) -> None:
    for folder in (tmp_path / "old", tmp_path / "new"):
        folder.mkdir()
    write_old_store(tmp_path / "old", version, RAIN)
    for folder in (tmp_path / "old", tmp_path / "new"):
        with Store(folder):
            pass
    assert tables(tmp_path / "old") == tables(tmp_path / "new")
    with closing(sqlite3.connect(tmp_path / "old" / FILE_NAME)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (VERSION,)


@pytest.mark.parametrize("version", [1, 2, 3])
def test_an_old_store_takes_new_articles_and_gets_an_identity(tmp_path: Path, version: int) -> None:
    write_old_store(tmp_path, version, RAIN)
    with Store(tmp_path) as store:
        identity = store.metadata.identity
        keep(store, article("It shone.", id="b" * 12), np.array([0, 1], dtype=np.float32))
        assert store.articles.count() == 2
        assert store.metadata.generation == 8
    assert len(identity) == 16
    with Store(tmp_path) as store:
        assert store.metadata.identity == identity


def test_files_with_pages_are_read_again_after_the_store_learnt_to_keep_pages(
    tmp_path: Path,
) -> None:
    report = article("It rained.", path="/articles/Report.PDF")
    write_old_store(tmp_path, 3, report)
    with Store(tmp_path) as store:
        assert store.files.hashes() == {report.path: ""}
