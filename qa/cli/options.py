"""The options that several commands share, and the settings that they name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from qa.settings import Settings

StoreOption = Annotated[
    Path | None,
    typer.Option(
        "--store",
        envvar="ARTICLE_QA_STORE",
        help="Folder of the store; default: the user's data folder.",
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
ArticlesOption = Annotated[
    list[Path] | None,
    typer.Option("--articles", help="Ask these files or folders instead of the store."),
]


def named_settings(
    encoder: str | None, reader: str | None, milvus: str | None, min_confidence: float | None
) -> Settings:
    """The defaults, but for what is named."""
    settings = Settings(encoder=encoder, reader=reader, milvus=milvus)
    if min_confidence is None:
        return settings
    answering = replace(settings.answering, min_confidence=min_confidence)
    return replace(settings, answering=answering)
