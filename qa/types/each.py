"""Define what every article answers to one question: a row for each article that does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qa.types.answer import Evidence
from qa.types.article import ArticleInfo
from qa.types.each_tables import render_csv, render_html, render_table
from qa.types.search import SearchScope


@dataclass(frozen=True, slots=True)
class Amount:
    """The one number that an answer states.

    Attributes:
        unit: what it counts or is measured in, in a plain form ("dollar", "people"); empty where
            the answer does not say.
    """

    value: float
    unit: str = ""


@dataclass(frozen=True, slots=True)
class EachAnswer:
    """What one article answers.

    Attributes:
        evidence: the words with their place, the sentence and the article.
        confidence: the probability, 0 to 1, that the words answer the question; of this article
            alone: that other articles say the same does not raise it.
        group: rows of the same number say the same; numbered from 1 in the order of the rows.
        amount: the number that the words state; None where they state none, or several.
        copies: the other articles that were asked and are near-duplicates of this one that say the
            same, in the order of their dates; they have no row of their own.
    """

    evidence: Evidence
    confidence: float
    group: int
    amount: Amount | None = None
    copies: tuple[ArticleInfo, ...] = ()

    @property
    def text(self) -> str:
        """Give the exact words; `article.text[start:end]` of the stored article."""
        return self.evidence.text

    @property
    def start(self) -> int:
        return self.evidence.start

    @property
    def end(self) -> int:
        return self.evidence.end

    @property
    def sentence(self) -> str:
        return self.evidence.sentence

    @property
    def article(self) -> ArticleInfo:
        return self.evidence.article

    def to_dict(self) -> dict[str, Any]:
        return {
            "answer": self.text,
            "confidence": self.confidence,
            "group": self.group,
            "value": None if self.amount is None else self.amount.value,
            "unit": None if self.amount is None else self.amount.unit,
            "evidence": self.evidence.to_dict(),
            "copies": [article.to_dict() for article in self.copies],
        }


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """The rows that say the same.

    Attributes:
        text: the words of the likeliest row.
        articles: how many articles say so, copies counted.
    """

    number: int
    text: str
    articles: int

    def to_dict(self) -> dict[str, Any]:
        return {"group": self.number, "answer": self.text, "articles": self.articles}


@dataclass(frozen=True, slots=True)
class ArticleAnswers:
    """What every article answers to one question.

    Attributes:
        question: as it is asked.
        rows: one for each article that answers, by date, the undated ones last.
        silent: the articles that were read and do not answer.
        unread: the articles that were to be read when the asking was stopped; empty when it ran to
            its end.
        not_reached: the articles that the bound `most` left out, because others are nearer to the
            question.
        searched: how many articles the filters admit, and of which days.
        seconds: time from question to answers, without loading the models.
        message: what is said instead of rows where no article was asked, because the words are no
            question, or one that no article can be quoted for; else empty.
    """

    question: str
    rows: tuple[EachAnswer, ...]
    silent: tuple[ArticleInfo, ...]
    unread: tuple[ArticleInfo, ...]
    not_reached: tuple[ArticleInfo, ...]
    searched: SearchScope
    seconds: float
    message: str = ""

    @property
    def articles_read(self) -> int:
        """Count the articles that were read, answering or not, copies too."""
        return len(self.silent) + sum(1 + len(row.copies) for row in self.rows)

    @property
    def articles_to_read(self) -> int:
        """Count the articles that were to be read; more than `articles_read` after a stop."""
        return self.articles_read + len(self.unread)

    @property
    def is_complete(self) -> bool:
        """Tell whether the asking ran to its end."""
        return not self.unread

    @property
    def groups(self) -> tuple[AnswerGroup, ...]:
        """Give the different answers, in the order of their numbers."""
        rows_of: dict[int, list[EachAnswer]] = {}
        for row in self.rows:
            rows_of.setdefault(row.group, []).append(row)
        return tuple(_group(number, rows) for number, rows in sorted(rows_of.items()))

    def to_dict(self) -> dict[str, Any]:
        return {
            "question": self.question,
            "rows": [row.to_dict() for row in self.rows],
            "groups": [group.to_dict() for group in self.groups],
            "read": self.articles_read,
            "silent": [article.to_dict() for article in self.silent],
            "unread": [article.to_dict() for article in self.unread],
            "not_reached": [article.to_dict() for article in self.not_reached],
            "complete": self.is_complete,
            "message": self.message or None,
            "searched": self.searched.to_dict(),
            "seconds": self.seconds,
        }

    def to_csv(self) -> str:
        """Write a table with a head and a line for each row."""
        return render_csv(self)

    def to_html(self) -> str:
        """Write a page of its own with the table and a plot; nothing is fetched for it."""
        return render_html(self)

    def __str__(self) -> str:
        return render_table(self)


def _group(number: int, rows: Sequence[EachAnswer]) -> AnswerGroup:
    likeliest = max(rows, key=lambda row: row.confidence)
    return AnswerGroup(number, likeliest.text, sum(1 + len(row.copies) for row in rows))
