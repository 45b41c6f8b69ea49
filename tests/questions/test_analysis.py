"""Questions are met as what they are; ordinary ones stay ordinary."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.questions.analysis import analyse_question
from qa.questions.metadata import ArticleField, CollectionField
from qa.types.kinds import QuestionKind

ROWS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "questions_by_kind.tsv")
    .read_text("utf-8")
    .splitlines()[1:]
]


def test_half_of_the_questions_are_left_to_the_reader() -> None:
    kinds = [kind for _, kind in ROWS]
    assert len(kinds) >= 300
    assert kinds.count("ordinary") >= 100


@pytest.mark.parametrize(("question", "kind"), ROWS, ids=[question for question, _ in ROWS])
def test_a_question_has_its_kind(question: str, kind: str) -> None:
    analysis = analyse_question(question)
    if kind == "ordinary":
        # What may be about a report inside an article is put to the articles first.
        open_to_both = analysis.article is not None and analysis.article.may_be_inside
        assert analysis.kind is QuestionKind.ANSWER or open_to_both
    else:
        assert analysis.kind == kind


@pytest.mark.parametrize(
    ("question", "field", "subject"),
    [
        ("Who wrote the article about the flood?", ArticleField.AUTHORS, "the flood"),
        ("When was the ferry story published?", ArticleField.DATE, "ferry"),
        ("Which newspaper published the article on the strike?", ArticleField.SOURCE, "the strike"),
        ("What is the headline of the story about the torc?", ArticleField.TITLE, "the torc"),
        ("Who wrote this article?", ArticleField.AUTHORS, ""),
    ],
)
def test_a_question_about_an_article_names_field_and_subject(
    question: str, field: ArticleField, subject: str
) -> None:
    asked_about = analyse_question(question).article
    assert asked_about is not None
    assert (asked_about.field, asked_about.subject) == (field, subject)


def test_articles_by_a_writer_are_asked_of_the_collection() -> None:
    asked_about = analyse_question("Which articles did Ana Reyes write?").collection
    assert asked_about is not None
    assert (asked_about.field, asked_about.origin) == (CollectionField.ARTICLES, "Ana Reyes")


def test_a_superlative_is_recognised_in_a_sentence_that_states_it() -> None:
    stated = analyse_question("Which bridge is the largest in Europe?").stated
    assert stated is not None
    assert stated.search("The Orrin bridge, the biggest in Europe, reopened.")
    assert not stated.search("The Orrin bridge is 900 metres long.")
