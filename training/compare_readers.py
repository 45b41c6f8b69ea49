"""Compare readers on the same questions, with the paragraph given and the margin alone deciding.

    python -m training.compare_readers OUT.jsonl DATA/dev/nyt.json.gz=400 --readers V10 V13

A number after a set draws so many of its questions, the same for every reader. Every paragraph is
read as the product reads a passage, with the second reading. The predictions are appended to OUT; a
comparison that was stopped goes on after the last question. The table has, for each reader and set:

- EM and F1 of the best words of the answerable questions, given however low their margin is;
- refused: the share of the answerable questions whose margin is below zero;
- AUROC of the margin, right answers against wrong ones;
- for sets with unanswerable questions the AUROC of the margin, answerable against unanswerable,
  and the best F1 that abstaining below one margin reaches.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence, Set
from dataclasses import asdict, dataclass
from pathlib import Path

from qa.evaluation import metrics
from qa.evaluation.predictions import RIGHT_F1
from qa.evaluation.question_sets import Question, QuestionSet, read_question_set
from qa.reader.reader import Reader
from qa.types.article import Article, Passage
from qa.types.search import Hit, Span

_NO_WORDS = -100.0  # the margin where the reader proposes no span


@dataclass(frozen=True, slots=True)
class Prediction:
    """The best words that one reader has for one question.

    Attributes:
        question: its id and its text; ids alone are not unique in every set.
    """

    reader: str
    set: str
    question: str
    words: str | None
    margin: float
    exact: float
    f1: float
    answerable: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("out", type=Path)
    parser.add_argument("sets", nargs="+", help="SET.json.gz or SET.json.gz=NUMBER")
    parser.add_argument("--readers", nargs="+", required=True, help="packed readers")
    arguments = parser.parse_args()
    sets = [drawn(text) for text in arguments.sets]
    predictions = _read_predictions(arguments.out)
    done = {(line.reader, line.set, line.question) for line in predictions}
    with arguments.out.open("a", encoding="utf-8") as out:
        for name in arguments.readers:
            reader = Reader.load(name)
            for questions in sets:
                for prediction in predict(reader, name, questions, done):
                    predictions.append(prediction)
                    out.write(json.dumps(asdict(prediction)) + "\n")
                    out.flush()
                print(f"{name} {questions.name}", file=sys.stderr, flush=True)
    print("| reader | set | EM / F1 | refused | AUROC right | AUROC answerable, best F1 |")
    print("|---|---|---|---|---|---|")
    for questions in sets:
        drawn_keys = set(map(_key, questions.questions))
        for name in arguments.readers:
            lines = [
                line
                for line in predictions
                if line.reader == name
                and line.set == questions.name
                and line.question in drawn_keys
            ]
            print(row(name, questions.name, lines))


def drawn(text: str) -> QuestionSet:
    """Read a set, and draw as many of its questions as the number after "=" says."""
    path, _, count = text.partition("=")
    questions = read_question_set(Path(path))
    return questions.sample(int(count)) if count else questions


def predict(
    reader: Reader, name: str, questions: QuestionSet, done: Set[tuple[str, str, str]]
) -> Iterator[Prediction]:
    """Ask each question of its own paragraph, unless it is done."""
    articles = {article.id: article for article in questions.articles}
    for question in questions.questions:
        if (name, questions.name, _key(question)) not in done:
            spans = reader.read(question.question, [_hit(articles[str(question.article)])])
            yield _prediction(name, questions.name, question, spans)


def _key(question: Question) -> str:
    return f"{question.id} {question.question}"


def _hit(article: Article) -> Hit:
    passage = Passage(article.id, 0, 0, len(article.text), article.text)
    return Hit(passage, article.info, score=1.0, dense=0.0, lexical=1.0)


def _prediction(
    reader: str, set_name: str, question: Question, spans: Sequence[Span]
) -> Prediction:
    best = max(spans, key=lambda span: span.margin, default=None)
    words = None if best is None else best.text
    accepted = question.answers
    return Prediction(
        reader,
        set_name,
        _key(question),
        words,
        _NO_WORDS if best is None else round(best.margin, 4),
        metrics.exact_match(words, accepted) if accepted else 0.0,
        round(metrics.f1(words, accepted), 4) if accepted else 0.0,
        bool(accepted),
    )


def row(reader: str, set_name: str, predictions: Sequence[Prediction]) -> str:
    """Return one row of the table."""
    answerable = [line for line in predictions if line.answerable]
    count = max(1, len(answerable))
    exact = 100 * sum(line.exact for line in answerable) / count
    overlap = 100 * sum(line.f1 for line in answerable) / count
    refused = 100 * sum(line.margin < 0 for line in answerable) / count
    right = metrics.auroc(
        [line.margin for line in answerable], [line.f1 > RIGHT_F1 for line in answerable]
    )
    telling = "" if right is None else f"{right:.3f}"
    apart = ""
    if len(answerable) < len(predictions):
        margins = [line.margin for line in predictions]
        kinds = [line.answerable for line in predictions]
        best, threshold = metrics.best_f1(margins, [line.f1 for line in predictions], kinds)
        apart = f"{metrics.auroc(margins, kinds):.3f}, {100 * best:.1f} at {threshold:.1f}"
    size = f"{len(predictions)}, {len(answerable)} answerable"
    return (
        f"| {reader} | {set_name} ({size}) | {exact:.1f} / {overlap:.1f} | {refused:.1f} % "
        f"| {telling} | {apart} |"
    )


def _read_predictions(path: Path) -> list[Prediction]:
    if not path.exists():
        return []
    return [Prediction(**json.loads(line)) for line in path.read_text("utf-8").splitlines()]


if __name__ == "__main__":
    main()
