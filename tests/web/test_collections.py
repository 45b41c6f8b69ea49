from __future__ import annotations

from pathlib import Path

import pytest

import qa
from qa.errors import StoreError, UsageError
from qa.settings import Settings
from qa.web.collections import MAX_NAME, CollectionFolder, SingleCollection

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that holds two collections, and other things."""
    for name, text in (("news", "The ferry Aurora has a crew of nine."), ("Trains", "")):
        with qa.open(tmp_path / "folder" / name) as collection:
            if text:
                (tmp_path / "ferry.txt").write_text(text)
                collection.index(tmp_path / "ferry.txt")
    (tmp_path / "folder" / "notes").mkdir()
    (tmp_path / "folder" / "file.txt").write_text("x")
    return tmp_path / "folder"


def test_folders_with_a_store_are_the_collections_in_order_of_the_alphabet(folder: Path) -> None:
    with CollectionFolder(folder, Settings()) as collections:
        assert collections.names() == ["news", "Trains"]


def test_a_collection_is_opened_once_and_closed_with_the_folder(folder: Path) -> None:
    with CollectionFolder(folder, Settings()) as collections:
        news = collections.get("news")
        assert collections.get("news") is news
        assert collections.get("Trains") is not news
        assert news.store.articles.count() == 1
        assert collections.get("Trains").store.articles.count() == 0
    with pytest.raises(Exception, match="closed"):
        news.store.articles.count()


@pytest.mark.parametrize("name", ["", "other", "../folder/news", "notes", ".", "NEWS", "news/"])
def test_only_a_name_of_a_collection_opens_one(folder: Path, name: str) -> None:
    with CollectionFolder(folder, Settings()) as collections:
        with pytest.raises(UsageError, match="there are news, Trains"):
            collections.get(name)
        assert not (folder / "other").exists()


def test_a_damaged_collection_is_told_and_the_others_open(folder: Path) -> None:
    (folder / "broken").mkdir()
    (folder / "broken" / "articles.sqlite").write_bytes(b"no database at all" * 100)
    with CollectionFolder(folder, Settings()) as collections:
        with pytest.raises(StoreError, match="broken"):
            collections.get("broken")
        assert collections.get("news").store.articles.count() == 1


def test_a_new_collection_is_created_by_name(folder: Path) -> None:
    with CollectionFolder(folder, Settings()) as collections:
        assert collections.create("  Été_2026 -  local ") == "Été_2026 - local"
        assert collections.names() == ["news", "Trains", "Été_2026 - local"]
        assert collections.get("Été_2026 - local").store.articles.count() == 0


@pytest.mark.parametrize(
    "name",
    ["", " ", "../up", "a/b", "a\\b", ".hidden", "-x", "a.b", "a\0b", "x" * (MAX_NAME + 1), "C:"],
)
def test_a_name_that_could_be_a_path_makes_nothing(folder: Path, name: str) -> None:
    before = sorted(folder.parent.rglob("*"))
    with CollectionFolder(folder, Settings()) as collections:
        with pytest.raises(UsageError, match="cannot be the name"):
            collections.create(name)
        assert sorted(folder.parent.rglob("*")) == before


@pytest.mark.parametrize("name", ["news", "NEWS", "notes"])
def test_a_name_that_is_taken_is_refused(folder: Path, name: str) -> None:
    with (
        CollectionFolder(folder, Settings()) as collections,
        pytest.raises(UsageError, match="is taken"),
    ):
        collections.create(name)


def test_a_folder_without_a_collection_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="article-qa index PATH --store"):
        CollectionFolder(tmp_path, Settings())
    with pytest.raises(UsageError, match="Cannot read the folder"):
        CollectionFolder(tmp_path / "nowhere", Settings())


def test_a_folder_that_is_gone_is_no_fault_of_who_asks(folder: Path) -> None:
    with CollectionFolder(folder, Settings()) as collections:
        folder.rename(folder.with_name("elsewhere"))
        with pytest.raises(StoreError, match="Cannot read the folder"):
            collections.names()


def test_a_single_collection_has_no_name(tmp_path: Path) -> None:
    with SingleCollection(qa.open(tmp_path / "store")) as collections:
        assert collections.names() == [""]
        assert collections.get("").store.articles.count() == 0
        with pytest.raises(UsageError):
            collections.get("other")
        with pytest.raises(UsageError, match="no other can be made"):
            collections.create("other")
