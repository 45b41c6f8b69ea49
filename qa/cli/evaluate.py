"""Define `article-qa evaluate`: question sets scored."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qa.cli.console import print_figures, say
from qa.cli.exit_codes import BELOW_THRESHOLD
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

app = typer.Typer()


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
    from qa.cli import evaluation

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
