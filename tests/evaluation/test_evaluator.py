from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import qa
from qa.collection import Collection
from qa.errors import UsageError
from qa.evaluation.evaluator import Evaluator, open_own_articles
from qa.evaluation.figures import compare
from qa.evaluation.predictions import Evaluation
from qa.evaluation.question_sets import Question, QuestionSet, read_question_set
from qa.settings import Settings
from qa.types.query import Query
from tests.conftest import CONVERSATIONS, QUESTIONS

FIGURES = {
    "set", "mode", "questions", "answerable", "unanswerable", "exact_match", "f1",
    "answerable_exact_match", "answerable_f1", "unanswerable_accuracy", "forced_exact_match",
    "forced_f1", "recall_at", "mrr", "ece", "auroc", "coverage_at_accuracy", "best_f1",
    "misses", "seconds_per_question",
}  # fmt: skip

PARAGRAPHS = [
    ("Steam_engine", "James Watt patented the separate condenser in 1769. Boulton paid for it."),
    ("Oxygen", "Oxygen was found by Carl Wilhelm Scheele in Uppsala in 1773."),
    ("Rain", "The wettest village on the island had 9,300 millimetres of rain in 2019."),
]


def squad(tmp_path: Path) -> QuestionSet:
    questions_and_answers = [
        ("Who patented the separate condenser?", "James Watt"),
        ("Where was oxygen found?", "Uppsala"),
        ("How much rain fell in 2019?", "9,300 millimetres"),
    ]
    data: list[dict[str, Any]] = []
    for number, ((title, context), (question, answer)) in enumerate(
        zip(PARAGRAPHS, questions_and_answers, strict=True)
    ):
        start = context.index(answer)
        qas = [
            {
                "id": str(number),
                "question": question,
                "is_impossible": False,
                "answers": [{"text": answer, "answer_start": start}],
            }
        ]
        data.append({"title": title, "paragraphs": [{"context": context, "qas": qas}]})
    data[0]["paragraphs"][0]["qas"].append(
        {"id": "no", "question": "Who won the World Cup?", "is_impossible": True, "answers": []}
    )
    path = tmp_path / "small.json.gz"
    path.write_bytes(gzip.compress(json.dumps({"data": data}).encode()))
    return read_question_set(path)


@pytest.fixture(scope="session")
def scored(sample: Collection) -> Evaluation:
    return Evaluator(sample).run(read_question_set(QUESTIONS), "articles")


def test_the_figures_are_those_that_the_documentation_names(scored: Evaluation) -> None:
    figures = scored.to_dict()
    assert set(figures) >= FIGURES
    assert set(figures["recall_at"]) == {"1", "5", "20"}
    assert set(figures["coverage_at_accuracy"]) == {"80", "90"}
    assert figures["best_f1"]["f1"] >= figures["f1"]
    assert figures["questions"] == figures["answerable"] + figures["unanswerable"]
    json.dumps(figures)


def test_the_sample_questions_are_answered_as_well_as_the_documentation_claims(
    scored: Evaluation,
) -> None:
    """Hold docs/results.md to its claims, less a few in a hundred: arithmetic differs a little."""
    figures = scored.to_dict()
    tolerance = 0.035
    assert figures["questions"] == 108
    assert figures["recall_at"]["5"] >= 0.987 - tolerance
    assert figures["forced_f1"] >= 0.931 - tolerance
    assert figures["f1"] >= 0.909 - tolerance
    assert figures["unanswerable_accuracy"] >= 0.9 - tolerance


def test_every_miss_is_laid_at_one_stage(sample: Collection, scored: Evaluation) -> None:
    missed = [prediction for prediction in scored.predictions if prediction.miss]
    assert missed
    assert sum(scored.to_dict()["misses"].values()) == len(missed)
    for prediction in missed:
        if prediction.miss == "answered_unanswerable":
            assert not prediction.question.answers
            assert prediction.answer is not None
        if prediction.miss == "refused":
            assert prediction.answer is None
            assert prediction.is_right
        if prediction.miss == "retriever":
            query = Query(
                prediction.asked, after=prediction.question.after, before=prediction.question.before
            )
            passages_read = sample.trace(query).passages_read
            assert prediction.rank is None or prediction.rank > len(passages_read)


