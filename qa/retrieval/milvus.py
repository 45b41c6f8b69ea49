"""Passages searched by Milvus, on one machine or on many.

Needs the extra `article-qa[milvus]`. The store is the source of truth: what Milvus holds of each
passage (row, vector, terms, day and source) can be copied from the store again.

A collection of Milvus belongs to one store and one encoder, and is named after both, so that the
processes and machines that have the same store (or copies of it) share it, and another encoder
makes a new one. Its row 0 is no passage: it holds the state of the collection.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from pymilvus import DataType, MilvusClient

from qa.errors import SearchError
from qa.retrieval.engine import Rows, Vector
from qa.retrieval.milvus_fields import NO_SOURCE, UNDATED, expression, record
from qa.retrieval.milvus_server import TIMEOUT, MilvusServer
from qa.retrieval.sparse_bm25 import (
    NO_TERM,
    Sparse,
    document_vector,
    inner_product,
    query_vector,
)
from qa.store.store import Store
from qa.types.article import Filter

# Part of a collection's name: raise it when the fields of a passage change.
_FORMAT = 2
# The most results that Milvus gives for one search or query.
_MAX_RESULTS = 16_384
_BATCH_ROWS = 1_000
# How many passages HNSW compares; with more it misses fewer neighbours, and takes longer.
_HNSW_CANDIDATES = 400
# When the average length of passages has changed by this share, all terms are weighed again.
_MAX_DRIFT = 0.1


@dataclass(frozen=True, slots=True)
class CollectionState:
    """Which generation of the store a collection holds, and how its terms were weighed.

    Attributes:
        generation: -1 while the collection is filled for the first time.
        average: how many tokens passages had on average.
    """

    generation: int
    average: float


@dataclass(frozen=True, slots=True)
class _Block:
    """The row numbers of a block in the store, and those that are in the collection."""

    stored: Rows
    copied: Rows


class MilvusSearch:
    """Searches the passages of a store in a collection of Milvus; see `PassageSearch`."""

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
        self._document_frequencies: dict[str, int] = {}

    def sync(self) -> None:
        """Bring the collection in step with the store, unless another has done so.

        The next call completes what was cut off: row numbers are compared, and the missing rows are
        copied. A snapshot of the store that is older than the collection (of a copy, or while
        others write) changes nothing; rows that it does not hold are left out of the results.

        Raises:
            SearchError: Milvus cannot be used, or the collection is ahead of the store.
        """
        generation = self._store.metadata.generation
        if generation == self._generation:
            return
        self._generation = -1
        with self._server.translated_errors():
            state = self._load_collection()
            if state.generation < generation:
                self._copy_changes(state, generation)
        if not self._store.in_snapshot and state.generation > self._store.metadata.generation:
            raise SearchError(
                f"The collection {self.collection} of Milvus at {self._server.uri} is ahead of the "
                f"store {self._store.place}, which is a copy or was restored. Index where the "
                "newest store is, or drop the collection: it is made anew from this store."
            )
        self._document_frequencies.clear()
        self._passages = self._store.passages.count()
        self._generation = generation

    def search_dense(self, vector: Vector, count: int, filter: Filter) -> dict[int, float]:
        parameters = {"params": {"ef": min(max(count, _HNSW_CANDIDATES), _MAX_RESULTS)}}
        return self._query("vector", vector.tolist(), count, filter, parameters)

    def cosines(self, vector: Vector, rows: Sequence[int]) -> dict[int, float]:
        # The store has their vectors; they are few.
        vectors = self._store.vectors.load(np.array(rows, dtype=np.int64), self._dimension)
        return dict(zip(rows, (vectors @ vector).tolist(), strict=True))

    def search_lexical(self, terms: Sequence[str], count: int, filter: Filter) -> dict[int, float]:
        for term in terms:
            if term not in self._document_frequencies:
                self._document_frequencies[term] = self._store.words.document_frequency(term)
        query = query_vector(
            {term: self._document_frequencies[term] for term in terms}, self._passages
        )
        if not query:
            return {}
        rows = list(self._query("terms", query, count, filter, {}))
        # Terms were weighed in Milvus with the average length at that time: what it finds is scored
        # again with the present one.
        average_length = self._store.words.average_length()
        scores = {
            passage.row: inner_product(
                query, document_vector(passage.title, passage.body, average_length)
            )
            for passage in self._store.export.load(rows)
        }
        return {row: scores[row] for row in sorted(scores, key=lambda row: (-scores[row], row))}

    def _query(
        self,
        field: str,
        vector: list[float] | Sparse,
        count: int,
        filter: Filter,
        parameters: dict[str, Any],
    ) -> dict[int, float]:
        """The rows whose field is nearest to a vector, best first, with their scores."""
        try:
            with self._server.translated_errors():
                (hits,) = self._client.search(
                    self.collection,
                    data=[vector],
                    anns_field=field,
                    limit=min(count, _MAX_RESULTS),
                    filter=expression(filter),
                    output_fields=["row"],
                    search_params=parameters,
                    timeout=TIMEOUT,
                )
        except SearchError:
            # Milvus may have lost the collection: the next question checks it.
            self._generation = -1
            raise
        scores = {int(hit["row"]): float(hit["distance"]) for hit in hits}
        stored = self._store.passages.existing(list(scores))
        ranked = sorted(stored, key=lambda row: (-scores[row], row))
        return {row: scores[row] for row in ranked}

    # The collection

    def _load_collection(self) -> CollectionState:
        """Load the collection, which is made if it is not there, and return its state."""
        if self._client.has_collection(self.collection, timeout=TIMEOUT):
            self._client.load_collection(self.collection, timeout=TIMEOUT)
            states = self._client.query(
                self.collection, ids=[0], output_fields=["state"], timeout=TIMEOUT
            )
            if states:
                return CollectionState(**states[0]["state"])
        else:
            self._create_collection()
        state = CollectionState(-1, self._store.words.average_length())
        self._put_state(state)
        return state

    def _create_collection(self) -> None:
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
            # A question sees everything that was written before it.
            consistency_level="Strong",
            timeout=TIMEOUT,
        )

    def _copy_changes(self, state: CollectionState, generation: int) -> None:
        rows = self._store.passages.rows(Filter())
        average = self._store.words.average_length()
        drifted = abs(average / state.average - 1) > _MAX_DRIFT
        if not drifted:
            average = state.average
        for block in self._blocks(rows):
            removed = np.setdiff1d(block.copied, block.stored, assume_unique=True)
            if len(removed):
                self._client.delete(self.collection, ids=removed.tolist(), timeout=TIMEOUT)
            added = np.setdiff1d(block.stored, block.copied, assume_unique=True)
            self._put(block.stored if drifted else added, average)
        self._put_state(CollectionState(generation, average))

    def _blocks(self, rows: Rows) -> Iterator[_Block]:
        """Blocks of row numbers, from 1 to the last of the store's rows."""
        last = int(rows[-1]) if len(rows) else 0
        self._client.delete(self.collection, filter=f"row > {last}", timeout=TIMEOUT)
        for first in range(1, last + 1, _MAX_RESULTS):
            entries = self._client.query(
                self.collection,
                filter=f"row >= {first} and row < {first + _MAX_RESULTS}",
                output_fields=["row"],
                limit=_MAX_RESULTS,
                timeout=TIMEOUT,
            )
            start, end = np.searchsorted(rows, (first, first + _MAX_RESULTS))
            copied = np.array([entry["row"] for entry in entries], dtype=np.int64)
            yield _Block(rows[start:end], copied)

    def _put(self, rows: Rows, average: float) -> None:
        """Copy passages from the store; one that was copied before is replaced."""
        for first in range(0, len(rows), _BATCH_ROWS):
            batch = rows[first : first + _BATCH_ROWS]
            vectors = self._store.vectors.load(batch, self._dimension)
            passages = self._store.export.load(batch.tolist())
            records = [
                record(passage, vector, average)
                for passage, vector in zip(passages, vectors, strict=True)
            ]
            self._client.upsert(self.collection, records, timeout=TIMEOUT)

    def _put_state(self, state: CollectionState) -> None:
        state_record = {
            "row": 0,
            "vector": np.eye(1, self._dimension, dtype=np.float32)[0],
            "terms": {NO_TERM: 1.0},
            "day": UNDATED,
            "source": NO_SOURCE,
            "state": {"generation": state.generation, "average": state.average},
        }
        self._client.upsert(self.collection, [state_record], timeout=TIMEOUT)
