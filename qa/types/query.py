"""Define what is asked: a question with its limits, and the turns before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qa.errors import QuestionError, UsageError
from qa.settings import MAX_QUESTION_CHARACTERS
from qa.types.answer import Answer
from qa.types.article import Filter

Day = date | str | None


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of a conversation, complete in itself, and its outcome.

    Attributes:
        answer: the words that were given, None where there were none.
        article: id of the article that the answer stands in, or the possible answer where none
            was given.
        sentence: the sentence that the answer stands in; "who said that?" asks about it.
    """

    question: str
    answer: str | None
    article: str | None
    sentence: str | None = None

    @classmethod
    def of(cls, answer: Answer) -> Turn:
        """Make a turn of an answer."""
        if not answer.evidence:
            article = answer.possible.evidence[0].article.id if answer.possible else None
            return cls(answer.question, answer.text, article)
        evidence = answer.evidence[0]
        return cls(answer.question, answer.text, evidence.article.id, evidence.sentence)


@dataclass(frozen=True, slots=True)
class Query:
    """A question and how to answer it. Every value is checked when the query is made.

    Attributes:
        question: words, at most 2,000 characters; kept with single blanks.
        top_k: how many passages are read at most (at least 1); None: as the settings say.
        after, before: ask only articles published from and up to these days (both included), as
            a date or as YYYY-MM-DD; kept as dates.
        source: ask only articles of this source.
        undated: ask only articles that state no date of publication; excludes `after`, `before`.
        min_confidence: 0 to 1; below it there is no answer; None: as the settings say.
        always_answer: give the best answer, however unlikely.
        turns: the earlier questions of the same conversation, in order; they complete this one.

    Raises:
        QuestionError: the question is empty or too long.
        UsageError: another value cannot be used.
    """

    question: str
    top_k: int | None = None
    after: Day = None
    before: Day = None
    source: str | None = None
    undated: bool = False
    min_confidence: float | None = None
    always_answer: bool = False
    turns: Sequence[Turn] = ()

    def __post_init__(self) -> None:
        _set(self, "question", normalize_question(self.question))
        _set(self, "after", parse_day(self.after))
        _set(self, "before", parse_day(self.before))
        _set(self, "turns", tuple(self.turns))
        if self.filter.after and self.filter.before and self.filter.after > self.filter.before:
            raise UsageError(
                f"The days end before they begin: from {self.filter.after} to {self.filter.before}."
            )
        if self.undated and (self.after or self.before):
            raise UsageError("An undated article is in no range of days; leave one of the two out.")
        if self.top_k is not None and self.top_k < 1:
            raise UsageError(f"top_k is {self.top_k}; it must be at least 1.")
        if self.min_confidence is not None and not 0 <= self.min_confidence <= 1:
            raise UsageError(
                f"min_confidence is {self.min_confidence}; it must lie between 0 and 1."
            )

    @property
    def filter(self) -> Filter:
        """Give the articles that the question is asked of."""
        return Filter(parse_day(self.after), parse_day(self.before), self.source, self.undated)

    def threshold(self, default: float) -> float:
        """Give the confidence below which there is no answer, `default` if the query sets none."""
        if self.always_answer:
            return 0.0
        return default if self.min_confidence is None else self.min_confidence


def normalize_question(question: str) -> str:
    """Strip outer blanks and make inner ones single.

    Raises:
        QuestionError: the question is empty or too long.
    """
    if len(question) > MAX_QUESTION_CHARACTERS:
        raise QuestionError(
            f"The question has {len(question):,} characters; at most {MAX_QUESTION_CHARACTERS:,} "
            "can be asked."
        )
    question = " ".join(question.encode("utf-8", "replace").decode().split())
    if not any(character.isalnum() for character in question):
        raise QuestionError("The question is empty; ask something in words.")
    return question


def parse_day(value: Day) -> date | None:
    """Read a day that is a date or YYYY-MM-DD.

    Raises:
        UsageError: it is neither.
    """
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise UsageError(f"{value!r} is not a date; write it as YYYY-MM-DD.") from error


def _set(query: Query, name: str, value: object) -> None:
    # The one way to normalize a field of a frozen dataclass.
    object.__setattr__(query, name, value)
