"""Measure what a question costs on a store of many passages: each stage and the whole.

    python benchmarks/question.py SQUAD.json.gz [--questions 60]

The paragraphs of a question set in SQuAD's layout are the articles; models are loaded before.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np

from qa.evaluation.evaluator import open_own_articles
from qa.evaluation.question_sets import read_question_set
from qa.settings import Settings
from qa.types.query import Query


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", type=Path)
    parser.add_argument("--questions", type=int, default=60)
    arguments = parser.parse_args()
    questions = read_question_set(arguments.set)
    stages: dict[str, list[float]] = {
        "encode": [],
        "retrieve": [],
        "read and choose": [],
        "ask": [],
    }
    with open_own_articles(questions, Settings()) as collection:
        collection.load()
        collection.ask(questions.questions[0].question)
        for question in questions.sample(arguments.questions).questions:
            query = Query(question.question)
            marks = [time.perf_counter()]
            collection.encoder.encode_question(query.question)
            marks.append(time.perf_counter())
            hits = collection.retrieve(query)
            marks.append(time.perf_counter())
            collection.trace_hits(query, hits)
            marks.append(time.perf_counter())
            collection.answer(query)
            marks.append(time.perf_counter())
            for name, seconds in zip(stages, np.diff(marks), strict=True):
                stages[name].append(float(seconds))
        print(f"{collection.store.passages.count()} passages, {len(stages['ask'])} questions")
    for name, times in stages.items():
        half, most = np.percentile(times, (50, 95))
        print(f"{name:16} p50 {half:.3f} s  p95 {most:.3f} s")


if __name__ == "__main__":
    main()
