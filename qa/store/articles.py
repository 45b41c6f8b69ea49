"""Articles in the store: their text, what is known of them, and which a filter admits."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any

from qa.store.database import Database
from qa.types.article import Article, ArticleInfo, Filter
from qa.types.pages import Page
from qa.types.search import SearchScope

# The columns that `article_info` reads, of a table named `a`.
INFO_COLUMNS = "a.id, a.title, a.day, a.source, a.authors, a.path, a.url, a.sha256"
_NEWEST_FIRST = "a.day IS NULL, a.day DESC, a.path, a.number"


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on the table `a` of articles in SQL, and the values of its placeholders."""

    sql: str
    values: tuple[str, ...]


class Articles:
    """The articles; `Store.upsert` and `Store.remove` write them with what depends on them."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, article_id: str) -> Article | None:
        """Return the article of an id, None where there is none."""
        row = self._db.execute(
            f"SELECT {INFO_COLUMNS}, a.number, a.text, a.boilerplate, a.pages "
            "FROM articles a WHERE id = ?",
            (article_id,),
        ).fetchone()
        return None if row is None else _article(row)

    def info(self, article_id: str) -> ArticleInfo:
        """Return what is known of an article that is stored."""
        row = self._db.execute(
            f"SELECT {INFO_COLUMNS} FROM articles a WHERE id = ?", (article_id,)
        ).fetchone()
        return article_info(row)

    def list_infos(self, filter: Filter | None = None) -> list[ArticleInfo]:
        """Return what is known of every article that a filter admits.

        The newest come first, the undated ones last.
        """
        condition = self.condition(filter or Filter())
        rows = self._db.execute(
            f"SELECT {INFO_COLUMNS} FROM articles a WHERE {condition.sql} ORDER BY {_NEWEST_FIRST}",
            condition.values,
        )
        return [article_info(row) for row in rows]

    def ids_of(self, path: str) -> list[str]:
        """Return the ids of the articles that were read from a file, in the file's order."""
        rows = self._db.execute("SELECT id FROM articles WHERE path = ? ORDER BY number", (path,))
        return [row[0] for row in rows]

    def count(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM articles").fetchone()[0])

    def sources(self) -> list[str]:
        """Return the sources of the articles, in alphabetical order."""
        rows = self._db.execute(
            "SELECT DISTINCT source FROM articles WHERE source IS NOT NULL ORDER BY source"
        )
        return [row[0] for row in rows]

    def scope(self, filter: Filter) -> SearchScope:
        """Return how many articles a filter admits, and their first and last day."""
        condition = self.condition(filter)
        count, first, last = self._db.execute(
            f"SELECT count(*), min(day), max(day) FROM articles a WHERE {condition.sql}",
            condition.values,
        ).fetchone()
        return SearchScope(count, _day(first), _day(last), self._undated_left_out(filter))

    def _undated_left_out(self, filter: Filter) -> int:
        """Count the articles that a filter would admit if it set no range of days."""
        if filter.undated or (filter.after is None and filter.before is None):
            return 0
        condition = self.condition(Filter(source=filter.source, undated=True))
        row = self._db.execute(
            f"SELECT count(*) FROM articles a WHERE {condition.sql}", condition.values
        ).fetchone()
        return int(row[0])

    def condition(self, filter: Filter) -> Condition:
        """Return the condition that an article meets when the filter admits it."""
        conditions = ["TRUE"]
        values: list[str] = []
        if filter.after is not None:
            conditions.append("a.day >= ?")
            values.append(filter.after.isoformat())
        if filter.before is not None:
            conditions.append("a.day <= ?")
            values.append(filter.before.isoformat())
        if filter.undated:
            conditions.append("a.day IS NULL")
        if filter.source is not None:
            # SQLite folds the case of ASCII only.
            folded = filter.source.casefold()
            names = [name for name in self.sources() if name.casefold() == folded]
            conditions.append(f"a.source IN (SELECT value FROM {self._db.texts} names)")
            values.append(json.dumps(names))
        return Condition(" AND ".join(conditions), tuple(values))

    def add(self, article: Article) -> None:
        """Insert an article whose id is not stored; inside a transaction."""
        self._db.execute(
            "INSERT INTO articles (id, path, number, sha256, title, day, source, authors, url, "
            "text, boilerplate, pages) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                article.id,
                article.path,
                article.number,
                article.sha256,
                article.title,
                article.date.isoformat() if article.date else None,
                article.source,
                json.dumps(article.authors, ensure_ascii=False),
                article.url,
                article.text,
                json.dumps(article.boilerplate),
                json.dumps([astuple(page) for page in article.pages]) if article.pages else None,
            ),
        )

    def delete(self, article_id: str) -> None:
        """Delete an article that nothing refers to any more; inside a transaction."""
        self._db.execute("DELETE FROM articles WHERE id = ?", (article_id,))


def article_info(row: Sequence[Any]) -> ArticleInfo:
    """Build what is known of an article from `INFO_COLUMNS`."""
    article_id, title, day, source, authors, path, url, sha256 = row
    return ArticleInfo(
        id=article_id,
        title=title,
        date=_day(day),
        source=source,
        authors=tuple(json.loads(authors)),
        path=path,
        url=url,
        sha256=sha256,
    )


def _article(row: Sequence[Any]) -> Article:
    *info_columns, number, text, boilerplate, pages = row
    info = article_info(info_columns)
    return Article(
        id=info.id,
        title=info.title,
        date=info.date,
        source=info.source,
        authors=info.authors,
        path=info.path,
        url=info.url,
        sha256=info.sha256,
        number=number,
        text=text,
        boilerplate=tuple((start, end) for start, end in json.loads(boilerplate)),
        pages=tuple(Page(*fields) for fields in json.loads(pages or "[]")),
    )


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)
