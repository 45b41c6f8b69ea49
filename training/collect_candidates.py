"""Ask dev questions of their own articles and keep every candidate answer with its features.

    python training/collect_candidates.py OUT.jsonl SET.json.gz [--sample N] [--hide-article]

`--hide-article` makes questions that the articles do not answer: all paragraphs of the article that
a question was asked on are hidden from it. One line a question; a run goes on where it stopped.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from qa import metrics
from qa.datatypes import Filter, Hit
from qa.evaluation import open_own_articles
from qa.pipeline import Collection, checked_question
from qa.questionsets import Question, read_question_set
from qa.settings import Settings

_HIDING_DEPTH = 40  # enough hits that some are left when one article's are taken out


def main() -> None:
    arguments = _arguments()
    questions = read_question_set(arguments.set)
    groups = {article.id: article.title or article.url for article in questions.articles}
    done = _done(arguments.out)
    with (
        open_own_articles(questions, Settings()) as collection,
        arguments.out.open("a", encoding="utf-8") as out,
    ):
        for number, question in enumerate(questions.sample(arguments.sample).questions, 1):
            if question.id in done:
                continue
            hits = _hits(collection, question, groups if arguments.hide_article else None)
            record = _record(collection, question, hits, arguments.hide_article)
            out.write(json.dumps({"set": questions.name, **record}) + "\n")
            out.flush()
            print(f"\r{number} questions", end="", file=sys.stderr)


def _hits(
    collection: Collection, question: Question, groups: dict[str, str | None] | None
) -> list[Hit]:
    top_k = collection.settings.retrieval.top_k
    text = checked_question(question.question)
    if groups is None:
        return collection.retrieve(text, Filter(), top_k)
    own = groups[str(question.article)]
    found = collection.retrieve(text, Filter(), _HIDING_DEPTH)
    return [hit for hit in found if groups[hit.article.id] != own][:top_k]


def _record(
    collection: Collection, question: Question, hits: list[Hit], hidden: bool
) -> dict[str, Any]:
    text = checked_question(question.question)
    answers = () if hidden else question.answers
    spans = collection.reader.read(text, hits)
    return {
        "id": question.id,
        "question": text,
        "article": question.article,
        "answerable": bool(answers),
        "candidates": [
            {
                "text": one.spans[0].text,
                "margin": one.spans[0].margin,
                "retrieval": one.spans[0].hit.score,
                "right_article": one.spans[0].hit.article.id == question.article,
                "f1": metrics.f1(one.spans[0].text, answers) if answers else 0.0,
                "features": one.features.vector().tolist(),
            }
            for one in collection.chooser().candidates(text, hits, spans)[:10]
        ],
    }


def _done(path: Path) -> set[str]:
    if not path.exists():
        return set()
    return {json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("set", type=Path)
    parser.add_argument("--sample", type=int, default=10**9)
    parser.add_argument("--hide-article", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
