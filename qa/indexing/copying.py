"""Copy a store into another: from a folder to a database server, or back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from qa.errors import EncoderMismatchError, StoreError
from qa.indexing.near_duplicates import bands
from qa.store.store import NewPassage, Store
from qa.types.article import Article

_ARTICLES_AT_ONCE = 64  # of one file, in one transaction


@dataclass(frozen=True, slots=True)
class CopyReport:
    """What came of copying.

    Attributes:
        copied, present: articles that were written, and that the target had already.
        articles, passages: what the target holds now.
    """

    copied: int
    present: int
    articles: int
    passages: int


class Copier:
    """Copies the articles of one store to another, with passages, vectors, terms and stories.

    A run that was interrupted goes on where it stopped: an article whose digests the target records
    already is not copied again. Articles that only the target holds stay.
    """

    def __init__(self, source: Store, target: Store) -> None:
        self._source = source
        self._target = target

    def run(self, on_progress: Callable[[int, int], None] | None = None) -> CopyReport:
        """Copy what the target lacks, and compare what it holds then.

        Args:
            on_progress: gets how many articles are there, of how many.

        Raises:
            EncoderMismatchError: the target holds vectors of another encoder.
            StoreError: an article of the target is not as it is in the source, after all.
        """
        with self._source.snapshot(), self._target.writing():
            self._take_over_metadata()
            digests = self._source.checksums.digests()
            present = self._target.checksums.digests()
            missing = [key for key, digest in digests.items() if present.get(key) != digest]
            done = len(digests) - len(missing)
            for article_ids in self._by_file(missing):
                self._copy(article_ids)
                done += len(article_ids)
                if on_progress is not None:
                    on_progress(done, len(digests))
            self._record_files()
            self._compare(digests)
        return CopyReport(
            copied=len(missing),
            present=len(digests) - len(missing),
            articles=self._target.articles.count(),
            passages=self._target.passages.count(),
        )

    def _take_over_metadata(self) -> None:
        made_with = self._source.metadata.made_with()
        if made_with is None:
            return
        present = self._target.metadata.made_with()
        if present not in (None, made_with):
            raise EncoderMismatchError(
                f"The store {self._target.place} was made with another encoder, or its passages "
                f"with other settings, than {self._source.place}. Copy into a new store."
            )
        with self._target.transaction():
            self._target.metadata.update(*made_with)

    def _by_file(self, article_ids: Sequence[str]) -> Iterator[list[str]]:
        """Give ids in groups whose articles are of one file, so that each file is written whole."""
        path_of = {info.id: info.path for info in self._source.articles.list_infos()}
        in_order = sorted(article_ids, key=lambda article_id: (path_of[article_id], article_id))
        for _, ids in groupby(in_order, key=path_of.__getitem__):
            of_file = list(ids)
            for first in range(0, len(of_file), _ARTICLES_AT_ONCE):
                yield of_file[first : first + _ARTICLES_AT_ONCE]

    def _copy(self, article_ids: Sequence[str]) -> None:
        with self._target.transaction():
            for article_id in article_ids:
                article = self._source.articles.get(article_id)
                if article is not None:
                    self._copy_article(article)

    def _copy_article(self, article: Article) -> None:
        rows = self._source.passages.rows_of(article.id)
        keys = self._source.passages.vector_keys(article.id)
        exported = {passage.row: passage for passage in self._source.export.load(rows)}
        missing = self._target.vectors.missing(keys)
        rows_of_missing = [row for row, key in zip(rows, keys, strict=True) if key in missing]
        if rows_of_missing:
            vectors = self._source.vectors.load(
                np.array(rows_of_missing, dtype=np.int64), self._source.vectors.dimension()
            )
            self._target.vectors.put([key for key in keys if key in missing], vectors)
        self._target.upsert(
            article,
            [
                NewPassage(
                    stored.passage,
                    key,
                    " ".join(exported[stored.row].title),
                    " ".join(exported[stored.row].body),
                )
                for stored, key in zip(self._source.passages.load(rows), keys, strict=True)
            ],
        )
        recorded = self._source.stories.recorded(article.id)
        if recorded.story is not None:
            shared = [] if recorded.signature is None else bands(recorded.signature)
            self._target.stories.record(article.id, recorded.story, recorded.signature, shared)

    def _record_files(self) -> None:
        present = self._target.files.hashes()
        with self._target.transaction():
            for path, sha256 in self._source.files.hashes().items():
                if present.get(path) != sha256:
                    self._target.files.record(path, sha256)

    def _compare(self, digests: dict[str, tuple[str, str]]) -> None:
        """Check that what was copied is in the target as it is in the source."""
        copied = self._target.checksums.digests()
        different = [
            article_id
            for article_id, digest in digests.items()
            # A store of an older version wrote some values in another way.
            if copied.get(article_id) != digest and not self._are_equal(article_id)
        ]
        if different:
            raise StoreError(
                f"{len(different)} articles of {self._target.place} are not as in "
                f"{self._source.place}, {different[0]} first. Copy again."
            )

    def _are_equal(self, article_id: str) -> bool:
        """Tell whether an article and its passages are the same in both stores."""
        stores = (self._source, self._target)
        articles = [store.articles.get(article_id) for store in stores]
        passages = [
            [stored.passage for stored in store.passages.load(store.passages.rows_of(article_id))]
            for store in stores
        ]
        return articles[0] == articles[1] and passages[0] == passages[1]
