"""Answer a question from one article alone, and tell which articles say the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from qa.answering.candidate_ranking import CandidateRanker
from qa.answering.candidates import Candidate, ScoredSpan
from qa.answering.confidence import Confidence
from qa.answering.features import agreement, lead
from qa.answering.question import QuestionContext
from qa.answering.sources import AnswerSources
from qa.answering.staleness import Staleness, asks_for_past
from qa.settings import AnswerSettings
from qa.text.equivalence import are_equivalent
from qa.types.answer import Evidence
from qa.types.search import Span


@dataclass(frozen=True, slots=True)
class ArticleFinding:
    """The best words of one article, and the probability, 0 to 1, that they are the answer."""

    evidence: Evidence
    confidence: float


class ArticleAnswerer:
    """Chooses the best answer of each article, by what that article says and nothing else.

    The fitted confidence sees for one article what it sees for a whole collection, with two
    differences. `lexical` stays a share of the best passage of all articles that were searched: an
    article whose best passage has few of the question's words is not taken for a good one because
    its other passages have fewer. `agreement` and `lead` come from the passages of the article, so
    that copies and rivals elsewhere neither raise nor lower it.
    """

    def __init__(
        self, settings: AnswerSettings, confidence: Confidence, sources: AnswerSources
    ) -> None:
        """Take what `AnswerSelector` takes."""
        self._surroundings = sources.surroundings
        self._confidence = confidence
        self._ranker = CandidateRanker(settings, confidence, sources)
        self._evidence = sources.evidence

    def best(
        self, context: QuestionContext, spans: Iterable[Span], min_confidence: float
    ) -> ArticleFinding | None:
        """Give the likeliest words among the spans of one article.

        Words that their sentence tells as an earlier, a mistaken or an old value are passed over
        ("three" in "rose to five, from three"), unless the question asks for what was before.

        None when the article has none, or none that are at least `min_confidence` likely.

        Args:
            context: of the question; its `best_lexical` is that of all articles searched.
        """
        candidates = self._ranker.rank(context, spans)
        if not asks_for_past(context.question):
            candidates = [
                replace(candidate, places=places)
                for candidate in candidates
                if (places := self._present_places(candidate))
            ]
        if not candidates:
            return None
        first, *others = candidates
        features = replace(
            first.places[0].features,
            agreement=agreement(place.span for place in first.places),
            lead=lead(first.score, (other.score for other in others)),
        )
        probability = self._confidence.probability(features)
        if probability < min_confidence:
            return None
        return ArticleFinding(self._evidence.evidence(first)[0], probability)

    def _present_places(self, candidate: Candidate) -> tuple[ScoredSpan, ...]:
        """Give the places whose sentence does not tell the words as earlier, mistaken or old."""
        return tuple(
            place
            for place in candidate.places
            if self._surroundings.staleness(place.span) is Staleness.PRESENT
        )


@dataclass(frozen=True, slots=True)
class Statement:
    """What an article says: words, read by the day of the article where they need one."""

    text: str
    day: date | None


class AnswerGroups:
    """Tells which statements say the same; remembers every pair that was compared."""

    def __init__(self) -> None:
        self._equivalent: dict[tuple[Statement, Statement], bool] = {}

    def number(self, statements: Iterable[Statement]) -> list[int]:
        """Give each statement the number of its group, from 1 in the order of the groups' firsts.

        A statement joins the first group of which it agrees with every member: "Ada Bell" and
        "Ben Bell" stay apart though "Bell" agrees with both.
        """
        groups: list[list[Statement]] = []
        numbers = []
        for statement in statements:
            for number, members in enumerate(groups, 1):
                if all(self._agree(member, statement) for member in members):
                    if statement not in members:
                        members.append(statement)
                    numbers.append(number)
                    break
            else:
                groups.append([statement])
                numbers.append(len(groups))
        return numbers

    def _agree(self, first: Statement, second: Statement) -> bool:
        pair = (first, second)
        if pair not in self._equivalent:
            self._equivalent[pair] = are_equivalent(first.text, second.text, first.day, second.day)
        return self._equivalent[pair]
