"""Build spans, and selectors whose models are replaced by plain functions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from qa.answering.candidates import Candidate
from qa.answering.confidence import Confidence, LinearModel
from qa.answering.features import FEATURE_NAMES
from qa.answering.selector import AnswerSelector
from qa.answering.sources import AnswerSources
from qa.settings import AnswerSettings
from qa.types.article import Article, Passage
from qa.types.search import Hit, Span
from tests.conftest import article

FIRST = article("Eleven trainers left. The 11 trainers flew on Monday.", id="a" * 12)
SECOND = article("Officials spoke of 11 trainers. Others said 12.", id="b" * 12)

RescoreJointly = Callable[[str, Sequence[Span]], Sequence[float]]


def library_of(*articles: Article) -> dict[str, Article]:
    return {item.id: item for item in articles}


LIBRARY = library_of(FIRST, SECOND)


def span_in(source: Article, words: str, margin: float, lexical: float = 1.0) -> Span:
    """The first place of some words in an article that is one passage."""
    start = source.text.index(words)
    passage = Passage(source.id, 0, 0, len(source.text), source.text)
    hit = Hit(passage, source.info, score=0.5, dense=0.5, lexical=lexical)
    return Span(start, start + len(words), words, margin, -1.0, hit)


def hits_of(spans: Iterable[Span]) -> list[Hit]:
    return [span.hit for span in spans]


def sum_of(*names: str) -> LinearModel:
    """A model whose log odds are the sum of these features."""
    return LinearModel(tuple(float(name in names) for name in FEATURE_NAMES), 0.0)


MARGIN_ONLY = Confidence(sum_of("margin"), sum_of("margin"))


def no_versions(article_id: str) -> list[Article]:
    return []


def equal_similarity(question: str, sentences: Sequence[str]) -> list[float]:
    return [0.5] * len(sentences)


def undecided(question: str, spans: Sequence[Span]) -> list[float]:
    """A joint reading that finds all answers equally good."""
    return [0.0] * len(spans)


def selector_of(
    library: Mapping[str, Article],
    settings: AnswerSettings | None = None,
    confidence: Confidence = MARGIN_ONLY,
    rescore_jointly: RescoreJointly = undecided,
) -> AnswerSelector:
    sources = AnswerSources(library.__getitem__, no_versions, equal_similarity, rescore_jointly)
    return AnswerSelector(settings or AnswerSettings(), confidence, sources)


def candidates_of(
    selector: AnswerSelector, question: str, spans: Sequence[Span]
) -> tuple[Candidate, ...]:
    """The distinct answers among spans, best first, whether one of them is given or not."""
    return selector.select(question, hits_of(spans), spans, 1.0).candidates
