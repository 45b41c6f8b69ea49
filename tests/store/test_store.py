from __future__ import annotations

import contextlib
import shutil
import sqlite3
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from qa.errors import EncoderMismatchError, StoreBusyError, StoreError, StoreVersionError
from qa.store.store import FILE_NAME, LOCK_NAME, Store
from qa.types.article import Article, Filter, Passage
from qa.types.search import SearchScope
from tests.conftest import article, keep

TEXT = "It rained. It poured."


def put(store: Store, one: Article) -> None:
    passage = Passage(one.id, 0, 0, len(one.text), one.text)
    with store.transaction():
        store.put_vectors(["key"], np.ones((1, 2), dtype=np.float32))
        store.upsert(one, [passage], ["key"], [("", one.text.lower())])


def test_an_article_comes_back_as_it_went_in(tmp_path: Path) -> None:
    one = article(
        "Zoë\nsaid \U0001f600 …",
        title="T",
        authors=("Ann Lee", "Bo"),
        source="Wire",
        url="https://a.example",
        boilerplate=((0, 3),),
    )
    with Store(tmp_path) as store:
        put(store, one)
    with Store(tmp_path) as store:
        assert store.article(one.id) == one
        assert store.list_articles() == [one.info]
        assert store.article("another") is None


def test_a_passage_is_sliced_from_the_text(tmp_path: Path) -> None:
    text = "\U0001f600 It rained. Zoë saw it."
    one = article(text)
    with Store(tmp_path) as store, store.transaction():
        store.put_vectors(["k"], np.ones((1, 2), dtype=np.float32))
        store.upsert(one, [Passage(one.id, 0, 13, 24, text[13:24])], ["k"], [("", "")])
        assert store.passages([1])[1].passage.text == "Zoë saw it."


