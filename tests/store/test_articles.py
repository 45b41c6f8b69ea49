from __future__ import annotations

from datetime import date

import numpy as np

from qa.store.store import Store
from qa.types.article import Filter
from qa.types.pages import Page
from qa.types.search import SearchScope
from tests.conftest import article, keep

VECTOR = np.ones(2, dtype=np.float32)
TEXT = "It rained. It poured."
FIRST, SECOND = date(2026, 11, 1), date(2026, 11, 2)


def test_a_filter_takes_days_inclusively_and_sources_in_any_case(place: str) -> None:
    with Store(place) as store:
        keep(store, article(TEXT, id="a" * 12, date=FIRST, source="Économie"), VECTOR)
        keep(store, article(TEXT, id="b" * 12, date=SECOND, source="Wire"), VECTOR)
        keep(store, article(TEXT, id="c" * 12, date=None, source="Wire"), VECTOR)
        assert store.passages.rows(Filter()).tolist() == [1, 2, 3]
        assert store.passages.rows(Filter(after=SECOND)).tolist() == [2]
        assert store.passages.rows(Filter(before=FIRST)).tolist() == [1]
        assert store.passages.rows(Filter(source="économie".upper())).tolist() == [1]
        assert store.passages.rows(Filter(source="nobody")).tolist() == []
        assert store.passages.rows(Filter(undated=True)).tolist() == [3]
        assert store.articles.scope(Filter(undated=True)) == SearchScope(1, None, None)
        assert store.articles.scope(Filter()) == SearchScope(3, FIRST, SECOND)
        assert store.articles.scope(Filter(source="wire")) == SearchScope(2, SECOND, SECOND)
        assert store.articles.scope(Filter(after=SECOND)) == SearchScope(1, SECOND, SECOND, 1)
        first = Filter(before=FIRST, source="économie")
        assert store.articles.scope(first) == SearchScope(1, FIRST, FIRST, 0)
        assert store.articles.sources() == ["Wire", "Économie"]


def test_articles_are_listed_newest_first_and_the_undated_last(place: str) -> None:
    with Store(place) as store:
        keep(store, article(TEXT, id="a" * 12, date=None), VECTOR)
        keep(store, article(TEXT, id="b" * 12, date=FIRST), VECTOR)
        keep(store, article(TEXT, id="c" * 12, date=SECOND), VECTOR)
        assert [info.id[0] for info in store.articles.list_infos()] == ["c", "b", "a"]


def test_the_articles_of_a_file_are_named_in_its_order(place: str) -> None:
    with Store(place) as store:
        keep(store, article(TEXT, id="b" * 12, path="/a.csv", number=0), VECTOR)
        keep(store, article(TEXT, id="a" * 12, path="/a.csv", number=1), VECTOR)
        keep(store, article(TEXT, id="c" * 12, path="/b.csv"), VECTOR)
        assert store.articles.ids_of("/a.csv") == ["b" * 12, "a" * 12]


def test_the_pages_of_an_article_are_kept(place: str) -> None:
    pages = (Page(0, 1, "i"), Page(11, 3, None, is_ocr=True))
    with Store(place) as store:
        keep(store, article(TEXT, pages=pages), VECTOR)
        stored = store.articles.get("0123456789ab")
        assert stored is not None
        assert stored.pages == pages
