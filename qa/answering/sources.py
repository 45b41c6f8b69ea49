"""Hold what the answers to one question are weighed by and shown with."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qa.answering.evidence import EvidenceBuilder
from qa.answering.features import FeatureExtractor
from qa.answering.surroundings import Surroundings
from qa.types.article import Article
from qa.types.search import Span


class AnswerSources:
    """Gives the text around spans, their features and their evidence; for one question.

    All who weigh and show the answers to a question share one, because it remembers what it has
    read of articles.
    """

    def __init__(
        self,
        article: Callable[[str], Article],
        versions: Callable[[str], Sequence[Article]],
        similarity: Callable[[str, Sequence[str]], Sequence[float]],
        rescore_jointly: Callable[[str, Sequence[Span]], Sequence[float]],
    ) -> None:
        """Take what is looked up in the store and the models.

        Args:
            article: gives the article of an id.
            versions: gives the other articles that tell the same story as the one of an id.
            similarity: gives the cosines of a question with sentences.
            rescore_jointly: gives the reader's margins of spans when their sentences are read as
                one text.
        """
        self.surroundings = Surroundings(article)
        self.features = FeatureExtractor(self.surroundings, similarity)
        self.evidence = EvidenceBuilder(self.surroundings, versions)
        self.rescore_jointly = rescore_jointly
