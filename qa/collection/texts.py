"""Ask one text a question, without a store: the exact words that answer it, or none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.collection.models import Models
from qa.settings import Settings
from qa.types.article import Article
from qa.types.query import Query
from qa.types.search import Hit
from qa.types.text_answer import TextAnswer

if TYPE_CHECKING:
    from qa.answering.selector import AnswerSelector
    from qa.types.answer import Evidence


def read(question: str, text: str, *, settings: Settings | None = None) -> TextAnswer:
    """Read a text for the exact words that answer a question.

    The models are loaded with the first call and kept for the next ones.

    Raises:
        QuestionError: the question is empty or longer than 2,000 characters.
        ModelError: a model cannot be loaded.
    """
    return TextReader(settings or Settings()).read(question, text)


def read_all(
    pairs: Iterable[tuple[str, str]], *, settings: Settings | None = None
) -> list[TextAnswer]:
    """Read texts for the answers to questions, given as pairs of question and text, in order.

    Raises:
        QuestionError, ModelError: see `read`.
    """
    reader = TextReader(settings or Settings())
    return [reader.read(question, text) for question, text in pairs]


@dataclass(frozen=True, slots=True)
class TextReader:
    """Reads texts that are in no collection, passage by passage, as the articles of one are."""

    settings: Settings

    def read(self, question: str, text: str) -> TextAnswer:
        """Give the words of a text that answer a question, or none.

        Raises:
            QuestionError: the question is empty or longer than 2,000 characters.
            ModelError: a model cannot be loaded.
        """
        query = Query(question)
        models = Models(self.settings)
        article = _article_of(text)
        hits = _passages(query.question, article, models, self.settings)
        spans = models.reader.read(query.question, hits)
        selection = _selector(article, models, self.settings).select(
            query.question, hits, spans, self.settings.answering.min_confidence
        )
        if selection.text is not None:
            return _answer(question, selection.evidence[0], selection.confidence)
        possible = None
        if selection.possible is not None:
            evidence = selection.possible.evidence[0]
            possible = _answer(question, evidence, selection.possible.confidence)
        return TextAnswer(question, None, None, None, selection.confidence, possible)


def _article_of(text: str) -> Article:
    return Article(
        id="", title=None, date=None, source=None, authors=(), path="", url=None, sha256="",
        number=0, text=text,
    )  # fmt: skip


def _passages(question: str, article: Article, models: Models, settings: Settings) -> list[Hit]:
    """Make every passage a hit: nothing is left out, and none is a better match of words."""
    from qa.indexing.chunking import split

    passages = split(article, settings.chunking)
    cosines = models.encoder.similarity(question, [passage.text for passage in passages])
    return [
        Hit(passage, article.info, score=1.0, dense=cosine, lexical=1.0)
        for passage, cosine in zip(passages, cosines, strict=True)
    ]


def _selector(article: Article, models: Models, settings: Settings) -> AnswerSelector:
    from qa.answering.selector import AnswerSelector
    from qa.answering.sources import AnswerSources

    def article_of(article_id: str) -> Article:
        return article

    def no_versions(article_id: str) -> Sequence[Article]:
        return ()

    sources = AnswerSources(
        article_of, no_versions, models.encoder.similarity, models.reader.rescore_jointly
    )
    return AnswerSelector(settings.answering, models.confidence, sources)


def _answer(question: str, evidence: Evidence, confidence: float) -> TextAnswer:
    return TextAnswer(question, evidence.text, evidence.start, evidence.end, confidence)
