from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from qa.store.store import Store
from tests.conftest import article, keep

VECTOR = np.ones(2, dtype=np.float32)


def test_words_are_searched_by_bm25_and_only_among_the_rows_given(place: str) -> None:
    with Store(place) as store:
        keep(store, article("rain rain rain", id="a" * 12), VECTOR)
        keep(store, article("rain and sun and wind", id="b" * 12), VECTOR)
        assert [row for row, _ in store.words.search(["rain"], 5, None)] == [1, 2]
        assert [row for row, _ in store.words.search(["rain"], 5, np.array([2]))] == [2]
        ((row, score),) = store.words.search(["sun"], 5, None)
        assert row == 2
        assert score > 0
        assert store.words.search(["snow"], 5, None) == []
        assert store.words.search([], 5, None) == []


def test_a_number_of_several_tokens_is_searched_for_as_a_phrase(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        keep(store, article("It rose 3.5 percent at 12:30.", id="a" * 12), VECTOR)
        keep(store, article("It rose 5 percent in 3 days.", id="b" * 12), VECTOR)
        keep(store, article("Ο λόγος.", id="c" * 12), VECTOR)
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
            VECTOR,
        )
        keep(store, article("word " * 193, id="b" * 12, title=None), VECTOR)
        assert store.words.average_length() == (2 + 5 + 193) / 2
        with store.transaction():
            store.remove("b" * 12)
        assert store.words.average_length() == 7


def test_in_a_large_collection_the_commonest_words_are_not_searched_for(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(place) as store:
        for number, text in enumerate(["rain sun", "rain wind", "rain sun fog", "rain"]):
            keep(store, article(text, id=f"{number:012}"), VECTOR)

        def rows_with(*terms: str) -> list[int]:
            return sorted(row for row, _ in store.words.search(terms, 5, None))

        assert rows_with("rain", "sun", "fog") == [1, 2, 3, 4]
        for module in ("word_index", "postgresql.words"):
            monkeypatch.setattr(f"qa.store.{module}.MAX_MATCHES", 3)
        assert rows_with("rain", "sun", "fog") == [1, 3]
        assert rows_with("rain", "snow") == [1, 2, 3, 4]
