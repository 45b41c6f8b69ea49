"""What the tests share: real models, loaded once, and the sample articles, indexed once."""

from __future__ import annotations

import datetime
import secrets
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from numpy.typing import NDArray

import qa
from embeddings import Encoder
from qa.collection import Collection
from qa.collection.models import load_encoder, load_reader
from qa.reader.reader import Reader
from qa.settings import ReaderSettings, Settings
from qa.store.store import NewPassage, Store
from qa.text.terms import terms
from qa.types.article import Article, Passage
from qa.types.pages import Page
from qa.types.search import Hit
from tests.offline import Offline
from tests.ports import free_port
from tests.postgresql import PostgresqlServer, new_server

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = ROOT / "data" / "articles"
QUESTIONS = ROOT / "data" / "questions.jsonl"
CONVERSATIONS = ROOT / "data" / "conversations.jsonl"
CONVERSATIONS_2 = ROOT / "data" / "conversations-2.jsonl"
ENGINES = ("faiss", "milvus")
MODEL_FIXTURES = {"encoder", "reader", "sample"}
DAY = datetime.date(2026, 11, 3)  # of an article whose date does not matter


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--float32", action="store_true", help="let the reader compute in 32 bits")
    parser.addoption("--kills", type=int, default=6, help="how often to kill an indexing process")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that use a model as slow, before `-m` selects among them."""
    for item in items:
        if isinstance(item, pytest.Function) and not MODEL_FIXTURES.isdisjoint(item.fixturenames):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session", autouse=True)
def _arithmetic(pytestconfig: pytest.Config) -> Iterator[None]:
    """With `--float32`, load the reader as a machine without fast 8-bit products does."""
    with pytest.MonkeyPatch.context() as patch:
        if pytestconfig.getoption("--float32"):
            patch.setattr("qa.reader.int8.is_supported", lambda: False)
        yield


@pytest.fixture(scope="session", autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what the tests remember out of the user's folders."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("home")
        for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "GRADIO_TEMP_DIR"):
            patch.setenv(name, str(home / name.lower()))
        for name in ("ARTICLE_QA_STORE", "ARTICLE_QA_MILVUS", "ARTICLE_QA_MILVUS_TOKEN"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresqlServer]:
    """A PostgreSQL server with pgvector."""
    with new_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new store may be made, in each of the databases."""
    if request.param == "sqlite":
        return str(tmp_path / "store")
    server: PostgresqlServer = request.getfixturevalue("postgresql")
    return server.schema(f"s{secrets.token_hex(6)}")


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return load_encoder(None)


@pytest.fixture(scope="session")
def reader() -> Reader:
    return load_reader(None, ReaderSettings())


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """The sample articles; not to be changed."""
    with qa.open(tmp_path_factory.mktemp("sample")) as collection:
        collection.index(ARTICLES)
        yield collection


def engine_settings(engine: str, folder: Path) -> Settings:
    """Settings that search with an engine; Milvus keeps its file in the folder."""
    if engine == "faiss":
        return Settings()
    return Settings(milvus=str(folder / "passages.db"))


@contextmanager
def served_page(*arguments: str | Path) -> Iterator[str]:
    """The address of a page that a process of its own serves, which reaches no other machine."""
    port = free_port()
    command = [sys.executable, "app.py", "--port", str(port), *map(str, arguments)]
    url = f"http://127.0.0.1:{port}/"
    with TemporaryDirectory() as folder:
        offline = Offline(Path(folder) / "attempts")
        with subprocess.Popen(command, cwd=ROOT, env=offline.environment) as process:
            try:
                _wait_for(url, process)
                yield url
            finally:
                process.terminate()
        assert offline.attempts == []


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until a page answers, two minutes at most: it loads the models first."""
    for _ in range(120):
        assert process.poll() is None, "the page ended before it answered"
        try:
            urllib.request.urlopen(url).read()
        except urllib.error.URLError:
            time.sleep(1)
        else:
            return
    pytest.fail("the page did not answer in two minutes")


def article(
    text: str,
    *,
    id: str = "0123456789ab",
    title: str | None = None,
    date: datetime.date | None = DAY,
    source: str | None = None,
    authors: tuple[str, ...] = (),
    path: str = "/articles/one.txt",
    url: str | None = None,
    sha256: str = "0" * 64,
    number: int = 0,
    boilerplate: tuple[tuple[int, int], ...] = (),
    pages: tuple[Page, ...] = (),
) -> Article:
    """Return an article of this text; what matters to a test is named by it."""
    return Article(
        id=id,
        title=title,
        date=date,
        source=source,
        authors=authors,
        path=path,
        url=url,
        sha256=sha256,
        number=number,
        text=text,
        boilerplate=boilerplate,
        pages=pages,
    )


def whole(item: Article) -> Passage:
    """Return an article as one passage."""
    return Passage(item.id, 0, 0, len(item.text), item.text)


def keep(store: Store, item: Article, vector: NDArray[np.float32]) -> None:
    """Store an article as one passage with its terms."""
    title_terms, body_terms = " ".join(terms(item.title or "")), " ".join(terms(item.text))
    with store.transaction():
        store.vectors.put([item.id], vector[None])
        store.upsert(item, [NewPassage(whole(item), item.id, title_terms, body_terms)])


def hit(text: str, *, id: str = "0123456789ab", title: str | None = None) -> Hit:
    """Return a hit on a passage that is a whole article."""
    item = article(text, id=id, title=title)
    return Hit(whole(item), item.info, score=1.0, dense=0.6, lexical=5.0)
