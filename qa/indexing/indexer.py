"""Files to a store that is in step with them."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from embeddings import Encoder
from qa.articles import find_files, read_articles, read_file
from qa.errors import UnreadableError
from qa.indexing.chunking import split, with_title
from qa.indexing.near_duplicates import (
    MIN_JACCARD,
    Signature,
    bands,
    estimated_jaccard,
    share_names_and_figures,
    signature,
)
from qa.settings import ChunkingSettings
from qa.store.store import Store
from qa.text.terms import terms
from qa.types.article import Article, Passage
from qa.types.report import IndexReport, Skipped

# How many passages are encoded together: enough to fill the encoder's batches with texts of like
# length, few enough that an interrupt loses seconds of work.
_PASSAGES_AT_ONCE = 256
# A copy is liker than what is only of the same form, so that a few alike articles are enough.
_LIKEST = 20


@dataclass(frozen=True, slots=True)
class Progress:
    """How far indexing has come: files read of all, and the passages encoded so far."""

    files_done: int
    files: int
    passages: int
    path: str


@dataclass(frozen=True, slots=True)
class _Read:
    """A file's articles, cut."""

    path: str
    sha256: str
    articles: tuple[tuple[Article, list[Passage]], ...]


class Indexer:
    """Brings a store in step with files: reads what is new or changed, drops what is gone."""

    def __init__(
        self,
        store: Store,
        encoder: Encoder,
        settings: ChunkingSettings,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> None:
        self._store = store
        self._encoder = encoder
        self._settings = settings
        self._on_progress = on_progress
        self._skipped: list[Skipped] = []
        self._added = self._updated = self._removed = self._unchanged = 0
        self._encoded = 0

    def run(self, paths: Sequence[Path]) -> IndexReport:
        """Index files and the files of folders; one that cannot be read is skipped and reported.

        A file that is gone from a folder named here is dropped; what was indexed from elsewhere
        stays.

        Raises:
            UnreadableError: a path named is not there; nothing is dropped.
            StoreBusyError, EncoderMismatchError: see Store.
        """
        began = time.perf_counter()
        files, skipped = find_files(paths)
        self._skipped.extend(skipped)
        with self._store.writing():
            self._claim()
            for group in self._groups(self._changed(files)):
                self._write(group)
            self._drop_gone(paths, files)
        return IndexReport(
            added=self._added,
            updated=self._updated,
            removed=self._removed,
            unchanged=self._unchanged,
            skipped=tuple(self._skipped),
            articles=self._store.count_articles(),
            passages=self._store.count_passages(),
            seconds=round(time.perf_counter() - began, 3),
        )

    def put_articles(self, articles: Sequence[Article]) -> None:
        """Store articles that do not stand in files, such as the paragraphs of a question set."""
        with self._store.writing():
            self._claim()
            for first in range(0, len(articles), _PASSAGES_AT_ONCE):
                part = articles[first : first + _PASSAGES_AT_ONCE]
                self._write([self._clip("", "", part)])

    def _claim(self) -> None:
        """Make sure that the store's passages are made as these will be."""
        self._store.require_encoder(self._encoder.name, self._encoder.fingerprint)
        signature = self._settings.signature
        recut = self._store.chunking not in (None, signature)
        with self._store.transaction():
            self._store.set_index_metadata(self._encoder.name, self._encoder.fingerprint, signature)
            for article_id in self._store.stories.unknown():
                article = self._store.article(article_id)
                if article is not None:
                    find_story(self._store, article)
        if recut:
            rebuild(self._store, self._encoder, self._settings)

    def _changed(self, files: Sequence[Path]) -> Iterator[_Read]:
        known = self._store.file_hashes()
        for position, path in enumerate(files):
            try:
                content = read_file(path)
                sha256 = hashlib.sha256(content).hexdigest()
                if known.get(str(path)) == sha256:
                    self._unchanged += len(self._store.ids_of(str(path)))
                else:
                    result = read_articles(path, content)
                    self._skipped.extend(result.skipped)
                    yield self._clip(str(path), sha256, result.articles)
            except UnreadableError as error:
                self._skipped.append(Skipped(error.path, error.reason))
            self._report(position + 1, len(files), path)

    def _clip(self, path: str, sha256: str, articles: Iterable[Article]) -> _Read:
        return _Read(path, sha256, tuple((one, split(one, self._settings)) for one in articles))

    def _groups(self, files: Iterable[_Read]) -> Iterator[list[_Read]]:
        group: list[_Read] = []
        size = 0
        for file in files:
            group.append(file)
            size += sum(len(passages) for _, passages in file.articles)
            if size >= _PASSAGES_AT_ONCE:
                yield group
                group, size = [], 0
        if group:
            yield group

    def _write(self, group: Sequence[_Read]) -> None:
        """Encode the passages of some files, then store each file as one change."""
        pairs = [pair for file in group for pair in file.articles]
        self._encoded += encode_missing(self._store, self._encoder, pairs)
        for file in group:
            with self._store.transaction():
                self._replace(file)

    def _replace(self, file: _Read) -> None:
        before = set(self._store.ids_of(file.path)) if file.path else set()
        for article, passages in file.articles:
            write_article(self._store, self._encoder, article, passages)
        after = {article.id for article, _ in file.articles}
        for gone in before - after:
            self._store.remove(gone)
        self._added += len(after - before)
        self._updated += len(after & before)
        self._removed += len(before - after)
        if file.path:
            self._store.set_file(file.path, file.sha256)

    def _drop_gone(self, paths: Sequence[Path], files: Sequence[Path]) -> None:
        """Drop what came from a folder named here and is not there any more.

        A file that is there but can no longer be read keeps its articles: a passing fault must not
        lose anything.
        """
        roots = [path.resolve() for path in paths if path.is_dir()]
        there = {str(path) for path in files} | {item.path for item in self._skipped}
        with self._store.transaction():
            for stored in self._store.file_hashes():
                inside = any(Path(stored).is_relative_to(root) for root in roots)
                if inside and stored not in there and not Path(stored).exists():
                    ids = self._store.ids_of(stored)
                    for article_id in ids:
                        self._store.remove(article_id)
                    self._store.forget_file(stored)
                    self._removed += len(ids)
            self._store.delete_orphan_vectors()

    def _report(self, done: int, files: int, path: Path) -> None:
        if self._on_progress is not None:
            self._on_progress(Progress(done, files, self._encoded, str(path)))


def encode_missing(
    store: Store, encoder: Encoder, pairs: Sequence[tuple[Article, Sequence[Passage]]]
) -> int:
    """Keep a vector for every passage that has none yet; returns how many were made."""
    texts = {
        vector_key(encoder, with_title(article.title, passage.text)): with_title(
            article.title, passage.text
        )
        for article, passages in pairs
        for passage in passages
    }
    missing = sorted(store.missing_vectors(list(texts)))
    if missing:
        vectors = encoder.encode_passages([texts[key] for key in missing])
        with store.transaction():
            store.put_vectors(missing, vectors)
    return len(missing)


def write_article(
    store: Store, encoder: Encoder, article: Article, passages: Sequence[Passage]
) -> None:
    """Store an article whose vectors are there; inside a transaction."""
    title = " ".join(terms(article.title or ""))
    store.upsert(
        article,
        passages,
        [vector_key(encoder, with_title(article.title, passage.text)) for passage in passages],
        [(title, " ".join(terms(passage.text))) for passage in passages],
    )
    find_story(store, article)


def find_story(store: Store, article: Article) -> None:
    """Record which story a stored article tells: the likest article's, else one of its own."""
    own = signature(article)
    if own is None:
        store.stories.record(article.id, article.id, None, [])
        return
    shared = bands(own)
    store.stories.record(article.id, _story_of(store, article, own, shared), own, shared)


def _story_of(store: Store, article: Article, own: Signature, shared: Sequence[int]) -> str:
    compared = [
        (estimated_jaccard(own, other), other_id, story)
        for other_id, story, other in store.stories.comparable(shared)
    ]
    alike = sorted((one for one in compared if one[0] >= MIN_JACCARD), key=lambda one: -one[0])
    for _, other_id, story in alike[:_LIKEST]:
        other = store.article(other_id)
        if other is not None and share_names_and_figures(article.text, other.text):
            return story
    return article.id


def rebuild(store: Store, encoder: Encoder, settings: ChunkingSettings) -> int:
    """Cut and encode every article of a store anew; returns the number of passages.

    The old passages answer until the new ones are all encoded; then one change replaces them.
    """
    pairs = []
    for info in store.list_articles():
        article = store.article(info.id)
        if article is not None:
            pairs.append((article, split(article, settings)))
    for first in range(0, len(pairs), _PASSAGES_AT_ONCE):
        encode_missing(store, encoder, pairs[first : first + _PASSAGES_AT_ONCE])
    with store.transaction():
        store.stories.forget()
        for article, passages in pairs:
            write_article(store, encoder, article, passages)
        store.set_index_metadata(encoder.name, encoder.fingerprint, settings.signature)
        store.delete_orphan_vectors()
    return store.count_passages()


def vector_key(encoder: Encoder, text: str) -> str:
    """What a vector goes by: the hash of the encoder and the text it was made of."""
    return hashlib.sha256(f"{encoder.fingerprint}\n{text}".encode()).hexdigest()
