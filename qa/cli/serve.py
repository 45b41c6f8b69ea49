"""Define `article-qa serve` for a browser and `article-qa mcp` for assistants."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qa.cli.console import index_progress, print_json, print_report, say
from qa.cli.extras import needs_extra
from qa.cli.options import (
    ArticlesOption,
    EncoderOption,
    HostOption,
    JsonOption,
    MilvusOption,
    MinConfidenceOption,
    OcrOption,
    PortOption,
    ReaderOption,
    StoreOption,
    named_settings,
    open_named,
)
from qa.errors import UsageError

app = typer.Typer()


@app.command(epilog="Example: article-qa serve --port 7860")
def serve(
    host: HostOption = "127.0.0.1",
    port: PortOption = 7860,
    auth: Annotated[
        str | None,
        typer.Option(envvar="ARTICLE_QA_AUTH", metavar="USER:PASSWORD", help="Ask for this login."),
    ] = None,
    articles: Annotated[
        list[Path] | None,
        typer.Option("--articles", help="Bring the store in step with these first."),
    ] = None,
    collections: Annotated[
        Path | None, typer.Option(help="Offer every store in this folder, by its folder's name.")
    ] = None,
    open_browser: Annotated[
        bool, typer.Option("--open", help="Open the page in the browser.")
    ] = False,
    min_confidence: MinConfidenceOption = None,
    store: StoreOption = None,
    encoder: EncoderOption = None,
    reader: ReaderOption = None,
    milvus: MilvusOption = None,
    ocr: OcrOption = False,
    as_json: JsonOption = False,
) -> None:
    """Open the chat page."""
    # The page is the only part that needs Gradio.
    with needs_extra("web", "gradio", "starlette"):
        from qa.web import server
    from qa.web.collections import CollectionFolder, SingleCollection

    if collections and articles:
        raise UsageError("--articles brings one store in step; name it with --store.")
    settings = named_settings(encoder, reader, milvus, min_confidence, ocr)
    with (
        CollectionFolder(collections, settings)
        if collections
        else SingleCollection(open_named(store, settings)) as page_collections
    ):
        if as_json:
            folder = collections or page_collections.get("").store.folder
            print_json({"url": f"http://{host}:{port}", "store": str(folder)})
        if articles:
            with index_progress() as show_progress:
                report = page_collections.get("").index(*articles, on_progress=show_progress)
            print_report(report, as_json)
        server.serve(page_collections, host, port, auth, open_browser, say)


@app.command(epilog="Example: article-qa mcp --articles data/articles")
def mcp(
    articles: ArticlesOption = None,
    min_confidence: MinConfidenceOption = None,
    store: StoreOption = None,
    encoder: EncoderOption = None,
    reader: ReaderOption = None,
    milvus: MilvusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Serve assistants by the Model Context Protocol on stdio."""
    with needs_extra("mcp", "mcp"):
        from qa.integrations.mcp import mcp_server
    # Standard output belongs to the protocol; --json has nothing to change.
    del as_json
    settings = named_settings(encoder, reader, milvus, min_confidence)
    with open_named(store, settings, articles) as collection:
        collection.load()
        mcp_server(collection).run("stdio")
