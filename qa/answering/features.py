"""Compute what speaks for a span being right, as a handful of numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass, fields

import numpy as np
from numpy.typing import NDArray

from qa.answering.matching import is_named, is_negated, query_term_coverage
from qa.answering.question import QuestionContext
from qa.answering.surroundings import Surroundings
from qa.text.terms import content_terms
from qa.types.search import Span

MAX_LEAD = 6.0  # log odds
_MAX_AGREEMENT = 3.0


@dataclass(frozen=True, slots=True)
class Features:
    """The numbers that answers are ranked by, and their probability computed from.

    Attributes:
        margin: the reader's margin over the null answer, clipped to -20..15.
        lexical: the passage's BM25 as a share of the best passage's, 0..1.
        sentence: the cosine of the question and the span's sentence, -1..1.
        span_log_prob: the logarithm of the probability that the reader gives the span in its
            passage, clipped to -6..0.
        length: the logarithm of the number of its words.
        query_term_coverage: the share of the question's terms that the sentence or the article's
            title holds, 0..1.
        name_missing: 1 when a name or a number of the question stands neither in the title nor in
            the text around the passage, else 0.
        joint_margin: how far the span lies below the best when the sentences of close answers are
            read jointly, clipped to -10..0; 0 when no answer was close.
        negation: 1 when the question has a "not" or the like and the sentence has none, else 0.
        agreement: how many other passages give the same answer, at most 3.
        lead: how far the answer's score lies above that of the best other, clipped to -6..6.
    """

    margin: float
    lexical: float
    sentence: float
    span_log_prob: float
    length: float
    query_term_coverage: float
    name_missing: float
    joint_margin: float
    negation: float
    agreement: float = 0.0
    lead: float = 0.0

    def vector(self) -> NDArray[np.float64]:
        """Give the numbers in the order of FEATURE_NAMES, shape (features,)."""
        return np.array(astuple(self), dtype=np.float64)


FEATURE_NAMES = tuple(field.name for field in fields(Features))
# Agreement and lead are known only when the answers have been ranked, and what a "not" says of a
# question does not choose between its answers.
RANKING_NAMES = FEATURE_NAMES[:-3]


class FeatureExtractor:
    """Computes the features of spans that concern one span alone."""

    def __init__(
        self,
        surroundings: Surroundings,
        similarity: Callable[[str, Sequence[str]], Sequence[float]],
    ) -> None:
        """Take the text around spans, and what gives the cosines of a question with sentences."""
        self._surroundings = surroundings
        self._similarity = similarity

    def extract(self, context: QuestionContext, spans: Iterable[Span]) -> dict[Span, Features]:
        """Give each span's features; joint_margin, agreement and lead are left at 0."""
        sentence_of = {span: self._surroundings.sentence(span) for span in spans}
        sentences = list(dict.fromkeys(sentence_of.values()))
        cosines = self._similarity(context.question, sentences)
        cosine_of = dict(zip(sentences, cosines, strict=True))
        return {
            span: self._features(context, span, sentence, cosine_of[sentence])
            for span, sentence in sentence_of.items()
        }

    def _features(
        self, context: QuestionContext, span: Span, sentence: str, cosine: float
    ) -> Features:
        hit = span.hit
        sentence_terms = set(content_terms(f"{hit.article.title or ''}\n{sentence}"))
        nearby = self._surroundings.terms(hit.passage)
        names_held = all(is_named(term, nearby) for name in context.names for term in name)
        return Features(
            margin=clip(span.margin, -20, 15),
            lexical=hit.lexical / context.best_lexical if context.best_lexical > 0 else 0.0,
            sentence=cosine,
            span_log_prob=clip(span.span_log_prob, -6, 0),
            length=math.log(len(span.text.split())),
            query_term_coverage=query_term_coverage(context.terms, sentence_terms),
            name_missing=float(not names_held),
            joint_margin=0.0,
            negation=float(context.is_negated and not is_negated(sentence)),
        )


def lead(score: float, other_scores: Iterable[float]) -> float:
    """Give how far an answer's score lies above the best other one, clipped to -6..6.

    An answer without others leads by 6.
    """
    return clip(score - max(other_scores, default=-math.inf), -MAX_LEAD, MAX_LEAD)


def agreement(spans: Iterable[Span]) -> float:
    """Give how many passages besides one give an answer, at most 3; `spans` are its places."""
    passages = {(span.hit.article.id, span.hit.passage.start) for span in spans}
    return min(len(passages) - 1.0, _MAX_AGREEMENT)


def clip(value: float, low: float, high: float) -> float:
    """Give the value that lies nearest within low..high."""
    return max(low, min(high, value))
