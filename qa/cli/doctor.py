"""Check whether the store, the models and the SQLite library are sound."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from qa.collection import Collection
from qa.errors import ArticleQAError
from qa.store.damage import find_damage
from qa.types.article import Filter

# Before this version a rare race could lose the newest pages of a write-ahead log.
_SAFE_SQLITE = (3, 51, 3)
_MOST_NAMED = 5  # damages or files in one line


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at; a warning does not make the whole unsound."""

    name: str
    ok: bool
    detail: str
    warning: bool = False

    def to_dict(self) -> dict[str, Any]:
        return {"name": self.name, "ok": self.ok, "warning": self.warning, "detail": self.detail}


def run_checks(collection: Collection) -> list[Check]:
    """Look at SQLite, the store's file, its vectors, both models, and Milvus where it is used."""
    checks = [
        _sqlite(),
        _file(collection),
        _encoder(collection),
        _vectors(collection),
        _reader(collection),
    ]
    if collection.settings.milvus is not None:
        checks.append(_milvus(collection, collection.settings.milvus))
    return checks


def _sqlite() -> Check:
    version = sqlite3.sqlite_version
    safe = sqlite3.sqlite_version_info >= _SAFE_SQLITE
    safe_version = ".".join(map(str, _SAFE_SQLITE))
    detail = version if safe else f"{version}; {safe_version} or newer is safer against crashes"
    return Check("sqlite", True, detail, warning=not safe)


def repair_store(collection: Collection) -> list[str]:
    """Repair a store; return lines that say what was damaged, and what is to be done next.

    Raises:
        StoreError: another process is writing, or the tables themselves are damaged.
    """
    from qa.indexing.repair import Repairer
    from qa.indexing.writer import Writer

    writer = Writer(collection.store, collection.encoder, collection.settings.chunking)
    report = Repairer(collection.store, writer).run()
    if not report.damages:
        return ["Nothing is damaged."]
    made_good = len(report.damages) - len(report.left)
    lines = [damage.detail for damage in report.damages]
    lines.append(f"{made_good} of {len(report.damages)} damages are made good.")
    if report.unread_files:
        files = ", ".join(report.unread_files[:_MOST_NAMED])
        lines.append(
            f"Index the files of damaged or missing articles again ({files}): article-qa index PATH"
        )
    return lines


def _file(collection: Collection) -> Check:
    store = collection.store
    damages = find_damage(store)
    if damages:
        details = " ".join(damage.detail for damage in damages[:_MOST_NAMED])
        more = f" {len(damages) - _MOST_NAMED} more." if len(damages) > _MOST_NAMED else ""
        return Check("store", False, f"{details}{more} To repair: article-qa doctor --repair")
    detail = f"{store.place}: {store.articles.count()} articles, {store.passages.count()} passages"
    return Check("store", True, detail)


def _encoder(collection: Collection) -> Check:
    try:
        encoder = collection.encoder
        collection.store.metadata.require_encoder(encoder.name, encoder.fingerprint)
    except ArticleQAError as error:
        return Check("encoder", False, str(error))
    return Check("encoder", True, f"{encoder.name}, {encoder.dimension} floats a passage")


def _vectors(collection: Collection) -> Check:
    try:
        rows = collection.store.passages.rows(Filter())
        collection.store.vectors.load(rows, collection.encoder.dimension)
    except ArticleQAError as error:
        return Check("vectors", False, str(error))
    return Check("vectors", True, f"{len(rows)}, one a passage")


def _reader(collection: Collection) -> Check:
    try:
        return Check("reader", True, collection.reader.name)
    except ArticleQAError as error:
        return Check("reader", False, str(error))


def _milvus(collection: Collection, uri: str) -> Check:
    """Bring Milvus in step with the store, and report whether that was possible."""
    try:
        collection.engine.sync()
    except ArticleQAError as error:
        return Check("milvus", False, str(error))
    return Check("milvus", True, f"{uri} is in step with the store")
