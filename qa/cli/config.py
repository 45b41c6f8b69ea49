"""Define `article-qa config`: the values that hold, and whence."""

from __future__ import annotations

import typer
from platformdirs import user_data_path

from qa.cli.configuration import KEYS, Configured, configuration_files
from qa.cli.console import print_json
from qa.cli.options import (
    EncoderOption,
    HostOption,
    JsonOption,
    MilvusOption,
    MinConfidenceOption,
    OcrOption,
    PortOption,
    ReaderOption,
    StoreOption,
    TopKOption,
)
from qa.settings import Settings
from qa.store.opening import without_login

app = typer.Typer()


@app.command(epilog="Example: article-qa config")
def config(
    context: typer.Context,
    store: StoreOption = None,
    encoder: EncoderOption = None,
    reader: ReaderOption = None,
    milvus: MilvusOption = None,
    min_confidence: MinConfidenceOption = None,
    top_k: TopKOption = None,
    ocr: OcrOption = False,
    host: HostOption = "127.0.0.1",
    port: PortOption = 7860,
    as_json: JsonOption = False,
) -> None:
    """Show the values that hold, and what gives each of them."""
    settings = Settings()
    place = str(user_data_path("article-qa")) if store is None else without_login(store)
    values = {
        "store": place,
        "encoder": encoder or "the one included",
        "reader": reader or "the one included",
        "milvus": milvus or "none",
        "min-confidence": settings.answering.min_confidence
        if min_confidence is None
        else min_confidence,
        "top-k": settings.retrieval.top_k if top_k is None else top_k,
        "ocr": ocr,
        "host": host,
        "port": port,
    }
    sources = {key: _source(context, key) for key in KEYS}
    files = [str(path) for path in configuration_files() if path.is_file()]
    if as_json:
        print_json({"values": values, "sources": sources, "files": files})
        return
    for key, value in values.items():
        print(f"{key:16}{value}  ({sources[key]})")
    print(f"files: {', '.join(files) or 'none'}")


def _source(context: typer.Context, key: str) -> str:
    """Name what gave an option its value."""
    name = key.replace("-", "_")
    source = context.get_parameter_source(name)
    kind = "DEFAULT" if source is None else source.name
    if kind == "DEFAULT_MAP":
        configured: dict[str, Configured] = context.obj
        return str(configured[key].path)
    if kind == "ENVIRONMENT":
        return f"ARTICLE_QA_{name.upper()}"
    return "option" if kind == "COMMANDLINE" else "default"
