"""Define every command, its options and its exit code."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from qa.citations import Style
from qa.cli.cite import print_with_citation
from qa.cli.console import (
    index_progress,
    print_answer,
    print_figures,
    print_json,
    print_report,
    say,
)
from qa.cli.copy import app as copy_command
from qa.cli.each import EachOptions, ask_each
from qa.cli.options import (
    FAILED,
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
from qa.cli.read import app as read_command
from qa.cli.search import app as search_command
from qa.cli.upkeep import app as upkeep_commands
from qa.errors import ArticleQAError, EmptyStoreError, UsageError
from qa.types.answer import Answer
from qa.types.query import Query

WRONG_USAGE, BELOW_THRESHOLD, INTERRUPTED = 2, 3, 130

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="Ask articles a question; get the exact words that answer it, and where they stand.",
)


def _print_version(is_asked: bool) -> None:
    if is_asked:
        print(f"article-qa {version('article-qa')}")
        raise typer.Exit


@app.callback()
def options_of_all(
    show_version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Ask articles a question; get the exact words that answer it, and where they stand."""


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


@app.command(epilog="Example: article-qa evaluate data/questions.jsonl --articles data/articles")
def evaluate(
    sets: Annotated[list[Path], typer.Argument(help="Question sets: JSONL, CSV, SQuAD JSON, .gz.")],
    articles: ArticlesOption = None,
    own_articles: Annotated[
        bool, typer.Option("--own-articles", help="Index and ask the paragraphs of a SQuAD file.")
    ] = False,
    reader_only: Annotated[
        bool, typer.Option("--reader-only", help="Ask each question of its own paragraph.")
    ] = False,
    sample: Annotated[
        int | None, typer.Option(min=1, help="Draw this many questions, always the same.")
    ] = None,
    predictions: Annotated[
        Path | None, typer.Option(help="Write what was answered to this JSONL file.")
    ] = None,
    compare: Annotated[
        Path | None, typer.Option(help="Compare with the predictions of an earlier run.")
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(help="Write figures, calibration and misses to this HTML file."),
    ] = None,
    fail_under: Annotated[
        list[str] | None,
        typer.Option(help="METRIC=VALUE; exit with 3 when a figure is below it."),
    ] = None,
    min_confidence: MinConfidenceOption = None,
    always_answer: Annotated[bool, typer.Option("--always-answer", help="Never abstain.")] = False,
    no_rewrite: Annotated[
        bool, typer.Option("--as-typed", help="Ask every turn of a conversation by itself.")
    ] = False,
    store: StoreOption = None,
    encoder: EncoderOption = None,
    reader: ReaderOption = None,
    milvus: MilvusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Score question sets; JSON is printed one object a set."""
    # The evaluation needs numpy and the stages, which other commands can do without.
    from qa.cli import evaluate as evaluation

    target = evaluation.Target(
        evaluation.choose_mode(articles or [], own_articles, reader_only),
        named_settings(encoder, reader, milvus, min_confidence),
        store,
        articles or [],
        always_answer,
        no_rewrite,
    )
    thresholds = evaluation.parse_thresholds(fail_under or [])
    earlier = evaluation.read_predictions(compare) if compare else None
    outputs = evaluation.Outputs(predictions, report)
    outputs.clear()
    failures = []
    evaluations = []
    for questions in evaluation.read_sets(sets, sample):
        evaluations.append(target.run(questions))
        figures = evaluation.figures_of(evaluations[-1], earlier)
        print_figures(figures, as_json)
        outputs.append_predictions(evaluations[-1])
        failures += evaluation.below_thresholds(figures, thresholds)
    outputs.write_report(evaluations)
    for failure in failures:
        say(failure)
    if failures:
        raise typer.Exit(BELOW_THRESHOLD)


@app.command(epilog="Example: article-qa serve --port 7860")
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 7860,
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
    try:
        from qa.integrations.mcp import mcp_server
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] != "mcp":
            raise
        raise ArticleQAError("This needs an extra: pip install 'article-qa[mcp]'") from error
    # Standard output belongs to the protocol; --json has nothing to change.
    del as_json
    settings = named_settings(encoder, reader, milvus, min_confidence)
    with open_named(store, settings, articles) as collection:
        collection.load()
        mcp_server(collection).run("stdio")


app.add_typer(search_command)
app.add_typer(copy_command)
app.add_typer(read_command)
app.add_typer(upkeep_commands)


def main() -> None:
    """Run the command line; an error is one line, never a traceback."""
    signal.signal(signal.SIGINT, _interrupt)
    try:
        app()
    except UsageError as error:
        say(f"article-qa: {error}")
        sys.exit(WRONG_USAGE)
    except ArticleQAError as error:
        say(f"article-qa: {error}")
        sys.exit(FAILED)
    except BrokenPipeError:
        # The program that read the output has ended, as `head` does; nothing can be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)
    except _Interrupted:
        say("article-qa: interrupted; what was stored is kept")
        sys.exit(INTERRUPTED)


class _Interrupted(BaseException):
    """Ctrl-C. Not KeyboardInterrupt, which Typer turns into exit code 1."""


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise _Interrupted


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
