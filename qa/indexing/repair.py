"""Make anew what of a store is damaged and can be derived from the articles that it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.indexing.writer import PASSAGES_AT_ONCE, Writer
from qa.store.damage import Damage, Part, find_damage
from qa.store.store import Store


@dataclass(frozen=True, slots=True)
class RepairReport:
    """What a repair did.

    Attributes:
        damages: what was found.
        left: what is still damaged: only the files of the articles, or a backup, can mend that.
        unread_files: the files that the next indexing reads again because their articles were
            damaged or may be missing.
    """

    damages: tuple[Damage, ...]
    left: tuple[Damage, ...]
    unread_files: tuple[str, ...]


class Repairer:
    """Repairs a store with the encoder and the way of splitting of a writer."""

    def __init__(self, store: Store, writer: Writer) -> None:
        self._store = store
        self._writer = writer

    def run(self) -> RepairReport:
        """Find the damage, make what is derived anew, and have damaged articles read again.

        Raises:
            StoreBusyError: another process is writing to the store.
            EncoderMismatchError: the store was made with another encoder than the writer's.
        """
        with self._store.writing():
            self._writer.require_same_encoder()
            damages = find_damage(self._store)
            if damages:
                self._repair(damages)
            left = find_damage(self._store) if damages else []
            return RepairReport(tuple(damages), tuple(left), tuple(self._read_again(damages)))

    def _repair(self, damages: Sequence[Damage]) -> None:
        parts = {damage.part for damage in damages}
        if Part.FILE in parts:
            self._store.database.rebuild_indexes()
        with_damaged_text = _names(damages, Part.ARTICLE)
        for article_id in _names(damages, Part.PASSAGES) - with_damaged_text:
            self._rewrite(article_id)
        self._repair_vectors(sorted(_names(damages, Part.VECTORS)))
        with self._store.transaction():
            if parts & {Part.WORDS, Part.PASSAGES}:
                # FTS5 deletes a row by its terms, so that damaged terms leave traces in the index.
                self._store.words.rebuild()
            if Part.ARTICLES in parts:
                self._store.checksums.record_set()

    def _rewrite(self, article_id: str) -> None:
        article = self._store.articles.get(article_id)
        if article is not None:
            item = self._writer.split(article)
            self._writer.encode_missing([item])
            with self._store.transaction():
                self._writer.write_article(item)

    def _repair_vectors(self, keys: Sequence[str]) -> None:
        """Delete damaged vectors, and encode the passages that need one again."""
        for first in range(0, len(keys), PASSAGES_AT_ONCE):
            batch = keys[first : first + PASSAGES_AT_ONCE]
            with self._store.transaction():
                self._store.vectors.delete(batch)
            self._writer.encode_rows(self._store.passages.rows_of_vectors(batch))

    def _read_again(self, damages: Sequence[Damage]) -> list[str]:
        """Forget the hashes of the files of damaged or missing articles; return the files."""
        paths = {
            self._store.checksums.path_of(article_id)
            for article_id in _names(damages, Part.ARTICLE)
        }
        if any(damage.part is Part.ARTICLES for damage in damages):
            # Nobody can tell which article is missing: every file is compared with its articles.
            paths |= set(self._store.files.hashes())
        with self._store.transaction():
            for path in paths:
                self._store.files.record(path, "")
        return sorted(paths)


def _names(damages: Sequence[Damage], part: Part) -> set[str]:
    return {damage.name for damage in damages if damage.part is part and damage.name}
