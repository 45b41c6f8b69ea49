"""Show where an answer stands, or which passages come nearest when there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from qa.answering.candidates import Candidate, ScoredSpan
from qa.answering.matching import best_matching_sentence
from qa.answering.question import QuestionContext
from qa.answering.surroundings import Surroundings, sentence_around
from qa.text.blocks import Range
from qa.text.equivalence import same_words
from qa.text.relative_dates import resolve_date
from qa.text.speakers import full_name_of
from qa.types.annotations import FullName, ResolvedDate
from qa.types.answer import Closest, Evidence
from qa.types.article import Article
from qa.types.pages import pages_of
from qa.types.search import Hit, Span


class EvidenceBuilder:
    """Reads articles and their versions; call it only for answers that are shown."""

    def __init__(
        self, surroundings: Surroundings, versions: Callable[[str], Sequence[Article]]
    ) -> None:
        """Take the text of articles, and what gives the other articles that tell the same story."""
        self._surroundings = surroundings
        self._versions = versions

    def evidence(self, candidate: Candidate) -> tuple[Evidence, ...]:
        """Give the places of an answer, best first."""
        return tuple(self._place(place) for place in candidate.places)

    def closest(self, context: QuestionContext, hits: Iterable[Hit]) -> tuple[Closest, ...]:
        """Show passages, each with the sentence that holds most of the question's terms."""
        return tuple(self._closest(context, hit) for hit in hits)

    def _closest(self, context: QuestionContext, hit: Hit) -> Closest:
        passage = hit.passage
        start, end = best_matching_sentence(context.terms, passage.text)
        pages = self._surroundings.article(hit.article.id).pages
        return Closest(
            sentence=passage.text[start:end],
            sentence_start=passage.start + start,
            passage=passage.text,
            passage_start=passage.start,
            score=hit.score,
            article=hit.article,
            pages=pages_of(pages, passage.start + start, passage.start + end),
        )

    def _place(self, place: ScoredSpan) -> Evidence:
        span = place.span
        passage = span.hit.passage
        article = self._surroundings.article(span.hit.article.id)
        start, end = sentence_around(span)
        sentence = same_words(article.text[start:end])
        versions = self._versions(article.id)
        copies = {other.id for other in versions if sentence in same_words(other.text)}
        return Evidence(
            text=span.text,
            start=span.start,
            end=span.end,
            sentence=article.text[start:end],
            sentence_start=start,
            passage=passage.text,
            passage_start=passage.start,
            score=place.score,
            article=span.hit.article,
            also_in=tuple(other.info for other in versions if other.id in copies),
            versions=tuple(other.info for other in versions if other.id not in copies),
            pages=pages_of(article.pages, start, end),
            resolved_date=_resolved_date(article, span, (start, end)),
            full_name=_full_name(article, span),
        )


def _resolved_date(article: Article, span: Span, sentence: Range) -> ResolvedDate | None:
    start, end = sentence
    period = resolve_date(
        article.text[start:end], span.start - start, span.end - start, article.date
    )
    return None if period is None else ResolvedDate(period.iso, period.text)


def _full_name(article: Article, span: Span) -> FullName | None:
    place = full_name_of(article.text, span.text)
    return None if place is None else FullName(article.text[slice(*place)], *place)
