"""Refuse and record every attempt of a process to reach another machine.

Python imports this module when it starts, where its folder is on the path (`tests/offline.py`).
"""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

_LOCAL = {"", "127.0.0.1", "::1", "localhost", "0.0.0.0", "::", None}
_ATTEMPTS = Path(os.environ["ARTICLE_QA_TEST_ATTEMPTS"])
_connect = socket.socket.connect
_getaddrinfo = socket.getaddrinfo


def _require_local(host: object) -> None:
    name = host.decode(errors="replace") if isinstance(host, bytes) else host
    if name not in _LOCAL:
        with _ATTEMPTS.open("a", encoding="utf-8") as file:
            file.write(f"{name}\n")
        raise OSError(f"the test allows no network, and {name!r} was looked for")


def _connect_locally(self: socket.socket, address: Any) -> None:
    # The address of a local socket of Unix is a path, not a tuple.
    if isinstance(address, tuple):
        _require_local(address[0])
    _connect(self, address)


def _look_up_locally(host: Any, *arguments: Any, **named: Any) -> Any:
    _require_local(host)
    return _getaddrinfo(host, *arguments, **named)


socket.socket.connect = _connect_locally  # type: ignore[method-assign, assignment]
socket.getaddrinfo = _look_up_locally
