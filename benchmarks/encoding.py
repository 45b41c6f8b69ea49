"""Compare the speed of SentenceTransformer.encode and of our encoder, side by side in one run.

    python benchmarks/encoding.py SQUAD.json.gz [--passages 400] [--questions 400]

Plain encoding is `SentenceTransformer.encode` with its defaults. They take turns, part by part, so
that whatever else the machine does falls on all. Given are passages a second, how far the vectors
are from the plain ones (the least cosine of a vector with its plain one), and dense recall.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from sentence_transformers import SentenceTransformer

from embeddings.encoder import Encoder, Vectors, packaged_model
from qa.evaluation import metrics
from qa.evaluation.question_sets import Question, read_question_set
from qa.indexing.chunking import split, with_title
from qa.settings import ChunkingSettings
from qa.types.article import Passage

PART = 200
DEPTH = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", type=Path)
    parser.add_argument("--passages", type=int, default=1000)
    parser.add_argument("--questions", type=int, default=400)
    arguments = parser.parse_args()
    questions = read_question_set(arguments.set)
    settings = ChunkingSettings()
    passages = [
        (passage, with_title(article.title, passage.text))
        for article in questions.articles
        for passage in split(article, settings)
    ][: arguments.passages]
    texts = [text for _, text in passages]
    ways = _ways()
    vectors: dict[str, list[Vectors]] = {name: [] for name in ways}
    times = dict.fromkeys(ways, 0.0)
    for encode in ways.values():
        encode(texts[:32])
    for start in range(0, len(texts), PART):
        for name, encode in ways.items():
            began = time.perf_counter()
            vectors[name].append(encode(texts[start : start + PART]))
            times[name] += time.perf_counter() - began
    article_ids = {passage.article_id for passage, _ in passages}
    answerable = [
        question
        for question in questions.sample(arguments.questions).questions
        if question.answers and question.article in article_ids
    ]
    encoder = Encoder.load()
    queries = np.stack([encoder.encode_question(question.question) for question in answerable])
    print(f"{len(texts)} passages, {len(answerable)} questions")
    exact = np.concatenate(vectors["plain"])
    for name in ways:
        rows = np.concatenate(vectors[name])
        ranks = [
            _rank([passages[position][0] for position in np.argsort(-scores)[:DEPTH]], question)
            for scores, question in zip(queries @ rows.T, answerable, strict=True)
        ]
        recall = "  ".join(
            f"R@{depth} {100 * metrics.recall_at(ranks, depth):.1f}" for depth in (1, 5, 20)
        )
        print(
            f"{name:22} {len(texts) / times[name]:6.1f} a second, "
            f"{times['plain'] / times[name]:.2f} times as fast, "
            f"least cosine {(rows * exact).sum(1).min():.4f}, {recall}"
        )


def _ways() -> dict[str, Callable[[Sequence[str]], Vectors]]:
    path = str(packaged_model())
    model = SentenceTransformer(path, device="cpu", local_files_only=True)

    def plainly(texts: Sequence[str]) -> Vectors:
        vectors = model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)

    return {"plain": plainly, "ours": Encoder.load().encode_passages}


def _rank(passages: Sequence[Passage], question: Question) -> int | None:
    for place, passage in enumerate(passages, 1):
        own = passage.article_id == question.article
        if own and metrics.holds_answer(passage.text, question.answers):
            return place
    return None


if __name__ == "__main__":
    main()
