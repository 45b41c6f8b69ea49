"""Find the articles that agree with an answer, and the answers that contradict it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qa.answering.candidates import TIED_SCORE, Candidate
from qa.answering.confidence import Confidence
from qa.answering.features import lead
from qa.answering.matching import share_named
from qa.answering.question import QuestionContext
from qa.answering.surroundings import Surroundings
from qa.settings import AnswerSettings
from qa.text.equivalence import relate
from qa.text.relation import Relation
from qa.types.answer import Evidence
from qa.types.article import ArticleInfo
from qa.types.ordering import sort_with_ties
from qa.types.search import Span


@dataclass(frozen=True, slots=True)
class ArticleAnswer:
    """An answer with the score, in log odds, that it has in one article."""

    candidate: Candidate
    score: float


# By an article's id: its answers, best first.
AnswersByArticle = Mapping[str, Sequence[ArticleAnswer]]


class ConflictFinder:
    """Weighs what other articles answer against the answer that was chosen."""

    def __init__(
        self, settings: AnswerSettings, confidence: Confidence, surroundings: Surroundings
    ) -> None:
        self._settings = settings
        self._confidence = confidence
        self._surroundings = surroundings

    def answers_by_article(self, candidates: Iterable[Candidate]) -> AnswersByArticle:
        """Give what each article answers, were it asked alone."""
        scores: dict[str, dict[Candidate, float]] = {}
        for candidate in candidates:
            # The joint reading does not count here: it compared answers of several articles.
            alone = self._confidence.score(replace(candidate.features, joint_margin=0.0))
            for place in candidate.places:
                of_article = scores.setdefault(place.span.hit.article.id, {})
                of_article.setdefault(candidate, place.score + alone - candidate.score)
        return {
            article_id: sort_with_ties(
                [ArticleAnswer(candidate, score) for candidate, score in of_article.items()],
                lambda answer: answer.score,
                lambda answer: answer.candidate.best.tie_key,
                TIED_SCORE,
            )
            for article_id, of_article in scores.items()
        }

    def conflicts(
        self,
        context: QuestionContext,
        chosen: Candidate,
        others: Iterable[Candidate],
        answers: AnswersByArticle,
    ) -> dict[Candidate, float]:
        """Give the other answers that contradict the chosen one, with their probability (0..1).

        A question that may have several answers has no contradictions: they are further answers.
        """
        if context.allows_several:
            return {}
        contradicting = {}
        for other in others:
            probability = self.standalone_confidence(other, answers)
            if probability >= self._settings.min_conflict_confidence and self.contradicts(
                context, chosen, other
            ):
                contradicting[other] = probability
        return contradicting

    def standalone_confidence(self, candidate: Candidate, answers: AnswersByArticle) -> float:
        """Give the probability that an answer is right, had only its best article been asked.

        Beside a better answer it is less likely for that alone, whatever its article says. 0.0 when
        that article gives another answer first.
        """
        first, *rest = answers[candidate.best.hit.article.id]
        if first.candidate is not candidate:
            return 0.0
        lead_there = lead(first.score, (answer.score for answer in rest))
        return self._confidence.probability(
            replace(candidate.features, joint_margin=0.0, lead=lead_there)
        )

    def contradicts(self, context: QuestionContext, chosen: Candidate, other: Candidate) -> bool:
        """Tell whether an answer of another article, on the same subject, cannot be true too."""
        hit, other_hit = chosen.best.hit, other.best.hit
        if hit.article.id == other_hit.article.id:
            return False
        relation = relate(chosen.text, other.text, hit.article.date, other_hit.article.date)
        return relation is Relation.DIFFERENT and self.is_same_subject(
            context, chosen.best, other.best
        )

    def is_same_subject(self, context: QuestionContext, chosen: Span, other: Span) -> bool:
        """Tell whether two answers of two articles are about the same subject.

        The other's passage must have most of the words that the question was found by, rare ones
        above all, and half of each name that stands around the chosen answer ("Ms. Bell" for "Ada
        Bell"): what is said of another town is no contradiction.
        """
        hit, other_hit = chosen.hit, other.hit
        if other_hit.lexical < self._settings.min_lexical_ratio * hit.lexical:
            return False
        nearby = self._surroundings.terms(hit.passage)
        other_nearby = self._surroundings.terms(other_hit.passage)
        return all(
            share_named(name, other_nearby) >= 0.5
            for name in context.names
            if share_named(name, nearby) >= 0.5
        )


def agreeing_articles(
    chosen: Candidate, evidence: Sequence[Evidence], answers: AnswersByArticle
) -> tuple[ArticleInfo, ...]:
    """Give the articles that give the chosen answer, too, and do not tell the first one's story.

    One that gives another answer before it ("rose to five, from three") is not among them.
    """
    first = evidence[0]
    story = {article.id for article in (first.article, *first.also_in, *first.versions)}
    others = {place.article.id: place.article for place in evidence}
    return tuple(
        article
        for article_id, article in others.items()
        if article_id not in story and answers[article_id][0].candidate is chosen
    )
