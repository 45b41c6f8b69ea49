"""Define the answer to a question about one given text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class TextAnswer:
    """The words of a text that answer a question, or none.

    Attributes:
        text: the exact words, `given_text[start:end]`; None where the text does not answer.
        start, end: where they stand, counted in characters; None with them.
        confidence: the probability that the best words are right, 0 to 1, fitted on questions
            with and without an answer; of the best words also where none are given.
        possible: the best words where they are too unlikely to be the answer and too likely to be
            passed over; an answer of its own, with its place.
    """

    question: str
    text: str | None
    start: int | None
    end: int | None
    confidence: float
    possible: TextAnswer | None = None

    def __str__(self) -> str:
        if self.text is not None:
            return f"{self.text} ({self.confidence:.0%})"
        if self.possible is not None:
            return f"The text does not say so clearly; perhaps: {self.possible}"
        return "The text does not answer this."

    def to_dict(self) -> dict[str, Any]:
        return {
            "question": self.question,
            "answer": self.text,
            "start": self.start,
            "end": self.end,
            "confidence": self.confidence,
            "possible": self.possible.to_dict() if self.possible else None,
        }
