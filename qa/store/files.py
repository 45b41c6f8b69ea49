"""Which files are in the store, with the hash of the content that was read."""

from __future__ import annotations

from qa.store.database import Database


class Files:
    """The files whose articles are all stored; those that failed halfway are not recorded."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def hashes(self) -> dict[str, str]:
        """Return the SHA-256 of every file's content, by path."""
        return dict(self._db.execute("SELECT path, sha256 FROM files"))

    def record(self, path: str, sha256: str) -> None:
        """Record that all articles of a file are stored; inside a transaction."""
        self._db.execute(
            "INSERT INTO files (path, sha256) VALUES (?,?) "
            "ON CONFLICT (path) DO UPDATE SET sha256 = excluded.sha256",
            (path, sha256),
        )

    def forget(self, path: str) -> None:
        """Delete a file's record; inside a transaction."""
        self._db.execute("DELETE FROM files WHERE path = ?", (path,))
