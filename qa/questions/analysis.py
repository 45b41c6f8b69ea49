"""Tell the kind of a question."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.questions.computing import find_computation
from qa.questions.courtesies import is_courtesy, is_foreign
from qa.questions.deciding import asks_yes_or_no
from qa.questions.metadata import (
    ArticleQuestion,
    CollectionQuestion,
    find_article_question,
    find_collection_question,
)
from qa.questions.several import asks_for_several
from qa.questions.subjects import find_subject
from qa.questions.wording import bare
from qa.types.kinds import QuestionKind


@dataclass(frozen=True, slots=True)
class QuestionAnalysis:
    """The kind of a question, and what is to be known to meet it.

    Attributes:
        stated: what a sentence has in which a superlative, a comparison or an average stands
            computed; None where no sentence can answer.
        article: what is asked about which article, where the kind is ABOUT_ARTICLE.
        collection: what is asked about the collection, where the kind is ABOUT_COLLECTION.
        subject: the subject, where the kind is MENTIONS.
        may_ask: whether such a subject may be a question in short ("torc weight"): it is asked
            first, and its mentions are listed where the articles do not answer.
    """

    kind: QuestionKind
    stated: re.Pattern[str] | None = None
    article: ArticleQuestion | None = None
    collection: CollectionQuestion | None = None
    subject: str = ""
    may_ask: bool = False


def analyse_question(question: str) -> QuestionAnalysis:
    """Tell the kind of a question by its words alone; ANSWER where no rule is sure."""
    if is_courtesy(question) or is_foreign(question):
        return QuestionAnalysis(QuestionKind.NOT_A_QUESTION)
    text = bare(question)
    collection = find_collection_question(text)
    if collection is not None:
        return QuestionAnalysis(QuestionKind.ABOUT_COLLECTION, collection=collection)
    article = find_article_question(text)
    if article is not None:
        return QuestionAnalysis(QuestionKind.ABOUT_ARTICLE, article=article)
    computation = find_computation(text)
    if computation is not None:
        return QuestionAnalysis(computation.kind, stated=computation.stated)
    subject = find_subject(text)
    if subject is not None:
        return QuestionAnalysis(
            QuestionKind.MENTIONS, subject=subject.text, may_ask=subject.may_ask
        )
    if asks_for_several(text):
        return QuestionAnalysis(QuestionKind.LIST)
    if asks_yes_or_no(text):
        return QuestionAnalysis(QuestionKind.YES_NO)
    return QuestionAnalysis(QuestionKind.ANSWER)