CROWDED = [
    *["The ferry Aurora has a crew of nine and burned off Port Lennick."] * 44,
    "The Aurora sails to the islands every day. The ferry had a crew of twelve in spring.",
    "A crew of thirty sails the ferry Borealis to the island of Merrow.",
    "People in the harbour say that the Aurora is late.",
    "The crew of the Grey Heron were eleven people.",
    "The owner of the ferries named the Aurora after his daughter, who has nine cats.",
    "Ferry crews went on strike in October, and fifty people walked out.",
    "How the Aurora came to burn is not known; seventeen people were on board.",
    "Twenty people of the crew were taken to hospital.",
    *[f"Ship {number} is moored in dock {number}." for number in range(30)],
    *[f"Rain fell for {number} hours on the hills." for number in range(60)],
]


@pytest.mark.slow
def test_the_evaluation_answers_as_the_collection_does_where_there_are_many_copies(
    tmp_path: Path,
) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    for number, text in enumerate(CROWDED):
        (articles / f"{number}.txt").write_text(text)
    question = Question("1", "How many people are in the crew of the ferry Aurora?", ("nine",))
    with qa.open(tmp_path / "store") as collection:
        collection.index(articles)
        answer = collection.ask(question.question, always_answer=True)
        evaluation = Evaluator(collection).run(QuestionSet("copies", (question,)), "articles")
        best, deep_best = (
            collection.retrieve(Query(question.question, top_k=top_k))[0] for top_k in (8, 20)
        )
    # With so many copies the depth of retrieval changes the scores, so it must be the same.
    assert best.score != deep_best.score
    (prediction,) = evaluation.predictions
    assert prediction.best_answer == answer.text == "nine"
    assert prediction.confidence == answer.confidence
    assert prediction.evidence == answer.evidence[0]


@pytest.mark.slow
def test_paragraphs_of_a_squad_file_are_asked_together_or_each_alone(tmp_path: Path) -> None:
    questions = squad(tmp_path)
    with open_own_articles(questions, Settings()) as collection:
        together = Evaluator(collection, always_answer=True).run(questions, "own-articles")
        alone = Evaluator(collection, always_answer=True).run(questions, "reader-only")
    assert [
        prediction.best_answer for prediction in together.predictions if prediction.question.answers
    ] == [
        "James Watt",
        "Uppsala",
        "9,300 millimetres",
    ]
    assert together.to_dict()["recall_at"] == {"1": 1.0, "5": 1.0, "20": 1.0}
    assert together.to_dict()["forced_f1"] == alone.to_dict()["forced_f1"] == 1.0
    assert "recall_at" not in alone.to_dict()
    assert together.to_dict()["misses"]["answered_unanswerable"] == 1


@pytest.mark.slow
def test_own_articles_are_indexed_once(tmp_path: Path) -> None:
    questions = squad(tmp_path)
    with open_own_articles(questions, Settings()) as collection:
        generation = collection.store.metadata.generation
        assert collection.store.articles.count() == 3
    with open_own_articles(questions, Settings()) as collection:
        assert collection.store.articles.count() == 3
        assert collection.store.metadata.generation == generation


def test_a_set_without_articles_of_its_own_is_refused() -> None:
    with pytest.raises(UsageError, match="brings no articles of its own"):
        open_own_articles(read_question_set(QUESTIONS), Settings())


def test_runs_are_compared_by_question(scored: Evaluation) -> None:
    earlier = [prediction.to_dict() for prediction in scored.predictions]
    same = compare(scored, earlier)
    assert same["better"] == same["worse"] == []
    earlier[0]["f1"], earlier[1]["f1"] = -1.0, 2.0
    changed = compare(scored, earlier)
    assert changed["better"] == [earlier[0]["id"]]
    assert changed["worse"] == [earlier[1]["id"]]


def test_a_turn_is_asked_with_those_before_it_or_as_typed(sample: Collection) -> None:
    talks = read_question_set(CONVERSATIONS)
    first = QuestionSet("first", talks.questions[:6])
    together = Evaluator(sample).run(first, "articles").predictions
    alone = Evaluator(sample, no_rewrite=True).run(first, "articles").predictions
    assert together[4].question.question == "How old is he?"
    assert together[4].asked == "How old is Colonel Anders Quaye?"
    assert together[4].best_answer == "52"
    assert alone[4].asked == "How old is he?"
    assert alone[4].best_answer != "52"


def test_a_conversation_does_not_go_on_into_the_next(sample: Collection) -> None:
    talks = read_question_set(CONVERSATIONS).questions
    last, first = talks[5], replace(talks[6], question="How old is he?")
    predictions = Evaluator(sample).run(QuestionSet("two", (last, first)), "articles").predictions
    assert predictions[1].asked == "How old is he?"
