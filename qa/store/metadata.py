"""What the store records of itself: its generation, its identity, and what made its passages."""

from __future__ import annotations

from qa.errors import EncoderMismatchError
from qa.store.database import Database

_MADE_WITH = ("encoder", "encoder_fingerprint", "chunking")


class Metadata:
    """The keys and values of the metadata table."""

    def __init__(self, db: Database) -> None:
        self._db = db

    @property
    def generation(self) -> int:
        """A number that grows with every change of the store."""
        return int(self._get("generation") or 0)

    @property
    def identity(self) -> str:
        """Sixteen hexadecimal digits that no other store has, except copies of this one."""
        return str(self._get("identity"))

    @property
    def encoder(self) -> str | None:
        """The name of the encoder that made the vectors, None before the first one."""
        return self._get("encoder")

    @property
    def chunking(self) -> str | None:
        """The signature of the settings that the passages were split with, None before."""
        return self._get("chunking")

    def made_with(self) -> tuple[str, str, str] | None:
        """Return what `update` recorded: encoder, fingerprint and chunking; None before."""
        values = [self._get(key) for key in _MADE_WITH]
        encoder, fingerprint, chunking = (value or "" for value in values)
        return None if None in values else (encoder, fingerprint, chunking)

    def require_encoder(self, name: str, fingerprint: str) -> None:
        """Check that an encoder is the one that made the stored vectors.

        Raises:
            EncoderMismatchError: another encoder made them.
        """
        stored = self._get("encoder_fingerprint")
        if stored is not None and stored != fingerprint:
            place = self._db.place
            raise EncoderMismatchError(
                f"The store {place} was made with the encoder {self.encoder!r}, and this is "
                f"{name!r}. Use that encoder, or make the vectors anew: "
                f"article-qa doctor --rebuild --store {place} (with the same --encoder)."
            )

    def update(self, encoder: str, fingerprint: str, chunking: str) -> None:
        """Record what the passages and vectors are made with; inside a transaction."""
        for key, value in zip(_MADE_WITH, (encoder, fingerprint, chunking), strict=True):
            self._set(key, value)

    def _get(self, key: str) -> str | None:
        row = self._db.execute("SELECT value FROM metadata WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def _set(self, key: str, value: str) -> None:
        # A value that is there already is not written again: that would count as a change.
        self._db.execute(
            "INSERT INTO metadata (key, value) VALUES (?,?) ON CONFLICT (key) "
            "DO UPDATE SET value = excluded.value WHERE metadata.value != excluded.value",
            (key, value),
        )
