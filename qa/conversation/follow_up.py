"""Hold a question as it is to be asked, and how else it may be understood."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a question.

    Attributes:
        is_within_article: only the passages of the conversation's article are read.
    """

    question: str
    is_within_article: bool = False


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question as it is to be asked.

    Attributes:
        question: complete; as typed when nothing was missing or nothing fits.
        article: id of the article whose passages are moved up; others are found, too.
        excluded_answers: answers that were given before and are not asked for again ("who else?").
        other_readings: how else the question may be understood, at most two; what the articles
            answer decides.
    """

    question: str
    article: str | None = None
    excluded_answers: tuple[str, ...] = ()
    other_readings: tuple[Reading, ...] = ()
