"""Spans to one answer, or to none."""

from __future__ import annotations

import math
import re
import string
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.confidence import Confidence
from qa.datatypes import Alternative, Article, Closest, Evidence, Hit, Span
from qa.features import Features, form_fits, names_in, novelty, share_held
from qa.sentences import Range, sentence_ranges
from qa.settings import AnswerSettings
from qa.words import content_terms

_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation + "“”‘’–—…")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One answer that was found: the spans that say it, best first, and what speaks for it."""

    spans: tuple[Span, ...]
    score: float
    features: Features


@dataclass(frozen=True, slots=True)
class Choice:
    """What an Answer is made of besides the question and what was searched."""

    text: str | None
    confidence: float
    evidence: tuple[Evidence, ...]
    alternatives: tuple[Alternative, ...]
    closest: tuple[Closest, ...]


class Chooser:
    """Chooses among spans by the reader's margin plus a share of the retrieval score."""

    def __init__(
        self,
        settings: AnswerSettings,
        confidence: Confidence,
        article: Callable[[str], Article],
    ) -> None:
        """`article` gives the article of an id."""
        self._settings = settings
        self._confidence = confidence
        self._article = article

    def choose(
        self, question: str, hits: Sequence[Hit], spans: Sequence[Span], min_confidence: float
    ) -> Choice:
        """Give the best answer if it is likely enough to be right, else the closest passages."""
        rated = [
            (one, self._confidence.probability(one.features))
            for one in self.candidates(question, hits, spans)
        ]
        best = rated[0][1] if rated else 0.0
        if not rated or best < min_confidence:
            return Choice(None, best, (), (), self._closest(question, hits))
        others = [
            Alternative(one.spans[0].text, likely, self._evidence(one))
            for one, likely in rated[1:]
            if likely >= self._settings.min_alternative_confidence
        ]
        others.sort(key=lambda other: -other.confidence)
        chosen = rated[0][0]
        return Choice(
            chosen.spans[0].text,
            best,
            self._evidence(chosen),
            tuple(others[: self._settings.max_alternatives]),
            (),
        )

    def candidates(
        self, question: str, hits: Sequence[Hit], spans: Sequence[Span]
    ) -> list[Candidate]:
        """The distinct answers among spans, best first."""
        groups = grouped(
            sorted(
                spans,
                key=lambda span: (-self._score(span), span.hit.article.id, span.start, span.end),
            )
        )
        scores = [self._score(group[0]) for group in groups]
        best_lexical = max((hit.lexical for hit in hits), default=0.0)
        asked = set(content_terms(question))
        names = names_in(question)
        found = []
        for position, group in enumerate(groups):
            rivals = scores[:1] if position else scores[1:2]
            gap = scores[position] - (rivals[0] if rivals else -math.inf)
            features = self._features(question, asked, names, group, gap, best_lexical)
            found.append(Candidate(tuple(group), scores[position], features))
        return found

    def _score(self, span: Span) -> float:
        return span.margin + self._settings.retrieval_weight * span.hit.score

    def _features(
        self,
        question: str,
        asked: set[str],
        names: set[str],
        group: Sequence[Span],
        gap: float,
        best_lexical: float,
    ) -> Features:
        best = group[0]
        article = self._article(best.hit.article.id)
        title = content_terms(article.title or "")
        start, end = sentence_around(article.text, best)
        held = set(content_terms(article.text)).union(title)
        return Features(
            margin=_cut(best.margin, -10, 15),
            gap=_cut(gap, -6, 6),
            dense=best.hit.dense,
            lexical=best.hit.lexical / best_lexical if best_lexical > 0 else 0.0,
            in_sentence=share_held(asked, set(content_terms(article.text[start:end]))),
            in_passage=share_held(asked, {*content_terms(best.hit.passage.text), *title}),
            in_article=share_held(asked, held),
            names_missing=float(min(3, sum(name not in held for name in names))),
            fits=form_fits(question, best.text),
            agreement=float(min(2, len(group) - 1)),
            length=math.log(len(best.text.split())),
            novelty=novelty(question, best.text),
        )

    def _evidence(self, candidate: Candidate) -> tuple[Evidence, ...]:
        return tuple(self._shown(span) for span in candidate.spans)

    def _shown(self, span: Span) -> Evidence:
        article = self._article(span.hit.article.id)
        start, end = sentence_around(article.text, span)
        passage = span.hit.passage
        return Evidence(
            text=span.text,
            start=span.start,
            end=span.end,
            sentence=article.text[start:end],
            sentence_start=start,
            passage=passage.text,
            passage_start=passage.start,
            score=self._score(span),
            article=span.hit.article,
        )

    def _closest(self, question: str, hits: Sequence[Hit]) -> tuple[Closest, ...]:
        asked = set(content_terms(question))
        found = []
        for hit in hits[: self._settings.max_closest]:
            passage = hit.passage
            ranges = sentence_ranges(passage.text)
            start, end = max(
                ranges,
                key=lambda one: share_held(asked, set(content_terms(passage.text[slice(*one)]))),
            )
            found.append(
                Closest(
                    sentence=passage.text[start:end],
                    sentence_start=passage.start + start,
                    passage=passage.text,
                    passage_start=passage.start,
                    score=hit.score,
                    article=hit.article,
                )
            )
        return tuple(found)


def grouped(spans: Sequence[Span]) -> list[list[Span]]:
    """Gather spans, best first, into answers.

    Spans that overlap in one article are the same answer, of which only the best is kept; spans of
    the same words in different places are one answer with several places.
    """
    groups: list[list[Span]] = []
    by_words: dict[str, list[Span]] = {}
    kept: list[Span] = []
    for span in spans:
        if any(_overlap(span, other) for other in kept):
            continue
        kept.append(span)
        key = same_words(span.text)
        if key in by_words:
            by_words[key].append(span)
        else:
            by_words[key] = [span]
            groups.append(by_words[key])
    return groups


def same_words(text: str) -> str:
    """What two answers have in common that differ in case, articles, punctuation or blanks only."""
    plain = text.lower().translate(_PUNCTUATION)
    return " ".join(_ARTICLES.sub(" ", plain).split()) or text


def sentence_around(text: str, span: Span) -> Range:
    """The range of the sentence, or the sentences, that hold a span."""
    passage = span.hit.passage
    touched = [
        (start, end)
        for start, end in sentence_ranges(text, passage.start, passage.end)
        if start < span.end and end > span.start
    ]
    return touched[0][0], touched[-1][1]


def _overlap(one: Span, other: Span) -> bool:
    return (
        one.hit.article.id == other.hit.article.id
        and one.start < other.end
        and other.start < one.end
    )


def _cut(value: float, low: float, high: float) -> float:
    return max(low, min(high, value))
