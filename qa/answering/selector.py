"""Spans to one answer, or to none."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qa.answering.confidence import Confidence
from qa.answering.features import (
    Features,
    best_matching_sentence,
    extract_names,
    is_named,
    is_negated,
    query_term_coverage,
    violates_answer_type,
)
from qa.settings import AnswerSettings
from qa.text.equivalence import are_equivalent, same_words
from qa.text.sentences import Range, sentence_ranges, touched_by
from qa.text.terms import content_terms
from qa.types.answer import Agreement, Alternative, Closest, Evidence
from qa.types.article import Article, ArticleInfo, Passage
from qa.types.search import Hit, Span, by_margin, drop_overlapping

# How far around a passage its article is looked at for the question's names, in characters: all of
# most articles, and not all of a book.
_AROUND = 6_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """One answer that was found: the spans that say it with their scores, best first."""

    spans: tuple[tuple[Span, float], ...]
    features: Features

    @property
    def text(self) -> str:
        return self.spans[0][0].text

    @property
    def score(self) -> float:
        return self.spans[0][1]


# By an article's id: its answers and the scores that they have in it, best first.
AnswersByArticle = Mapping[str, Sequence[tuple[Candidate, float]]]


@dataclass(frozen=True, slots=True)
class Selection:
    """What an Answer is made of besides the question and what was searched."""

    text: str | None
    confidence: float
    evidence: tuple[Evidence, ...]
    alternatives: tuple[Alternative, ...]
    agreement: Agreement
    closest: tuple[Closest, ...]


@dataclass(frozen=True, slots=True)
class QuestionContext:
    """A question with what is compared of it."""

    question: str
    names: tuple[frozenset[str], ...]
    best_lexical: float

    @classmethod
    def of(cls, question: str, hits: Sequence[Hit]) -> QuestionContext:
        return cls(
            question,
            tuple(extract_names(question)),
            max((hit.lexical for hit in hits), default=0.0),
        )


class AnswerSelector:
    """Chooses among the spans read for one question, by what speaks for each."""

    def __init__(
        self,
        settings: AnswerSettings,
        confidence: Confidence,
        article: Callable[[str], Article],
        versions: Callable[[str], Sequence[Article]],
        similarity: Callable[[str, Sequence[str]], Sequence[float]],
        compare: Callable[[str, Sequence[Span]], Sequence[float]],
    ) -> None:
        """Take what to ask about articles.

        Args:
            article: gives the article of an id.
            versions: gives the other articles that tell the same story as the one of an id.
            similarity: gives the cosines of a question with sentences.
            compare: gives the reader's margins of spans whose sentences it reads side by side.
        """
        self._settings = settings
        self._confidence = confidence
        self._article = article
        self._versions = versions
        self._similarity = similarity
        self._rescore_jointly = compare
        self._held_by: dict[Passage, frozenset[str]] = {}

    def select(
        self, question: str, hits: Sequence[Hit], spans: Sequence[Span], min_confidence: float
    ) -> Selection:
        """Give the best answer if it is likely enough to be right, else the closest passages."""
        asked = QuestionContext.of(question, hits)
        rated = [
            (one, self._confidence.probability(one.features))
            for one in self._candidates(asked, spans)
        ]
        best = rated[0][1] if rated else 0.0
        if not rated or best < min_confidence:
            return Selection(None, best, (), (), Agreement(), self._closest(question, hits))
        chosen = rated[0][0]
        evidence = self._evidence(chosen)
        found = [one for one, _ in rated]
        told = self._answers_by_article(found)
        conflicts = {
            one: likely
            for one in found[1:]
            if (likely := self._standalone_confidence(one, told))
            >= self._settings.min_conflict_confidence
            and self._contradicts(asked, chosen, one)
        }
        others = [
            (one, conflicts.get(one, likely))
            for one, likely in rated[1:]
            if one in conflicts or likely >= self._settings.min_alternative_confidence
        ]
        # What speaks against the answer is shown before what may be an answer as well.
        others.sort(key=lambda pair: (pair[0] not in conflicts, -pair[1]))
        # Evidence reads articles and their versions: only for what is shown. An answer that was
        # ranked lower is not called likelier.
        shown = {
            one: Alternative(one.text, min(likely, best), self._evidence(one))
            for one, likely in others[: self._settings.max_alternatives]
        }
        different = sorted(
            (shown[one] for one in shown if one in conflicts), key=_day_of_first, reverse=True
        )
        return Selection(
            text=chosen.text,
            confidence=best,
            evidence=evidence,
            alternatives=tuple(sorted(shown.values(), key=lambda one: -one.confidence)),
            agreement=Agreement(_same(chosen, evidence, told), tuple(different)),
            closest=(),
        )

    def candidates(
        self, question: str, hits: Sequence[Hit], spans: Sequence[Span]
    ) -> list[Candidate]:
        """The distinct answers among spans, best first."""
        return self._candidates(QuestionContext.of(question, hits), spans)

    def _candidates(self, asked: QuestionContext, spans: Sequence[Span]) -> list[Candidate]:
        fitting = (span for span in spans if not violates_answer_type(asked.question, span.text))
        best = drop_overlapping(sorted(fitting, key=by_margin))[: self._settings.max_candidates]
        rated = self._rated(asked, best)
        groups = self._grouped(rated)
        if self._is_close(groups):
            rated = self._compared(asked.question, rated, groups)
            groups = self._grouped(rated)
        found = []
        for group in groups:
            first, score = group[0]
            rivals = (one[0][1] for one in groups if one is not group)
            passages = {(span.hit.article.id, span.hit.passage.start) for span, _ in group}
            features = replace(
                rated[first],
                agreement=min(len(passages) - 1.0, 3.0),
                lead=_lead(score, rivals),
            )
            found.append(Candidate(tuple(group), features))
        return found

    def _grouped(self, rated: Mapping[Span, Features]) -> list[list[tuple[Span, float]]]:
        """The spans of each distinct answer with their scores, all best first."""
        scores = {span: self._confidence.score(features) for span, features in rated.items()}
        order = sorted(rated, key=lambda span: (-scores[span], *by_margin(span)))
        return [[(span, scores[span]) for span in group] for group in same_answers(order)]

    def _is_close(self, groups: Sequence[Sequence[tuple[Span, float]]]) -> bool:
        """Whether the second answer scores nearly as high as the first."""
        scores = [group[0][1] for group in groups[:2]]
        return len(scores) == 2 and scores[0] - scores[1] <= self._settings.compare_within

    def _compared(
        self,
        question: str,
        rated: Mapping[Span, Features],
        groups: Sequence[Sequence[tuple[Span, float]]],
    ) -> dict[Span, Features]:
        """The features with how the best answers fared side by side."""
        close = groups[: self._settings.max_compared]
        margins = self._rescore_jointly(question, [group[0][0] for group in close])
        below = [_clip(margin - max(margins), -10, 0) for margin in margins]
        joint_margin = {
            span: value for group, value in zip(close, below, strict=True) for span, _ in group
        }
        # What was not compared had less to speak for it: it is put with the last.
        return {
            span: replace(features, joint_margin=joint_margin.get(span, min(below)))
            for span, features in rated.items()
        }

    def _rated(self, asked: QuestionContext, spans: Sequence[Span]) -> dict[Span, Features]:
        """The features of each span, but for those that others have a part in."""
        around = {span: self._sentence(span) for span in spans}
        sentences = list(dict.fromkeys(around.values()))
        near = dict(zip(sentences, self._similarity(asked.question, sentences), strict=True))
        wanted = set(content_terms(asked.question))
        negated = is_negated(asked.question)
        return {
            span: Features(
                margin=_clip(span.margin, -20, 15),
                lexical=span.hit.lexical / asked.best_lexical if asked.best_lexical > 0 else 0.0,
                sentence=near[sentence],
                span_log_prob=_clip(span.span_log_prob, -6, 0),
                length=math.log(len(span.text.split())),
                query_term_coverage=query_term_coverage(
                    wanted, set(content_terms(f"{span.hit.article.title or ''}\n{sentence}"))
                ),
                name_missing=float(not self._holds_all(span.hit.passage, asked.names)),
                joint_margin=0.0,
                negation=float(negated and not is_negated(sentence)),
            )
            for span, sentence in around.items()
        }

    def _sentence(self, span: Span) -> str:
        text = self._article(span.hit.article.id).text
        return text[slice(*sentence_around(text, span))]

    def _holds_all(self, passage: Passage, names: Iterable[Collection[str]]) -> bool:
        article_terms = self._held(passage)
        return all(is_named(term, article_terms) for name in names for term in name)

    def _standalone_confidence(self, one: Candidate, told: AnswersByArticle) -> float:
        """How likely an answer would be to be right, had only its best article been asked.

        Beside a better one it is less likely for that alone, whatever its article says. 0.0 when
        that article gives another answer first.
        """
        (first, score), *rest = told[one.spans[0][0].hit.article.id]
        if first is not one:
            return 0.0
        lead = _lead(score, (rival for _, rival in rest))
        return self._confidence.probability(replace(one.features, joint_margin=0.0, lead=lead))

    def _answers_by_article(self, found: Iterable[Candidate]) -> AnswersByArticle:
        """What each article answers."""
        told: dict[str, dict[Candidate, float]] = {}
        for one in found:
            # How it fared beside the others does not count here: they are other articles' as well.
            alone = self._confidence.score(replace(one.features, joint_margin=0.0))
            for span, score in one.spans:
                here = told.setdefault(span.hit.article.id, {})
                here.setdefault(one, score + alone - one.score)
        return {
            article: sorted(here.items(), key=lambda pair: -pair[1])
            for article, here in told.items()
        }

    def _contradicts(self, asked: QuestionContext, chosen: Candidate, other: Candidate) -> bool:
        """Whether other articles give another answer, and about the same: not of another town.

        They must have most of the words that the question was found by, rare ones above all, and
        of each name that stands around the answer a half ("Ms. Bell" for "Ada Bell").
        """
        hit, other_hit = chosen.spans[0][0].hit, other.spans[0][0].hit
        if hit.article.id == other_hit.article.id:
            return False
        if other_hit.lexical < self._settings.min_lexical_ratio * hit.lexical:
            return False
        article_terms, other_terms = self._held(hit.passage), self._held(other_hit.passage)
        return all(
            _share_named(name, other_terms) >= 0.5
            for name in asked.names
            if _share_named(name, article_terms) >= 0.5
        )

    def _held(self, passage: Passage) -> frozenset[str]:
        """The terms of an article's title and of its text around a passage."""
        if passage not in self._held_by:
            article = self._article(passage.article_id)
            around = article.text[max(0, passage.start - _AROUND) : passage.end + _AROUND]
            self._held_by[passage] = frozenset(content_terms(f"{article.title or ''}\n{around}"))
        return self._held_by[passage]

    def _evidence(self, candidate: Candidate) -> tuple[Evidence, ...]:
        return tuple(self._shown(span, score) for span, score in candidate.spans)

    def _shown(self, span: Span, score: float) -> Evidence:
        article = self._article(span.hit.article.id)
        start, end = sentence_around(article.text, span)
        passage = span.hit.passage
        sentence = same_words(article.text[start:end])
        others = self._versions(article.id)
        copies = [sentence in same_words(other.text) for other in others]
        return Evidence(
            text=span.text,
            start=span.start,
            end=span.end,
            sentence=article.text[start:end],
            sentence_start=start,
            passage=passage.text,
            passage_start=passage.start,
            score=score,
            article=span.hit.article,
            also_in=tuple(one.info for one, same in zip(others, copies, strict=True) if same),
            versions=tuple(one.info for one, same in zip(others, copies, strict=True) if not same),
        )

    def _closest(self, question: str, hits: Sequence[Hit]) -> tuple[Closest, ...]:
        asked = set(content_terms(question))
        found = []
        for hit in hits[: self._settings.max_closest]:
            passage = hit.passage
            start, end = best_matching_sentence(asked, passage.text)
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


