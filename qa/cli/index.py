"""Define `article-qa index`: the store in step with files and folders."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qa.cli.console import index_progress, print_report
from qa.cli.options import (
    EncoderOption,
    JsonOption,
    MilvusOption,
    OcrOption,
    StoreOption,
    named_settings,
    open_named,
)
from qa.errors import EmptyStoreError

app = typer.Typer()


@app.command(epilog="Example: article-qa index data/articles")
def index(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders of articles.")],
    store: StoreOption = None,
    encoder: EncoderOption = None,
    milvus: MilvusOption = None,
    ocr: OcrOption = False,
    as_json: JsonOption = False,
) -> None:
    """Bring the store in step with files and folders."""
    with (
        open_named(store, named_settings(encoder, None, milvus, None, ocr)) as collection,
        index_progress() as show_progress,
    ):
        report = collection.index(*paths, on_progress=show_progress)
    print_report(report, as_json)
    if report.added + report.updated + report.removed + report.unchanged == 0:
        raise EmptyStoreError(f"No articles in {', '.join(map(str, paths))}.")
