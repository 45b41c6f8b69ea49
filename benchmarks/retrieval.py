"""Compare ways to find passages, side by side on the paragraphs of a question set.

    python benchmarks/retrieval.py SQUAD.json.gz [--sample 500]

A passage is right when it comes from the paragraph that was asked about and holds an accepted
answer. Given are recall at 1, 5 and 20, the mean reciprocal rank, and the time a question.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from qa.collection import Collection
from qa.evaluation import metrics
from qa.evaluation.evaluator import open_own_articles
from qa.evaluation.question_sets import Question, read_question_set
from qa.retrieval.fusion import fuse
from qa.settings import RetrievalSettings, Settings
from qa.text.terms import content_terms, terms
from qa.types.article import Filter

CANDIDATES = RetrievalSettings().candidates
DEPTH = 20
WEIGHTS = (0.3, RetrievalSettings().dense_weight, 0.6)
# Cormack, Clarke and Büttcher 2009, who found it to matter little.
RRF_K = 60


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", type=Path)
    parser.add_argument("--sample", type=int, default=500)
    arguments = parser.parse_args()
    questions = read_question_set(arguments.set)
    ranks: dict[str, list[int | None]] = {}
    times: dict[str, list[float]] = {}
    with open_own_articles(questions, Settings()) as collection:
        search = Search(collection)
        answerable = [
            question
            for question in questions.sample(arguments.sample).questions
            if question.answers
        ]
        for question in answerable:
            for name, rows in search.ways(question.question, times).items():
                ranks.setdefault(name, []).append(search.rank(rows, question))
        count = collection.store.passages.count()
    print(f"{count} passages, {len(answerable)} questions")
    for name, way_ranks in ranks.items():
        recall = "  ".join(
            f"R@{depth} {100 * metrics.recall_at(way_ranks, depth):.1f}" for depth in (1, 5, 20)
        )
        mean = 100 * metrics.mean_reciprocal_rank(way_ranks)
        print(f"{name:14} {recall}  MRR {mean:.1f}  {1000 * np.median(times[name]):.1f} ms")


class Search:
    """The two searches of the project, and several ways to make one of them."""

    def __init__(self, collection: Collection) -> None:
        self._store = collection.store
        self._encoder = collection.encoder
        rows = self._store.passages.rows(Filter())
        self._rows = rows
        self._positions = {row: position for position, row in enumerate(rows.tolist())}
        self._vectors = self._store.vectors.load(rows, self._encoder.dimension)

    def ways(self, question: str, times: dict[str, list[float]]) -> dict[str, list[int]]:
        """Give the rows that each way finds, best first; how long each took goes into `times`."""
        began = time.perf_counter()
        vector = self._encoder.encode_question(question)
        scores = self._vectors @ vector
        best = np.argsort(-scores)[:CANDIDATES]
        dense = dict(zip(self._rows[best].tolist(), scores[best].tolist(), strict=True))
        dense_time = time.perf_counter() - began
        began = time.perf_counter()
        query = content_terms(question) or terms(question)
        lexical = dict(self._store.words.search(query, CANDIDATES, None))
        lexical_time = time.perf_counter() - began
        scored = dense | {row: float(scores[self._positions[row]]) for row in lexical}
        rankings = {
            "BM25": _ordered(lexical),
            "dense": _ordered(dense),
            "rank fusion": _ordered(_rank_fusion([_ordered(dense), _ordered(lexical)])),
        } | {f"convex {weight}": _ordered(fuse(scored, lexical, weight)) for weight in WEIGHTS}
        for name in rankings:
            alone = {"BM25": lexical_time, "dense": dense_time}
            times.setdefault(name, []).append(alone.get(name, dense_time + lexical_time))
        return rankings

    def rank(self, rows: Sequence[int], question: Question) -> int | None:
        """Give the place of the first right passage, from 1; None when it is not among twenty."""
        for place, stored in enumerate(self._store.passages.load(rows[:DEPTH]), 1):
            own = stored.article.id == question.article
            if own and metrics.holds_answer(stored.passage.text, question.answers):
                return place
        return None


def _ordered(scores: Mapping[int, float]) -> list[int]:
    return sorted(scores, key=lambda row: (-scores[row], row))


def _rank_fusion(rankings: Sequence[Sequence[int]]) -> dict[int, float]:
    scores: dict[int, float] = {}
    for ranking in rankings:
        for place, row in enumerate(ranking, 1):
            scores[row] = scores.get(row, 0.0) + 1 / (RRF_K + place)
    return scores


if __name__ == "__main__":
    main()
