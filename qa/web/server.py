"""Serving the chat page: the address, who may come in, and until when."""

from __future__ import annotations

import os
import webbrowser
from collections.abc import Callable
from pathlib import Path

# Gradio reads this when it is imported; without it a page looks up Gradio's own servers.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from qa.errors import UsageError
from qa.web.collections import Collections
from qa.web.downloads import Downloads
from qa.web.network import check_port, has_screen, is_loopback, parse_login
from qa.web.page import build_page, page_theme

MAX_UPLOAD = "64mb"
# Where the page asks whether its server is there; the answer holds nothing.
ALIVE = "/alive"
STYLE = Path(__file__).with_name("page.css")


def serve(
    collections: Collections,
    host: str,
    port: int,
    auth: str | None,
    open_browser: bool,
    say: Callable[[str], None],
) -> None:
    """Open the page and stay until interrupted.

    Raises:
        UsageError: the address is open to others and no password is set, or `auth` has no colon.
        ArticleQAError: the port is in use.
    """
    login = parse_login(auth)
    if not is_loopback(host) and login is None:
        raise UsageError(
            f"{host} can be reached from other machines; set a name and password: "
            "--auth USER:PASSWORD"
        )
    check_port(host, port)
    say("Loading the models ...")
    collections.get(collections.names()[0]).load()
    downloads = Downloads(collections, is_loopback(host))
    blocks = build_page(collections, downloads, is_loopback(host))
    hosts = ["localhost", "127.0.0.1", "[::1]", host] if is_loopback(host) else ["*"]
    blocks.launch(
        server_name=host,
        server_port=port,
        auth=login,
        quiet=True,
        prevent_thread_lock=True,
        share=False,
        show_error=False,
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        max_file_size=MAX_UPLOAD,
        theme=page_theme(),
        css=STYLE.read_text(encoding="utf-8"),
        app_kwargs={
            "middleware": [Middleware(TrustedHostMiddleware, allowed_hosts=hosts)],
            "routes": [*downloads.routes(), Route(ALIVE, _respond_alive)],
        },
    )
    url = f"http://{'localhost' if is_loopback(host) else host}:{port}"
    say(f"Open {url} - stop with Ctrl-C")
    if open_browser and has_screen():
        webbrowser.open(url)
    try:
        blocks.block_thread()
    finally:
        blocks.close(verbose=False)


def _respond_alive(_request: Request) -> Response:
    return Response(status_code=204)
