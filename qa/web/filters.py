"""Which articles are asked, as the page gives it, and the notice that says so."""

from __future__ import annotations

from dataclasses import dataclass

from qa.errors import UsageError
from qa.types.query import Query

ANY_SOURCE = "any source"
# A question in words, for the checks that a query makes of its filters.
_ANY_QUESTION = "Which?"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles are asked, as the page gives it: days as YYYY-MM-DD, all of them optional."""

    after: str | None = None
    before: str | None = None
    source: str | None = None
    undated: bool = False

    @classmethod
    def of_widgets(
        cls, after: str | None, before: str | None, source: str | None, undated: bool
    ) -> Filters:
        """Make filters of what the page's widgets hold."""
        return cls(after, before, None if source == ANY_SOURCE else source, undated)

    @property
    def is_on(self) -> bool:
        """Tell whether any filter is set."""
        return any((_text(self.after), _text(self.before), self.source, self.undated))

    def query(self, question: str) -> Query:
        """Make a query of a question with these filters.

        Raises:
            QuestionError: the question is empty or too long.
            UsageError: a filter cannot be used.
        """
        return Query(
            question,
            after=_text(self.after),
            before=_text(self.before),
            source=self.source,
            undated=self.undated,
        )

    def notice(self) -> str:
        """Say which articles are asked, or why none can be; nothing where no filter is on."""
        if not self.is_on:
            return ""
        try:
            self.query(_ANY_QUESTION)
        except UsageError as error:
            return str(error)
        parts = []
        if self.undated:
            parts.append("that state no date")
        if after := _text(self.after):
            parts.append(f"from {after} on")
        if before := _text(self.before):
            parts.append(f"up to {before}")
        if self.source:
            parts.append(f"of {self.source}")
        return f"Only articles {', '.join(parts)} are asked."


def _text(value: str | None) -> str | None:
    return (value or "").strip() or None
