"""Define what is shown beside the words of an answer: the day that they mean, the full name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ResolvedDate:
    """The day, month, year or range of days that words such as "Tuesday" mean.

    Attributes:
        iso: as ISO 8601 writes it: "2023-11-21", "2023-11", "2023", "2023-11-13/2023-11-19".
        text: in words: "21 November 2023".
    """

    iso: str
    text: str

    def to_dict(self) -> dict[str, str]:
        return {"iso": self.iso, "text": self.text}


@dataclass(frozen=True, slots=True)
class FullName:
    """Where the article gives the full name of who is named by one word: text[start:end]."""

    text: str
    start: int
    end: int

    def to_dict(self) -> dict[str, str | int]:
        return {"text": self.text, "start": self.start, "end": self.end}
