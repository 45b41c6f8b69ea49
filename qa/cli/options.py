"""Define the options that several commands share, and open what they name."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from platformdirs import user_data_path

from qa.cli.console import index_progress
from qa.collection import Collection, open_articles
from qa.collection import open as open_store
from qa.errors import UsageError
from qa.settings import OcrSettings, Settings
from qa.store.opening import is_address, without_login

_log = logging.getLogger(__name__)

StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        envvar="ARTICLE_QA_STORE",
        metavar="PLACE",
        help="Folder or postgresql:// address of the store; default: the user's data folder.",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
EncoderOption = Annotated[
    str | None,
    typer.Option(envvar="ARTICLE_QA_ENCODER", help="Name or path of a sentence-transformers model"),
]
ReaderOption = Annotated[
    str | None,
    typer.Option(envvar="ARTICLE_QA_READER", help="Name or path of a question-answering model."),
]
MinConfidenceOption = Annotated[
    float | None,
    typer.Option(
        min=0.0,
        max=1.0,
        envvar="ARTICLE_QA_MIN_CONFIDENCE",
        help="Below this probability there is no answer.",
        show_default=False,
    ),
]
MilvusOption = Annotated[
    str | None,
    typer.Option(
        envvar="ARTICLE_QA_MILVUS",
        metavar="URI",
        help="Search with Milvus: http://host:19530, or a file ending in .db.",
        show_default=False,
    ),
]
OcrOption = Annotated[
    bool,
    typer.Option(
        "--ocr",
        envvar="ARTICLE_QA_OCR",
        help="Read scanned pages of PDF files by OCR (extra article-qa[ocr]).",
    ),
]
TopKOption = Annotated[int | None, typer.Option("--top-k", help="Passages to take at most.")]
HostOption = Annotated[str, typer.Option(help="Address to listen on.")]
PortOption = Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")]
AfterOption = Annotated[str | None, typer.Option(help="From this day (YYYY-MM-DD).")]
BeforeOption = Annotated[str | None, typer.Option(help="Up to this day (YYYY-MM-DD).")]
SourceOption = Annotated[str | None, typer.Option(help="Only articles of this source.")]
UndatedOption = Annotated[bool, typer.Option("--undated", help="Only undated articles.")]
ArticlesOption = Annotated[
    list[Path] | None,
    typer.Option("--articles", help="Ask these files or folders instead of the store."),
]


def named_settings(
    encoder: str | None,
    reader: str | None,
    milvus: str | None,
    min_confidence: float | None,
    ocr: bool = False,
) -> Settings:
    """Give the default settings with the named values put in."""
    settings = Settings(
        encoder=encoder, reader=reader, milvus=milvus, ocr=OcrSettings() if ocr else None
    )
    if min_confidence is None:
        return settings
    answering = replace(settings.answering, min_confidence=min_confidence)
    return replace(settings, answering=answering)


def open_named(
    store: str | Path | None, settings: Settings, articles: Sequence[Path] | None = None
) -> Collection:
    """Open the collection that a command is about: the named articles, else the store."""
    if articles:
        with index_progress() as show_progress:
            return open_articles(articles, settings, show_progress)
    place = str(store or user_data_path("article-qa"))
    _log.info("store %s", without_login(place))
    return open_store(place, settings=settings)


def store_folder(store: str | None) -> Path:
    """Return the folder of the named store, else of the user's own.

    Raises:
        UsageError: the store is named by the address of a server.
    """
    if store is not None and is_address(store):
        raise UsageError(f"{store} is a database server. Name a folder with --store.")
    return Path(store) if store is not None else user_data_path("article-qa")
