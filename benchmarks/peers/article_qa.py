"""Run this project as it is installed: passages of its own cutting, 8-bit arithmetic on x86.

It reads as many passages as it finds worth it, and refuses where its confidence is below the
default threshold.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from work import Passages, Reply, Task, run

from qa.collection import Collection
from qa.indexing.indexer import Indexer
from qa.settings import Settings
from qa.store.store import Store
from qa.types.article import Article
from qa.types.query import Query
from qa.types.search import Hit


class ArticleQA:
    def __init__(self, task: Task) -> None:
        self._passages = task.passages
        self._folder = tempfile.TemporaryDirectory()
        self._collection = Collection(Store(Path(self._folder.name)), Settings())
        self._collection.load()
        self._hits: Sequence[Hit] = ()

    def index(self, paragraphs: Mapping[str, str]) -> None:
        collection = self._collection
        indexer = Indexer(collection.store, collection.encoder, collection.settings.chunking)
        indexer.put_articles([_article(name, text) for name, text in paragraphs.items()])

    def ask(self, question: str) -> Reply:
        trace = self._collection.trace(Query(question, always_answer=True))
        self._hits = trace.hits
        best = trace.answer
        is_sure = best.confidence >= self._collection.settings.answering.min_confidence
        return Reply(best.text, best.text if is_sure else None)

    def passages(self, question: str) -> Passages:
        return [(hit.article.id, hit.passage.text) for hit in self._hits[: self._passages]]


def _article(name: str, text: str) -> Article:
    return Article(
        id=name,
        title=None,
        date=None,
        source=None,
        authors=(),
        path=name,
        url=None,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        number=0,
        text=text,
    )


if __name__ == "__main__":
    run({"hybrid": ArticleQA})
