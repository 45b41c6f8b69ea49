from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from embeddings import Encoder
from qa.articles.pdf.pieces import Piece
from qa.errors import UnreadableError
from qa.indexing.indexer import Indexer
from qa.settings import ChunkingSettings, OcrSettings
from qa.store.store import Store
from qa.types.article import Filter
from qa.types.report import IndexReport, Note
from tests.articles.test_pdf import make_pdf
from tests.conftest import article


class Counting(Encoder):
    """The real encoder's interface on vectors that cost nothing, counting what it is given."""

    def __init__(self, fingerprint: str = "counting") -> None:
        self.name = self.fingerprint = fingerprint
        self.dimension = 4
        self.encoded = 0

    def encode_passages(
        self, texts: Sequence[str], batch_size: int = 32, on_progress: object = None
    ) -> np.ndarray:
        self.encoded += len(texts)
        return np.ones((len(texts), self.dimension), dtype=np.float32)


def run(store: Store, encoder: Encoder, *paths: Path, max_words: int = 50) -> IndexReport:
    return Indexer(store, encoder, ChunkingSettings(max_words, 1)).run(list(paths))


def counts(report: IndexReport) -> tuple[int, int, int, int]:
    return report.added, report.updated, report.removed, report.unchanged


def data_version(db: sqlite3.Connection) -> int:
    """Return a number that changes when another connection writes to the file."""
    return int(db.execute("PRAGMA data_version").fetchone()[0])


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with Store(place) as store:
        yield store


def test_a_second_run_reads_and_encodes_nothing(folder: Path, store: Store) -> None:
    encoder = Counting()
    assert counts(run(store, encoder, folder)) == (2, 0, 0, 0)
    encoded = encoder.encoded
    assert counts(run(store, encoder, folder)) == (0, 0, 0, 2)
    assert encoder.encoded == encoded


def test_a_run_that_finds_nothing_new_writes_nothing(folder: Path, tmp_path: Path) -> None:
    with Store(tmp_path / "store") as store, closing(sqlite3.connect(store.path)) as other:
        run(store, Counting(), folder)
        generation = store.metadata.generation
        version = data_version(other)
        files = [store.path, store.path.with_name(f"{store.path.name}-wal")]
        modified = [path.stat().st_mtime_ns for path in files]
        run(store, Counting(), folder)
        assert data_version(other) == version
        assert [path.stat().st_mtime_ns for path in files] == modified
        assert store.metadata.generation == generation
        (folder / "sun.txt").unlink()
        run(store, Counting(), folder)
        assert data_version(other) != version
        assert store.metadata.generation > generation


def test_storing_no_articles_writes_nothing(folder: Path, store: Store) -> None:
    indexer = Indexer(store, Counting(), ChunkingSettings(50, 1))
    indexer.put_articles([article("It rained.")])
    generation = store.metadata.generation
    indexer.put_articles([])
    assert store.metadata.generation == generation
    assert store.articles.count() == 1


def test_vectors_that_no_passage_uses_are_deleted(folder: Path, store: Store) -> None:
    run(store, Counting(), folder)
    (folder / "rain.txt").write_text("Rain\n\nIt rained on Wednesday.")
    run(store, Counting(), folder)
    assert store.database.execute("SELECT count(*) FROM vectors").fetchone() == (2,)


