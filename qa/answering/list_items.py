"""Gather all the answers to a question that asks for several."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from qa.answering.answer_types import violates_answer_type
from qa.answering.candidates import Candidate, ScoredSpan, group_equivalent
from qa.answering.confidence import Confidence
from qa.answering.coordination import (
    is_list_of_things,
    names_with_amounts,
    split_items,
    widen_to_list,
)
from qa.answering.features import agreement
from qa.answering.question import QuestionContext
from qa.answering.sources import AnswerSources
from qa.answering.surroundings import sentence_around
from qa.answering.widening import make_whole
from qa.settings import AnswerSettings
from qa.types.answer import Alternative, Evidence
from qa.types.search import Span, drop_overlapping, sort_by_margin

# "Four", "three more cities": how many there are is no item; "Nine Doors" is a title.
_COUNT = re.compile(
    r"(?:about |some |at least |only )?(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve|dozens?|several|many|most|both|all)"
    r"(?: (?:more|other|new|of them|(?-i:[a-z]+s)))*",
    re.IGNORECASE,
)
# An item is weighed as if it led the answers that are no items by this much, in log odds: the other
# items do not speak against it.
_LEAD = 1.0


def is_count(text: str) -> bool:
    """Tell whether words only say how many there are: "four", "three more cities"."""
    return _COUNT.fullmatch(text) is not None


class ItemGatherer:
    """Finds the distinct items among the spans that were read for one question."""

    def __init__(
        self, settings: AnswerSettings, confidence: Confidence, sources: AnswerSources
    ) -> None:
        self._settings = settings
        self._confidence = confidence
        self._features = sources.features
        self._surroundings = sources.surroundings
        self._evidence = sources.evidence

    def items(
        self, context: QuestionContext, spans: Iterable[Span], min_confidence: float
    ) -> list[Alternative]:
        """Give the distinct items that are likely enough (0..1), likeliest first."""
        read_as = {
            whole: span
            for span in spans
            if (whole := make_whole(context, span)) is not None
            and not violates_answer_type(context.question, whole.text)
            and not is_count(whole.text)
        }
        best = drop_overlapping(sort_by_margin(read_as))[: self._settings.max_list_spans]
        features = self._features.extract(context, [read_as[span] for span in best])
        places = []
        for span in best:
            read = read_as[span]
            score = self._confidence.score(features[read])
            places += [ScoredSpan(part, read, features[read], score) for part in self._parts(span)]
        places.sort(key=lambda place: (-place.score, place.span.tie_key))
        items = []
        for group in group_equivalent(places):
            probability = self._probability(group)
            if probability >= min_confidence:
                candidate = Candidate(tuple(group), group[0].features)
                items.append(
                    Alternative(candidate.text, probability, self._evidence.evidence(candidate))
                )
        return items

    def parts_of(self, evidence: Evidence, confidence: float) -> list[Alternative]:
        """Give what a stretch lists, nothing where it is no list of names or things."""
        if not is_list_of_things(evidence.text):
            return []
        places = [
            replace(
                evidence,
                text=evidence.text[low:high],
                start=evidence.start + low,
                end=evidence.start + high,
            )
            for low, high in split_items(evidence.text)
        ]
        return [Alternative(place.text, confidence, (place,)) for place in places]

    def _probability(self, places: Sequence[ScoredSpan]) -> float:
        features = replace(
            places[0].features,
            joint_margin=0.0,
            agreement=agreement(place.span for place in places),
            lead=_LEAD,
        )
        return self._confidence.probability(features)

    def _parts(self, span: Span) -> list[Span]:
        """Give the items of a span, itself where it is one item."""
        text = self._surroundings.article(span.hit.article.id).text
        sentence = sentence_around(span)
        items = names_with_amounts(text, (span.start, span.end), sentence)
        if not items:
            start, end = widen_to_list(text, (span.start, span.end), sentence)
            parts = split_items(text[start:end]) or [(0, end - start)]
            if len(parts) > 1 and is_count(text[start + parts[0][0] : start + parts[0][1]]):
                # "Three jurors, Ann Bell and ...": the first part says how many follow.
                parts = parts[1:]
            items = [(start + low, start + high) for low, high in parts]
        return [replace(span, start=start, end=end, text=text[start:end]) for start, end in items]
