from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from qa.answering.confidence import FITTED, Confidence, LinearModel
from qa.answering.features import (
    FEATURE_NAMES,
    RANKING_NAMES,
    extract_names,
    is_named,
    is_negated,
    query_term_coverage,
    violates_answer_type,
)
from qa.answering.selector import AnswerSelector, same_answers, sentence_around
from qa.settings import AnswerSettings
from qa.types.article import Article, Passage
from qa.types.search import Hit, Span, drop_overlapping
from tests.conftest import article

FIRST = article("Eleven trainers left. The 11 trainers flew on Monday.", id="a" * 12)
SECOND = article("Officials spoke of 11 trainers. Others said 12.", id="b" * 12)
LIBRARY = {one.id: one for one in (FIRST, SECOND)}


def span(one: Article, words: str, margin: float, occurrence: int = 0) -> Span:
    start = -1
    for _ in range(occurrence + 1):
        start = one.text.index(words, start + 1)
    hit = Hit(Passage(one.id, 0, 0, len(one.text), one.text), one.info, 0.5, 0.5, 1.0)
    return Span(start, start + len(words), words, margin, -1.0, hit)


def alone(article_id: str) -> list[Article]:
    return []


def alike(question: str, sentences: Sequence[str]) -> list[float]:
    return [0.5] * len(sentences)


def undecided(question: str, spans: Sequence[Span]) -> list[float]:
    return [0.0] * len(spans)


def sum_of(*names: str) -> LinearModel:
    return LinearModel(tuple(float(name in names) for name in FEATURE_NAMES), 0.0)


MARGIN_ONLY = Confidence(sum_of("margin"), sum_of("margin"))


def chooser_of(
    library: Mapping[str, Article],
    settings: AnswerSettings,
    confidence: Confidence = MARGIN_ONLY,
    compare: Callable[[str, Sequence[Span]], Sequence[float]] = undecided,
) -> AnswerSelector:
    return AnswerSelector(settings, confidence, library.__getitem__, alone, alike, compare)


@pytest.fixture
def chooser() -> AnswerSelector:
    return chooser_of(LIBRARY, AnswerSettings())


def hits(spans: list[Span]) -> list[Hit]:
    return [one.hit for one in spans]


def test_of_spans_that_overlap_the_first_is_kept() -> None:
    spans = [span(FIRST, "11 trainers", 5), span(FIRST, "11", 4), span(FIRST, "Monday", 3)]
    assert [one.text for one in drop_overlapping(spans)] == ["11 trainers", "Monday"]


def test_spans_at_the_same_offsets_of_different_articles_are_apart() -> None:
    one, other = article("It rained.", id="a" * 12), article("It rained.", id="b" * 12)
    assert len(drop_overlapping([span(one, "rained", 5), span(other, "rained", 4)])) == 2


def test_the_same_words_in_different_places_are_one_answer_with_both() -> None:
    spans = [span(FIRST, "11", 5), span(SECOND, "11", 4), span(SECOND, "12", 3)]
    groups = same_answers(spans)
    assert [[one.hit.article.id[0] for one in group] for group in groups] == [["a", "b"], ["b"]]


def test_figures_and_words_for_the_same_number_are_one_answer() -> None:
    spans = [span(FIRST, "Eleven trainers", 5), span(SECOND, "11", 4)]
    assert len(same_answers(spans)) == 1


def test_the_answer_carries_its_places_and_others_are_alternatives(
    chooser: AnswerSelector,
) -> None:
    spans = [span(SECOND, "12", 2), span(FIRST, "11", 5), span(SECOND, "11", 4)]
    choice = chooser.select("How many trainers?", hits(spans), spans, 0.5)
    assert choice.text == "11"
    assert [one.article.id[0] for one in choice.evidence] == ["a", "b"]
    assert [one.text for one in choice.alternatives] == ["12"]
    assert [one.score for one in choice.evidence] == [5.0, 4.0]
    assert choice.evidence[0].sentence == "The 11 trainers flew on Monday."
    assert choice.closest == ()


def test_no_alternative_is_called_likelier_than_the_answer() -> None:
    def model(sign: float) -> LinearModel:
        return LinearModel(tuple(sign * (name == "margin") for name in FEATURE_NAMES), 0.0)

    contrary = Confidence(model(1.0), model(-0.1))
    chooser = chooser_of(LIBRARY, AnswerSettings(), contrary)
    spans = [span(SECOND, "12", 2), span(FIRST, "11", 5)]
    choice = chooser.select("How many trainers?", hits(spans), spans, 0.1)
    assert choice.text == "11"
    assert [one.confidence for one in choice.alternatives] == [choice.confidence]


