"""Print results on standard output, and everything else on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from qa.evaluation.figures import flat
from qa.types.answer import Answer
from qa.types.report import IndexReport

if TYPE_CHECKING:
    from qa.indexing.indexer import Progress


def say(text: str) -> None:
    """Tell the user something that is not a result."""
    print(text, file=sys.stderr, flush=True)


def print_json(value: Mapping[str, Any]) -> None:
    print(json.dumps(value, ensure_ascii=False), flush=True)


def print_answer(answer: Answer, as_json: bool) -> None:
    if as_json:
        print_json(answer.to_dict())
    else:
        print(answer, flush=True)


def print_report(report: IndexReport, as_json: bool) -> None:
    """Print what indexing did; as text, skipped files and notes go to standard error."""
    if as_json:
        print_json(report.to_dict())
        return
    print(
        f"{report.added} added, {report.updated} updated, {report.removed} removed, "
        f"{report.unchanged} unchanged: {report.articles} articles in {report.passages} passages "
        f"({report.seconds:.1f} s)"
    )
    for item in report.skipped:
        say(f"skipped {item.path}: {item.reason}")
    for note in report.notes:
        say(f"note on {note.path}: {note.text}")


def print_figures(figures: Mapping[str, Any], as_json: bool) -> None:
    """Print an evaluation as a short table, shares in percent."""
    if as_json:
        print_json(figures)
        return
    print(f"{figures['set']} ({figures['mode']}, {figures['questions']} questions)")
    for name, value in flat(figures):
        if name in ("set", "mode", "questions"):
            continue
        is_share = isinstance(value, float) and not name.startswith("seconds")
        text = f"{100 * value:.1f} %" if is_share else "-" if value is None else value
        print(f"  {name:28}{text}")


@contextmanager
def index_progress() -> Iterator[Callable[[Progress], None]]:
    """Show how far indexing has come: a bar in a terminal, silence elsewhere."""
    with counting("Indexing") as show_progress:
        yield lambda progress: show_progress(progress.files_done, progress.files)


@contextmanager
def counting(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show how much of something is done; the bar is gone when it ends."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
