from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.datatypes import Hit, Passage, Span
from qa.reader import Reader
from tests.conftest import article, hit

PASSAGE = (
    "The ministry said on Thursday that 11 police trainers would fly to Ostrania on 2 December. "
    "They will be led by Colonel Anders Quaye."
)


def best(spans: list[Span]) -> Span:
    return max(spans, key=lambda one: one.margin)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many trainers will go?", "11"),
        ("how many trainers?", "11"),
        ("Who leads them?", "Colonel Anders Quaye"),
        ("Where do they fly to?", "Ostrania"),
    ],
)
def test_the_best_span_answers(reader: Reader, question: str, answer: str) -> None:
    assert best(reader.read(question, [hit(PASSAGE)])).text == answer


def test_a_question_that_is_not_answered_has_no_margin(reader: Reader) -> None:
    asked = best(reader.read("How many trainers will go?", [hit(PASSAGE)]))
    outside = best(reader.read("What does the museum charge for entry?", [hit(PASSAGE)]))
    assert outside.margin < 0 < asked.margin


def test_offsets_count_in_the_article_not_in_the_passage(reader: Reader) -> None:
    text = "\U0001f600 Zoë’s report.\n\n" + PASSAGE
    one = article(text)
    start = text.index(PASSAGE)
    found = Hit(Passage(one.id, 1, start, len(text), PASSAGE), one.info, 1.0, 0.5, 1.0)
    for span in reader.read("Who leads them?", [found]):
        assert text[span.start : span.end] == span.text


FERRY = "The ferry carried 214 passengers and 17 crew members when the fire broke out."


def test_a_title_tells_the_reader_what_the_passage_only_calls_the_ferry(reader: Reader) -> None:
    asked = "How many passengers were on the Grey Heron?"
    untitled = best(reader.read(asked, [hit(FERRY, title="A night at sea")]))
    titled = best(reader.read(asked, [hit(FERRY, title="Fire stops the Grey Heron at sea")]))
    other = best(reader.read(asked, [hit(FERRY, title="Fire stops the Blue Swan at sea")]))
    assert titled.text == "214"
    assert titled.margin > max(untitled.margin, other.margin) + 2


def test_a_title_that_names_nothing_new_of_the_question_is_not_read(reader: Reader) -> None:
    asked = "How many passengers were on the ferry?"
    untitled = reader.read(asked, [hit(FERRY, title=None)])
    titled = reader.read(asked, [hit(FERRY, title="Ferry with passengers burns off Varesk")])
    assert [one.margin for one in titled] == [one.margin for one in untitled]


def test_no_words_of_a_title_are_an_answer(reader: Reader) -> None:
    one = hit("It was repaired in May.", title="The Alder Street Bridge is closed")
    for span in reader.read("Which bridge is closed?", [one]):
        assert one.passage.text[span.start : span.end] == span.text


def test_the_end_of_a_long_passage_is_read_too(reader: Reader) -> None:
    text = "The hills are green and the road is long. " * 120 + PASSAGE
    assert "Anders Quaye" in best(reader.read("Who leads the trainers?", [hit(text)])).text


def test_each_passage_is_read_by_itself(reader: Reader) -> None:
    alone = reader.read("Who leads them?", [hit(PASSAGE)])
    others = [hit("It rained.", id="b" * 12), hit("The museum opens at nine. " * 20, id="c" * 12)]
    beside = [
        one
        for one in reader.read("Who leads them?", [*others, hit(PASSAGE)])
        if one.hit.article.id == article("").id
    ]
    assert best(beside).text == best(alone).text
    assert best(beside).margin == pytest.approx(best(alone).margin, abs=0.2)


def test_a_long_question_is_cut_and_a_strange_one_survives(reader: Reader) -> None:
    for question in ("who " * 500, "\U0001f600\U0001f600?", "א ב ג?", "who\u200d leads?"):
        assert all(one.text in PASSAGE for one in reader.read(question, [hit(PASSAGE)]))


def test_nothing_to_read_gives_nothing(reader: Reader) -> None:
    assert reader.read("Who?", []) == []


@settings(max_examples=30, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from("aé ñ\u0301\u200d\u202e\U0001f600\U0001f468中文.,!?\n\t1$(”"),
        min_size=1,
        max_size=120,
    )
)
def test_a_span_is_always_a_slice_of_its_article(reader: Reader, text: str) -> None:
    for span in reader.read("What is said?", [hit(text)]):
        assert text[span.start : span.end] == span.text
        assert span.text.strip()
