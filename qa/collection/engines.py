"""Choose the engine that searches passages: in this process, in PostgreSQL, or Milvus."""

from __future__ import annotations

import os
from contextlib import ExitStack

from embeddings import Encoder
from qa.errors import ArticleQAError
from qa.retrieval.engine import LocalSearch, PassageSearch
from qa.store.opening import is_address
from qa.store.store import Store


def open_engine(
    store: Store, encoder: Encoder, milvus_uri: str | None, resources: ExitStack
) -> PassageSearch:
    """Open Milvus at an address or file; without one, the engine that goes with the store.

    A store in PostgreSQL is searched there, one in SQLite in this process.

    What has to be closed is put on `resources`. A token for Milvus comes from the environment
    variable ARTICLE_QA_MILVUS_TOKEN.

    Raises:
        ArticleQAError: the packages that Milvus needs are not installed.
        SearchError: Milvus cannot be used.
    """
    if milvus_uri is None and is_address(store.place):
        return _open_postgresql(store)
    if milvus_uri is None:
        return LocalSearch(store, encoder.dimension)
    try:
        from qa.retrieval.milvus import MilvusSearch
        from qa.retrieval.milvus_server import MilvusServer
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] not in ("pymilvus", "grpc"):
            raise
        raise ArticleQAError("This needs an extra: pip install 'article-qa[milvus]'") from error
    server = MilvusServer(milvus_uri, os.environ.get("ARTICLE_QA_MILVUS_TOKEN", ""))
    resources.callback(server.close)
    return MilvusSearch(store, encoder.fingerprint, encoder.dimension, server)


def _open_postgresql(store: Store) -> PassageSearch:
    from qa.retrieval.postgresql import PostgresqlSearch
    from qa.store.postgresql.vectors import PostgresqlVectors
    from qa.store.postgresql.words import PostgresqlWords

    assert isinstance(store.vectors, PostgresqlVectors)
    assert isinstance(store.words, PostgresqlWords)
    return PostgresqlSearch(store, store.vectors, store.words)
