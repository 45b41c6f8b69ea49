"""What a reader of the answers says was right or wrong, kept as a question set."""

from __future__ import annotations

import json
import os
from pathlib import Path

from qa.types.answer import Answer
from qa.types.article import Article

FILE_NAME = "feedback.jsonl"


class Feedback:
    """Adds to the question set in a folder, which `article-qa evaluate` reads.

    Nothing is kept unless someone says so, and it stays on this machine.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME

    def add(self, answer: Answer, words: str | None, article: Article | None = None) -> None:
        """Keep a question with its right words, None when the articles do not answer it.

        `article` is the one that was shown; it is kept as the place where it holds the words.
        """
        words = words.strip() if words and words.strip() else None
        place = article if words and article and words in article.text else None
        line = {
            "id": f"feedback-{self._count() + 1}",
            "question": answer.question,
            "answers": [words] if words else [],
            **({"article": place.id} if place else {}),
        }
        with self.path.open("a", encoding="utf-8") as kept:
            kept.write(json.dumps(line, ensure_ascii=False) + "\n")
            kept.flush()
            os.fsync(kept.fileno())

    def _count(self) -> int:
        if not self.path.exists():
            return 0
        with self.path.open(encoding="utf-8") as kept:
            return sum(1 for _ in kept)
