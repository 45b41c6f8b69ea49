"""Bring a store in step with files and folders, and report what changed."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from embeddings import Encoder
from qa.articles import find_files, read_articles, read_file
from qa.articles.reading import has_pages
from qa.errors import UnreadableError
from qa.indexing.writer import PASSAGES_AT_ONCE, SplitArticle, Writer
from qa.settings import ChunkingSettings, OcrSettings
from qa.store.store import Store
from qa.types.article import Article
from qa.types.report import IndexReport, Note, Skipped


@dataclass(frozen=True, slots=True)
class Progress:
    """How far indexing has come: files read of all, and the passages encoded so far."""

    files_done: int
    files: int
    passages: int
    path: str


@dataclass(frozen=True, slots=True)
class _SplitFile:
    """A file's articles, split; `state` is its hash, and whether it was read with OCR."""

    path: str
    state: str
    articles: tuple[SplitArticle, ...]


class Indexer:
    """Brings a store in step with files: reads what is new or changed, drops what is gone."""

    def __init__(
        self,
        store: Store,
        encoder: Encoder,
        settings: ChunkingSettings,
        on_progress: Callable[[Progress], None] | None = None,
        ocr: OcrSettings | None = None,
    ) -> None:
        self._store = store
        self._ocr = ocr
        self._settings = settings
        self._writer = Writer(store, encoder, settings)
        self._on_progress = on_progress
        self._skipped: list[Skipped] = []
        self._notes: list[Note] = []
        self._added = self._updated = self._removed = self._unchanged = 0
        self._encoded = 0

    def run(self, paths: Sequence[Path]) -> IndexReport:
        """Index files and the files of folders; skip and report those that cannot be read.

        A file that is gone from one of the folders is dropped; what was indexed from elsewhere
        stays.

        Raises:
            UnreadableError: a path is not there; nothing is dropped.
            StoreBusyError, EncoderMismatchError: see Store.
        """
        began = time.perf_counter()
        files, skipped = find_files(paths)
        self._skipped.extend(skipped)
        with self._store.writing():
            self._prepare()
            for group in self._groups(self._changed(files)):
                self._write(group)
            self._drop_gone(paths, files)
        return IndexReport(
            added=self._added,
            updated=self._updated,
            removed=self._removed,
            unchanged=self._unchanged,
            skipped=tuple(self._skipped),
            notes=tuple(self._notes),
            articles=self._store.articles.count(),
            passages=self._store.passages.count(),
            seconds=round(time.perf_counter() - began, 3),
        )

    def put_articles(self, articles: Sequence[Article]) -> None:
        """Store articles that are not in files, such as the paragraphs of a question set."""
        with self._store.writing():
            self._prepare()
            for first in range(0, len(articles), PASSAGES_AT_ONCE):
                batch = [
                    self._writer.split(article)
                    for article in articles[first : first + PASSAGES_AT_ONCE]
                ]
                self._writer.encode_missing(batch)
                with self._store.transaction():
                    for item in batch:
                        self._writer.write_article(item)

    def _prepare(self) -> None:
        """Make the store's passages and stories what this encoder and these settings give."""
        self._writer.require_same_encoder()
        split_otherwise = self._store.metadata.chunking not in (None, self._settings.signature)
        with self._store.transaction():
            self._writer.record_metadata()
            for article_id in self._store.stories.unknown():
                article = self._store.articles.get(article_id)
                if article is not None:
                    self._writer.find_story(article)
        if split_otherwise:
            self._writer.rebuild()

    def _changed(self, files: Sequence[Path]) -> Iterator[_SplitFile]:
        stored = self._store.files.hashes()
        for position, path in enumerate(files):
            try:
                content = read_file(path)
                sha256 = hashlib.sha256(content).hexdigest()
                state = self._state(path, sha256)
                # What was read with OCR stays when it is switched off.
                if stored.get(str(path)) in (state, _with_ocr(sha256)):
                    self._unchanged += len(self._store.articles.ids_of(str(path)))
                else:
                    result = read_articles(path, content, sha256, self._ocr)
                    self._skipped.extend(result.skipped)
                    self._notes.extend(result.notes)
                    articles = tuple(self._writer.split(article) for article in result.articles)
                    yield _SplitFile(str(path), state, articles)
            except UnreadableError as error:
                self._skipped.append(Skipped(error.path, error.reason))
            self._report(position + 1, len(files), path)

    def _state(self, path: Path, sha256: str) -> str:
        """Give what is recorded of a file, so that it is read again when that changes."""
        return _with_ocr(sha256) if self._ocr is not None and has_pages(path) else sha256

    def _groups(self, files: Iterable[_SplitFile]) -> Iterator[list[_SplitFile]]:
        """Gather files until they have passages enough to be encoded together."""
        group: list[_SplitFile] = []
        size = 0
        for file in files:
            group.append(file)
            size += sum(len(item.passages) for item in file.articles)
            if size >= PASSAGES_AT_ONCE:
                yield group
                group, size = [], 0
        if group:
            yield group

    def _write(self, group: Sequence[_SplitFile]) -> None:
        """Encode the passages of some files, then store each file in a transaction of its own."""
        articles = [item for file in group for item in file.articles]
        self._encoded += self._writer.encode_missing(articles)
        for file in group:
            with self._store.transaction():
                self._replace(file)

    def _replace(self, file: _SplitFile) -> None:
        before = set(self._store.articles.ids_of(file.path))
        after = {item.article.id for item in file.articles}
        for item in file.articles:
            self._writer.write_article(item)
        for article_id in before - after:
            self._store.remove(article_id)
        self._store.files.record(file.path, file.state)
        self._added += len(after - before)
        self._updated += len(after & before)
        self._removed += len(before - after)

    def _drop_gone(self, paths: Sequence[Path], files: Sequence[Path]) -> None:
        """Drop the articles of files that are gone from the folders.

        A file that is there but can no longer be read keeps its articles, and so do those of a
        folder that holds no file at all, as a disk that is not there does: a passing fault must not
        lose anything.
        """
        folders = [path.resolve() for path in paths if path.is_dir()]
        folders = [folder for folder in folders if not self._looks_unmounted(folder, files)]
        present = {str(path) for path in files} | {item.path for item in self._skipped}
        with self._store.transaction():
            for path in self._store.files.hashes():
                inside = any(Path(path).is_relative_to(folder) for folder in folders)
                if inside and path not in present and not Path(path).exists():
                    article_ids = self._store.articles.ids_of(path)
                    for article_id in article_ids:
                        self._store.remove(article_id)
                    self._store.files.forget(path)
                    self._removed += len(article_ids)
            if self._added or self._updated or self._removed:
                self._store.vectors.delete_orphans()

    def _looks_unmounted(self, folder: Path, files: Sequence[Path]) -> bool:
        """Report a folder that held files when it was indexed last, and holds none now."""
        if any(path.is_relative_to(folder) for path in files):
            return False
        stored = [path for path in self._store.files.hashes() if Path(path).is_relative_to(folder)]
        if stored:
            self._skipped.append(
                Skipped(
                    str(folder),
                    f"no file is in it, and {len(stored)} were before; their articles are kept. If "
                    "the files are gone for good, delete the folder itself and index the one above",
                )
            )
        return bool(stored)

    def _report(self, done: int, files: int, path: Path) -> None:
        if self._on_progress is not None:
            self._on_progress(Progress(done, files, self._encoded, str(path)))


def _with_ocr(sha256: str) -> str:
    return f"{sha256}+ocr"
