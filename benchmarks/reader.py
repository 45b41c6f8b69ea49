"""Measure what a reader pass costs on this machine in 32, 16 and 8 bits, side by side.

    python benchmarks/reader.py [--passages 5] [--words 100] [--repeats 15]
    python benchmarks/reader.py --questions SQUAD.json.gz [--sample 300]

The second form reads each answerable question's own paragraph instead and gives EM and F1 besides.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from qa.collection.models import load_encoder
from qa.evaluation import metrics
from qa.evaluation.evaluator import whole_article
from qa.evaluation.question_sets import read_question_set
from qa.reader.loading import LoadedModel, load_model
from qa.reader.reader import Reader
from qa.settings import ReaderSettings
from qa.types.article import Article, ArticleInfo, Passage
from qa.types.search import Hit

SENTENCE = (
    "The council said on Tuesday that the bridge would stay closed until the spring of 2027. "
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=5)
    parser.add_argument("--words", type=int, default=100)
    parser.add_argument("--repeats", type=int, default=15)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--sample", type=int, default=300)
    arguments = parser.parse_args()
    full = load_model(eight_bit=False)
    readers = {
        "32-bit": Reader(full, ReaderSettings()),
        "8-bit": Reader.load(eight_bit=True),
    }
    # Where the machine has no bfloat16 it is imitated, and takes minutes a question.
    if torch.ops.mkldnn._is_mkldnn_bf16_supported():
        half = LoadedModel(full.name, Bfloat16(full.model), full.tokenizer)
        readers["16-bit (bfloat16 autocast)"] = Reader(half, ReaderSettings())
    tasks: list[tuple[str, list[Hit], Sequence[str]]]
    if arguments.questions is None:
        hits = _invented(arguments.passages, arguments.words)
        tasks = [("When will the bridge open?", hits, ())] * (arguments.repeats + 1)
    else:
        tasks = list(_own_paragraphs(arguments.questions, arguments.sample))
    times: dict[str, list[float]] = {name: [] for name in readers}
    scores: dict[str, list[tuple[float, float]]] = {name: [] for name in readers}
    # Taken in turns, so that whatever else the machine does falls on all.
    for question, hits, accepted in tasks:
        for name, reader in readers.items():
            began = time.perf_counter()
            spans = reader.read(question, hits)
            times[name].append(time.perf_counter() - began)
            best = max(spans, key=lambda span: span.margin).text if spans else None
            if accepted:
                scores[name].append(
                    (metrics.exact_match(best, accepted), metrics.f1(best, accepted))
                )
    slowest = statistics.median(times["32-bit"][1:])
    for name, seconds in times.items():
        middle = statistics.median(seconds[1:])
        line = f"{name:28} {middle:.3f} s a question, {slowest / middle:.2f} times as fast"
        if scores[name]:
            exact, overlap = (
                100 * statistics.mean(values) for values in zip(*scores[name], strict=True)
            )
            line += f", EM {exact:.1f}, F1 {overlap:.1f}"
        print(line)


class Bfloat16(nn.Module):
    """A model that computes in 16 bits wherever that is safe."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self._model = model

    def forward(self, **inputs: Tensor) -> Any:
        # Here, because each of the reader's threads has an arithmetic of its own.
        with torch.autocast("cpu", torch.bfloat16):
            return self._model(**inputs)


def _invented(passages: int, words: int) -> list[Hit]:
    text = " ".join((SENTENCE * words).split()[:words])
    info = ArticleInfo(
        id="0", title=None, date=None, source=None, authors=(), path="", url=None, sha256=""
    )
    return [
        Hit(Passage(str(number), 0, 0, len(text), text), info, 1.0, 0.5, 1.0)
        for number in range(passages)
    ]


def _own_paragraphs(path: Path, sample: int) -> Iterator[tuple[str, list[Hit], Sequence[str]]]:
    questions = read_question_set(path).sample(sample)
    articles: dict[str, Article] = {article.id: article for article in questions.articles}
    for question in questions.questions:
        if question.answers:
            article = articles[str(question.article)]
            hit = whole_article(load_encoder(None), question.question, article)
            yield question.question, [hit], question.answers


if __name__ == "__main__":
    main()