def test_below_the_threshold_there_is_no_answer_but_the_closest_passages(
    chooser: AnswerSelector,
) -> None:
    spans = [span(FIRST, "11", -2.0)]
    choice = chooser.select("How many trainers flew?", hits(spans), spans, 0.5)
    assert choice.text is None
    assert choice.evidence == choice.alternatives == ()
    assert 0 < choice.confidence < 0.5
    (closest,) = choice.closest
    assert closest.sentence == "The 11 trainers flew on Monday."
    assert FIRST.text[closest.sentence_start :].startswith(closest.sentence)
    assert not hasattr(closest, "text")


def test_no_spans_give_no_answer_even_when_one_is_forced(
    chooser: AnswerSelector,
) -> None:
    choice = chooser.select("Who?", [], [], 0.0)
    assert choice.text is None
    assert choice.confidence == 0.0


def test_a_span_without_the_form_that_is_asked_for_is_no_candidate(
    chooser: AnswerSelector,
) -> None:
    spans = [span(FIRST, "trainers", 9), span(FIRST, "11", 1)]
    found = chooser.candidates("How many trainers flew?", hits(spans), spans)
    assert [one.text for one in found] == ["11"]


def test_a_not_that_the_sentence_lacks_is_noticed() -> None:
    flew = article("Eleven trainers flew. Twelve did not fly.", id="a" * 12)
    chooser = chooser_of({flew.id: flew}, AnswerSettings())
    for question, words, missing in (
        ("How many trainers flew?", "Eleven", 0.0),
        ("How many trainers didn't fly?", "Eleven", 1.0),
        ("How many trainers didn't fly?", "Twelve", 0.0),
    ):
        spans = [span(flew, words, 5)]
        (found,) = chooser.candidates(question, hits(spans), spans)
        assert found.features.negation == missing


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Who didn't come?", True),
        ("who didnt come", True),
        ("Which of them doesn’t fly?", True),
        ("Nobody came", True),
        ("Who has no ship?", True),
        ("Who lives at No. 10?", False),
        ("What was noted?", False),
        ("Who came?", False),
    ],
)
def test_a_not_is_told_in_many_forms(text: str, negated: bool) -> None:
    assert is_negated(text) is negated


def test_a_name_that_the_article_lacks_is_noticed(
    chooser: AnswerSelector,
) -> None:
    spans = [span(SECOND, "11", 5)]
    for question, missing in (
        ("How many trainers are there?", 0.0),
        ("How many Canadian trainers are there?", 1.0),
        ("What did Officials say of 12 trainers?", 0.0),
    ):
        (found,) = chooser.candidates(question, hits(spans), spans)
        assert found.features.name_missing == missing


def test_the_gap_is_measured_to_the_next_answer(
    chooser: AnswerSelector,
) -> None:
    spans = [span(FIRST, "11", 5), span(SECOND, "12", 3)]
    first, second = chooser.candidates("How many?", hits(spans), spans)
    assert first.features.lead == 2.0
    assert second.features.lead == -2.0


def test_a_span_over_two_sentences_has_both_around_it() -> None:
    both = span(FIRST, "left. The 11", 1)
    assert FIRST.text[slice(*sentence_around(FIRST.text, both))] == FIRST.text


@pytest.mark.parametrize(
    ("question", "answer", "misfit"),
    [
        ("How many trainers?", "11", False),
        ("how many trainers?", "eleven", False),
        ("How many trainers?", "Monday", True),
        ("How long did it take?", "nearly a year", False),
        ("How old is Helena Strand?", "chief executive", True),
        ("How much did the repair cost?", "$4.2 million", False),
        ("How much did the repair cost?", "75 cents", False),
        ("How much did the repair cost?", "14 weeks", True),
        ("When did they leave?", "on Monday", False),
        ("When is it due?", "third quarter", False),
        ("What year was it?", "Ostrania", True),
        ("Where was he when it rained?", "Ostrania", False),
        ("When people left, what did they take?", "their dogs", False),
        ("when?", "Ostrania", True),
        ("Who leads them?", "a colonel", False),
        ("Why did they go?", "to train police", False),
    ],
)
def test_an_answer_without_the_form_that_is_asked_for_is_a_misfit(
    question: str, answer: str, misfit: bool
) -> None:
    assert violates_answer_type(question, answer) is misfit


def test_names_and_numbers_of_a_question_are_known_by_their_form() -> None:
    question = "How many U.S. soldiers went to Port Lennick in 2019?"
    assert extract_names(question) == [{"2019"}, {"usa"}, {"port", "lennick"}]
    assert extract_names("Who spoke at the United Nations?") == [{"un"}]
    assert extract_names("Who leads the mission?") == []
    assert extract_names("") == []


