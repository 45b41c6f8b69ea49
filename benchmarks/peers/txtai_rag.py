"""Run txtai: Embeddings with content, and its RAG pipeline over an extractive model.

Given a question-answering model, RAG (once Extractor) reads with txtai's own Questions pipeline:
the passages found are joined to one text, cut off at the model's 512 tokens, and the likeliest
start and end are the answer when their probability is at least 0.05, else None. There is no way to
make it answer always, so what it gives stands for both. Where a model trained on SQuAD 2.0 says "no
answer", by pointing at the first token, Questions raises TypeError: that counts as refused.
"hybrid" is txtai's own setting of that name, BM25 and embeddings half and half.
"""

from __future__ import annotations

from collections.abc import Mapping

from txtai import RAG, Embeddings
from work import Passages, Reply, Task, run


class Txtai:
    def __init__(self, task: Task, embeddings: Embeddings) -> None:
        self._top_k = task.passages
        self._embeddings = embeddings
        self._rag = RAG(embeddings, task.reader, context=task.passages, output="flatten")

    def index(self, paragraphs: Mapping[str, str]) -> None:
        self._embeddings.index(paragraphs.items())

    def ask(self, question: str) -> Reply:
        error = answer = None
        try:
            answer = self._rag(question) or None
        except TypeError as raised:
            error = f"TypeError: {raised}"
        return Reply(answer, answer, error)

    def passages(self, question: str) -> Passages:
        # The pipeline does not say what it read, but searches just so.
        results = self._embeddings.search(question, self._top_k)
        return [(result["id"], result["text"]) for result in results]


def dense(task: Task) -> Txtai:
    return Txtai(task, Embeddings(path=task.encoder, content=True))


def hybrid(task: Task) -> Txtai:
    return Txtai(task, Embeddings(path=task.encoder, content=True, hybrid=True))


if __name__ == "__main__":
    run({"dense": dense, "hybrid": hybrid})
