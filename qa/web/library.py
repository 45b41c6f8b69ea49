"""What the page does with collections: add articles, list them, open another, create one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qa.collection import Collection
from qa.indexing.indexer import Progress
from qa.types.article import Filter
from qa.web.collections import Collections
from qa.web.evidence import articles_html, welcome_html
from qa.web.failures import report_failure
from qa.web.messages import indexing_report
from qa.web.session import Conversation, Outcomes, Session
from qa.web.uploads import FOLDER, save_uploads

# The examples ask the sample articles, of which this is one.
SAMPLE = "police-trainers.txt"
DAY_FORMAT = "YYYY-MM-DD"

OnProgress = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class ArticlesView:
    """What the page shows of the articles of a collection.

    Attributes:
        table_html: the list of the articles.
        sources: the sources to choose from.
        first_day, last_day: between which the articles were published, or how to write a day.
        examples_fit: whether the example questions can be answered.
    """

    table_html: str
    sources: list[str]
    first_day: str
    last_day: str
    examples_fit: bool


@dataclass(frozen=True, slots=True)
class OpenedCollection:
    """A collection with a conversation not yet begun; `names` lists the collections there are."""

    session: Session
    panel_html: str
    names: list[str]


class LibraryController:
    """Adds articles to collections, and opens and creates collections.

    Where something fails, a method gives the message for the person instead of its result.
    """

    def __init__(self, collections: Collections) -> None:
        self._collections = collections

    def names(self) -> list[str]:
        """List the collections to choose from."""
        return self._collections.names()

    def describe(self, name: str) -> ArticlesView | str:
        """Give what the page shows of the articles of a collection."""
        try:
            return describe_articles(self._collections.get(name))
        except Exception as error:
            return report_failure(error)

    def add_files(self, name: str, files: Sequence[Path], on_progress: OnProgress) -> str:
        """Save uploaded files beside the store, index them, and say what came of it."""
        try:
            collection = self._collections.get(name)
            known = _digests_held(collection)
            uploads = save_uploads(files, collection.store.folder / FOLDER, known)
            _forget_files_without_articles(collection, map(str, uploads.names))
            report = collection.index(*uploads.names, on_progress=on_progress)
        except Exception as error:
            return report_failure(error)
        return indexing_report(report, uploads.skipped, uploads.names)

    def add_folder(self, name: str, folder: str, on_progress: OnProgress) -> str:
        """Index a file or folder of this machine, and say what came of it."""
        if not folder.strip():
            return "Name a folder."
        try:
            path = Path(folder.strip()).expanduser()
            collection = self._collections.get(name)
            report = collection.index(path, on_progress=on_progress)
            removed = _remove_uploaded_copies(collection)
        except Exception as error:
            return report_failure(error)
        report = replace(report, articles=report.articles - removed)
        return indexing_report(report, copies_removed=removed)

    def open(self, name: str, session: Session) -> OpenedCollection | str:
        """Begin a new conversation with the collection of a name."""
        try:
            count = self._collections.get(name).store.articles.count()
            names = self._collections.names()
        except Exception as error:
            return report_failure(error)
        number = session.conversation.number + 1
        opened = Session(Conversation(name, number), Outcomes(number))
        return OpenedCollection(opened, welcome_html(count), names)

    def create(self, name: str, session: Session) -> OpenedCollection | str:
        """Create an empty collection and begin a conversation with it."""
        try:
            created = self._collections.create(name)
        except Exception as error:
            return report_failure(error)
        return self.open(created, session)


def describe_articles(collection: Collection) -> ArticlesView:
    """Give what the page shows of the articles of a collection.

    Raises:
        StoreError: it cannot be read.
    """
    articles = collection.articles()
    scope = collection.store.articles.scope(Filter())
    return ArticlesView(
        table_html=articles_html(articles),
        sources=collection.store.articles.sources(),
        first_day=scope.first.isoformat() if scope.first else DAY_FORMAT,
        last_day=scope.last.isoformat() if scope.last else DAY_FORMAT,
        examples_fit=any(Path(info.path).name == SAMPLE for info in articles),
    )


def _remove_uploaded_copies(collection: Collection) -> int:
    """Remove the uploads that are also files of a folder; count the articles removed."""
    uploads = (collection.store.folder / FOLDER).resolve()
    files = collection.store.files.hashes()
    uploaded = {path: state for path, state in files.items() if Path(path).is_relative_to(uploads)}
    elsewhere = {_digest(state) for path, state in files.items() if path not in uploaded}
    removed = 0
    for path, state in uploaded.items():
        if _digest(state) in elsewhere:
            for article_id in collection.store.articles.ids_of(path):
                collection.remove(article_id)
                removed += 1
    _forget_files_without_articles(collection, uploaded)
    return removed


def _forget_files_without_articles(collection: Collection, paths: Iterable[str]) -> None:
    """Let files whose articles were removed be read again when they are uploaded again."""
    store = collection.store
    with store.writing(), store.transaction():
        for path in paths:
            if not store.articles.ids_of(path):
                store.files.forget(path)


def _digests_held(collection: Collection) -> set[str]:
    """Give the SHA-256 of every file that articles are held of."""
    store = collection.store
    files = store.files.hashes().items()
    return {_digest(state) for path, state in files if store.articles.ids_of(path)}


def _digest(state: str) -> str:
    """Give the SHA-256 of a file from what the store records of it."""
    return state.partition("+")[0]