def test_a_change_that_fails_changes_nothing(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        put(store, article(TEXT))
        before = store.generation
        with contextlib.suppress(RuntimeError), store.transaction():
            store.remove(article(TEXT).id)
            raise RuntimeError
        assert store.count_articles() == 1
        assert store.generation == before


def test_a_removed_article_leaves_nothing_behind(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        put(store, article(TEXT))
        with store.transaction():
            store.remove(article(TEXT).id)
            store.delete_orphan_vectors()
        assert store.count_articles() == store.count_passages() == 0
        assert store.words.search(["rained"], 5, None) == []
        assert store.missing_vectors(["key"]) == {"key"}


def test_words_are_found_by_bm25_and_only_among_the_rows_given(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        put(store, article("rain rain rain", id="a" * 12))
        put(store, article("rain and sun and wind", id="b" * 12))
        assert [row for row, _ in store.words.search(["rain"], 5, None)] == [1, 2]
        assert [row for row, _ in store.words.search(["rain"], 5, np.array([2]))] == [2]
        assert all(score > 0 for _, score in store.words.search(["sun"], 5, None))
        assert store.words.search(["snow"], 5, None) == []
        assert store.words.search([], 5, None) == []


def test_a_number_of_several_tokens_is_searched_for_as_a_phrase(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        keep(store, article("It rose 3.5 percent at 12:30.", id="a" * 12), np.ones(2, np.float32))
        keep(store, article("It rose 5 percent in 3 days.", id="b" * 12), np.ones(2, np.float32))
        keep(store, article("Ο λόγος.", id="c" * 12), np.ones(2, np.float32))
        assert [row for row, _ in store.words.search(["3.5"], 5, None)] == [1]
        assert [row for row, _ in store.words.search(["12:30"], 5, None)] == [1]
        # FTS5 knows one sigma only.
        assert [row for row, _ in store.words.search(["λογος"], 5, None)] == [3]
        assert store.words.document_frequency("3.5") == 1
        assert store.words.document_frequency("5") == 2
        assert store.words.document_frequency("5.3") == 0


def test_the_average_length_counts_the_tokens_of_titles_and_texts(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        assert store.words.average_length() == 1.0
        keep(
            store,
            article("It rose 3.5 percent.", id="a" * 12, title="A rise"),
            np.ones(2, np.float32),
        )
        keep(store, article("word " * 193, id="b" * 12, title=None), np.ones(2, np.float32))
        assert store.words.average_length() == (2 + 5 + 193) / 2
        with store.transaction():
            store.remove("b" * 12)
        assert store.words.average_length() == 7


def test_in_a_large_collection_the_commonest_words_are_not_searched_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(tmp_path) as store:
        for number, text in enumerate(["rain sun", "rain wind", "rain sun fog", "rain"]):
            put(store, article(text, id=f"{number:012}"))

        def found(*terms: str) -> list[int]:
            return sorted(row for row, _ in store.words.search(terms, 5, None))

        assert found("rain", "sun", "fog") == [1, 2, 3, 4]
        monkeypatch.setattr("qa.store.word_index._MAX_MATCHES", 3)
        assert found("rain", "sun", "fog") == [1, 3]
        assert found("rain", "snow") == [1, 2, 3, 4]


def test_a_filter_takes_days_inclusively_and_sources_in_any_case(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        put(store, article(TEXT, id="a" * 12, date=date(2026, 11, 1), source="Économie"))
        put(store, article(TEXT, id="b" * 12, date=date(2026, 11, 2), source="Wire"))
        put(store, article(TEXT, id="c" * 12, date=None, source="Wire"))
        first, second = date(2026, 11, 1), date(2026, 11, 2)
        assert store.rows(Filter(after=second)).tolist() == [2]
        assert store.rows(Filter(before=first)).tolist() == [1]
        assert store.rows(Filter(source="économie".upper())).tolist() == [1]
        assert store.rows(Filter(source="nobody")).tolist() == []
        assert store.rows(Filter(undated=True)).tolist() == [3]
        assert store.searched(Filter(undated=True)) == SearchScope(1, None, None)
        assert store.searched(Filter()) == SearchScope(3, first, second)
        assert store.searched(Filter(source="wire")) == SearchScope(2, second, second)


def test_undated_articles_are_listed_last(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        put(store, article(TEXT, id="a" * 12, date=None))
        put(store, article(TEXT, id="b" * 12, date=date(2026, 11, 1)))
        put(store, article(TEXT, id="c" * 12, date=date(2026, 11, 2)))
        assert [one.id[0] for one in store.list_articles()] == ["c", "b", "a"]


def test_a_snapshot_sees_one_state_while_another_writes(tmp_path: Path) -> None:
    with Store(tmp_path) as reading, Store(tmp_path) as writing:
        put(writing, article(TEXT))
        with reading.snapshot():
            assert reading.count_articles() == 1
            put(writing, article(TEXT, id="b" * 12))
            assert reading.count_articles() == 1
        assert reading.count_articles() == 2


def test_a_store_has_an_identity_that_its_copies_share(tmp_path: Path) -> None:
    with Store(tmp_path / "one") as store, Store(tmp_path / "two") as other:
        identity = store.identity
        assert len(identity) == 16
        assert other.identity != identity
    shutil.copytree(tmp_path / "one", tmp_path / "copy")
    with Store(tmp_path / "copy") as copy:
        assert copy.identity == identity
        copy._db.execute("DELETE FROM facts")
    # As a store that was made before there were identities.
    with Store(tmp_path / "copy") as older:
        assert len(older.identity) == 16


def test_a_second_writer_is_told_so(tmp_path: Path) -> None:
    with (
        Store(tmp_path) as store,
        FileLock(tmp_path / LOCK_NAME),
        pytest.raises(StoreBusyError, match="Another process is writing"),
        store.writing(),
    ):
        pass


def test_another_encoder_is_refused_with_both_names(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.require_encoder("first", "1")
        with store.transaction():
            store.set_index_metadata("first", "1", "whole")
        store.require_encoder("renamed", "1")
        with pytest.raises(EncoderMismatchError, match=r"'first'.*'second'.*doctor --rebuild"):
            store.require_encoder("second", "2")


def test_a_store_of_a_newer_version_is_refused_and_untouched(tmp_path: Path) -> None:
    with Store(tmp_path):
        pass
    with sqlite3.connect(tmp_path / FILE_NAME) as db:
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


def test_a_missing_vector_is_reported_with_the_remedy(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        put(store, article(TEXT))
        with sqlite3.connect(tmp_path / FILE_NAME) as db:
            db.execute("DELETE FROM vectors")
        db.close()
        with pytest.raises(StoreError, match="doctor --rebuild"):
            store.vectors(store.rows(Filter()), 2)
