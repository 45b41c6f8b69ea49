"""Open a collection: a store, or the cached store of some files and folders."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

from qa.collection.collection import Collection
from qa.errors import EmptyStoreError
from qa.settings import Settings
from qa.store.store import Store
from qa.types.answer import Answer
from qa.types.query import Day, Query

if TYPE_CHECKING:
    from qa.indexing.indexer import Progress

Paths = str | Path | Sequence[str | Path]


def open(store: str | Path, *, settings: Settings | None = None) -> Collection:
    """Open the store in a folder, or at an address `postgresql://...`; make it if need be."""
    return Collection(Store(store), settings or Settings())


def answer(
    question: str,
    articles: Paths,
    *,
    top_k: int | None = None,
    after: Day = None,
    before: Day = None,
    source: str | None = None,
    undated: bool = False,
    min_confidence: float | None = None,
    always_answer: bool = False,
    settings: Settings | None = None,
) -> Answer:
    """Ask files or folders of articles.

    They are indexed in the user's cache folder; the next call reads only what has changed. The
    arguments are those of `Query`, the errors those of `Collection.ask` and `open_articles`.
    """
    query = Query(
        question,
        top_k=top_k,
        after=after,
        before=before,
        source=source,
        undated=undated,
        min_confidence=min_confidence,
        always_answer=always_answer,
    )
    with open_articles(articles, settings or Settings()) as collection:
        return collection.answer(query)


def open_articles(
    articles: Paths,
    settings: Settings,
    on_progress: Callable[[Progress], None] | None = None,
) -> Collection:
    """Open a collection of just these files and folders in the cache folder, and bring it in step.

    Raises:
        UnreadableError: a path is not there, or none of the files can be read.
    """
    paths = [Path(path) for path in ([articles] if isinstance(articles, str | Path) else articles)]
    names = "\n".join(sorted(str(path.resolve()) for path in paths))
    key = hashlib.sha256(f"{settings.encoder}\n{names}".encode()).hexdigest()[:16]
    collection = Collection(Store(user_cache_path("article-qa") / "asked" / key), settings)
    try:
        report = collection.index(*paths, on_progress=on_progress)
        if report.articles == 0:
            reasons = "; ".join(f"{item.path}: {item.reason}" for item in report.skipped[:3])
            raise EmptyStoreError(
                f"No articles in {', '.join(str(path) for path in paths)}"
                + (f" ({reasons})" if reasons else "")
            )
    except BaseException:
        collection.close()
        raise
    return collection
