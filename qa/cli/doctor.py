"""Check whether the store, the models and the SQLite library are sound."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from qa.collection import Collection
from qa.errors import ArticleQAError
from qa.types.article import Filter

# Before this version a rare race could lose the newest pages of a write-ahead log.
_SAFE_SQLITE = (3, 51, 3)


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


def _file(collection: Collection) -> Check:
    store = collection.store
    errors = store.integrity_errors()
    if errors:
        return Check("store", False, f"{store.path} is damaged: {errors[0]}")
    detail = f"{store.path}: {store.articles.count()} articles, {store.passages.count()} passages"
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
