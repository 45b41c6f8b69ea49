"""Answers marked right and wrong, kept as a question set."""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from qa.collection import Collection
from qa.types.answer import Answer
from qa.types.article import Article
from qa.web.collections import Collections
from qa.web.failures import report_failure
from qa.web.messages import ASK_FIRST, JUST_WRONG, NO_WORDS, NOT_IN_ARTICLES, UNDONE, feedback_saved
from qa.web.session import Session, evidence_at

FILE_NAME = "feedback.jsonl"
# Answers that are wrong, where nobody said what is right: these make no question set.
WRONG_NAME = "feedback-wrong.jsonl"
_ID = re.compile(r"feedback-(\d+)")


@dataclass(frozen=True, slots=True)
class FeedbackResult:
    """What the person is told, and whether something was kept that can be undone."""

    message: str
    is_kept: bool = False


class Feedback:
    """The question set in a folder, which `article-qa evaluate` reads, and the wrong answers.

    A question has one line in all: what is said of it last replaces what was said before. Nothing
    is kept unless a person marks an answer, and it stays on this machine.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME
        self.wrong_path = folder / WRONG_NAME

    def add(self, answer: Answer, words: str | None, article: Article | None = None) -> None:
        """Keep a question with its right words, None when the articles do not answer it.

        The id of `article` is kept where it holds the words.
        """
        words = words.strip() if words and words.strip() else None
        place = article if words and article and words in article.text else None
        line = {"answers": [words] if words else [], **({"article": place.id} if place else {})}
        self._keep(self.path, answer.question, line)

    def add_wrong(self, answer: Answer, words: str | None) -> None:
        """Keep that an answer is wrong, without knowing the right one; None: it was a refusal."""
        self._keep(self.wrong_path, answer.question, {"wrong": words})

    def remove(self, question: str) -> None:
        """Forget what was said of a question."""
        for path in (self.path, self.wrong_path):
            lines = _read(path)
            others = [line for line in lines if _fields(line).get("question") != question]
            if others != lines:
                _write(path, others)

    def _keep(self, path: Path, question: str, values: Mapping[str, object]) -> None:
        self.remove(question)
        ids = [
            str(_fields(line).get("id")) for line in (*_read(self.path), *_read(self.wrong_path))
        ]
        numbers = [int(match[1]) for match in map(_ID.fullmatch, ids) if match]
        line = {"id": f"feedback-{max(numbers, default=0) + 1}", "question": question, **values}
        _write(path, [*_read(path), json.dumps(line, ensure_ascii=False)])


class FeedbackController:
    """Keeps what a person says of the answer that is selected."""

    def __init__(self, collections: Collections) -> None:
        self._collections = collections
        self._lock = threading.Lock()

    def mark_right(self, session: Session) -> FeedbackResult:
        """Keep the words that are shown as the right ones."""

        def keep(collection: Collection, answer: Answer) -> FeedbackResult:
            evidence = evidence_at(answer, session.selection.place)
            article = collection.article(evidence.article.id) if evidence else None
            words = evidence.text if evidence else None
            Feedback(collection.store.folder).add(answer, words, article)
            return FeedbackResult(feedback_saved(words), is_kept=True)

        return self._change(session, keep)

    def correct(self, words: str, session: Session) -> FeedbackResult:
        """Keep other words as the right ones, if they stand in an article: best the one shown."""

        def keep(collection: Collection, answer: Answer) -> FeedbackResult:
            if not words.strip():
                return FeedbackResult(NO_WORDS)
            evidence = evidence_at(answer, session.selection.place)
            quotation = find_quotation(collection, words, evidence.article.id if evidence else None)
            if quotation is None:
                return FeedbackResult(NOT_IN_ARTICLES)
            Feedback(collection.store.folder).add(answer, quotation.words, quotation.article)
            return FeedbackResult(feedback_saved(quotation.words), is_kept=True)

        return self._change(session, keep)

    def mark_unanswerable(self, session: Session) -> FeedbackResult:
        """Keep that the articles do not answer the question."""

        def keep(collection: Collection, answer: Answer) -> FeedbackResult:
            Feedback(collection.store.folder).add(answer, None)
            return FeedbackResult(feedback_saved(None), is_kept=True)

        return self._change(session, keep)

    def mark_wrong(self, session: Session) -> FeedbackResult:
        """Keep that the answer is wrong, and nothing about what is right."""

        def keep(collection: Collection, answer: Answer) -> FeedbackResult:
            evidence = evidence_at(answer, session.selection.place)
            words = evidence.text if evidence else None
            Feedback(collection.store.folder).add_wrong(answer, words)
            return FeedbackResult(JUST_WRONG, is_kept=True)

        return self._change(session, keep)

    def undo(self, session: Session) -> FeedbackResult:
        """Forget what was said of the answer."""

        def forget(collection: Collection, answer: Answer) -> FeedbackResult:
            Feedback(collection.store.folder).remove(answer.question)
            return FeedbackResult(UNDONE)

        return self._change(session, forget)

    def _change(
        self, session: Session, change: Callable[[Collection, Answer], FeedbackResult]
    ) -> FeedbackResult:
        answer = session.selected_answer()
        if answer is None:
            return FeedbackResult(ASK_FIRST)
        try:
            with self._lock:
                return change(self._collections.get(session.conversation.collection), answer)
        except Exception as error:
            return FeedbackResult(f"This could not be kept. {report_failure(error)}")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words as they stand in an article."""

    words: str
    article: Article


def find_quotation(collection: Collection, words: str, first_id: str | None) -> Quotation | None:
    """Find words in an article, whatever white space parts them; None where none holds them.

    `first_id` is the id of the article to look into first.
    """
    pattern = re.compile(r"\s+".join(map(re.escape, normalize("NFC", words).split())))
    ids = [info.id for info in collection.articles()]
    for article_id in sorted(ids, key=lambda candidate: candidate != first_id):
        article = collection.article(article_id)
        if match := pattern.search(article.text):
            return Quotation(match[0], article)
    return None


def _read(path: Path) -> list[str]:
    # Other characters that end a line, such as U+2028, may stand in a question.
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return text.removesuffix("\n").split("\n") if text else []


def _write(path: Path, lines: list[str]) -> None:
    """Replace a file as a whole, so that a crash leaves the old one or the new one."""
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _fields(line: str) -> Mapping[str, object]:
    """Read a line; one that somebody spoiled by hand has no fields, and stays."""
    try:
        fields = json.loads(line)
    except ValueError:
        return {}
    return fields if isinstance(fields, dict) else {}
