"""Ask dev questions of their own articles and keep every candidate answer with its features.

    python -m training.collect_candidates OUT.jsonl SET.json.gz [--sample N] [--reader-only]
    python -m training.collect_candidates OUT.jsonl SET.jsonl --articles FOLDER

`--reader-only` asks each question of its own paragraph instead, `--articles` all of a folder. Two
ways make questions that the articles do not answer. `--hide-article`: all paragraphs of the article
that a question was asked on are hidden from it. `--edit-names`: a name in the question is replaced
by one from a question on another article, which the own article does not hold; questions without a
name are left out. `--names-from OTHER_SET` takes the name from there, so that no article is likely
to hold it. One line a question; a run goes on where it stopped.
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
from qa.collection import Collection, Trace, open_articles
from qa.evaluation import metrics
from qa.evaluation.evaluator import open_own_articles, whole_article
from qa.evaluation.question_sets import Question, QuestionSet, read_question_set
from qa.settings import Settings
from qa.types.query import Query
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
        _opened(questions, arguments.articles) as collection,
        arguments.out.open("a", encoding="utf-8") as out,
    ):
        for number, question in enumerate(questions.sample(arguments.sample).questions, 1):
            if question.id in done:
                continue
            edited: Question | None = question
            if arguments.edit_names or arguments.names_from:
                edited = _edited(question, questions, named, groups)
            if edited is None:
                continue
            query = Query(edited.question)
            if arguments.reader_only:
                paragraph = paragraphs[str(edited.article)]
                hit = whole_article(collection.encoder, query.question, paragraph)
                trace = collection.trace_hits(query, [hit])
            elif arguments.hide_article:
                trace = collection.trace_hits(query, _other_hits(collection, edited, groups))
            else:
                trace = collection.trace(query)
            record = _record(trace, edited, arguments.hide_article)
            out.write(json.dumps({"set": questions.name, **record}) + "\n")
            out.flush()
            print(f"\r{number} questions", end="", file=sys.stderr)


def _opened(questions: QuestionSet, articles: Path | None) -> Collection:
    if articles is None:
        return open_own_articles(questions, Settings())
    return open_articles(articles, Settings())


def _other_hits(
    collection: Collection, question: Question, groups: dict[str, str | None]
) -> list[Hit]:
    """Retrieve as many passages as usual, none of them from the article that was asked about."""
    hits = collection.retrieve(Query(question.question, top_k=_HIDING_DEPTH))
    group = groups[str(question.article)]
    others = [hit for hit in hits if groups[hit.article.id] != group]
    return others[: collection.settings.retrieval.top_k]


def _edited(
    question: Question, questions: QuestionSet, named: QuestionSet, groups: dict[str, str | None]
) -> Question | None:
    group = groups[str(question.article)]
    text = "\n".join(article.text for article in questions.articles if groups[article.id] == group)
    names_in_question = extract_names(question.question)
    if not names_in_question:
        return None
    draw = random.Random(question.id)
    name = draw.choice(names_in_question)
    pool = [
        other
        for other_question in named.questions
        if groups.get(str(other_question.article)) != group
        for other in extract_names(other_question.question)
        if len(other.split()) == len(name.split()) and other not in text
    ]
    return replace(
        question, question=question.question.replace(name, draw.choice(pool)), answers=()
    )


def _record(trace: Trace, question: Question, hidden: bool) -> dict[str, Any]:
    answers = () if hidden else question.answers
    return {
        "id": question.id,
        "question": trace.answer.question,
        "article": question.article or question.id,
        "answerable": bool(answers),
        "candidates": [
            {
                "text": candidate.text,
                "f1": metrics.f1(candidate.text, answers) if answers else 0.0,
                "features": dict(
                    zip(FEATURE_NAMES, candidate.features.vector().tolist(), strict=True)
                ),
            }
            for candidate in trace.candidates[:10]
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
    parser.add_argument("--articles", type=Path, help="ask the articles of this folder")
    parser.add_argument("--reader-only", action="store_true")
    parser.add_argument("--hide-article", action="store_true")
    parser.add_argument("--edit-names", action="store_true")
    parser.add_argument("--names-from", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
