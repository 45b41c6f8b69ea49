"""Read question sets: SQuAD JSON, JSONL and CSV files, each also gzipped."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import random
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from qa.articles import article_id
from qa.errors import QuestionSetError
from qa.types.article import Article

_SEED = 20261124


@dataclass(frozen=True, slots=True)
class Question:
    """A question and what is accepted as its answer.

    Attributes:
        answers: accepted answers; empty when the articles do not answer it.
        article: id, path, file name or title of the article that answers it, None when unknown.
        after, before: the days between which articles are asked, as YYYY-MM-DD.
        conversation: id of the conversation that it is a turn of; its turns stand in a row.
    """

    id: str
    question: str
    answers: tuple[str, ...]
    article: str | None = None
    after: str | None = None
    before: str | None = None
    conversation: str | None = None


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions, and the articles that a SQuAD file brings along (one a paragraph)."""

    name: str
    questions: tuple[Question, ...]
    articles: tuple[Article, ...] = ()

    def sample(self, count: int) -> QuestionSet:
        """Draw `count` questions at random, the same ones every time, and keep their order.

        A conversation is drawn as a whole and counts as one.
        """
        units = [
            list(unit)
            for _, unit in groupby(
                self.questions, key=lambda question: question.conversation or question.id
            )
        ]
        if count >= len(units):
            return self
        drawn = random.Random(_SEED).sample(range(len(units)), count)
        questions = tuple(question for number in sorted(drawn) for question in units[number])
        return replace(self, questions=questions)


def read_question_set(path: Path) -> QuestionSet:
    """Read a question set; the suffix says of which kind it is.

    Raises:
        QuestionSetError: the file is not there or not a question set; the text names the line.
    """
    suffixes = [suffix.lower() for suffix in path.suffixes]
    zipped = suffixes[-1:] == [".gz"]
    kind = (suffixes[:-1] if zipped else suffixes)[-1:]
    parser = _PARSERS.get(kind[0] if kind else "")
    if parser is None:
        kinds = ", ".join(_PARSERS)
        raise QuestionSetError(f"{path} is none of the kinds of question set: {kinds} (or .gz).")
    try:
        content = path.read_bytes()
        text = (gzip.decompress(content) if zipped else content).decode("utf-8-sig")
    except FileNotFoundError as error:
        raise QuestionSetError(f"There is no question set {path}.") from error
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise QuestionSetError(f"Cannot read the question set {path}: {error}.") from error
    name = path.name.removesuffix(".gz").rsplit(".", 1)[0]
    questions = parser(path, name, text)
    if not questions.questions:
        raise QuestionSetError(f"{path} holds no questions.")
    for question in questions.questions:
        if not all(answer.strip() for answer in question.answers):
            raise QuestionSetError(
                f"{path}, question {question.id}: an accepted answer is an empty text. Where the "
                "articles do not answer the question, leave the list of answers empty."
            )
    return questions


def _read_jsonl(path: Path, name: str, text: str) -> QuestionSet:
    def records() -> Iterator[tuple[int, Mapping[str, Any]]]:
        for number, line in enumerate(text.split("\n"), 1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except ValueError as error:
                raise QuestionSetError(f"{path}, line {number}: not JSON ({error}).") from error
            if not isinstance(record, dict):
                raise QuestionSetError(f"{path}, line {number}: not a JSON object.")
            yield number, record

    return QuestionSet(name, tuple(_questions(path, records())))


def _read_csv(path: Path, name: str, text: str) -> QuestionSet:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    try:
        records = [
            (rows.line_num, {**row, "answers": _split_answers(row.get("answers"))}) for row in rows
        ]
    except csv.Error as error:
        raise QuestionSetError(f"{path}, line {rows.line_num}: {error}.") from error
    return QuestionSet(name, tuple(_questions(path, records)))


def _split_answers(answers: str | None) -> list[str]:
    return [part.strip() for part in (answers or "").split("|") if part.strip()]


def _questions(path: Path, records: Iterable[tuple[int, Mapping[str, Any]]]) -> Iterator[Question]:
    for number, record in records:
        if "turns" in record:
            yield from _turns(path, number, record)
            continue
        question = record.get("question")
        if not isinstance(question, str) or not question.strip():
            raise QuestionSetError(f"{path}, line {number}: no question.")
        answers = record.get("answers")
        if not isinstance(answers, list) or not all(isinstance(answer, str) for answer in answers):
            raise QuestionSetError(
                f"{path}, line {number}: answers must be a list of texts, empty when the articles "
                "do not answer the question."
            )
        yield Question(
            str(record.get("id") or number),
            question,
            tuple(answers),
            record.get("article") or None,
            record.get("after") or None,
            record.get("before") or None,
        )


def _turns(path: Path, number: int, record: Mapping[str, Any]) -> Iterator[Question]:
    """Give the turns of a conversation; fields of the conversation hold for each of them."""
    turns = record["turns"]
    if (
        not isinstance(turns, list)
        or not turns
        or not all(isinstance(turn, dict) for turn in turns)
    ):
        raise QuestionSetError(f"{path}, line {number}: turns must be a list of questions.")
    name = str(record.get("id") or number)
    shared = {key: value for key, value in record.items() if key not in ("id", "turns")}
    records = [
        (number, {**shared, "id": f"{name}.{position}", **turn})
        for position, turn in enumerate(turns, 1)
    ]
    for question in _questions(path, records):
        yield replace(question, conversation=name)


def _read_squad(path: Path, name: str, text: str) -> QuestionSet:
    articles: list[Article] = []
    questions: list[Question] = []
    try:
        for entry in json.loads(text)["data"]:
            for paragraph in entry["paragraphs"]:
                article = _paragraph(path, len(articles), entry.get("title"), paragraph["context"])
                articles.append(article)
                questions.extend(_squad_question(record, article.id) for record in paragraph["qas"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise QuestionSetError(
            f"{path} is not in SQuAD's layout (data > paragraphs > context, qas): {error!r}."
        ) from error
    return QuestionSet(name, tuple(questions), tuple(articles))


def _squad_question(entry: Mapping[str, Any], article: str) -> Question:
    answers = (
        () if entry.get("is_impossible") else tuple(answer["text"] for answer in entry["answers"])
    )
    return Question(str(entry["id"]), entry["question"], tuple(dict.fromkeys(answers)), article)


def _paragraph(path: Path, number: int, title: str | None, context: str) -> Article:
    is_url = title is not None and re.match(r"https?://", title) is not None
    return Article(
        id=article_id(Path(path.name), number),
        title=None if is_url or not title else title.replace("_", " "),
        date=None,
        source=None,
        authors=(),
        path=path.name,
        url=title if is_url else None,
        sha256=hashlib.sha256(context.encode()).hexdigest(),
        number=number,
        text=context,
    )


_PARSERS: Mapping[str, Callable[[Path, str, str], QuestionSet]] = {
    ".jsonl": _read_jsonl,
    ".csv": _read_csv,
    ".json": _read_squad,
}
