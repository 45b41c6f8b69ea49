"""Ask every article on the command line: show progress, stop on Ctrl-C, write the table."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from qa.cli.console import counting, print_json, say
from qa.collection import Collection
from qa.errors import UsageError
from qa.types.each import ArticleAnswers
from qa.types.query import Query


@dataclass(frozen=True, slots=True)
class EachOptions:
    """The options of `ask --each`.

    Attributes:
        most: how many articles are read; None: as the settings say.
        csv, html: files that the table is written to.
    """

    most: int | None = None
    csv: Path | None = None
    html: Path | None = None

    def require_each(self) -> None:
        """Check that nothing is set that only `--each` can follow.

        Raises:
            UsageError: one of the options is set.
        """
        values_by_option = {"--most": self.most, "--csv": self.csv, "--html": self.html}
        for option, value in values_by_option.items():
            if value is not None:
                raise UsageError(f"{option} needs --each, which asks every article.")


def ask_each(collection: Collection, query: Query, options: EachOptions, as_json: bool) -> bool:
    """Ask every article, print the table and write the files; tell whether it ran to its end.

    The first Ctrl-C stops the reading, and what was read is printed; the second one interrupts.

    Raises:
        UsageError: a value cannot be used, or a file cannot be written.
    """
    with counting("Reading articles") as show_progress, _stop_on_interrupt() as is_stopped:
        for answers in collection.iterate_each(query, most=options.most):
            show_progress(answers.articles_read, answers.articles_to_read)
            if is_stopped():
                break
    if options.csv is not None:
        _write(options.csv, answers.to_csv())
    if options.html is not None:
        _write(options.html, answers.to_html())
    _print(answers, as_json)
    return answers.is_complete or not is_stopped()


@contextmanager
def _stop_on_interrupt() -> Iterator[Callable[[], bool]]:
    """Let the first Ctrl-C set a flag; yield a function that tells whether it is set."""
    stopped = threading.Event()
    interrupt = signal.getsignal(signal.SIGINT)

    def stop(number: int, frame: FrameType | None) -> None:
        stopped.set()
        say("Stopping after the articles that are being read; Ctrl-C again to interrupt.")
        signal.signal(signal.SIGINT, interrupt)

    if threading.current_thread() is not threading.main_thread():
        yield stopped.is_set
        return
    signal.signal(signal.SIGINT, stop)
    try:
        yield stopped.is_set
    finally:
        signal.signal(signal.SIGINT, interrupt)


def _write(path: Path, text: str) -> None:
    try:
        # The lines of CSV bring their own ends.
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise UsageError(f"Cannot write {path}: {error.strerror}.") from error


def _print(answers: ArticleAnswers, as_json: bool) -> None:
    if as_json:
        print_json(answers.to_dict())
    else:
        print(answers, flush=True)
