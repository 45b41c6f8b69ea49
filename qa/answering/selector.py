"""Choose the answer to a question among the spans that were read, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from qa.answering.candidates import Candidate, CandidateRanker
from qa.answering.confidence import Confidence
from qa.answering.conflicts import ConflictFinder, agreeing_articles
from qa.answering.evidence import EvidenceBuilder, closest_passages
from qa.answering.features import FeatureExtractor
from qa.answering.question import QuestionContext
from qa.answering.surroundings import Surroundings
from qa.settings import AnswerSettings
from qa.types.answer import Agreement, Alternative, Closest, Evidence
from qa.types.article import Article
from qa.types.ordering import TieKey, sort_with_ties
from qa.types.search import Hit, Span, sort_by_score

# Probabilities that differ by less are a tie.
_TIED_PROBABILITY = 0.001


@dataclass(frozen=True, slots=True)
class Selection:
    """What an Answer is made of besides the question and what was searched.

    Attributes:
        text, confidence, evidence, alternatives, agreement, closest: as in Answer.
        candidates: the distinct answers that were weighed, best first.
    """

    text: str | None
    confidence: float
    evidence: tuple[Evidence, ...]
    alternatives: tuple[Alternative, ...]
    agreement: Agreement
    closest: tuple[Closest, ...]
    candidates: tuple[Candidate, ...]


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
        self,
        settings: AnswerSettings,
        confidence: Confidence,
        article: Callable[[str], Article],
        versions: Callable[[str], Sequence[Article]],
        similarity: Callable[[str, Sequence[str]], Sequence[float]],
        rescore_jointly: Callable[[str, Sequence[Span]], Sequence[float]],
    ) -> None:
        """Take the settings, the fitted models, and what is looked up while answers are weighed.

        Args:
            article: gives the article of an id.
            versions: gives the other articles that tell the same story as the one of an id.
            similarity: gives the cosines of a question with sentences.
            rescore_jointly: gives the reader's margins of spans when their sentences are read as
                one text.
        """
        surroundings = Surroundings(article)
        features = FeatureExtractor(surroundings, similarity)
        self._settings = settings
        self._confidence = confidence
        self._ranker = CandidateRanker(settings, confidence, features, rescore_jointly)
        self._conflicts = ConflictFinder(settings, confidence, surroundings)
        self._evidence = EvidenceBuilder(surroundings, versions)

    def candidates(
        self, question: str, hits: Sequence[Hit], spans: Iterable[Span]
    ) -> list[Candidate]:
        """Give the distinct answers among spans, best first."""
        return self._ranker.rank(QuestionContext.of(question, hits), spans)

    def select(
        self, question: str, hits: Sequence[Hit], spans: Iterable[Span], min_confidence: float
    ) -> Selection:
        """Give the best answer if it is likely enough to be right, else the closest passages."""
        context = QuestionContext.of(question, hits)
        candidates = tuple(self._ranker.rank(context, spans))
        confidence = self._probability(candidates[0]) if candidates else 0.0
        if not candidates or confidence < min_confidence:
            nearest = sort_by_score(hits)[: self._settings.max_closest]
            closest = closest_passages(context, nearest)
            return Selection(None, confidence, (), (), Agreement(), closest, candidates)
        chosen = candidates[0]
        answers = self._conflicts.answers_by_article(candidates)
        conflicts = self._conflicts.conflicts(context, chosen, candidates[1:], answers)
        evidence = self._evidence.evidence(chosen)
        # Evidence reads articles and their versions: only for what is shown. An answer that was
        # ranked lower is not called likelier.
        shown = [
            (
                other,
                Alternative(
                    other.candidate.text,
                    min(other.probability, confidence),
                    self._evidence.evidence(other.candidate),
                ),
            )
            for other in self._others(candidates[1:], conflicts)[: self._settings.max_alternatives]
        ]
        different = [alternative for other, alternative in shown if other.is_conflict]
        by_confidence = sort_with_ties(
            shown, lambda pair: pair[1].confidence, lambda pair: pair[0].tie_key, _TIED_PROBABILITY
        )
        return Selection(
            text=chosen.text,
            confidence=confidence,
            evidence=evidence,
            alternatives=tuple(alternative for _, alternative in by_confidence),
            agreement=Agreement(
                agreeing_articles(chosen, evidence, answers),
                tuple(sorted(different, key=_day_of_first, reverse=True)),
            ),
            closest=(),
            candidates=candidates,
        )

    def _probability(self, candidate: Candidate) -> float:
        return self._confidence.probability(candidate.features)

    def _others(
        self, candidates: Iterable[Candidate], conflicts: dict[Candidate, float]
    ) -> list[_Other]:
        """Order the answers that may be shown: first what contradicts the chosen one."""
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
                _TIED_PROBABILITY,
            )
            if is_conflict or other.probability >= likely
        ]


def _day_of_first(alternative: Alternative) -> date:
    return alternative.evidence[0].article.date or date.min