def same_answers(spans: Iterable[Span]) -> list[list[Span]]:
    """Gather spans in different places that say the same, in the order of the first of each."""
    groups: list[list[Span]] = []
    for span in spans:
        same = next((one for one in groups if are_equivalent(one[0].text, span.text)), None)
        if same is None:
            groups.append([span])
        else:
            same.append(span)
    return groups


def sentence_around(text: str, span: Span) -> Range:
    """The range of the sentence, or the sentences, that hold a span."""
    passage = span.hit.passage
    ranges = sentence_ranges(text, passage.start, passage.end)
    touched = touched_by((span.start, span.end), ranges)
    return ranges[touched[0]][0], ranges[touched[-1]][1]


def _same(
    chosen: Candidate, evidence: Sequence[Evidence], told: AnswersByArticle
) -> tuple[ArticleInfo, ...]:
    """The articles that give the answer, too, and do not tell the story of the first.

    One that gives another before it ("rose to five, from three") is not among them.
    """
    first = evidence[0]
    story = {one.id for one in (first.article, *first.also_in, *first.versions)}
    others = {one.article.id: one.article for one in evidence if one.article.id not in story}
    return tuple(info for name, info in others.items() if told[name][0][0] is chosen)


def _share_named(name: Collection[str], article_terms: Collection[str]) -> float:
    return sum(is_named(term, article_terms) for term in name) / len(name)


def _day_of_first(alternative: Alternative) -> date:
    return alternative.evidence[0].article.date or date.min


def _lead(score: float, rivals: Iterable[float]) -> float:
    return _clip(score - max(rivals, default=-math.inf), -6, 6)


def _clip(value: float, low: float, high: float) -> float:
    return max(low, min(high, value))