@pytest.mark.parametrize(
    ("name", "text", "named"),
    [
        ("mexican", {"mexico"}, True),
        ("canadian", {"mexico"}, False),
        ("american", {"usa"}, True),
        ("french", {"franc"}, True),
        ("2019", {"201"}, False),
        ("2019", {"2019"}, True),
    ],
)
def test_an_adjective_names_its_country(name: str, text: set[str], named: bool) -> None:
    assert is_named(name, text) is named


def test_a_share_is_of_the_question() -> None:
    assert query_term_coverage({"a", "b"}, {"a"}) == 0.5
    assert query_term_coverage(set(), {"a"}) == 1.0


def test_the_fitted_confidence_belongs_to_these_features() -> None:
    fitted = json.loads(FITTED.read_text())
    assert set(fitted["probability"]) - {"intercept"} <= set(FEATURE_NAMES)
    assert set(fitted["ranking"]) - {"intercept"} <= set(RANKING_NAMES)


def test_other_articles_agree_or_say_something_else_newest_first() -> None:
    texts = {
        "a": ("There were 11 trainers.", date(2026, 3, 1)),
        "b": ("Eleven trainers flew.", date(2026, 3, 2)),
        "c": ("It counted 12 trainers.", date(2026, 3, 3)),
        "d": ("Some saw 14 trainers.", None),
        "e": ("Others saw 15 trainers.", date(2026, 4, 1)),
    }
    library = {}
    for name, (text, day) in texts.items():
        one = article(text, id=name * 12, date=day)
        library[one.id] = one
    chooser = chooser_of(library, AnswerSettings())
    spans = [
        span(library[name * 12], words, margin)
        for name, words, margin in [
            ("a", "11", 4.0), ("b", "Eleven", 3.0), ("c", "12", 3.5), ("d", "14", 3.0),
            ("e", "15", -2.9),
        ]
    ]  # fmt: skip
    choice = chooser.select("How many trainers?", hits(spans), spans, 0.5)
    assert [one.id[0] for one in choice.agreement.same] == ["b"]
    assert [one.text for one in choice.agreement.different] == ["12", "14"]


@pytest.mark.parametrize(
    ("question", "other", "lexical", "conflict"),
    [
        ("How many jobs in Tessaly?", "Tessaly loses 20 jobs.", 1.0, True),
        ("How many jobs in Tessaly?", "Marrow loses 20 jobs.", 1.0, False),
        ("How many jobs in Tessaly?", "Tessaly loses 20 jobs.", 0.5, False),
        ("how many jobs in tessaly", "Marrow loses 20 jobs.", 0.5, False),
        ("How many jobs at Ada Bell?", "Ms. Bell takes 20 jobs.", 1.0, True),
        ("How many jobs at Ada Bell?", "Ms. Marrow takes 20 jobs.", 1.0, False),
        ("How many jobs in Norway?", "Marrow loses 20 jobs.", 1.0, True),
    ],
)
def test_only_what_is_told_of_the_same_is_a_conflict(
    question: str, other: str, lexical: float, conflict: bool
) -> None:
    one = article("Tessaly and Ada Bell lose 11 jobs.", id="a" * 12)
    two = article(other, id="b" * 12)
    chooser = chooser_of({one.id: one, two.id: two}, AnswerSettings(min_lexical_ratio=0.6))
    second = span(two, "20", 3)
    second = replace(second, hit=replace(second.hit, lexical=lexical))
    spans = [span(one, "11", 4), second]
    choice = chooser.select(question, hits(spans), spans, 0.5)
    assert [one.text for one in choice.alternatives] == ["20"]
    assert bool(choice.agreement.different) is conflict


def joint_margins(
    margins: Mapping[str, float], question: str, spans: Sequence[Span]
) -> list[float]:
    return [margins[span.text] for span in spans]


def comparing(
    margins: Mapping[str, float], settings: AnswerSettings, asked: list[list[str]]
) -> AnswerSelector:
    """Reads these margins side by side, and notes which answers were compared."""

    def rescore_jointly(question: str, spans: Sequence[Span]) -> list[float]:
        asked.append([span.text for span in spans])
        return joint_margins(margins, question, spans)

    ranking = Confidence(sum_of("margin", "joint_margin"), sum_of("margin"))
    return chooser_of(LIBRARY, settings, ranking, rescore_jointly)


def test_of_close_answers_the_one_that_fares_better_side_by_side_is_first() -> None:
    asked: list[list[str]] = []
    chooser = comparing({"11": 2.0, "12": 5.0}, AnswerSettings(compare_within=1.5), asked)
    spans = [span(FIRST, "11", 4), span(SECOND, "11", 3.5), span(SECOND, "12", 3)]
    first, second = chooser.candidates("How many?", hits(spans), spans)
    assert asked == [["11", "12"]]
    assert [first.text, second.text] == ["12", "11"]
    assert [first.features.joint_margin, second.features.joint_margin] == [0.0, -3.0]
    assert [score for _, score in second.spans] == [1.0, 0.5]
    assert [first.features.lead, second.features.lead] == [2.0, -2.0]


