"""Choose the answer to a question among the spans that were read, or none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from qa.answering.candidate_ranking import CandidateRanker
from qa.answering.candidates import Candidate
from qa.answering.confidence import TIED_PROBABILITY, Confidence
from qa.answering.conflicts import ConflictFinder, agreeing_articles
from qa.answering.question import QuestionContext
from qa.answering.sources import AnswerSources
from qa.answering.updates import Update, UpdateFinder
from qa.settings import AnswerSettings
from qa.types.answer import Agreement, Alternative, Closest, Evidence, Reports
from qa.types.ordering import TieKey, sort_with_ties
from qa.types.search import Hit, Span, sort_by_score


@dataclass(frozen=True, slots=True)
class Selection:
    """What an Answer is made of besides the question and what was searched.

    Attributes:
        text, confidence, evidence, alternatives, agreement, closest, possible, reports, items:
            as in Answer.
        candidates: the distinct answers that were weighed, best first.
    """

    text: str | None
    confidence: float
    evidence: tuple[Evidence, ...]
    alternatives: tuple[Alternative, ...]
    agreement: Agreement
    closest: tuple[Closest, ...]
    candidates: tuple[Candidate, ...]
    possible: Alternative | None = None
    reports: Reports | None = None
    items: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class _Other:
    """An answer that was not chosen, with the probability that it is shown with."""

    candidate: Candidate
    probability: float
    is_conflict: bool

    @property
    def tie_key(self) -> TieKey:
        return self.candidate.best.tie_key


class AnswerSelector:
    """Chooses among the spans read for one question, by what speaks for each."""

    def __init__(
        self, settings: AnswerSettings, confidence: Confidence, sources: AnswerSources
    ) -> None:
        """Take the settings, the fitted models, and the sources of the question."""
        surroundings = sources.surroundings
        self._settings = settings
        self._confidence = confidence
        self._ranker = CandidateRanker(settings, confidence, sources)
        self._conflicts = ConflictFinder(settings, confidence, surroundings)
        self._updates = UpdateFinder(settings, confidence, surroundings, self._conflicts)
        self._evidence = sources.evidence

    def select(
        self, question: str, hits: Sequence[Hit], spans: Iterable[Span], min_confidence: float
    ) -> Selection:
        """Give the best answer if it is likely enough to be right, else the closest passages.

        Args:
            question: complete, as it is asked.
            hits: the passages that retrieval gave for it, read or not.
            spans: what the reader proposes, in any order.
            min_confidence: the lowest probability, 0..1, at which an answer is given.
        """
        context = QuestionContext.of(question, hits)
        candidates = tuple(self._ranker.rank(context, spans))
        confidence = self._probability(candidates[0]) if candidates else 0.0
        update = self._updates.find(context, candidates)
        if update is not None:
            confidence = update.newest.probability
            candidates = update.candidates
        if candidates and confidence >= min_confidence:
            return self._with_answer(context, candidates, confidence, update)
        nearest = _nearest(candidates, hits)[: self._settings.max_closest]
        return Selection(
            text=None,
            confidence=confidence,
            evidence=(),
            alternatives=(),
            agreement=Agreement(),
            closest=self._evidence.closest(context, nearest),
            candidates=candidates,
            possible=self._possible(candidates, confidence),
        )

    def _possible(self, candidates: Sequence[Candidate], confidence: float) -> Alternative | None:
        """Offer the best words when they are not likely enough to be the answer, but nearly so."""
        if not candidates or confidence < self._settings.min_possible_confidence:
            return None
        evidence = self._evidence.evidence(candidates[0])
        return Alternative(candidates[0].text, confidence, evidence)

    def _with_answer(
        self,
        context: QuestionContext,
        candidates: tuple[Candidate, ...],
        confidence: float,
        update: Update | None,
    ) -> Selection:
        chosen, *others = candidates
        answers = self._conflicts.answers_by_article(candidates)
        conflicts = self._conflicts.conflicts(context, chosen, others, answers)
        evidence = self._evidence.evidence(chosen)
        # Evidence reads articles and their versions: only for what is shown.
        superseded = [] if update is None else [report.candidate for report in update.earlier]
        ordered = sorted(
            self._ordered(others, conflicts), key=lambda other: other.candidate not in superseded
        )
        displayed = ordered[: max(self._settings.max_alternatives, len(superseded))]
        alternatives = {other: self._alternative(other, confidence) for other in displayed}
        by_confidence = sort_with_ties(
            displayed,
            lambda other: alternatives[other].confidence,
            lambda other: other.tie_key,
            TIED_PROBABILITY,
        )
        different = [alternatives[other] for other in displayed if other.is_conflict]
        return Selection(
            text=chosen.text,
            confidence=confidence,
            evidence=evidence,
            alternatives=tuple(alternatives[other] for other in by_confidence),
            agreement=Agreement(
                agreeing_articles(chosen, evidence, answers),
                tuple(sorted(different, key=_day_of_first, reverse=True)),
            ),
            closest=(),
            candidates=candidates,
            reports=self._reports(update, confidence),
        )

    def _reports(self, update: Update | None, confidence: float) -> Reports | None:
        """Show the earlier reports that the answer replaces, each with its own place first."""
        if update is None or not update.earlier:
            return None
        earlier = [
            self._alternative(_Other(report.candidate, report.probability, True), confidence)
            for report in update.earlier
        ]
        return Reports(update.count, tuple(earlier))

    def _alternative(self, other: _Other, confidence: float) -> Alternative:
        """Show an answer; it ranked below the chosen one, so it is not called likelier."""
        return Alternative(
            other.candidate.text,
            min(other.probability, confidence),
            self._evidence.evidence(other.candidate),
        )

    def _probability(self, candidate: Candidate) -> float:
        return self._confidence.probability(candidate.features)

    def _ordered(
        self, candidates: Iterable[Candidate], conflicts: dict[Candidate, float]
    ) -> list[_Other]:
        """Order the answers that are likely enough, first those that contradict the chosen one."""
        others = [
            _Other(
                candidate,
                conflicts.get(candidate, self._probability(candidate)),
                candidate in conflicts,
            )
            for candidate in candidates
        ]
        likely = self._settings.min_alternative_confidence
        return [
            other
            for is_conflict in (True, False)
            for other in sort_with_ties(
                [other for other in others if other.is_conflict is is_conflict],
                lambda other: other.probability,
                lambda other: other.tie_key,
                TIED_PROBABILITY,
            )
            if is_conflict or other.probability >= likely
        ]


def _nearest(candidates: Iterable[Candidate], hits: Iterable[Hit]) -> list[Hit]:
    """Order passages by the answers that the reader found in them, then by retrieval."""
    with_answer = [place.span.hit for candidate in candidates for place in candidate.places]
    return list(dict.fromkeys([*with_answer, *sort_by_score(hits)]))


def _day_of_first(alternative: Alternative) -> date:
    return alternative.evidence[0].article.date or date.min
