"""The collections that a page offers: those of a folder by name, or a single one."""

from __future__ import annotations

import threading
from pathlib import Path
from types import TracebackType
from typing import Protocol

from qa.collection import Collection
from qa.errors import StoreError, UsageError
from qa.settings import Settings
from qa.store.sqlite_file import FILE_NAME
from qa.store.store import Store

MAX_NAME = 60


class Collections(Protocol):
    """The collections that a page offers, by name."""

    def names(self) -> list[str]:
        """List the names; the first is the one that is open at the start."""

    def get(self, name: str) -> Collection:
        """Give the collection of a name.

        Raises:
            UsageError: there is none of this name.
            StoreError: it cannot be opened.
        """

    def create(self, name: str) -> str:
        """Create an empty collection; return its name without needless blanks.

        Raises:
            UsageError: none can be created, or none of this name.
            StoreError: it cannot be created.
        """


class SingleCollection:
    """One collection, whose name is empty; use it as a context manager."""

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

    def create(self, name: str) -> str:
        raise UsageError("There is one collection here, and no other can be made.")


class CollectionFolder:
    """The collections of a folder: every folder in it that holds a store, by its folder's name.

    Each is opened when it is first needed and stays open; use it as a context manager. Safe to
    share between threads.
    """

    def __init__(self, folder: Path, settings: Settings) -> None:
        """Take the folder, and the settings of its collections.

        Raises:
            UsageError: the folder is not there, or no folder in it holds a store.
        """
        self.folder = folder
        self._settings = settings
        self._lock = threading.Lock()
        self._open: dict[str, Collection] = {}
        try:
            names = self._names()
        except OSError as error:
            raise UsageError(f"Cannot read the folder {folder}: {error.strerror}.") from error
        if not names:
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
        """List the names in alphabetical order, upper and lower case alike.

        Raises:
            StoreError: the folder cannot be read.
        """
        try:
            return self._names()
        except OSError as error:
            raise StoreError(f"Cannot read the folder {self.folder}: {error.strerror}.") from error

    def _names(self) -> list[str]:
        names = [path.name for path in self.folder.iterdir() if (path / FILE_NAME).is_file()]
        return sorted(names, key=lambda name: (name.casefold(), name))

    def get(self, name: str) -> Collection:
        # The name comes from a page: only one that names an existing collection becomes a path.
        names = self.names()
        if name not in names:
            raise UsageError(f"There is no collection {name!r}; there are {', '.join(names)}.")
        return self._opened(name)

    def create(self, name: str) -> str:
        # Neither a path nor a hidden folder nor a name that only some systems take.
        name = " ".join(name.split())
        safe = all(character.isalnum() or character in " -_" for character in name)
        if not safe or not name[:1].isalnum() or len(name) > MAX_NAME:
            raise UsageError(
                f"{name[:MAX_NAME]!r} cannot be the name of a collection; use letters, digits, "
                f"blanks, - and _, {MAX_NAME} at the most."
            )
        # Some file systems take "News" and "news" for the same name.
        if name.casefold() in (path.name.casefold() for path in self.folder.iterdir()):
            raise UsageError(f"The name {name!r} is taken; choose another.")
        self._opened(name)
        return name

    def _opened(self, name: str) -> Collection:
        with self._lock:
            if name not in self._open:
                self._open[name] = Collection(Store(self.folder / name), self._settings)
            return self._open[name]
