"""Each kind of question is met as its kind asks for, through the whole pipeline."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

import qa
from qa.collection import Collection
from qa.types.kinds import QuestionKind
from qa.types.query import Turn

SARN = [
    {
        "title": "Peaks of Sarn",
        "date": "2026-04-05",
        "source": "Sarn Echo",
        "author": "Otto Brand",
        "text": "Mount Ellet is 2,310 metres high. Mount Corran is 2,870 metres high. Mount Dray "
        "is 1,990 metres high.",
    },
    {
        "title": "Tunnel at Lund opens",
        "date": "2026-05-06",
        "source": "Orrin Post",
        "text": "The Lund tunnel, the longest in the county, opened on Monday. Sleet fell on Lund.",
    },
]


@pytest.fixture(scope="module")
def sarn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    folder = tmp_path_factory.mktemp("sarn")
    (folder / "articles.json").write_text(json.dumps(SARN), encoding="utf-8")
    with qa.open(folder / "store") as collection:
        collection.index(folder / "articles.json")
        yield collection


@pytest.mark.slow
def test_a_superlative_over_several_sentences_is_not_answered(sarn: Collection) -> None:
    answer = sarn.ask("Which is the highest of the three peaks of Sarn?")
    assert (answer.kind, answer.text, answer.possible) == (QuestionKind.SUPERLATIVE, None, None)
    assert answer.message == "I quote; I do not compare. Passages about it:"
    assert answer.closest[0].article.title == "Peaks of Sarn"
    assert str(answer).startswith(answer.message)


@pytest.mark.slow
def test_a_superlative_that_an_article_states_is_answered(sarn: Collection) -> None:
    answer = sarn.ask("Which is the longest tunnel in the county?")
    assert answer.kind is QuestionKind.ANSWER
    assert answer.text is not None
    assert "Lund tunnel" in answer.text


def test_a_count_over_articles_is_not_answered(sarn: Collection) -> None:
    answer = sarn.ask("How many articles mention Lund?")
    assert (answer.kind, answer.text) == (QuestionKind.COUNT, None)
    assert answer.to_dict()["message"] == "I quote; I do not count. Passages about it:"


@pytest.mark.parametrize("greeting", ["hello", "thanks!", "help", "Qui a gagné le marathon ?"])
def test_what_is_no_question_gets_an_orientation(sarn: Collection, greeting: str) -> None:
    answer = sarn.ask(greeting)
    assert (answer.kind, answer.text, answer.closest) == (QuestionKind.NOT_A_QUESTION, None, ())
    assert answer.message == (
        "I answer questions in English with the exact words of these articles: 2 articles, 5 April "
        "to 6 May 2026, from Orrin Post, Sarn Echo. For example: When was the article “Tunnel at "
        "Lund opens” published?"
    )


@pytest.mark.slow
def test_thanks_between_two_questions_do_not_spoil_the_second(sarn: Collection) -> None:
    turns: list[Turn] = []
    for question in ("How high is Mount Corran?", "thank you!"):
        turns.append(Turn.of(sarn.ask(question, turns=turns)))
    answer = sarn.ask("and Mount Dray?", turns=turns)
    assert answer.text in ("1,990 metres high", "1,990 metres")


def test_a_word_lists_the_articles_that_mention_it_newest_first(sarn: Collection) -> None:
    answer = sarn.ask("mount")
    assert (answer.kind, answer.message) == (
        QuestionKind.MENTIONS,
        "1 article mentions “mount”:",
    )
    both = sarn.ask("articles about high Sarn")
    assert [place.article.title for place in both.closest] == ["Peaks of Sarn"]


@pytest.mark.slow
def test_a_question_in_short_is_answered(sample: Collection) -> None:
    answer = sample.ask("torc weight")
    assert (answer.kind, answer.text) == (QuestionKind.ANSWER, "412 grams")


@pytest.mark.slow
def test_a_question_mark_or_a_conversation_makes_two_words_a_question(sample: Collection) -> None:
    assert sample.ask("gold torc").kind is QuestionKind.MENTIONS
    assert sample.ask("gold torc?").kind is QuestionKind.ANSWER
    turns = [Turn.of(sample.ask("Who found the torc?"))]
    assert sample.ask("gold torc", turns=turns).kind is QuestionKind.ANSWER


@pytest.mark.slow
def test_two_words_that_no_article_answers_list_the_articles(sample: Collection) -> None:
    answer = sample.ask("Ruth Amadi")
    assert (answer.kind, answer.text) == (QuestionKind.MENTIONS, None)
    assert answer.message == "1 article mentions “Ruth Amadi”:"


@pytest.mark.slow
def test_the_best_words_for_a_superlative_are_given_on_demand_as_unlikely(
    sarn: Collection,
) -> None:
    answer = sarn.ask("Which is the highest of the three peaks of Sarn?", always_answer=True)
    assert answer.text is not None
    assert answer.confidence == 0.0


def test_articles_that_mention_a_word_come_newest_first(sample: Collection) -> None:
    answer = sample.ask("Corvane")
    days = [place.article.date for place in answer.closest]
    assert len(days) == 2
    assert days == sorted(days, reverse=True)  # type: ignore[type-var]


def test_a_word_that_no_article_has_lists_none(sarn: Collection) -> None:
    answer = sarn.ask("zeppelin")
    assert (answer.message, answer.closest) == ("No article mentions “zeppelin”.", ())


def test_a_filter_limits_the_articles_that_are_listed(sarn: Collection) -> None:
    assert sarn.ask("Lund", before="2026-04-30").closest == ()
    assert len(sarn.ask("Lund", after="2026-04-30").closest) == 1


@pytest.mark.slow
def test_a_question_for_several_gives_each_with_its_place(sample: Collection) -> None:
    answer = sample.ask("Which tugboats towed the ferry back to port?")
    assert answer.kind is QuestionKind.LIST
    assert {item.text for item in answer.items} == {"Bison", "Terrier"} or {
        item.text for item in answer.items
    } == {"the Bison", "the Terrier"}
    for item in answer.items:
        place = item.evidence[0]
        assert sample.article(place.article.id).text[place.start : place.end] == item.text
    assert answer.message == "2 answers, from 1 article."
    assert len(answer.to_dict()["items"]) == 2


@pytest.mark.slow
def test_yes_or_no_is_answered_by_the_sentence_that_decides_it(sample: Collection) -> None:
    answer = sample.ask("Did the hospital pay a ransom?")
    assert answer.kind is QuestionKind.YES_NO
    assert answer.text is not None
    assert answer.text.startswith("The hospital refused to pay")
    place = answer.evidence[0]
    assert sample.article(place.article.id).text[place.start : place.end] == answer.text


def test_who_wrote_an_article_is_answered_from_its_byline(sample: Collection) -> None:
    answer = sample.ask("Who wrote the article about the ferry fire?")
    assert answer.kind is QuestionKind.ABOUT_ARTICLE
    field = answer.fields[0]
    assert field.name == "authors"
    assert field.value == ", ".join(field.article.authors)
    assert answer.message == "Stated in the file ferry-fire.html (field “authors”)."
    assert str(answer)


def test_a_field_that_does_not_stand_in_the_text_has_no_place(sarn: Collection) -> None:
    answer = sarn.ask("When was the article about the peaks published?")
    assert (answer.text, answer.evidence) == ("5 April 2026", ())
    assert answer.fields[0].to_dict()["value"] == "5 April 2026"
    assert str(answer).splitlines()[0] == "5 April 2026"


def test_this_article_is_that_of_the_last_answer(sarn: Collection) -> None:
    peaks = next(info for info in sarn.articles() if info.title == "Peaks of Sarn")
    turns = [Turn("How high is Mount Corran?", "2,870 metres", peaks.id)]
    assert sarn.ask("Who wrote this article?", turns=turns).text == "Otto Brand"


def test_the_collection_is_counted_and_dated(sarn: Collection) -> None:
    answer = sarn.ask("How many articles are there?")
    assert (answer.kind, answer.text) == (
        QuestionKind.ABOUT_COLLECTION,
        "2 articles, 5 April to 6 May 2026",
    )
    assert sarn.ask("What sources do you have?").text == "Orrin Post, Sarn Echo"
    newest = sarn.ask("What is the newest article?")
    assert newest.text == "Tunnel at Lund opens, Orrin Post, 2026-05-06"
    assert sarn.ask("Which articles did Otto Brand write?").text == (
        "Peaks of Sarn, Sarn Echo, 2026-04-05"
    )


@pytest.mark.slow
def test_a_report_inside_an_article_is_asked_of_the_articles(sarn: Collection) -> None:
    assert sarn.ask("Who wrote the report?").kind is QuestionKind.ANSWER
