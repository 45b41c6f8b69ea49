"""Rank the distinct answers among the spans that were read; read close ones jointly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from qa.answering.answer_types import violates_answer_type
from qa.answering.candidates import TIED_SCORE, Candidate, ScoredSpan, group_equivalent
from qa.answering.confidence import Confidence
from qa.answering.features import Features, agreement, clip, lead
from qa.answering.question import QuestionContext
from qa.answering.sources import AnswerSources
from qa.answering.widening import make_whole
from qa.settings import AnswerSettings
from qa.types.ordering import sort_with_ties
from qa.types.search import Span, drop_overlapping, sort_by_margin


class CandidateRanker:
    """Ranks the distinct answers among the spans that were read for a question."""

    def __init__(
        self, settings: AnswerSettings, confidence: Confidence, sources: AnswerSources
    ) -> None:
        self._settings = settings
        self._confidence = confidence
        self._features = sources.features
        self._rescore_jointly = sources.rescore_jointly

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
