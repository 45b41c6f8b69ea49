"""Compare reading windows side by side with several threads in each product.

    python benchmarks/threads.py [--questions 12] [--repeats 3] [--busy 0 1 3]

The sample questions are read in turns on their own passages, alone and beside processes that do
nothing but keep a core busy. Margins must agree.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

import qa
from qa.evaluation.question_sets import read_question_set
from qa.reader.loading import load_model
from qa.reader.reader import Reader
from qa.retrieval.retriever import prune_hits
from qa.settings import ReaderSettings, RetrievalSettings
from qa.types.query import Query
from qa.types.search import Hit

DATA = Path(__file__).parent.parent / "data"


@dataclass(frozen=True, slots=True)
class Way:
    """A way to read, and how many threads PyTorch may use in one product."""

    name: str
    reader: Reader
    threads: int


class Inline(Executor):
    """Run every task at once, in the thread that asks."""

    def submit(self, task: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(task(*args, **kwargs))
        return future


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=12)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--busy", type=int, nargs="+", default=[0, 1, 3])
    arguments = parser.parse_args()
    hits_by_question = _retrieve(arguments.questions)
    loaded, cores = load_model(), torch.get_num_threads()
    ways = [
        Way(f"{cores} threads in a product", Reader(loaded, ReaderSettings(), Inline()), cores),
        Way("one thread", Reader(loaded, ReaderSettings(), Inline()), 1),
        Way("side by side", Reader(loaded, ReaderSettings()), 1),
    ]
    _read_all(hits_by_question, ways, 1)
    for count in arguments.busy:
        with _busy_processes(count):
            times = _read_all(hits_by_question, ways, arguments.repeats)
        for name, seconds in times.items():
            print(
                f"{count} busy processes, {name:24} median {statistics.median(seconds):6.2f} s, "
                f"least {min(seconds):.2f} s",
                flush=True,
            )


def _retrieve(count: int) -> dict[str, list[Hit]]:
    questions = read_question_set(DATA / "questions.jsonl").sample(count).questions
    settings = RetrievalSettings()
    with tempfile.TemporaryDirectory() as folder, qa.open(folder) as collection:
        collection.index(DATA / "articles")
        return {
            question.question: prune_hits(collection.retrieve(Query(question.question)), settings)
            for question in questions
        }


def _read_all(
    hits_by_question: dict[str, list[Hit]], ways: Sequence[Way], repeats: int
) -> dict[str, list[float]]:
    """Measure the seconds for each question and repeat, by the name of the way."""
    times: dict[str, list[float]] = {way.name: [] for way in ways}
    for _ in range(repeats):
        for question, hits in hits_by_question.items():
            margins = []
            # In turns, so that whatever else the machine does falls on all.
            for way in ways:
                torch.set_num_threads(way.threads)
                began = time.perf_counter()
                spans = way.reader.read(question, hits)
                times[way.name].append(time.perf_counter() - began)
                margins.append([span.margin for span in spans])
            for other_margins in margins[1:]:
                np.testing.assert_allclose(other_margins, margins[0], atol=1e-5)
    return times


@contextmanager
def _busy_processes(count: int) -> Iterator[None]:
    command = [sys.executable, "-c", "while True: pass"]
    processes = [subprocess.Popen(command) for _ in range(count)]
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.wait()


if __name__ == "__main__":
    main()