def test_an_article_has_the_hash_of_its_file(folder: Path, store: Store) -> None:
    run(store, Counting(), folder)
    hashes = {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    assert store.files.hashes() == hashes
    assert {info.path: info.sha256 for info in store.articles.list_infos()} == hashes


def test_an_edited_file_is_replaced(folder: Path, store: Store) -> None:
    run(store, Counting(), folder)
    (folder / "rain.txt").write_text("Rain\n\nIt rained on Wednesday.")
    assert counts(run(store, Counting(), folder)) == (0, 1, 0, 1)
    (article_id,) = store.articles.ids_of(str(folder / "rain.txt"))
    stored = store.articles.get(article_id)
    assert stored is not None
    assert "Wednesday" in stored.text


def test_a_file_that_is_gone_is_dropped(folder: Path, store: Store) -> None:
    run(store, Counting(), folder)
    (folder / "sun.txt").unlink()
    report = run(store, Counting(), folder)
    assert counts(report) == (0, 0, 1, 1)
    assert report.articles == 1


def test_a_renamed_file_is_not_encoded_again(folder: Path, store: Store) -> None:
    encoder = Counting()
    run(store, encoder, folder)
    encoded = encoder.encoded
    (folder / "sun.txt").rename(folder / "sunshine.txt")
    assert counts(run(store, encoder, folder)) == (1, 0, 1, 1)
    assert encoder.encoded == encoded


def test_what_came_from_elsewhere_stays(folder: Path, store: Store, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "wind.txt").write_text("Wind\n\nIt blew.")
    run(store, Counting(), folder)
    assert run(store, Counting(), other).articles == 3


def test_a_folder_that_is_empty_all_at_once_keeps_its_articles(folder: Path, store: Store) -> None:
    """A disk that is not mounted looks like an empty folder."""
    run(store, Counting(), folder)
    texts = {path: path.read_text() for path in folder.iterdir()}
    for path in texts:
        path.unlink()
    report = run(store, Counting(), folder)
    assert counts(report) == (0, 0, 0, 0)
    assert report.articles == 2
    (skipped,) = report.skipped
    assert skipped.path == str(folder)
    assert "2 were before; their articles are kept" in skipped.reason
    for path, text in texts.items():
        path.write_text(text)
    assert counts(run(store, Counting(), folder)) == (0, 0, 0, 2)
    # What the message says to do drops them.
    for path in texts:
        path.unlink()
    folder.rmdir()
    (folder.parent / "articles.txt").write_text("It snowed.")
    assert counts(run(store, Counting(), folder.parent)) == (1, 0, 2, 0)


def test_a_folder_that_is_not_there_deletes_nothing(folder: Path, store: Store) -> None:
    run(store, Counting(), folder)
    shutil.move(folder, folder.with_name("away"))
    with pytest.raises(UnreadableError, match="articles"):
        run(store, Counting(), folder)
    assert store.articles.count() == 2


def test_a_bad_file_is_reported_and_the_others_are_stored(folder: Path, store: Store) -> None:
    (folder / "binary.txt").write_bytes(bytes(range(256)))
    (folder / "empty.md").write_text("")
    (folder / "broken.json").write_text("{")
    report = run(store, Counting(), folder)
    assert report.added == 2
    assert {Path(skipped.path).name for skipped in report.skipped} == {
        "binary.txt",
        "empty.md",
        "broken.json",
    }


def test_a_file_that_was_read_in_part_is_noted_and_not_skipped(folder: Path, store: Store) -> None:
    page = folder / "page.html"
    page.write_text(f"<p>{'The bridge is shut until May. ' * 20}</p><canvas></canvas>")
    report = run(store, Counting(), folder)
    assert (report.added, report.skipped) == (3, ())
    assert report.notes == (Note(str(page), "not read: 1 drawing by a script"),)
    assert run(store, Counting(), folder).notes == ()


def test_a_file_that_turns_bad_keeps_its_articles(folder: Path, store: Store) -> None:
    run(store, Counting(), folder)
    (folder / "sun.txt").write_bytes(b"")
    report = run(store, Counting(), folder)
    assert report.articles == 2
    assert [Path(skipped.path).name for skipped in report.skipped] == ["sun.txt"]


def test_records_of_one_file_are_articles_of_their_own(folder: Path, store: Store) -> None:
    path = folder / "more.jsonl"
    path.write_text('{"title": "A", "text": "One."}\n{"title": "B", "text": "Two."}\n')
    assert run(store, Counting(), path).added == 2
    path.write_text('{"title": "A", "text": "One."}\n')
    assert counts(run(store, Counting(), path)) == (0, 1, 1, 0)


def test_another_way_of_cutting_cuts_everything_anew(folder: Path, store: Store) -> None:
    (folder / "long.txt").write_text("Long\n\n" + "It rained all day in the hills. " * 20)
    before = run(store, Counting(), folder, max_words=100).passages
    after = run(store, Counting(), folder, max_words=20)
    assert counts(after) == (0, 0, 0, 3)
    assert after.passages > before


class InStep(RuleBasedStateMachine):
    """Whatever happens to the files, the store holds what they hold."""

    names = st.sampled_from(["a.txt", "b.txt", "c.md"])
    texts = st.sampled_from(["It rained.", "It shone.", "It blew.\n\nIt snowed."])

    @initialize()
    def begin(self) -> None:
        import tempfile

        self.home = Path(tempfile.mkdtemp())
        self.folder = self.home / "articles"
        self.folder.mkdir()
        self.store = Store(self.home / "store")
        # A folder that is empty all at once is left alone: one file always stays.
        self.files = {"always.txt": "It thawed."}
        (self.folder / "always.txt").write_text("It thawed.")

    @rule(name=names, text=texts)
    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text)
        self.files[name] = text

    @rule(name=names)
    def delete(self, name: str) -> None:
        (self.folder / name).unlink(missing_ok=True)
        self.files.pop(name, None)

    @rule(old=names, new=names)
    def rename(self, old: str, new: str) -> None:
        if old in self.files:
            (self.folder / old).rename(self.folder / new)
            self.files[new] = self.files.pop(old)

    @invariant()
    def the_store_holds_what_the_files_hold(self) -> None:
        run(self.store, Counting(), self.folder)
        stored = [self.store.articles.get(info.id) for info in self.store.articles.list_infos()]
        assert {Path(item.path).name: item.text for item in stored if item} == self.files
        rows = self.store.passages.rows(Filter())
        assert len(self.store.vectors.load(rows, 4)) == len(rows) == self.store.passages.count()
        assert len(rows) >= len(self.files)

    def teardown(self) -> None:
        if hasattr(self, "home"):
            self.store.close()
            shutil.rmtree(self.home)


InStep.TestCase.settings = settings(max_examples=20, stateful_step_count=12, deadline=None)
test_the_store_keeps_in_step = InStep.TestCase


def test_a_pdf_is_read_again_once_with_ocr_and_keeps_what_that_gave(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def recognise(*arguments: object) -> dict[int, list[Piece]]:
        return {1: [Piece(50, 200, 700, 11, "A scanned line.")]}

    monkeypatch.setattr("qa.articles.pdf.document.recognise_pages", recognise)
    path = tmp_path / "a.pdf"
    path.write_bytes(make_pdf([["A line of text."], []]))
    with_ocr = OcrSettings()

    def index(ocr: OcrSettings | None) -> tuple[int, int, int, int]:
        indexer = Indexer(store, Counting(), ChunkingSettings(50, 1), ocr=ocr)
        return counts(indexer.run([path]))

    steps = (None, with_ocr, with_ocr, None)
    assert list(map(index, steps)) == [(1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 0, 1), (0, 0, 0, 1)]
    (article_id,) = store.articles.ids_of(str(path))
    stored = store.articles.get(article_id)
    assert stored is not None
    assert stored.text == "A line of text.\n\nA scanned line."
