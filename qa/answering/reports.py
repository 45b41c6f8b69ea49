"""What each article reports, and whether two reports are of the same event."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from qa.answering.candidates import Candidate, ScoredSpan
from qa.answering.conflicts import ConflictFinder
from qa.answering.question import QuestionContext
from qa.answering.staleness import earlier_values
from qa.answering.surroundings import Surroundings
from qa.settings import AnswerSettings
from qa.text.equivalence import relate, value_of
from qa.text.relation import Relation
from qa.text.terms import content_terms
from qa.types.article import ArticleInfo
from qa.types.search import Span

# Two articles share several names when they share so many, and this share of those of the one with
# fewer; of articles with few names half are enough (benchmarks/planted.py).
_MIN_SHARED_NAMES = 2
_MIN_SHARE_OF_NAMES = 0.2
_HALF_OF_NAMES = 0.5
# They share words when they share so many, and this share of those of the one with fewer; with more
# of them they are alike even without a name.
_MIN_SHARED_TERMS = 3
_MIN_SHARE_OF_TERMS = 0.3
_MANY_SHARED_TERMS = 4
_HIGH_SHARE_OF_TERMS = 0.5
# "A second tower", "another ferry": not the one that is asked about.
_ANOTHER = re.compile(
    r"\b(another|second|third|other|neighbou?ring|sister|rival|similar)\s+(\w+)", re.IGNORECASE
)
# Then a year behind other words is a day, too: "spring 2028".
_ASKS_WHEN = re.compile(r"^\W*(?:when|(?:what|which) (?:day|date|month|year))\b", re.IGNORECASE)
# An office has one holder at a time: of two names the later one replaces the earlier one.
_ASKS_FOR_HOLDER = re.compile(
    r"^\W*who(?:'s|’s| is| are| leads| heads| runs| owns| chairs| coaches| manages| governs| rules"
    r"| commands| represents| presides over)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Report:
    """What one article answers, were it asked alone.

    Attributes:
        place: where it stands; `candidate`: the distinct answer that it belongs to.
        probability: that it is right, 0..1.
    """

    candidate: Candidate
    place: ScoredSpan
    probability: float

    @property
    def span(self) -> Span:
        return self.place.span

    @property
    def article(self) -> ArticleInfo:
        return self.place.span.hit.article

    @property
    def day(self) -> date:
        """The day of the article; an undated one counts as the oldest."""
        return self.article.date or date.min

    def relation_to(self, text: str, day: date | None) -> Relation:
        """Tell how its words relate to others that stand in an article of a day."""
        return relate(self.span.text, text, self.article.date, day)


class EventComparer:
    """Tells whether two articles give their answers to a question about the same event."""

    def __init__(
        self, settings: AnswerSettings, surroundings: Surroundings, conflicts: ConflictFinder
    ) -> None:
        self._settings = settings
        self._surroundings = surroundings
        self._conflicts = conflicts

    def is_same_event(self, context: QuestionContext, report: Report, other: Report) -> bool:
        """Tell whether a later report brings the value of an earlier one up to date.

        It does when one tells the other's value as an earlier one. Else both must answer with the
        same kind of value and be alike. Where the question has names, both must have them: reports
        of two towns may have the same form. Where it has none, they must share names or many words.
        Articles that lie further apart must be alike in one more way.
        """
        if not have_one_kind(context, report.span, other.span):
            return False
        if self._names_another(context, report.span) != self._names_another(context, other.span):
            return False
        if self.tells_as_earlier(report, other) or self.tells_as_earlier(other, report):
            return True
        if report.article.date is None or other.article.date is None:
            return False
        days = abs((report.day - other.day).days)
        if days > self._settings.max_days_of_story:
            return False
        is_near = days <= self._settings.max_days_between_reports
        shared_names = self._shared_names(context, report.span, other.span)
        shared_terms = self._shared_terms(report.span, other.span)
        if context.names:
            if self._conflicts.is_same_subject(context, report.span, other.span):
                return is_near or shared_names > 0 or shared_terms > 0
            return is_near and shared_names == 2
        if shared_names == 0:
            return shared_terms == 2 and not self._have_other_names(report.span, other.span)
        return is_near or shared_terms > 0

    def tells_as_earlier(self, report: Report, other: Report) -> bool:
        """Tell whether a report's sentence gives the value of the other as one that is past."""
        sentence = self._surroundings.sentence(report.span)
        return any(
            other.relation_to(value, report.article.date) is Relation.SAME
            for value in earlier_values(sentence)
        )

    def _shared_names(self, context: QuestionContext, span: Span, other: Span) -> int:
        """Give 0 where two articles share few names, 1 where they share half, 2 for several.

        The names of the question are left out of the half: both articles were found by them.
        """
        names = self._surroundings.names(span.hit.passage)
        other_names = self._surroundings.names(other.hit.passage)
        shared = len(names & other_names)
        fewer = min(len(names), len(other_names))
        if shared >= _MIN_SHARED_NAMES and shared >= _MIN_SHARE_OF_NAMES * fewer:
            return 2
        of_question = {name for name in names & other_names if name in context.question}
        own = shared - len(of_question)
        return int(own > 0 and own >= _HALF_OF_NAMES * (fewer - len(of_question)))

    def _have_other_names(self, span: Span, other: Span) -> bool:
        """Tell whether both articles have several names, and none in common."""
        names = self._surroundings.names(span.hit.passage)
        other_names = self._surroundings.names(other.hit.passage)
        return names.isdisjoint(other_names) and min(len(names), len(other_names)) > 1

    def _names_another(self, context: QuestionContext, span: Span) -> bool:
        """Tell whether a sentence speaks of another thing of the kind that is asked about."""
        return any(
            match[1].lower() not in context.question.lower()
            and not context.terms.isdisjoint(content_terms(match[2]))
            for match in _ANOTHER.finditer(self._surroundings.sentence(span))
        )

    def _shared_terms(self, span: Span, other: Span) -> int:
        """Give 0 where two articles share few words, 1 where they share some, 2 for many."""
        terms = self._surroundings.terms(span.hit.passage)
        other_terms = self._surroundings.terms(other.hit.passage)
        shared = len(terms & other_terms)
        fewer = min(len(terms), len(other_terms))
        if shared >= _MANY_SHARED_TERMS and shared >= _HIGH_SHARE_OF_TERMS * fewer:
            return 2
        return int(shared >= _MIN_SHARED_TERMS and shared >= _MIN_SHARE_OF_TERMS * fewer)


def have_one_kind(context: QuestionContext, span: Span, other: Span) -> bool:
    """Tell whether both are quantities, or both are moments: values that reports bring up to date.

    Of two names, two causes or two places the newer one is not known to replace the older one,
    unless the question asks who holds an office.
    """
    value, other_value = value_of(span.text), value_of(other.text)
    if value.moments or other_value.moments:
        is_when = _ASKS_WHEN.match(context.question) is not None
        return all(
            of_span.moments or (is_when and of_span.quantities) for of_span in (value, other_value)
        )
    if value.quantities or other_value.quantities:
        return bool(value.quantities and other_value.quantities)
    return _ASKS_FOR_HOLDER.match(context.question) is not None
