"""Several collections to choose from by name, or one alone."""

from __future__ import annotations

import threading
from pathlib import Path
from types import TracebackType
from typing import Protocol

from qa.collection import Collection
from qa.errors import UsageError
from qa.settings import Settings
from qa.store.connection import FILE_NAME
from qa.store.store import Store

MAX_NAME = 60


class Collections(Protocol):
    """What a page asks of, by name."""

    def names(self) -> list[str]:
        """The names to choose from; the first is the one that is open at the start."""

    def get(self, name: str) -> Collection:
        """The collection of a name.

        Raises:
            UsageError: there is none of this name.
            StoreError: it cannot be opened.
        """

    def make(self, name: str) -> str:
        """Make a new, empty collection; returns its name without needless blanks.

        Raises:
            UsageError: none can be made, or none of this name.
            StoreError: it cannot be made.
        """


class SingleCollection:
    """One collection, which goes without a name; use it as a context manager."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection

    def __enter__(self) -> SingleCollection:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._collection.close()

    def names(self) -> list[str]:
        return [""]

    def get(self, name: str) -> Collection:
        if name:
            raise UsageError("There is one collection here, and it has no name.")
        return self._collection

    def make(self, name: str) -> str:
        raise UsageError("There is one collection here; article-qa serve --collections has more.")


class CollectionFolder:
    """The collections of a folder: every folder in it that holds a store, by its folder's name.

    Each is opened when it is first asked for and stays open; use it as a context manager. Safe to
    share between threads.
    """

    def __init__(self, folder: Path, settings: Settings) -> None:
        """Take the folder, and what to open its collections with.

        Raises:
            UsageError: the folder is not there, or no folder in it holds a store.
        """
        self.folder = folder
        self._settings = settings
        self._lock = threading.Lock()
        self._open: dict[str, Collection] = {}
        if not self.names():
            raise UsageError(
                f"There is no collection in {folder}. Make one: article-qa index PATH --store "
                f"{folder / 'NAME'}"
            )

    def __enter__(self) -> CollectionFolder:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        with self._lock:
            for collection in self._open.values():
                collection.close()
            self._open.clear()

    def names(self) -> list[str]:
        """In the order of the alphabet, whatever the case.

        Raises:
            UsageError: the folder cannot be read.
        """
        try:
            found = [one.name for one in self.folder.iterdir() if (one / FILE_NAME).is_file()]
        except OSError as error:
            raise UsageError(f"Cannot read the folder {self.folder}: {error.strerror}.") from error
        return sorted(found, key=lambda name: (name.casefold(), name))

    def get(self, name: str) -> Collection:
        # The name comes from a page: only one of those that were found is ever made a path.
        names = self.names()
        if name not in names:
            raise UsageError(f"There is no collection {name!r}; there are {', '.join(names)}.")
        return self._collection(name)

    def make(self, name: str) -> str:
        # Neither a path nor a hidden folder nor a name that only some systems take.
        name = " ".join(name.split())
        safe = all(one.isalnum() or one in " -_" for one in name) and name[:1].isalnum()
        if not safe or len(name) > MAX_NAME:
            raise UsageError(
                f"{name[:MAX_NAME]!r} cannot be the name of a collection; use letters, digits, "
                f"blanks, - and _, {MAX_NAME} at the most."
            )
        # Some file systems take "News" and "news" for one.
        if name.casefold() in (one.name.casefold() for one in self.folder.iterdir()):
            raise UsageError(f"The name {name!r} is taken; choose another.")
        self._collection(name)
        return name

    def _collection(self, name: str) -> Collection:
        with self._lock:
            if name not in self._open:
                self._open[name] = Collection(Store(self.folder / name), self._settings)
            return self._open[name]
