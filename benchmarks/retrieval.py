"""Compare ways to find passages, side by side on the same articles and questions.

    python benchmarks/retrieval.py SQUAD.json.gz [--whole] [--beside MORE.json.gz]
    python benchmarks/retrieval.py QUESTIONS.jsonl --articles FOLDER [--beside MORE.json.gz]

`--whole` joins the paragraphs of a title to one article, `--beside` adds the whole articles of
other files, about which nothing is asked. A passage is right when it holds an accepted answer and
comes from the paragraph that was asked about, or from the article where the set names no paragraph.
Given are recall at 1, 5 and 20, the mean reciprocal rank, how many passages are read at first and
in doubt with the recall among them, and the time a question.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

import numpy as np

from qa.collection import Collection, open_articles
from qa.evaluation import metrics
from qa.evaluation.evaluator import open_own_articles
from qa.evaluation.question_sets import Question, read_question_set
from qa.retrieval.retriever import Retriever, further_hits, prune_hits
from qa.settings import RetrievalSettings, Settings
from qa.types.article import Article, Filter
from qa.types.search import Hit

DEPTH = 20
SHIPPED = RetrievalSettings()
# Dense and lexical search alone, as until 0.13.0.
FUSED = replace(
    SHIPPED,
    dense_weight=0.45,
    proximity_weight=0,
    article_coverage_weight=0,
    article_best_weight=0,
    min_relative_score=0.7,
    min_relative_score_in_doubt=0.7,
)
WAYS = {
    "BM25": replace(FUSED, dense_weight=0.0),
    "dense": replace(FUSED, dense_weight=1.0),
    "fused": FUSED,
    "and proximity": replace(SHIPPED, article_coverage_weight=0, article_best_weight=0),
    "and article": SHIPPED,
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question is answered: in this range of this article."""

    article: str
    start: int
    end: int

    def holds(self, hit: Hit) -> bool:
        passage = hit.passage
        overlaps = passage.start < self.end and self.start < passage.end
        return hit.article.id == self.article and overlaps


@dataclass(frozen=True, slots=True)
class Measured:
    """What one way found: ranks, how many passages are read, whether they answer, seconds."""

    ranks: list[int | None] = field(default_factory=list)
    read_first: list[int] = field(default_factory=list)
    read_in_doubt: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def add(
        self,
        hits: Sequence[Hit],
        right: Sequence[bool],
        seconds: float,
        settings: RetrievalSettings,
    ) -> None:
        self.ranks.append(next((rank for rank, is_right in enumerate(right, 1) if is_right), None))
        readable = hits[: settings.top_k]
        first = len(prune_hits(readable, settings))
        self.read_first.append(first)
        self.read_in_doubt.append(first + len(further_hits(readable, settings)))
        self.seconds.append(seconds)

    def __str__(self) -> str:
        recall = "  ".join(
            f"R@{depth} {100 * metrics.recall_at(self.ranks, depth):.1f}" for depth in (1, 5, 20)
        )
        first, in_doubt = (
            f"{np.mean(counts):.1f} {100 * self._recall_among(counts):.1f}"
            for counts in (self.read_first, self.read_in_doubt)
        )
        mean = 100 * metrics.mean_reciprocal_rank(self.ranks)
        milliseconds = 1000 * float(np.median(self.seconds))
        return f"{recall}  MRR {mean:.1f}  read {first}  in doubt {in_doubt}  {milliseconds:.0f} ms"

    def _recall_among(self, counts: Sequence[int]) -> float:
        return float(
            np.mean(
                [
                    rank is not None and rank <= count
                    for rank, count in zip(self.ranks, counts, strict=True)
                ]
            )
        )


def main() -> None:
    arguments = _arguments()
    questions = read_question_set(arguments.set)
    if arguments.articles is not None:
        articles = _articles_of(arguments.articles)
        places = _named_places(questions.questions, articles)
    elif arguments.whole:
        articles, places = join_paragraphs(questions.articles)
    else:
        articles = list(questions.articles)
        places = {article.id: _whole(article) for article in articles}
    answerable = [
        question
        for question in questions.sample(arguments.sample).questions
        if question.answers and question.article in places
    ]
    for number, path in enumerate(arguments.beside):
        added_articles, _ = join_paragraphs(read_question_set(path).articles)
        # Files of the same name would give the same ids.
        articles += [replace(article, id=f"{number}-{article.id}") for article in added_articles]
    collected = replace(questions, articles=tuple(articles))
    with open_own_articles(collected, Settings()) as collection:
        passages = collection.store.passages.count()
        print(f"{len(articles)} articles, {passages} passages, {len(answerable)} questions")
        for name, measured in measure(collection, answerable, places).items():
            print(f"{name:14} {measured}")


def measure(
    collection: Collection, questions: Iterable[Question], places: Mapping[str, Place]
) -> dict[str, Measured]:
    """Ask every question in every way, in turns."""
    retrievers = {
        name: Retriever(collection.store, collection.encoder, collection.engine, settings)
        for name, settings in WAYS.items()
    }
    results = {name: Measured() for name in WAYS}
    for question in questions:
        place = places[str(question.article)]
        # The vector of a question is remembered: its time counts for no way.
        collection.encoder.encode_question(question.question)
        for name, retriever in retrievers.items():
            began = time.perf_counter()
            hits = retriever.retrieve(question.question, Filter(), DEPTH)
            seconds = time.perf_counter() - began
            right = [
                place.holds(hit) and metrics.holds_answer(hit.passage.text, question.answers)
                for hit in hits
            ]
            results[name].add(hits, right, seconds, WAYS[name])
    return results


def join_paragraphs(paragraphs: Sequence[Article]) -> tuple[list[Article], dict[str, Place]]:
    """Join the paragraphs of each title to one article; return where each paragraph then stands."""
    articles: list[Article] = []
    places: dict[str, Place] = {}
    for _, group in groupby(paragraphs, key=lambda paragraph: paragraph.title or paragraph.url):
        text = ""
        parts = list(group)
        for paragraph in parts:
            text += "\n\n" if text else ""
            start = len(text)
            text += paragraph.text
            places[paragraph.id] = Place(parts[0].id, start, len(text))
        articles.append(replace(parts[0], text=text))
    return articles, places


def _articles_of(folder: Path) -> list[Article]:
    with open_articles(folder, Settings()) as collection:
        return [collection.article(info.id) for info in collection.articles()]


def _named_places(questions: Iterable[Question], articles: Iterable[Article]) -> dict[str, Place]:
    """Give the article of each question that names one by its file."""
    by_name = {Path(article.path).name: article for article in articles}
    names = {question.article for question in questions if question.article in by_name}
    return {str(name): _whole(by_name[str(name)]) for name in names}


def _whole(article: Article) -> Place:
    return Place(article.id, 0, len(article.text))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", type=Path)
    parser.add_argument("--articles", type=Path, help="the folder that a JSONL set asks about")
    parser.add_argument("--whole", action="store_true", help="join the paragraphs of a title")
    parser.add_argument("--beside", type=Path, nargs="*", default=[], help="more SQuAD files")
    parser.add_argument("--sample", type=int, default=500)
    return parser.parse_args()


if __name__ == "__main__":
    main()
