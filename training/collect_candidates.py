"""Ask dev questions of their own articles and keep every candidate answer with its features.

    python -m training.collect_candidates OUT.jsonl SET.json.gz [--sample N] [--reader-only]

`--reader-only` asks each question of its own paragraph instead. Two ways make questions that the
articles do not answer. `--hide-article`: all paragraphs of the article that a question was asked on
are hidden from it. `--edit-names`: a name in the question is replaced by one from a question on
another article, which the own article does not hold; questions without a name are left out.
`--names-from OTHER_SET` takes the name from there, so that most likely no article holds it. One
line a question; a run goes on where it stopped.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from qa.answering.features import FEATURE_NAMES
from qa.collection import Collection
from qa.evaluation import metrics
from qa.evaluation.evaluator import open_own_articles, whole_article
from qa.evaluation.question_sets import Question, QuestionSet, read_question_set
from qa.retrieval.retriever import prune_hits
from qa.settings import Settings
from qa.types.article import Filter
from qa.types.query import normalize_question
from qa.types.search import Hit
from training.edits import extract_names

_HIDING_DEPTH = 40  # enough hits that some are left when one article's are taken out


def main() -> None:
    arguments = _arguments()
    questions = read_question_set(arguments.set)
    groups = {article.id: article.title or article.url for article in questions.articles}
    paragraphs = {article.id: article for article in questions.articles}
    named = questions if arguments.names_from is None else read_question_set(arguments.names_from)
    done = _done(arguments.out)
    with (
        open_own_articles(questions, Settings()) as collection,
        arguments.out.open("a", encoding="utf-8") as out,
    ):
        for number, question in enumerate(questions.sample(arguments.sample).questions, 1):
            if question.id in done:
                continue
            asked: Question | None = question
            if arguments.edit_names or arguments.names_from:
                asked = _edited(question, questions, named, groups)
            if asked is None:
                continue
            if arguments.reader_only:
                own = paragraphs[str(asked.article)]
                hits = [whole_article(collection.encoder, asked.question, own)]
            else:
                hits = _hits(collection, asked, groups if arguments.hide_article else None)
            record = _record(collection, asked, hits, arguments.hide_article)
            out.write(json.dumps({"set": questions.name, **record}) + "\n")
            out.flush()
            print(f"\r{number} questions", end="", file=sys.stderr)


def _hits(
    collection: Collection, question: Question, groups: dict[str, str | None] | None
) -> list[Hit]:
    top_k = collection.settings.retrieval.top_k
    text = normalize_question(question.question)
    if groups is None:
        return collection.retrieve(text, Filter(), top_k)
    own = groups[str(question.article)]
    found = collection.retrieve(text, Filter(), _HIDING_DEPTH)
    return [hit for hit in found if groups[hit.article.id] != own][:top_k]


def _edited(
    question: Question, questions: QuestionSet, named: QuestionSet, groups: dict[str, str | None]
) -> Question | None:
    own = groups[str(question.article)]
    text = "\n".join(one.text for one in questions.articles if groups[one.id] == own)
    names_in_question = extract_names(question.question)
    if not names_in_question:
        return None
    draw = random.Random(question.id)
    name = draw.choice(names_in_question)
    pool = [
        other
        for one in named.questions
        if groups.get(str(one.article)) != own
        for other in extract_names(one.question)
        if len(other.split()) == len(name.split()) and other not in text
    ]
    return replace(
        question, question=question.question.replace(name, draw.choice(pool)), answers=()
    )


def _record(
    collection: Collection, question: Question, hits: list[Hit], hidden: bool
) -> dict[str, Any]:
    text = normalize_question(question.question)
    answers = () if hidden else question.answers
    spans = collection.reader.read(text, prune_hits(hits, collection.settings.retrieval))
    return {
        "id": question.id,
        "question": text,
        "article": question.article,
        "answerable": bool(answers),
        "candidates": [
            {
                "text": one.text,
                "f1": metrics.f1(one.text, answers) if answers else 0.0,
                "features": dict(zip(FEATURE_NAMES, one.features.vector().tolist(), strict=True)),
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
    parser.add_argument("--reader-only", action="store_true")
    parser.add_argument("--hide-article", action="store_true")
    parser.add_argument("--edit-names", action="store_true")
    parser.add_argument("--names-from", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
