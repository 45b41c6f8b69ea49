"""Define `article-qa ask`: one question, a question a line, or every article asked."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from qa.citations import Style
from qa.cli.cite import print_with_citation
from qa.cli.console import print_answer, print_json, say
from qa.cli.each import EachOptions, ask_each
from qa.cli.exit_codes import INTERRUPTED, WRONG_USAGE
from qa.cli.options import (
    AfterOption,
    ArticlesOption,
    BeforeOption,
    EncoderOption,
    JsonOption,
    MilvusOption,
    MinConfidenceOption,
    OcrOption,
    ReaderOption,
    SourceOption,
    StoreOption,
    TopKOption,
    UndatedOption,
    named_settings,
    open_named,
)
from qa.errors import UsageError
from qa.types.answer import Answer
from qa.types.query import Query

app = typer.Typer()


@app.command(epilog='Example: article-qa ask "how many U.S. personnel?" --after 2023-11-01')
def ask(
    question: Annotated[str, typer.Argument(help="The question; - reads one a line.")],
    articles: ArticlesOption = None,
    top_k: TopKOption = None,
    after: AfterOption = None,
    before: BeforeOption = None,
    source: SourceOption = None,
    undated: UndatedOption = False,
    min_confidence: MinConfidenceOption = None,
    always_answer: Annotated[
        bool, typer.Option("--always-answer", help="Give the best words, however unlikely.")
    ] = False,
    each: Annotated[
        bool, typer.Option("--each", help="Ask every article: a row for each that answers.")
    ] = False,
    most: Annotated[
        int | None, typer.Option(min=1, help="Articles to read at most, with --each.")
    ] = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", help="Write the rows to this file, with --each.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write table and plot here, with --each.")
    ] = None,
    cite: Annotated[
        Style | None, typer.Option("--cite", help="Add the citation of the answer's place.")
    ] = None,
    store: StoreOption = None,
    encoder: EncoderOption = None,
    reader: ReaderOption = None,
    milvus: MilvusOption = None,
    ocr: OcrOption = False,
    as_json: JsonOption = False,
) -> None:
    """Answer a question in an article's exact words, or say none does."""
    settings = named_settings(encoder, reader, milvus, min_confidence, ocr)
    each_options = EachOptions(most, csv, html)
    if not each:
        each_options.require_each()
    elif question == "-":
        raise UsageError("--each asks one question; give it as an argument.")
    if cite is not None and (each or question == "-"):
        raise UsageError("--cite cites the answer to one question; give that as an argument.")

    def query_of(text: str) -> Query:
        return Query(
            text,
            top_k=top_k,
            after=after,
            before=before,
            source=source,
            undated=undated,
            min_confidence=min_confidence,
            always_answer=always_answer,
        )

    with open_named(store, settings, articles) as collection:

        def answer(text: str) -> Answer:
            return collection.answer(query_of(text))

        if each:
            # Ctrl-C stops the reading and keeps what was read.
            if not ask_each(collection, query_of(question), each_options, as_json):
                raise typer.Exit(INTERRUPTED)
        elif cite is not None:
            print_with_citation(answer(question), cite, as_json)
        elif question != "-":
            print_answer(answer(question), as_json)
        else:
            _answer_lines(answer, as_json)


def _answer_lines(answer: Callable[[str], Answer], as_json: bool) -> None:
    """Answer each line of standard input; a line that is no question does not stop the rest."""
    failed = False
    for line in sys.stdin:
        if not line.strip():
            continue
        try:
            print_answer(answer(line), as_json)
        except UsageError as error:
            failed = True
            if as_json:
                print_json({"question": line.strip()[:200], "error": str(error)})
            say(f"article-qa: {error}")
    if failed:
        raise typer.Exit(WRONG_USAGE)
