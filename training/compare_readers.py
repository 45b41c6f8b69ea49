"""Compare readers on the same questions, with the paragraph given and the margin alone deciding.

    python -m training.compare_readers OUT.jsonl DATA/dev/nyt.json.gz=400 --readers V10 V13

A number after a set draws so many of its questions, the same for every reader. Every paragraph is
read as the product reads a passage, with the second reading, but many questions at a time: in
bfloat16 where the machine has it, in 32 bits elsewhere. The predictions are appended to OUT; a
comparison that was stopped goes on after the last set. The table has, for each reader and set:

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
from collections.abc import Sequence, Set
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from qa import metrics
from qa.datatypes import Article, Hit, Passage, Span
from qa.questionsets import Question, QuestionSet, read_question_set
from qa.reader import Reader
from training.train import has_bfloat16

_RIGHT_F1 = 0.5
_BATCH_TOKENS = 4000
_NO_WORDS = -100.0  # the margin where the reader proposes no span

_Logits = tuple[NDArray[np.float32], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Prediction:
    """The best words that one reader has for one question."""

    reader: str
    set: str
    id: str
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
    done = {(line.reader, line.set, line.id) for line in predictions}
    with arguments.out.open("a", encoding="utf-8") as out:
        for name in arguments.readers:
            reader = BatchReader.load(name, eight_bit=False)
            assert isinstance(reader, BatchReader)
            for questions in sets:
                for prediction in predict(reader, name, questions, done):
                    predictions.append(prediction)
                    out.write(json.dumps(asdict(prediction)) + "\n")
                out.flush()
                print(f"{name} {questions.name}", file=sys.stderr, flush=True)
    print("| reader | set | EM / F1 | refused | AUROC right | AUROC answerable, best F1 |")
    print("|---|---|---|---|---|---|")
    for questions in sets:
        asked = {question.id for question in questions.questions}
        for name in arguments.readers:
            held = [
                line
                for line in predictions
                if line.reader == name and line.set == questions.name and line.id in asked
            ]
            print(row(name, questions.name, held))


def drawn(text: str) -> QuestionSet:
    """Read a set, and draw as many of its questions as the number after "=" says."""
    path, _, count = text.partition("=")
    questions = read_question_set(Path(path))
    return questions.sample(int(count)) if count else questions


class _UnreadError(Exception):
    """A text was asked for that the model has not read yet."""


class BatchReader(Reader):
    """Reads passages as `Reader` does, but runs the model on those of many questions at once.

    All questions are read until something is missing, the model reads all that is missing, and so
    on: twice, once for the passages and once for the second reading.
    """

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._known: dict[tuple[int, ...], _Logits] = {}
        self._missing: dict[tuple[int, ...], None] = {}
        if has_bfloat16(torch.device("cpu")):
            self._model.bfloat16()

    def read_all(self, asked: Sequence[tuple[str, Hit]]) -> list[list[Span]]:
        """Return what `read` gives for each question and its passage."""
        spans: dict[int, list[Span]] = {}
        while len(spans) < len(asked):
            self._missing.clear()
            for number, (question, hit) in enumerate(asked):
                if number not in spans:
                    with suppress(_UnreadError):
                        spans[number] = self.read(question, [hit])
            self._read_missing()
        return [spans[number] for number in range(len(asked))]

    def _logits(self, windows: Any) -> list[_Logits]:
        inputs = [tuple(ids) for ids in windows["input_ids"]]
        unread = [ids for ids in inputs if ids not in self._known]
        if unread:
            self._missing.update(dict.fromkeys(unread))
            raise _UnreadError
        return [self._known[ids] for ids in inputs]

    def _read_missing(self) -> None:
        batch: list[tuple[int, ...]] = []
        for ids in sorted(self._missing, key=len):
            if batch and len(ids) * (len(batch) + 1) > _BATCH_TOKENS:
                self._read_batch(batch)
                batch = []
            batch.append(ids)
        if batch:
            self._read_batch(batch)

    def _read_batch(self, batch: Sequence[tuple[int, ...]]) -> None:
        inputs = self._tokenizer.pad(
            {"input_ids": [list(ids) for ids in batch]}, return_tensors="pt"
        )
        with torch.inference_mode():
            output = self._model(**inputs)
        starts = output.start_logits.float().numpy()
        ends = output.end_logits.float().numpy()
        for row, ids in enumerate(batch):
            self._known[ids] = starts[row, : len(ids)], ends[row, : len(ids)]


def predict(
    reader: BatchReader, name: str, questions: QuestionSet, done: Set[tuple[str, str, str]]
) -> list[Prediction]:
    """Ask each question of its own paragraph, unless it is done."""
    articles = {article.id: article for article in questions.articles}
    left = [
        question
        for question in questions.questions
        if (name, questions.name, question.id) not in done
    ]
    asked = [(question.question, _hit(articles[str(question.article)])) for question in left]
    return [
        _prediction(name, questions.name, question, spans)
        for question, spans in zip(left, reader.read_all(asked), strict=True)
    ]


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
        question.id,
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
        [line.margin for line in answerable], [line.f1 > _RIGHT_F1 for line in answerable]
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
