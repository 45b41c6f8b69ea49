"""A store in a PostgreSQL server: several writers, a server that ends, a standby."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import psycopg
import pytest

from qa.errors import StoreError, StoreVersionError, UsageError
from qa.indexing.indexer import Indexer
from qa.indexing.writer import Writer
from qa.settings import ChunkingSettings
from qa.store.store import Store
from tests.conftest import article, keep
from tests.indexing.test_indexer import Counting
from tests.ports import free_port
from tests.postgresql import PostgresqlServer, new_server, server_folder

VECTOR = np.ones(2, dtype=np.float32)
RAIN = article("It rained. It poured.", id="a" * 12)
SUN = article("It shone.", id="b" * 12)


@pytest.fixture
def address(postgresql: PostgresqlServer, request: pytest.FixtureRequest) -> str:
    """The address of a new schema."""
    return postgresql.schema(f"t{abs(hash(request.node.name))}")


@pytest.fixture
def own_server() -> Iterator[PostgresqlServer]:
    """A server that a test may kill."""
    with new_server() as server:
        server.schema("unused")
        yield server


def _remove_and(act: Callable[[], object], store: Store) -> None:
    """Remove the article, let something happen, and go on, in one transaction."""
    with store.transaction():
        store.remove(RAIN.id)
        act()
        store.articles.count()


def test_a_password_in_the_address_is_refused() -> None:
    with pytest.raises(UsageError, match=r"must not hold a password.*PGPASSWORD"):
        Store("postgresql://user:secret@localhost/articles")


def test_an_address_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        Store("postgresql://localhost/articles?colour=red")


def test_a_server_that_is_down_is_said_so() -> None:
    with pytest.raises(StoreError, match=r"Cannot reach postgresql://.*that the server runs"):
        Store(f"postgresql://127.0.0.1:{free_port()}/articles")


def test_a_server_without_pgvector_is_said_so(postgresql: PostgresqlServer) -> None:
    with psycopg.connect(postgresql.address, autocommit=True) as connection:
        connection.execute("CREATE ROLE guest LOGIN")
        connection.execute("CREATE DATABASE bare")
    address = f"postgresql://guest@127.0.0.1:{postgresql.port}/bare"
    with pytest.raises(StoreError, match="It needs the extension pgvector"):
        Store(address)


def test_a_store_of_a_newer_version_is_refused(address: str) -> None:
    with Store(address) as store, store.transaction():
        store.database.execute("UPDATE metadata SET value = '99' WHERE key = 'version'")
    with pytest.raises(StoreVersionError, match="newer version"):
        Store(address)


def test_a_statement_that_the_server_refuses_changes_nothing(address: str) -> None:
    with Store(address) as store:
        keep(store, RAIN, VECTOR)
        with pytest.raises(StoreError, match="refuses a statement"):
            _remove_and(lambda: store.database.execute("SELECT * FROM nowhere"), store)
        assert store.articles.count() == 1


def test_two_indexers_write_to_one_store(address: str, tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("north", "south")]
    for folder in folders:
        folder.mkdir()
        for number in range(20):
            text = f"{folder.name} {number}\n\nBoat {number} left the {folder.name} harbour."
            (folder / f"{number}.txt").write_text(text)

    def index(folder: Path) -> None:
        with Store(address) as store:
            Indexer(store, Counting(), ChunkingSettings(50, 1)).run([folder])

    threads = [threading.Thread(target=index, args=(folder,)) for folder in folders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Store(address) as store:
        assert store.articles.count() == 40
        assert store.checksums.is_set_complete()
        assert all(state.is_intact for state in store.checksums.article_states())


def test_vectors_that_another_writer_took_for_unused_are_stored_again(address: str) -> None:
    with Store(address) as store, Store(address) as other:
        writer = Writer(store, Counting(), ChunkingSettings(50, 1))
        item = writer.split(RAIN)
        writer.encode_missing([item])
        with other.transaction():
            other.vectors.delete_orphans()
        with store.transaction():
            writer.write_article(item)
        assert store.checksums.damaged_vectors() == []


def test_a_server_that_ends_amid_a_transaction_leaves_nothing_half_written(
    own_server: PostgresqlServer,
) -> None:
    with Store(own_server.address) as store:
        keep(store, RAIN, VECTOR)
        with pytest.raises(StoreError, match="Cannot reach"):
            _remove_and(own_server.kill, store)
        own_server.start()
        assert store.articles.count() == 1
        keep(store, SUN, VECTOR)
        assert store.articles.count() == 2


def test_a_server_that_is_killed_loses_nothing_that_was_acknowledged(
    own_server: PostgresqlServer,
) -> None:
    acknowledged = []
    killer = threading.Timer(0.3, own_server.kill)
    killer.start()
    with Store(own_server.address) as store:
        with contextlib.suppress(StoreError):
            for number in range(100_000):
                keep(store, article(f"Rain {number}.", id=f"{number:012}"), VECTOR)
                acknowledged.append(f"{number:012}")
        killer.join()
        own_server.start()
        stored = [info.id for info in store.articles.list_infos()]
        assert acknowledged
        assert set(acknowledged) <= set(stored)
        assert store.checksums.is_set_complete()
        assert all(
            state.is_intact and state.has_intact_passages
            for state in store.checksums.article_states()
        )
        assert store.words.is_consistent()


def test_a_standby_answers_while_the_primary_is_dead_and_is_promoted(
    own_server: PostgresqlServer,
) -> None:
    with Store(own_server.address) as store, server_folder() as folder:
        keep(store, RAIN, VECTOR)
        standby = own_server.standby(folder / "standby", free_port())
        standby.start()
        ports = f"127.0.0.1:{own_server.port},127.0.0.1:{standby.port}"
        either = f"postgresql://postgres@{ports}/postgres?target_session_attrs=any"
        try:
            with Store(standby.address) as reading:
                assert reading.articles.count() == 1
                with pytest.raises(StoreError, match="read-only"), reading.transaction():
                    reading.remove(RAIN.id)
            with Store(either) as asking:
                own_server.kill()
                assert asking.articles.get(RAIN.id) == RAIN
                standby.promote()
                keep(asking, SUN, VECTOR)
                assert asking.articles.count() == 2
        finally:
            standby.stop()
            own_server.start()
