"""Shape a selection to the kind of question: all of several answers, or a deciding sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from qa.answering.confidence import Confidence
from qa.answering.deciding import decides, whole_sentence, whole_sentences
from qa.answering.list_items import ItemGatherer, is_count
from qa.answering.question import QuestionContext
from qa.answering.selector import Selection
from qa.answering.sources import AnswerSources
from qa.settings import AnswerSettings
from qa.text.equivalence import are_equivalent
from qa.types.answer import Agreement, Alternative, Closest
from qa.types.search import Hit, Span, sort_by_score


class SelectionShaper:
    """Turns the selection of one answer into what the kind of its question asks for."""

    def __init__(
        self, settings: AnswerSettings, confidence: Confidence, sources: AnswerSources
    ) -> None:
        """Take what `AnswerSelector` takes."""
        self._settings = settings
        self._evidence = sources.evidence
        self._items = ItemGatherer(settings, confidence, sources)

    def with_items(
        self,
        selection: Selection,
        question: str,
        hits: Sequence[Hit],
        spans: Iterable[Span],
        min_confidence: float,
    ) -> Selection:
        """Add every distinct answer that is likely enough to a selection.

        Args:
            hits, spans: what was retrieved and read for a question that asks for several answers.
            min_confidence: the lowest probability, 0..1, at which an answer is given.
        """
        bar = max(min_confidence, self._settings.min_item_confidence)
        items = self._items.items(QuestionContext.of(question, hits), spans, bar)
        if selection.text is not None and is_count(selection.text):
            nearest = sort_by_score(hits)[: self._settings.max_closest]
            closest = self._evidence.closest(QuestionContext.of(question, hits), nearest)
            selection = _without_answer(selection, closest)
        if not items:
            return selection
        if selection.text is None:
            first = items[0]
            if first.confidence < self._settings.min_confidence:
                return selection
            selection = replace(
                selection,
                text=first.text,
                confidence=first.confidence,
                evidence=first.evidence,
                closest=(),
                possible=None,
            )
        others = [
            other
            for other in selection.alternatives
            if not any(are_equivalent(other.text, item.text) for item in items)
        ]
        return replace(
            selection,
            items=tuple(items),
            alternatives=tuple(others),
            agreement=replace(selection.agreement, different=()),
            reports=None,
        )

    def with_listed_parts(self, selection: Selection) -> Selection:
        """Add what the answer itself lists, if it is a list of names or things."""
        if not selection.evidence:
            return selection
        items = self._items.parts_of(selection.evidence[0], selection.confidence)
        return replace(selection, items=tuple(items))

    def deciding(self, selection: Selection, question: str, hits: Sequence[Hit]) -> Selection:
        """Give the sentences that decide a question of yes or no instead of words in them."""
        context = QuestionContext.of(question, hits)
        if selection.possible is not None:
            possible = whole_sentences([selection.possible], "")[0]
            return replace(selection, possible=possible)
        if not selection.evidence:
            return selection
        if not decides(context, selection.evidence[0]):
            nearest = sort_by_score(hits)[: self._settings.max_closest]
            return _without_answer(selection, self._evidence.closest(context, nearest))
        evidence = tuple(whole_sentence(place) for place in selection.evidence)
        text = evidence[0].text
        return replace(
            selection,
            text=text,
            evidence=evidence,
            alternatives=whole_sentences(selection.alternatives, text),
            agreement=Agreement(
                selection.agreement.same, whole_sentences(selection.agreement.different, text)
            ),
        )


def _without_answer(selection: Selection, closest: tuple[Closest, ...]) -> Selection:
    """Give a selection whose words do not answer the question after all."""
    return replace(
        selection,
        text=None,
        confidence=0.0,
        evidence=(),
        alternatives=(),
        agreement=Agreement(),
        closest=closest,
        reports=None,
    )


def list_message(items: Sequence[Alternative]) -> str | None:
    """Say how many answers were found, and in how many articles; None for fewer than two."""
    if len(items) < 2:
        return None
    articles = {place.article.id for item in items for place in item.evidence}
    plural = "" if len(articles) == 1 else "s"
    return f"{len(items)} answers, from {len(articles)} article{plural}."
