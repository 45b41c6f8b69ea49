"""Read, run, compare and write for `article-qa evaluate`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.cli.console import counting
from qa.cli.options import open_named
from qa.collection import Collection
from qa.errors import QuestionSetError, UsageError
from qa.evaluation.evaluator import Evaluator, open_own_articles
from qa.evaluation.figures import compare
from qa.evaluation.predictions import Evaluation
from qa.evaluation.question_sets import QuestionSet, read_question_set
from qa.evaluation.report import report_html
from qa.settings import Settings


@dataclass(frozen=True, slots=True)
class Target:
    """What the questions are asked of, and how.

    Attributes:
        mode: "store", "articles", "own-articles" or "reader-only".
        store: folder or address of the store, None for the user's own.
        articles: files and folders that are asked instead of the store.
        always_answer: count the best answer as given, however unlikely.
        no_rewrite: ask every turn of a conversation by itself.
    """

    mode: str
    settings: Settings
    store: str | None
    articles: Sequence[Path]
    always_answer: bool
    no_rewrite: bool

    def run(self, questions: QuestionSet) -> Evaluation:
        """Ask the questions; on a terminal a bar shows how many are done."""
        with self._open(questions) as collection, counting(questions.name) as show_progress:
            evaluator = Evaluator(collection, self.always_answer, self.no_rewrite)
            return evaluator.run(questions, self.mode, show_progress)

    def _open(self, questions: QuestionSet) -> Collection:
        if self.mode in ("own-articles", "reader-only"):
            return open_own_articles(questions, self.settings)
        return open_named(self.store, self.settings, self.articles)


@dataclass(frozen=True, slots=True)
class Outputs:
    """The files that are written, None for those that are not wanted."""

    predictions: Path | None
    report: Path | None

    def clear(self) -> None:
        """Empty the files, so that a path that cannot be written fails before the work.

        Raises:
            UsageError: a path cannot be written.
        """
        for path in (self.predictions, self.report):
            if path is None:
                continue
            try:
                path.write_text("", encoding="utf-8")
            except OSError as error:
                raise UsageError(
                    f"Cannot write {path}: {error.strerror}. Name another file."
                ) from error

    def append_predictions(self, evaluation: Evaluation) -> None:
        if self.predictions is None:
            return
        with self.predictions.open("a", encoding="utf-8") as file:
            for prediction in evaluation.predictions:
                file.write(json.dumps(prediction.to_dict(), ensure_ascii=False) + "\n")

    def write_report(self, evaluations: Sequence[Evaluation]) -> None:
        if self.report is not None:
            self.report.write_text(report_html(evaluations), encoding="utf-8")


def choose_mode(articles: Sequence[Path], own_articles: bool, reader_only: bool) -> str:
    """Name what is asked of.

    Raises:
        UsageError: the options exclude each other.
    """
    if sum((bool(articles), own_articles, reader_only)) > 1:
        raise UsageError("Give one of --articles, --own-articles and --reader-only.")
    if own_articles:
        return "own-articles"
    if reader_only:
        return "reader-only"
    return "articles" if articles else "store"


def read_sets(paths: Iterable[Path], sample: int | None) -> list[QuestionSet]:
    """Read question sets, or a sample of each.

    Raises:
        QuestionSetError: a file is not a question set.
    """
    sets = [read_question_set(path) for path in paths]
    return [questions.sample(sample) for questions in sets] if sample else sets


def read_predictions(path: Path) -> list[dict[str, Any]]:
    """Read the predictions of an earlier run.

    Raises:
        QuestionSetError: the file cannot be read.
    """
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    except (OSError, ValueError) as error:
        raise QuestionSetError(f"Cannot read the predictions {path}: {error}.") from error


def figures_of(
    evaluation: Evaluation, earlier: Sequence[Mapping[str, Any]] | None
) -> dict[str, Any]:
    """Compute the figures, with a comparison where there is an earlier run."""
    figures = evaluation.to_dict()
    return figures if earlier is None else figures | {"compared": compare(evaluation, earlier)}


def parse_thresholds(texts: Iterable[str]) -> dict[str, float]:
    """Read "METRIC=VALUE" texts.

    Raises:
        UsageError: a text has another form.
    """
    thresholds = {}
    for text in texts:
        name, _, value = text.partition("=")
        try:
            thresholds[name] = float(value)
        except ValueError as error:
            raise UsageError(f"{text!r} is not METRIC=VALUE, such as f1=0.7.") from error
    return thresholds


def below_thresholds(figures: Mapping[str, Any], thresholds: Mapping[str, float]) -> list[str]:
    """Describe the figures below their thresholds; one inside another is named as recall_at.5.

    Raises:
        UsageError: there is no figure of such a name.
    """
    failures = []
    for name, threshold in thresholds.items():
        value: Any = figures
        for part in name.split("."):
            if not isinstance(value, Mapping) or part not in value:
                numbers = ", ".join(
                    key for key, figure in figures.items() if isinstance(figure, float)
                )
                raise UsageError(f"There is no figure {name!r}; there are {numbers}.")
            value = value[part]
        if value is None or value < threshold:
            failures.append(f"{figures['set']}: {name} is {value}, below {threshold}")
    return failures
