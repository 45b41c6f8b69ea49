"""Define `article-qa search`: the passages nearest to a question, without an answer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qa.cli.console import print_json, say
from qa.cli.options import (
    AfterOption,
    ArticlesOption,
    BeforeOption,
    EncoderOption,
    JsonOption,
    MilvusOption,
    SourceOption,
    StoreOption,
    TopKOption,
    UndatedOption,
    named_settings,
    open_named,
)
from qa.types.answer import Closest

app = typer.Typer()


@app.command(epilog='Example: article-qa search "bridge closed" --top-k 5')
def search(
    question: Annotated[str, typer.Argument(help="A question, or some words.")],
    articles: ArticlesOption = None,
    top_k: TopKOption = None,
    after: AfterOption = None,
    before: BeforeOption = None,
    source: SourceOption = None,
    undated: UndatedOption = False,
    store: StoreOption = None,
    encoder: EncoderOption = None,
    milvus: MilvusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find the passages nearest to a question, without an answer."""
    settings = named_settings(encoder, None, milvus, None)
    with open_named(store, settings, articles) as collection:
        passages = collection.search(
            question, top_k=top_k, after=after, before=before, source=source, undated=undated
        )
    if as_json:
        fields = [passage.to_dict() for passage in passages]
        print_json({"question": question, "passages": fields})
        return
    for passage in passages:
        print(_line(passage))
    say(f"{len(passages)} passages")


def _line(passage: Closest) -> str:
    """Write a passage as its score, its article with day and source, and its nearest sentence."""
    article = passage.article
    day = article.date.isoformat() if article.date else "undated"
    name = article.title or Path(article.path).name
    heading = f"{passage.score:.2f}  {day:10}  {name}  [{article.source or 'no source'}]"
    return f"{heading}\n      {' '.join(passage.sentence.split())}"