def test_an_answer_that_is_ahead_is_compared_with_none() -> None:
    asked: list[list[str]] = []
    chooser = comparing({}, AnswerSettings(compare_within=1.5), asked)
    spans = [span(FIRST, "11", 4), span(SECOND, "12", 2.4)]
    found = chooser.candidates("How many?", hits(spans), spans)
    assert asked == []
    assert [one.features.joint_margin for one in found] == [0.0, 0.0]


def test_what_is_not_compared_is_put_with_the_last_that_was() -> None:
    asked: list[list[str]] = []
    settings = AnswerSettings(compare_within=1.5, max_compared=2)
    chooser = comparing({"11": 2.0, "12": 1.0}, settings, asked)
    spans = [span(FIRST, "11", 4), span(SECOND, "12", 3), span(FIRST, "Monday", 2)]
    found = chooser.candidates("What is said?", hits(spans), spans)
    assert asked == [["11", "12"]]
    assert [(one.text, one.features.joint_margin) for one in found] == [
        ("11", 0.0),
        ("12", -1.0),
        ("Monday", -1.0),
    ]


def test_a_conflict_is_as_likely_when_the_answers_were_compared() -> None:
    library = {
        name * 12: article(f"Tessaly lost {n}.", id=name * 12)
        for name, n in zip("ab", (11, 20), strict=True)
    }
    ranking = sum_of("margin", "joint_margin")
    for low in (-9.0, 0.0):
        margin_of = {"11": 0.0, "20": low}
        chooser = chooser_of(
            library,
            AnswerSettings(),
            Confidence(ranking, sum_of("margin", "joint_margin", "lead")),
            partial(joint_margins, margin_of),
        )
        spans = [span(library["a" * 12], "11", 3), span(library["b" * 12], "20", 2)]
        choice = chooser.select("How many did Tessaly lose?", hits(spans), spans, 0.5)
        assert [one.text for one in choice.agreement.different] == ["20"]


def test_what_speaks_against_an_answer_is_shown_before_other_answers() -> None:
    told = ["Tessaly lost 11.", "Marrow lost 20.", "Tessaly lost 30."]
    library = {
        name * 12: article(text, id=name * 12) for name, text in zip("abc", told, strict=True)
    }
    chooser = chooser_of(library, AnswerSettings(max_alternatives=1))
    spans = [
        span(library["a" * 12], "11", 4),
        span(library["b" * 12], "20", 3),
        span(library["c" * 12], "30", 2),
    ]
    choice = chooser.select("How many did Tessaly lose?", hits(spans), spans, 0.5)
    assert [one.text for one in choice.alternatives] == ["30"]
    assert choice.agreement.different == choice.alternatives


def test_how_likely_a_conflict_is_does_not_depend_on_how_good_the_answer_is() -> None:
    library = {
        name * 12: article(f"Tessaly lost {n}.", id=name * 12)
        for name, n in zip("ab", (11, 20), strict=True)
    }
    gap_too = Confidence(sum_of("margin"), sum_of("margin", "lead"))
    chooser = chooser_of(library, AnswerSettings(), gap_too)
    for margin in (3.0, 9.0):
        spans = [span(library["a" * 12], "11", margin), span(library["b" * 12], "20", 2)]
        choice = chooser.select("How many did Tessaly lose?", hits(spans), spans, 0.5)
        assert [one.text for one in choice.agreement.different] == ["20"]


@pytest.mark.parametrize(("first_there", "conflict"), [("12", True), ("11", False)])
def test_an_article_that_holds_the_answer_too_may_say_otherwise(
    first_there: str, conflict: bool
) -> None:
    before = article("Tessaly lost 11.", id="a" * 12)
    after = article("Tessaly lost 12, not 11.", id="b" * 12)
    chooser = chooser_of({one.id: one for one in (before, after)}, AnswerSettings())
    spans = [
        span(before, "11", 5),
        span(after, "11", 4 if first_there == "11" else 2),
        span(after, "12", 3),
    ]
    choice = chooser.select("How many did Tessaly lose?", hits(spans), spans, 0.5)
    assert choice.text == "11"
    assert [one.text for one in choice.agreement.different] == ["12"] * conflict
    assert [one.id[0] for one in choice.agreement.same] == ["b"] * (not conflict)


def test_two_figures_of_one_article_are_no_conflict(
    chooser: AnswerSelector,
) -> None:
    spans = [span(SECOND, "11", 4), span(SECOND, "12", 4)]
    assert chooser.select("How many?", hits(spans), spans, 0.5).agreement.different == ()
