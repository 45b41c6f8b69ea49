"""Run Haystack's extractive pipeline: in-memory documents and TransformersExtractiveReader.

"dense" is its tutorial for extractive question answering: text embedder, embedding retriever,
reader. "hybrid" joins BM25 and embeddings by reciprocal rank fusion, a mode of its DocumentJoiner;
its tutorial on hybrid retrieval ranks what is joined with a cross-encoder, which nobody has here.
The reader keeps its defaults: 20 answers and, because of `no_answer`, one without text. Where that
one ranks first, the tool refuses. It knows no longest answer.
"""

from __future__ import annotations

from collections.abc import Mapping

from haystack import Document, Pipeline
from haystack.components.joiners import DocumentJoiner
from haystack.components.retrievers.in_memory import (
    InMemoryBM25Retriever,
    InMemoryEmbeddingRetriever,
)
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)
from haystack_integrations.components.readers.transformers import TransformersExtractiveReader
from work import Passages, Reply, Task, run


class Haystack:
    """A pipeline that ends in "reader"; its component "found" gives the documents to read."""

    def __init__(self, task: Task, store: InMemoryDocumentStore, pipeline: Pipeline) -> None:
        self._store = store
        self._pipeline = pipeline
        self._pipeline.add_component("reader", TransformersExtractiveReader(model=task.reader))
        self._pipeline.connect("found.documents", "reader.documents")
        self._pipeline.warm_up()
        self._embedder = SentenceTransformersDocumentEmbedder(
            model=task.encoder, progress_bar=False
        )
        self._embedder.warm_up()
        self._documents: list[Document] = []

    def index(self, paragraphs: Mapping[str, str]) -> None:
        documents = [Document(id=name, content=text) for name, text in paragraphs.items()]
        self._store.write_documents(self._embedder.run(documents)["documents"])

    def ask(self, question: str) -> Reply:
        inputs = {
            "embedder": {"text": question},
            "words": {"query": question},
            "reader": {"query": question},
        }
        names = set(self._pipeline.graph.nodes)
        done = self._pipeline.run(
            {name: fields for name, fields in inputs.items() if name in names},
            include_outputs_from={"found"},
        )
        answers = [answer.data for answer in done["reader"]["answers"]]
        best = next((answer for answer in answers if answer is not None), None)
        self._documents = done["found"]["documents"]
        return Reply(best, answers[0] if answers else None)

    def passages(self, question: str) -> Passages:
        return [(document.id, document.content) for document in self._documents]


def dense(task: Task) -> Haystack:
    store = InMemoryDocumentStore()
    pipeline = _embedding(task)
    pipeline.add_component("found", InMemoryEmbeddingRetriever(store, top_k=task.passages))
    pipeline.connect("embedder.embedding", "found.query_embedding")
    return Haystack(task, store, pipeline)


def hybrid(task: Task) -> Haystack:
    store = InMemoryDocumentStore()
    pipeline = _embedding(task)
    pipeline.add_component("near", InMemoryEmbeddingRetriever(store))
    pipeline.add_component("words", InMemoryBM25Retriever(store))
    joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=task.passages)
    pipeline.add_component("found", joiner)
    pipeline.connect("embedder.embedding", "near.query_embedding")
    pipeline.connect("near.documents", "found.documents")
    pipeline.connect("words.documents", "found.documents")
    return Haystack(task, store, pipeline)


def _embedding(task: Task) -> Pipeline:
    pipeline = Pipeline()
    embedder = SentenceTransformersTextEmbedder(model=task.encoder, progress_bar=False)
    pipeline.add_component("embedder", embedder)
    return pipeline


if __name__ == "__main__":
    run({"dense": dense, "hybrid": hybrid})
