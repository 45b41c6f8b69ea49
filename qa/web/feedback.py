"""Answers marked right and wrong, kept as a question set."""

from __future__ import annotations

import json
import os
from pathlib import Path

from qa.types.answer import Answer
from qa.types.article import Article
from qa.web.collections import Collections
from qa.web.failures import report_failure
from qa.web.messages import ASK_FIRST, feedback_saved
from qa.web.session import Session, evidence_at

FILE_NAME = "feedback.jsonl"


class Feedback:
    """Add to the question set in a folder, which `article-qa evaluate` reads.

    Nothing is kept unless a person marks an answer, and it stays on this machine.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME

    def add(self, answer: Answer, words: str | None, article: Article | None = None) -> None:
        """Keep a question with its right words, None when the articles do not answer it.

        `article` is the one that was shown; its id is kept where it holds the words.
        """
        words = words.strip() if words and words.strip() else None
        place = article if words and article and words in article.text else None
        line = {
            "id": f"feedback-{self._count() + 1}",
            "question": answer.question,
            "answers": [words] if words else [],
            **({"article": place.id} if place else {}),
        }
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def _count(self) -> int:
        if not self.path.exists():
            return 0
        with self.path.open(encoding="utf-8") as file:
            return sum(1 for _ in file)


class FeedbackController:
    """Keeps what a person says of the answer that is selected; gives what the person is told."""

    def __init__(self, collections: Collections) -> None:
        self._collections = collections

    def mark_right(self, session: Session) -> str:
        """Keep the words that are shown as the right ones."""
        answer = session.selected_answer()
        if answer is None:
            return ASK_FIRST
        evidence = evidence_at(answer, session.selection.place)
        return self._save(session, answer, evidence.text if evidence else None)

    def mark_wrong(self, words: str, session: Session) -> str:
        """Keep the right words of a question that was answered wrongly; none: unanswerable."""
        answer = session.selected_answer()
        return ASK_FIRST if answer is None else self._save(session, answer, words)

    def _save(self, session: Session, answer: Answer, words: str | None) -> str:
        evidence = evidence_at(answer, session.selection.place)
        try:
            collection = self._collections.get(session.conversation.collection)
            article = collection.article(evidence.article.id) if evidence else None
            Feedback(collection.store.folder).add(answer, words, article)
        except Exception as error:
            return f"This could not be kept. {report_failure(error)}"
        return feedback_saved(words)
