"""The command line: `article-qa` and `python -m qa`."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any

import typer
from platformdirs import user_data_path

from qa.cli.console import (
    counting,
    index_progress,
    print_answer,
    print_figures,
    print_json,
    print_report,
    say,
)
from qa.cli.options import (
    ArticlesOption,
    EncoderOption,
    JsonOption,
    MilvusOption,
    MinConfidenceOption,
    ReaderOption,
    StoreOption,
    named_settings,
)
from qa.collection import Collection, open_articles
from qa.collection import open as open_store
from qa.errors import ArticleQAError, EmptyStoreError, QuestionSetError, UsageError
from qa.settings import Settings
from qa.types.answer import Answer
from qa.types.query import Query

if TYPE_CHECKING:
    from qa.evaluation.predictions import Evaluation
    from qa.evaluation.question_sets import QuestionSet

FAILED, WRONG_USAGE, BELOW_THRESHOLD, INTERRUPTED = 1, 2, 3, 130

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="Ask articles a question; get the exact words that answer it, and where they stand.",
)


@app.command(epilog="Example: article-qa index data/articles")
def index(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders of articles.")],
    store: StoreOption = None,
    encoder: EncoderOption = None,
    milvus: MilvusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bring the store in step with files and folders."""
    with (
        _opened(store, Settings(encoder=encoder, milvus=milvus)) as collection,
        index_progress() as show,
    ):
        report = collection.index(*paths, on_progress=show)
    print_report(report, as_json)
    if report.added + report.updated + report.removed + report.unchanged == 0:
        raise EmptyStoreError(f"No articles in {', '.join(map(str, paths))}.")


@app.command(epilog='Example: article-qa ask "how many U.S. personnel?" --after 2023-11-01')
def ask(
    question: Annotated[str, typer.Argument(help="The question; - reads one a line.")],
    articles: ArticlesOption = None,
    top_k: Annotated[int | None, typer.Option("--top-k", help="Passages to read at most.")] = None,
    after: Annotated[str | None, typer.Option(help="From this day (YYYY-MM-DD).")] = None,
    before: Annotated[str | None, typer.Option(help="Up to this day (YYYY-MM-DD).")] = None,
    source: Annotated[str | None, typer.Option(help="Only articles of this source.")] = None,
    undated: Annotated[bool, typer.Option("--undated", help="Only undated articles.")] = False,
    min_confidence: MinConfidenceOption = None,
    always_answer: Annotated[
        bool, typer.Option("--always-answer", help="Give the best words, however unlikely.")
    ] = False,
    store: StoreOption = None,
    encoder: EncoderOption = None,
    reader: ReaderOption = None,
    milvus: MilvusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer a question with the exact words of an article, or say that none does."""
    settings = named_settings(encoder, reader, milvus, min_confidence)
    with _opened(store, settings, articles) as collection:

        def answer(text: str) -> Answer:
            query = Query(
                text,
                top_k=top_k,
                after=after,
                before=before,
                source=source,
                undated=undated,
                always_answer=always_answer,
            )
            return collection.answer(query)

        if question != "-":
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
    as_typed: Annotated[
        bool, typer.Option("--as-typed", help="Ask every turn of a conversation by itself.")
    ] = False,
    store: StoreOption = None,
    encoder: EncoderOption = None,
    reader: ReaderOption = None,
    milvus: MilvusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Score question sets; JSON is printed one object a set."""
    from qa.evaluation.figures import compare as compared
    from qa.evaluation.question_sets import read_question_set
    from qa.evaluation.report import report_html

    mode = _mode(articles, own_articles, reader_only)
    thresholds = dict(_threshold(text) for text in fail_under or [])
    earlier = _read_predictions(compare) if compare else None
    for file in (predictions, report):
        if file:
            _begin(file)
    failures = []
    evaluations = []
    for path in sets:
        questions = read_question_set(path)
        if sample:
            questions = questions.sample(sample)
        evaluation = _evaluated(
            questions,
            mode,
            named_settings(encoder, reader, milvus, min_confidence),
            store,
            articles,
            always_answer,
            as_typed,
        )
        evaluations.append(evaluation)
        figures = evaluation.to_dict()
        if earlier is not None:
            figures["compared"] = compared(evaluation, earlier)
        if as_json:
            print_json(figures)
        else:
            print_figures(figures)
        if predictions:
            with predictions.open("a", encoding="utf-8") as out:
                out.writelines(
                    json.dumps(one.to_dict(), ensure_ascii=False) + "\n"
                    for one in evaluation.predictions
                )
        failures += [f"{questions.name}: {one}" for one in _below(figures, thresholds)]
    if report:
        report.write_text(report_html(evaluations), encoding="utf-8")
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
    as_json: JsonOption = False,
) -> None:
    """Open the chat page."""
    # The page is the only part that needs Gradio.
    from qa.web import server
    from qa.web.collections import CollectionFolder, SingleCollection

    if collections and articles:
        raise UsageError("--articles brings one store in step; name it with --store.")
    settings = named_settings(encoder, reader, milvus, min_confidence)
    with (
        CollectionFolder(collections, settings)
        if collections
        else SingleCollection(_opened(store, settings)) as shelf
    ):
        if as_json:
            folder = collections or shelf.get("").store.folder
            print_json({"url": f"http://{host}:{port}", "store": str(folder)})
        if articles:
            with index_progress() as show:
                report = shelf.get("").index(*articles, on_progress=show)
            print_report(report, as_json)
        server.serve(shelf, host, port, auth, open_browser, say)


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
    """Serve assistants over the Model Context Protocol, on standard input and output."""
    try:
        from qa.integrations.mcp import mcp_server
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] != "mcp":
            raise
        raise ArticleQAError("This needs an extra: pip install 'article-qa[mcp]'") from error
    # Standard output belongs to the protocol; --json has nothing to change.
    del as_json
    settings = named_settings(encoder, reader, milvus, min_confidence)
    with _opened(store, settings, articles) as collection:
        collection.load()
        mcp_server(collection).run("stdio")


