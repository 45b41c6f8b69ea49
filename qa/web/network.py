"""Where the page listens, and who may come in."""

from __future__ import annotations

import ipaddress
import os
import socket
import sys

from qa.errors import ArticleQAError, UsageError


def parse_login(auth: str | None) -> tuple[str, str] | None:
    """Split USER:PASSWORD into its two parts.

    Raises:
        UsageError: there is no colon, or nothing on one side of it.
    """
    if auth is None:
        return None
    name, colon, password = auth.partition(":")
    if not colon or not name or not password:
        raise UsageError("--auth wants USER:PASSWORD.")
    return name, password


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches what listens on a host."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def has_screen() -> bool:
    """Whether a browser window can open; without one, a text browser would take the terminal."""
    on_desktop = sys.platform in ("win32", "darwin")
    return on_desktop or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def check_port(host: str, port: int) -> None:
    """Try whether a port is free.

    Raises:
        ArticleQAError: it is in use or may not be used.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ArticleQAError(
                f"Cannot listen on {host} port {port}: {error.strerror}. Choose another: --port"
            ) from error
