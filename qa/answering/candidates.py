"""Gather spans into distinct answers and rank them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from qa.answering.answer_types import violates_answer_type
from qa.answering.confidence import Confidence
from qa.answering.features import FeatureExtractor, Features, agreement, clip, lead
from qa.answering.question import QuestionContext
from qa.answering.widening import make_whole
from qa.settings import AnswerSettings
from qa.text.equivalence import are_equivalent
from qa.types.ordering import sort_with_ties
from qa.types.search import Span, drop_overlapping, sort_by_margin

# Scores that differ by less, in log odds, are a tie. Ranking by where the spans stand is then as
# good, and does not change with the arithmetic of the machine.
TIED_SCORE = 0.05


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """A span with its features and the score, in log odds, that they give it.

    Attributes:
        span: the words that are shown.
        read: the words that the reader pointed at, which the features are of; the words shown may
            hold a bound or a unit more.
    """

    span: Span
    read: Span
    features: Features
    score: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A distinct answer.

    Attributes:
        places: the spans that give it, best first; the first one stands for the answer.
        features: those of the first place, with joint_margin, agreement and lead.
    """

    places: tuple[ScoredSpan, ...]
    features: Features

    @property
    def best(self) -> Span:
        return self.places[0].span

    @property
    def text(self) -> str:
        return self.best.text

    @property
    def score(self) -> float:
        return self.places[0].score


class CandidateRanker:
    """Ranks the distinct answers among the spans that were read for a question."""

    def __init__(
        self,
        settings: AnswerSettings,
        confidence: Confidence,
        features: FeatureExtractor,
        rescore_jointly: Callable[[str, Sequence[Span]], Sequence[float]],
    ) -> None:
        """Take what scores spans.

        Args:
            rescore_jointly: gives the reader's margins of spans when their sentences are read as
                one text.
        """
        self._settings = settings
        self._confidence = confidence
        self._features = features
        self._rescore_jointly = rescore_jointly

    def rank(self, context: QuestionContext, spans: Iterable[Span]) -> list[Candidate]:
        """Give the distinct answers among spans, best first.

        Neither the order of the spans nor the rounding of their scores changes the result.
        """
        read_as = {
            whole: span
            for span in spans
            if (whole := make_whole(context, span)) is not None
            and not violates_answer_type(context.question, whole.text)
        }
        best = drop_overlapping(sort_by_margin(read_as))[: self._settings.max_candidates]
        features = self._features.extract(context, [read_as[span] for span in best])
        scored = [self._scored(span, read_as[span], features[read_as[span]]) for span in best]
        answers = _sorted_answers(
            tuple(places) for places in group_equivalent(_sorted_places(scored))
        )
        if self._are_close(answers):
            answers = self._compared_jointly(context.question, answers)
        return [
            _candidate(places, [other for other in answers if other is not places])
            for places in answers
        ]

    def _scored(self, span: Span, read: Span, features: Features) -> ScoredSpan:
        return ScoredSpan(span, read, features, self._confidence.score(features))

    def _are_close(self, answers: Sequence[Sequence[ScoredSpan]]) -> bool:
        """Tell whether the second answer scores nearly as high as the first."""
        scores = [places[0].score for places in answers[:2]]
        return len(scores) == 2 and scores[0] - scores[1] <= self._settings.compare_within

    def _compared_jointly(
        self, question: str, answers: Sequence[tuple[ScoredSpan, ...]]
    ) -> list[tuple[ScoredSpan, ...]]:
        """Rank the answers anew with the margins that the best have when they are read jointly.

        The sentences are read in the order in which they stand in the articles: which answer
        scored a little higher before must not change what the reader sees.
        """
        compared = sorted(
            answers[: self._settings.max_compared], key=lambda places: places[0].span.tie_key
        )
        margins = self._rescore_jointly(question, [places[0].read for places in compared])
        below_best = [clip(margin - max(margins), -10, 0) for margin in margins]
        # What was not compared had less to speak for it: it is put with the last.
        rest = [(places, min(below_best)) for places in answers[self._settings.max_compared :]]
        return _sorted_answers(
            tuple(
                self._scored(
                    place.span,
                    place.read,
                    replace(place.features, joint_margin=joint_margin),
                )
                for place in places
            )
            for places, joint_margin in [*zip(compared, below_best, strict=True), *rest]
        )


def group_equivalent(places: Iterable[ScoredSpan]) -> list[list[ScoredSpan]]:
    """Gather spans that say the same, in the order of the first of each."""
    answers: list[list[ScoredSpan]] = []
    for place in places:
        for answer in answers:
            if _say_the_same(answer[0].span, place.span):
                answer.append(place)
                break
        else:
            answers.append([place])
    return answers


def _say_the_same(span: Span, other: Span) -> bool:
    """Tell whether two spans agree; "Tuesday" is read by the date of its article."""
    return are_equivalent(span.text, other.text, span.hit.article.date, other.hit.article.date)


def _sorted_places(places: Iterable[ScoredSpan]) -> list[ScoredSpan]:
    return sort_with_ties(
        places, lambda place: place.score, lambda place: place.span.tie_key, TIED_SCORE
    )


def _sorted_answers(answers: Iterable[tuple[ScoredSpan, ...]]) -> list[tuple[ScoredSpan, ...]]:
    return sort_with_ties(
        answers, lambda places: places[0].score, lambda places: places[0].span.tie_key, TIED_SCORE
    )


def _candidate(
    places: tuple[ScoredSpan, ...], others: Iterable[tuple[ScoredSpan, ...]]
) -> Candidate:
    features = replace(
        places[0].features,
        agreement=agreement(place.span for place in places),
        lead=lead(places[0].score, (other[0].score for other in others)),
    )
    return Candidate(places, features)