@app.command("list", epilog="Example: article-qa list --undated")
def list_articles(
    undated: Annotated[bool, typer.Option("--undated", help="Only undated articles.")] = False,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what the store holds."""
    with _opened(store, Settings()) as collection:
        counts = collection.store.passages.counts_by_article()
        infos = [one for one in collection.articles() if one.date is None or not undated]
    if as_json:
        print_json(
            {"articles": [one.to_dict() | {"passages": counts.get(one.id, 0)} for one in infos]}
        )
        return
    for one in infos:
        day = one.date.isoformat() if one.date else "undated"
        title = one.title or Path(one.path).name
        print(f"{one.id}  {day:10}  {title}  [{one.source or 'no source'}]  {one.path}")
    say(f"{len(infos)} articles")


@app.command(epilog="Example: article-qa show flood-update.md")
def show(
    article: Annotated[str, typer.Argument(help="Id, path, file name or title.")],
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show one article as the store keeps it."""
    with _opened(store, Settings()) as collection:
        found = collection.article(article)
        passages = collection.store.passages.counts_by_article().get(found.id, 0)
    if as_json:
        more = {"text": found.text, "furniture": found.boilerplate, "passages": passages}
        print_json(found.info.to_dict() | more)
        return
    for name, value in found.info.to_dict().items():
        shown = ", ".join(value) if isinstance(value, list) else value
        print(f"{name:8}{shown or ('undated' if name == 'date' else '-')}")
    print(f"passages {passages}\n\n{found.text}")


@app.command(epilog="Example: article-qa remove flood-update.md")
def remove(
    article: Annotated[str, typer.Argument(help="Id, path, file name or title.")],
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Drop an article from the store; its file stays where it is."""
    with _opened(store, Settings()) as collection:
        gone = collection.remove(article)
    if as_json:
        print_json({"removed": gone.to_dict()})
    else:
        print(f"Removed {gone.title or gone.path} ({gone.id}).")


@app.command(epilog="Example: article-qa doctor --rebuild")
def doctor(
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Cut and encode every article anew first.")
    ] = False,
    store: StoreOption = None,
    encoder: EncoderOption = None,
    reader: ReaderOption = None,
    milvus: MilvusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check the store, the models, the SQLite library and, where it is used, Milvus."""
    from qa.cli.doctor import run_checks

    with _opened(store, Settings(encoder=encoder, reader=reader, milvus=milvus)) as collection:
        if rebuild:
            say(f"{collection.rebuild()} passages encoded anew")
        checks = run_checks(collection)
    sound = all(check.ok for check in checks)
    if as_json:
        print_json({"ok": sound, "checks": [check.to_dict() for check in checks]})
    else:
        for check in checks:
            state = "warning" if check.warning else "ok" if check.ok else "FAILED"
            print(f"{state:8}{check.name:9}{check.detail}")
    if not sound:
        raise typer.Exit(FAILED)


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
        # The reader of our output has gone (as `head` does); there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)
    except _Interrupted:
        say("article-qa: interrupted; what was stored is kept")
        sys.exit(INTERRUPTED)


class _Interrupted(BaseException):
    """Ctrl-C. Not KeyboardInterrupt, which Typer turns into exit code 1."""


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise _Interrupted


def _opened(
    store: Path | None, settings: Settings, articles: Sequence[Path] | None = None
) -> Collection:
    """The collection that a command is about: the named articles, else the store."""
    if articles:
        with index_progress() as show:
            return open_articles(articles, settings, show)
    return open_store(store or user_data_path("article-qa"), settings=settings)


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


def _mode(articles: Sequence[Path] | None, own_articles: bool, reader_only: bool) -> str:
    if sum((bool(articles), own_articles, reader_only)) > 1:
        raise UsageError("Give one of --articles, --own-articles and --reader-only.")
    if own_articles:
        return "own-articles"
    return "reader-only" if reader_only else "articles" if articles else "store"


def _evaluated(
    questions: QuestionSet,
    mode: str,
    settings: Settings,
    store: Path | None,
    articles: Sequence[Path] | None,
    always_answer: bool,
    as_typed: bool,
) -> Evaluation:
    from qa.evaluation.evaluator import Evaluator, open_own_articles

    own = mode in ("own-articles", "reader-only")
    collection = (
        open_own_articles(questions, settings) if own else _opened(store, settings, articles)
    )
    with collection, counting(questions.name) as show:
        return Evaluator(collection, always_answer, as_typed).run(questions, mode, show)


def _read_predictions(path: Path) -> list[dict[str, Any]]:
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    except (OSError, ValueError) as error:
        raise QuestionSetError(f"Cannot read the predictions {path}: {error}.") from error


def _begin(path: Path) -> None:
    """Empty a file that is to be written, so that a path that cannot be is told before the work."""
    try:
        path.write_text("", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"Cannot write {path}: {error.strerror}. Name another file.") from error


def _threshold(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    try:
        return name, float(value)
    except ValueError as error:
        raise UsageError(f"{text!r} is not METRIC=VALUE, such as f1=0.7.") from error


def _below(figures: dict[str, Any], thresholds: dict[str, float]) -> list[str]:
    """The figures below their thresholds; a figure inside another is named as in recall_at.5."""
    found = []
    for name, least in thresholds.items():
        value: Any = figures
        for part in name.split("."):
            if not isinstance(value, dict) or part not in value:
                numbers = ", ".join(key for key, one in figures.items() if isinstance(one, float))
                raise UsageError(f"There is no figure {name!r}; there are {numbers}.")
            value = value[part]
        if value is None or value < least:
            found.append(f"{name} is {value}, below {least}")
    return found
