"""Define the kinds of questions that are met differently."""

from __future__ import annotations

from enum import StrEnum


class QuestionKind(StrEnum):
    """What a question asks for; `Answer.kind` says as what it was met.

    Attributes:
        ANSWER: one answer in the words of an article; every question that is none of the others.
        LIST: several answers, each with its evidence.
        YES_NO: yes or no; the answer is the sentence that decides it.
        SUPERLATIVE, COMPARISON, AVERAGE: what would have to be computed over several places. The
            question counts as ANSWER where an article itself states the answer.
        COUNT, TOTAL, SUMMARY, OPINION, PREDICTION: what no article can be quoted for.
        MENTIONS: a subject without a question; the articles that mention it are listed.
        ABOUT_ARTICLE: what is stated about an article: author, day, source, headline, address.
        ABOUT_COLLECTION: how many articles there are, from when to when, from which sources.
        NOT_A_QUESTION: a greeting, thanks, a call for help, another language.
    """

    ANSWER = "answer"
    LIST = "list"
    YES_NO = "yes_no"
    SUPERLATIVE = "superlative"
    COMPARISON = "comparison"
    AVERAGE = "average"
    COUNT = "count"
    TOTAL = "total"
    SUMMARY = "summary"
    OPINION = "opinion"
    PREDICTION = "prediction"
    MENTIONS = "mentions"
    ABOUT_ARTICLE = "about_article"
    ABOUT_COLLECTION = "about_collection"
    NOT_A_QUESTION = "not_a_question"
