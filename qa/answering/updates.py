"""Find the newest report of what a question asks for, where articles of different days differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qa.answering.candidates import TIED_SCORE, Candidate, ScoredSpan
from qa.answering.confidence import TIED_PROBABILITY, Confidence
from qa.answering.conflicts import ConflictFinder
from qa.answering.features import lead
from qa.answering.question import QuestionContext
from qa.answering.reports import EventComparer, Report, have_one_kind
from qa.answering.staleness import Staleness, asks_for_past
from qa.answering.surroundings import Surroundings
from qa.settings import AnswerSettings
from qa.text.relation import Relation
from qa.types.ordering import sort_with_ties


@dataclass(frozen=True, slots=True)
class Update:
    """The newest report of an event, and what it replaces.

    Attributes:
        newest: the report that leads.
        earlier: the last report of each answer that it replaces, newest first.
        count: how many articles report on the event; 1 when only an old value was passed over.
        candidates: the distinct answers, that of the newest report first, then as they were
            ranked; each that a report gives has the place in that report first.
    """

    newest: Report
    earlier: tuple[Report, ...]
    count: int
    candidates: tuple[Candidate, ...]


class UpdateFinder:
    """Compares the reports of dated articles that tell one event."""

    def __init__(
        self,
        settings: AnswerSettings,
        confidence: Confidence,
        surroundings: Surroundings,
        conflicts: ConflictFinder,
    ) -> None:
        self._settings = settings
        self._confidence = confidence
        self._surroundings = surroundings
        self._events = EventComparer(settings, surroundings, conflicts)

    def find(self, context: QuestionContext, candidates: Sequence[Candidate]) -> Update | None:
        """Give the newest report where articles about one event differ, else None.

        It is None, too, where it is not certain that the articles speak of the same thing, and
        where the question asks for what was before.
        """
        if not candidates or asks_for_past(context.question):
            return None
        reports = self._reports(candidates)
        first = self._first(context, candidates[0], reports)
        if first is None:
            return None
        story = self._story(context, first, reports.values())
        newest = self._newest(story)
        earlier = self._earlier(newest, story)
        if not earlier and newest.candidate is candidates[0]:
            return None
        led = {id(report.candidate): _led_by(report) for report in (*earlier, newest)}
        others = (candidate for candidate in candidates if candidate is not newest.candidate)
        return Update(
            newest=replace(newest, candidate=led[id(newest.candidate)]),
            earlier=tuple(
                replace(report, candidate=led[id(report.candidate)]) for report in earlier
            ),
            count=len(story) if earlier else 1,
            candidates=tuple(
                led.get(id(candidate), candidate) for candidate in (newest.candidate, *others)
            ),
        )

    def _reports(self, candidates: Iterable[Candidate]) -> Mapping[str, Report]:
        """Give what each article answers first, by the article's id; old background is left out."""
        places: dict[str, list[tuple[Candidate, ScoredSpan]]] = {}
        for candidate in candidates:
            for place in candidate.places:
                if self._surroundings.staleness(place.span) is Staleness.PRESENT:
                    places.setdefault(place.span.hit.article.id, []).append((candidate, place))
        return {article_id: self._report(of_article) for article_id, of_article in places.items()}

    def _report(self, places: Sequence[tuple[Candidate, ScoredSpan]]) -> Report:
        scores = [
            self._confidence.score(replace(place.features, joint_margin=0.0)) for _, place in places
        ]
        # Of two that nearly tie, the one that was ranked first.
        best, *_ = sort_with_ties(
            range(len(places)), scores.__getitem__, lambda number: (number,), TIED_SCORE
        )
        candidate, place = places[best]
        others = [
            score
            for score, (other, _) in zip(scores, places, strict=True)
            if other is not candidate
        ]
        features = replace(
            place.features,
            joint_margin=0.0,
            agreement=candidate.features.agreement,
            lead=lead(scores[best], others),
        )
        return Report(candidate, place, self._confidence.probability(features))

    def _first(
        self, context: QuestionContext, chosen: Candidate, reports: Mapping[str, Report]
    ) -> Report | None:
        """Give the report that was ranked first, or the best one in place of old background."""
        if self._surroundings.staleness(chosen.best) is Staleness.PRESENT:
            report = reports[chosen.best.hit.article.id]
            # Its article answers something else first: nothing is certain here.
            return report if report.candidate is chosen else None
        likely = [
            report
            for report in reports.values()
            if self._is_likely(report) and have_one_kind(context, chosen.best, report.span)
        ]
        of_article = [
            report for report in likely if report.article.id == chosen.best.hit.article.id
        ]
        best_first = sort_with_ties(
            enumerate(of_article or likely),
            lambda ranked: ranked[1].probability,
            lambda ranked: (ranked[0],),
            TIED_PROBABILITY,
        )
        return best_first[0][1] if best_first else None

    def _is_likely(self, report: Report) -> bool:
        return report.probability >= self._settings.min_confidence

    def _story(
        self, context: QuestionContext, first: Report, reports: Iterable[Report]
    ) -> list[Report]:
        """Give the likely reports of the event that the first one tells, it among them.

        They keep the order of `reports`, which is that of the ranking.
        """
        ranked = list(reports)
        story = [first]
        others = [report for report in ranked if report is not first and self._is_likely(report)]
        # A report of a later day may be near in time only to one in between.
        while True:
            joined = next(
                (
                    other
                    for other in others
                    if any(self._events.is_same_event(context, member, other) for member in story)
                ),
                None,
            )
            if joined is None:
                return [report for report in ranked if any(report is member for member in story)]
            story.append(joined)
            others.remove(joined)

    def _newest(self, story: Sequence[Report]) -> Report:
        """Give the report of the latest day; of one day, the one that corrects the other.

        Where none of a day corrects another, nobody can tell which is the newer: the one that was
        ranked first is given.
        """
        newest = max(story, key=lambda report: report.day)
        correcting = [report for report in story if self._events.tells_as_earlier(report, newest)]
        return correcting[0] if correcting else newest

    def _earlier(self, newest: Report, story: Iterable[Report]) -> list[Report]:
        """Give the last report of each other answer, newest first."""
        last: dict[int, Report] = {}
        for report in sorted(story, key=lambda report: report.day, reverse=True):
            is_same = report.candidate is newest.candidate or (
                report.relation_to(newest.span.text, newest.article.date) is Relation.SAME
            )
            if not is_same:
                last.setdefault(id(report.candidate), report)
        return list(last.values())


def _led_by(report: Report) -> Candidate:
    """Give a report's answer with the report's place first."""
    candidate = report.candidate
    others = (place for place in candidate.places if place is not report.place)
    features = replace(
        report.place.features,
        agreement=candidate.features.agreement,
        lead=candidate.features.lead,
    )
    return Candidate((report.place, *others), features)
