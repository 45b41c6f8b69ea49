"""Measure the table of what every article answers: which rows are right, and what it costs.

    python benchmarks/each.py [--planted 40] [--articles 400] [--timed 3]

First the written set, data/running-story: every question is asked of every article, and each pair
of question and article that gives an answer is looked up in the set. Then planted stories
(benchmarks/planted.py): every report of a story ought to have a row with its own figure, and no
other article one. For several thresholds a line says how many rows are right (precision) and how
many of the rows that ought to be there are (recall). Last, the seconds that 100 articles take, of
the clock and of the processor, the first time, for another question, and for the same one again.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import planted

import qa
from qa.collection import Collection
from qa.text.equivalence import are_equivalent
from qa.types.each import ArticleAnswers

STORY = Path(__file__).parent.parent / "data" / "running-story"
THRESHOLDS = (0.12, 0.3, 0.45, 0.55, 0.65, 0.75)


@dataclass(frozen=True, slots=True)
class ScoredRow:
    """What one article answers, and whether the set says so."""

    question: str
    title: str
    words: str
    confidence: float
    is_right: bool


@dataclass(frozen=True, slots=True)
class Scores:
    """The rows of all questions, and how many rows there ought to be."""

    rows: tuple[ScoredRow, ...]
    expected: int

    def line(self, threshold: float) -> str:
        """Give precision and recall of the rows that are at least so likely."""
        rows = [row for row in self.rows if row.confidence >= threshold]
        right = sum(row.is_right for row in rows)
        precision = right / len(rows) if rows else 1.0
        recall = right / self.expected if self.expected else 1.0
        return (
            f"  from {threshold:.2f}: {len(rows):4} rows, precision {precision:.3f}, "
            f"recall {recall:.3f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--planted", type=int, default=40, help="stories of each kind that count")
    parser.add_argument("--articles", type=int, default=400, help="planted articles")
    parser.add_argument("--timed", type=int, default=3, help="questions that are timed")
    parser.add_argument("--rows", action="store_true", help="print each row that is wrong")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        scores = score_story(Path(folder) / "story")
        report("written set", scores, arguments.rows)
        if arguments.planted or arguments.timed:
            measure_planted(Path(folder), arguments)


def score_story(store: Path) -> Scores:
    """Ask the questions of the written set."""
    lines = (STORY / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line) for line in lines]
    rows: list[ScoredRow] = []
    with qa.open(store) as collection:
        collection.index(STORY / "articles.jsonl")
        collection.load()
        for item in questions:
            answers = collection.ask_each(item["question"], min_confidence=THRESHOLDS[0])
            rows += scored(answers, item["rows"])
    return Scores(tuple(rows), sum(len(item["rows"]) for item in questions))


def measure_planted(folder: Path, arguments: argparse.Namespace) -> None:
    stories = planted.made(arguments.articles, random.Random(5))
    planted._write(stories, folder / "articles")
    with qa.open(folder / "planted") as collection:
        collection.index(folder / "articles")
        collection.load()
        for kind in planted.KINDS:
            of_kind = [story for story in stories if story.kind == kind][: arguments.planted]
            rows: list[ScoredRow] = []
            for story in of_kind:
                answers = collection.ask_each(story.question, most=20, min_confidence=THRESHOLDS[0])
                rows += scored(answers, _expected(story, answers))
            expected = 0 if kind == "absent" else sum(len(story.reports) for story in of_kind)
            report(f"planted, {kind}", Scores(tuple(rows), expected), arguments.rows)
        time_questions(collection, [story.question for story in stories[: arguments.timed]])


def _expected(story: planted.Story, answers: ArticleAnswers) -> Mapping[str, Sequence[str]]:
    """Give the figures of a story by the title of its reports, which all of them share."""
    return {} if story.kind == "absent" else {story.reports[0].title: story.figures}


def scored(answers: ArticleAnswers, expected: Mapping[str, Sequence[str]]) -> Iterable[ScoredRow]:
    """Give each article of each row, and whether its words are among those that are expected."""
    for row in answers.rows:
        for article in (row.article, *row.copies):
            title = article.title or ""
            accepted = expected.get(title, ())
            is_right = any(are_equivalent(row.text, words) for words in accepted)
            yield ScoredRow(answers.question, title, row.text, row.confidence, is_right)


def report(name: str, scores: Scores, with_rows: bool) -> None:
    print(f"{name}: {scores.expected} rows expected")
    for threshold in THRESHOLDS:
        print(scores.line(threshold))
    if with_rows:
        for row in sorted(scores.rows, key=lambda row: -row.confidence):
            if not row.is_right:
                print(f"    {row.confidence:.2f} {row.question} | {row.title} | {row.words}")
    print(flush=True, end="")


def time_questions(collection: Collection, questions: Sequence[str]) -> None:
    """Time 100 articles: each question for the first time, then the last one again."""
    for name, question in [*(("new", question) for question in questions), ("same", questions[-1])]:
        began, processor = time.perf_counter(), time.process_time()
        answers = collection.ask_each(question, most=100)
        print(
            f"{answers.articles_read} articles, {name} question: "
            f"{time.perf_counter() - began:.1f} s, processor {time.process_time() - processor:.1f}"
        )


if __name__ == "__main__":
    main()
