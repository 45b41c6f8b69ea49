"""Passages searched by Milvus, on one machine or on many.

Needs the extra `article-qa[milvus]`. The store stays what is true: Milvus holds for each passage
its row, vector, terms, day and source, all of which can be copied from the store again.

One collection stands for one store and one encoder, and is named after both, so that the processes
and machines that have the same store (or copies of it) share it, and a change of encoder makes a
new one. Its row 0 is no passage: it tells which state of the store the collection holds.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from grpc import RpcError
from numpy.typing import NDArray
from pymilvus import DataType, MilvusClient
from pymilvus.exceptions import MilvusException

from qa.errors import SearchError, UsageError
from qa.retrieval.engine import Rows, Vector
from qa.retrieval.sparse_bm25 import (
    NO_TERM,
    Sparse,
    document_vector,
    inner_product,
    query_vector,
)
from qa.store.export import ExportedPassage
from qa.store.store import Store
from qa.types.article import Filter

# Part of a collection's name: raise it when what is kept for a passage changes.
_FORMAT = 2
_SECONDS = 30.0
# The most that Milvus gives for one search or query.
_MOST = 16_384
_ROWS_AT_ONCE = 1_000
# How many passages HNSW looks at; more finds more of the nearest, and takes longer.
_LOOKED_AT = 400
# When passages have become longer or shorter by this share, their weights are made anew.
_DRIFT = 0.1
_UNDATED = 0
_NO_SOURCE = 0


@dataclass(frozen=True, slots=True)
class _State:
    """Which generation of the store a collection holds, and what its weights were made with.

    Attributes:
        generation: -1 while the collection is filled for the first time.
        average: how many terms passages had on average.
    """

    generation: int
    average: float


class MilvusServer:
    """A connection to Milvus, or to a file that Milvus Lite keeps.

    Raises:
        UsageError: the address holds a name or password.
        SearchError: nothing answers there, or it refuses.
    """

    def __init__(self, uri: str, token: str = "") -> None:
        if "@" in uri and not uri.endswith(".db"):
            raise UsageError(
                "The address of Milvus must not hold a name or password; put USER:PASSWORD (or an "
                "API key) into the environment variable ARTICLE_QA_MILVUS_TOKEN."
            )
        self.uri = uri
        self._token = token
        # They log errors with tracebacks, which are raised as well.
        for name in ("pymilvus", "milvus_lite"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        with self.asked():
            self.client = MilvusClient(uri=uri, token=token, timeout=_SECONDS)

    @contextmanager
    def asked(self) -> Iterator[None]:
        """Say what goes wrong with Milvus in words.

        Raises:
            SearchError: something did.
        """
        try:
            yield
        except (MilvusException, RpcError, ValueError) as error:
            reason = error.message if isinstance(error, MilvusException) else str(error)
            reason = str(reason).strip().rstrip(".")
            if self._token:
                reason = reason.replace(self._token, "***")
            hint = (
                "The file serves one process at a time, and its folder must be there"
                if self.uri.endswith(".db")
                else "Check that Milvus runs there, and ARTICLE_QA_MILVUS_TOKEN if it asks for one"
            )
            raise SearchError(
                f"Cannot use Milvus at {self.uri}: {reason}. {hint}; or leave --milvus (and "
                "ARTICLE_QA_MILVUS) out to search on this machine."
            ) from error

    def close(self) -> None:
        self.client.close()
        if self.uri.endswith(".db"):
            from milvus_lite.server_manager import server_manager_instance

            # Else the file stays locked until this process ends.
            server_manager_instance.release_server(self.uri)


class MilvusSearch:
    """The passages of a store in a collection of Milvus; see `qa.search.PassageSearch`."""

    def __init__(
        self, store: Store, encoder_fingerprint: str, dimension: int, server: MilvusServer
    ) -> None:
        self._store = store
        self._dimension = dimension
        self._server = server
        self._client = server.client
        encoder = hashlib.blake2b(encoder_fingerprint.encode(), digest_size=6).hexdigest()
        self.collection = f"article_qa_{_FORMAT}_{store.metadata.identity}_{encoder}"
        self._generation = -1
        self._passages = 0
        self._holding: dict[str, int] = {}

    def sync(self) -> None:
        """Bring the collection in step with the store, unless another has done so.

        What is half done after a kill is completed by the next call: rows are compared, and are
        put by their numbers. A snapshot of the store that is older than the collection (of a copy,
        or while others write) changes nothing; what it does not hold is left out of what is found.

        Raises:
            SearchError: Milvus cannot be used, or the collection is ahead of the store.
        """
        generation = self._store.metadata.generation
        if generation == self._generation:
            return
        self._generation = -1
        with self._server.asked():
            state = self._opened()
            if state.generation < generation:
                self._bring_in_step(state, generation)
        if not self._store.in_snapshot and state.generation > self._store.metadata.generation:
            raise SearchError(
                f"The collection {self.collection} of Milvus at {self._server.uri} is ahead of the "
                f"store {self._store.folder}, which is a copy or was restored. Index where the "
                "newest store is, or drop the collection: it is made anew from this store."
            )
        self._holding.clear()
        self._passages = self._store.passages.count()
        self._generation = generation

    def search_dense(self, vector: Vector, count: int, filter: Filter) -> dict[int, float]:
        looked_at = {"params": {"ef": min(max(count, _LOOKED_AT), _MOST)}}
        return self._found("vector", vector.tolist(), count, filter, looked_at)

    def cosines(self, vector: Vector, rows: Sequence[int]) -> dict[int, float]:
        # The store has their vectors; they are few.
        vectors = self._store.vectors.load(np.array(rows, dtype=np.int64), self._dimension)
        return dict(zip(rows, (vectors @ vector).tolist(), strict=True))

    def search_lexical(self, terms: Sequence[str], count: int, filter: Filter) -> dict[int, float]:
        for term in terms:
            if term not in self._holding:
                self._holding[term] = self._store.words.document_frequency(term)
        query = query_vector({term: self._holding[term] for term in terms}, self._passages)
        if not query:
            return {}
        rows = list(self._found("terms", query, count, filter, {}))
        # Milvus weighs passages by the average length of when they were put: what it finds is
        # scored again by the one of today.
        average = self._store.words.average_length()
        scores = {
            entry.row: inner_product(query, document_vector(entry.title, entry.body, average))
            for entry in self._store.export.load(rows)
        }
        return {row: scores[row] for row in sorted(scores, key=lambda row: (-scores[row], row))}

    def _found(
        self,
        field: str,
        vector: list[float] | Sparse,
        count: int,
        filter: Filter,
        parameters: dict[str, Any],
    ) -> dict[int, float]:
        try:
            with self._server.asked():
                (hits,) = self._client.search(
                    self.collection,
                    data=[vector],
                    anns_field=field,
                    limit=min(count, _MOST),
                    filter=expression(filter),
                    output_fields=["row"],
                    search_params=parameters,
                    timeout=_SECONDS,
                )
        except SearchError:
            # Milvus may have lost the collection; look at it anew with the next question.
            self._generation = -1
            raise
        scores = {int(hit["row"]): float(hit["distance"]) for hit in hits}
        held = self._store.passages.existing(list(scores))
        ranked = sorted(held, key=lambda row: (-scores[row], row))
        return {row: scores[row] for row in ranked}

    # The collection

    def _opened(self) -> _State:
        """The state of the collection, which is made when it is not there."""
        if self._client.has_collection(self.collection, timeout=_SECONDS):
            self._client.load_collection(self.collection, timeout=_SECONDS)
            found = self._client.query(
                self.collection, ids=[0], output_fields=["state"], timeout=_SECONDS
            )
            if found:
                return _State(**found[0]["state"])
        else:
            self._make()
        state = _State(-1, self._store.words.average_length())
        self._put_state(state)
        return state

    def _make(self) -> None:
        schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
        schema.add_field("row", DataType.INT64, is_primary=True)
        schema.add_field("vector", DataType.FLOAT_VECTOR, dim=self._dimension)
        schema.add_field("terms", DataType.SPARSE_FLOAT_VECTOR)
        schema.add_field("day", DataType.INT64)
        schema.add_field("source", DataType.INT64)
        schema.add_field("state", DataType.JSON, nullable=True)
        indexes = self._client.prepare_index_params()
        graph = {"M": 32, "efConstruction": 400}
        indexes.add_index("vector", index_type="HNSW", metric_type="IP", params=graph)
        indexes.add_index("terms", index_type="SPARSE_INVERTED_INDEX", metric_type="IP")
        indexes.add_index("day", index_type="INVERTED")
        indexes.add_index("source", index_type="INVERTED")
        self._client.create_collection(
            self.collection,
            schema=schema,
            index_params=indexes,
            # What was just put must be found at once.
            consistency_level="Strong",
            timeout=_SECONDS,
        )

    def _bring_in_step(self, state: _State, generation: int) -> None:
        rows = self._store.passages.rows(Filter())
        average = self._store.words.average_length()
        drifted = abs(average / state.average - 1) > _DRIFT
        if not drifted:
            average = state.average
        for wanted, there in self._blocks(rows):
            gone = np.setdiff1d(there, wanted, assume_unique=True)
            if len(gone):
                self._client.delete(self.collection, ids=gone.tolist(), timeout=_SECONDS)
            self._put(wanted if drifted else np.setdiff1d(wanted, there), average)
        self._put_state(_State(generation, average))

    def _blocks(self, rows: Rows) -> Iterator[tuple[Rows, Rows]]:
        """The rows of the store and those of the collection, block by block of row numbers."""
        last = int(rows[-1]) if len(rows) else 0
        self._client.delete(self.collection, filter=f"row > {last}", timeout=_SECONDS)
        for first in range(1, last + 1, _MOST):
            found = self._client.query(
                self.collection,
                filter=f"row >= {first} and row < {first + _MOST}",
                output_fields=["row"],
                limit=_MOST,
                timeout=_SECONDS,
            )
            start, end = np.searchsorted(rows, (first, first + _MOST))
            yield rows[start:end], np.array([one["row"] for one in found], dtype=np.int64)

    def _put(self, rows: Rows, average: float) -> None:
        """Copy passages from the store; one that is there already is replaced."""
        for first in range(0, len(rows), _ROWS_AT_ONCE):
            part = rows[first : first + _ROWS_AT_ONCE]
            vectors = self._store.vectors.load(part, self._dimension)
            entries = self._store.export.load(part.tolist())
            data = [
                _record(entry, vector, average)
                for entry, vector in zip(entries, vectors, strict=True)
            ]
            self._client.upsert(self.collection, data, timeout=_SECONDS)

    def _put_state(self, state: _State) -> None:
        data = {
            "row": 0,
            "vector": np.eye(1, self._dimension, dtype=np.float32)[0],
            "terms": {NO_TERM: 1.0},
            "day": _UNDATED,
            "source": _NO_SOURCE,
            "state": {"generation": state.generation, "average": state.average},
        }
        self._client.upsert(self.collection, [data], timeout=_SECONDS)


def expression(filter: Filter) -> str:
    """A filter as Milvus writes it; numbers only, so that no name can become a part of it."""
    parts = ["row > 0"]
    if filter.after is not None:
        parts.append(f"day >= {day_number(filter.after)}")
    if filter.before is not None:
        parts.append(f"day > {_UNDATED} and day <= {day_number(filter.before)}")
    if filter.undated:
        parts.append(f"day == {_UNDATED}")
    if filter.source is not None:
        parts.append(f"source == {source_number(filter.source)}")
    return " and ".join(parts)


def day_number(day: date | None) -> int:
    """A day as a number such as 20261128, 0 for none."""
    return _UNDATED if day is None else day.year * 10_000 + day.month * 100 + day.day


def source_number(source: str | None) -> int:
    """A source without regard to case as a number of 62 bits, 0 for none.

    A hash: a name of any length and any characters is compared, and none must be escaped.
    """
    if source is None:
        return _NO_SOURCE
    name = source.casefold().encode()
    return 1 + int.from_bytes(hashlib.blake2b(name, digest_size=8).digest()) % (2**62)


def _record(entry: ExportedPassage, vector: NDArray[np.float32], average: float) -> dict[str, Any]:
    return {
        "row": entry.row,
        "vector": vector,
        "terms": document_vector(entry.title, entry.body, average),
        "day": day_number(entry.day),
        "source": source_number(entry.source),
        "state": None,
    }
