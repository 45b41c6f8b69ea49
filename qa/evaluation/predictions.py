"""Hold what was answered to the questions of a set, and how good each answer is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qa.evaluation import metrics
from qa.evaluation.figures import compute_figures
from qa.evaluation.question_sets import Question
from qa.types.answer import Evidence

# An answer counts as right when it shares more than half of its words with an accepted one: people
# asked twice agree on the words, not on where they begin and end.
RIGHT_F1 = 0.5


@dataclass(frozen=True, slots=True)
class Prediction:
    """What was answered to one question, and how good it is.

    Attributes:
        asked: the question as it was asked, complete where it follows others.
        answer: the words that were given, None where the tool abstained.
        best_answer: the words of the likeliest answer, given or not; None where there were none.
        is_possible: `best_answer` was not given, and is likely enough to be offered as possible.
        confidence: the probability (0 to 1) that `best_answer` is right.
        evidence: the first place of `best_answer`.
        rank: of the first passage that holds an accepted answer, from 1; None when it is not among
            the first 20, and where nothing was retrieved.
        miss: the stage that failed (see `MISSES` in figures), None when the answer is right.
        seconds: time to the answer.
    """

    question: Question
    asked: str
    answer: str | None
    best_answer: str | None
    is_possible: bool
    confidence: float
    evidence: Evidence | None
    rank: int | None
    miss: str | None
    seconds: float

    @property
    def is_right(self) -> bool:
        """Whether the best answer is right, given or not; none is where none is accepted."""
        accepted = self.question.answers
        return bool(accepted) and metrics.f1(self.best_answer, accepted) > RIGHT_F1

    def to_dict(self) -> dict[str, Any]:
        accepted = self.question.answers
        evidence = self.evidence
        return {
            "id": self.question.id,
            "question": self.question.question,
            "asked": self.asked,
            "answers": list(accepted),
            "answer": self.answer,
            "forced": self.best_answer,
            "possible": self.best_answer if self.is_possible else None,
            "confidence": round(self.confidence, 4),
            "exact_match": metrics.exact_match(self.answer, accepted),
            "f1": round(metrics.f1(self.answer, accepted), 4),
            "rank": self.rank,
            "miss": self.miss,
            "article": evidence.article.id if evidence else None,
            "start": evidence.start if evidence else None,
            "end": evidence.end if evidence else None,
            "sentence": evidence.sentence if evidence else None,
            "seconds": round(self.seconds, 4),
        }


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The predictions for one question set in one mode.

    Attributes:
        name: of the question set.
        mode: "store", "articles", "own-articles" or "reader-only".
    """

    name: str
    mode: str
    predictions: tuple[Prediction, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give the figures by name, see `compute_figures`."""
        return compute_figures(self)
