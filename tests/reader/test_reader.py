from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.reader.excerpts import crop_to_sentences
from qa.reader.loading import load_model
from qa.reader.reader import Reader
from qa.settings import ReaderSettings
from qa.types.article import Passage
from qa.types.search import Hit, Span
from tests.conftest import article, hit

pytestmark = pytest.mark.arithmetic

PASSAGE = (
    "The ministry said on Thursday that 11 police trainers would fly to Ostrania on 2 December. "
    "They will be led by Colonel Anders Quaye."
)


HOUSES = (
    "Mr. Dahl sold the mill in 1922. Ms. Bell bought the bakery in 1931. She sold it to her sister "
    "in 1940. The school stands empty."
)


def best(spans: list[Span]) -> Span:
    return max(spans, key=lambda span: span.margin)


def span_of(passage_hit: Hit, words: str, margin: float = 0.0) -> Span:
    start = passage_hit.passage.start + passage_hit.passage.text.index(words)
    return Span(start, start + len(words), words, margin, -1.0, passage_hit)


@pytest.fixture(scope="module")
def once() -> Reader:
    """Load a reader that reads nothing a second time."""
    return Reader.load(None, ReaderSettings(rescore_within=-1.0))


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
    inside = best(reader.read("How many trainers will go?", [hit(PASSAGE)]))
    outside = best(reader.read("What does the museum charge for entry?", [hit(PASSAGE)]))
    assert outside.margin < 0 < inside.margin


def test_offsets_count_in_the_article_not_in_the_passage(reader: Reader) -> None:
    text = "\U0001f600 Zoë’s report.\n\n" + PASSAGE
    report = article(text)
    start = text.index(PASSAGE)
    report_hit = Hit(Passage(report.id, 1, start, len(text), PASSAGE), report.info, 1.0, 0.5, 1.0)
    spans = reader.read("Who leads them?", [report_hit])
    assert spans
    for span in spans:
        assert text[span.start : span.end] == span.text


FERRY = "The ferry carried 214 passengers and 17 crew members when the fire broke out."


def test_a_title_tells_the_reader_what_the_passage_only_calls_the_ferry(reader: Reader) -> None:
    question = "How many passengers were on the Grey Heron?"
    untitled = best(reader.read(question, [hit(FERRY, title="A night at sea")]))
    titled = best(reader.read(question, [hit(FERRY, title="Fire stops the Grey Heron at sea")]))
    wrongly_titled = best(
        reader.read(question, [hit(FERRY, title="Fire stops the Blue Swan at sea")])
    )
    assert titled.text == "214"
    assert titled.margin > max(untitled.margin, wrongly_titled.margin) + 2


def test_a_title_that_names_nothing_new_of_the_question_is_not_read(reader: Reader) -> None:
    question = "How many passengers were on the ferry?"
    untitled = reader.read(question, [hit(FERRY, title=None)])
    titled = reader.read(question, [hit(FERRY, title="Ferry with passengers burns off Varesk")])
    assert [span.margin for span in titled] == [span.margin for span in untitled]


def test_no_words_of_a_title_are_an_answer(reader: Reader) -> None:
    bridge_hit = hit("It was repaired in May.", title="The Alder Street Bridge is closed")
    spans = reader.read("Which bridge is closed?", [bridge_hit])
    assert spans
    for span in spans:
        assert bridge_hit.passage.text[span.start : span.end] == span.text


def test_the_end_of_a_long_passage_is_read_too(reader: Reader) -> None:
    text = "The hills are green and the road is long. " * 120 + PASSAGE
    assert "Anders Quaye" in best(reader.read("Who leads the trainers?", [hit(text)])).text


def test_each_passage_is_read_by_itself(reader: Reader) -> None:
    alone = reader.read("Who leads them?", [hit(PASSAGE)])
    other_hits = [
        hit("It rained.", id="b" * 12),
        hit("The museum opens at nine. " * 20, id="c" * 12),
    ]
    beside = [
        span
        for span in reader.read("Who leads them?", [*other_hits, hit(PASSAGE)])
        if span.hit.article.id == article("").id
    ]
    assert best(beside).text == best(alone).text
    assert best(beside).margin == pytest.approx(best(alone).margin, abs=0.2)


def test_how_many_windows_are_read_side_by_side_changes_nothing(reader: Reader) -> None:
    hits = [hit(f"{PASSAGE} {'It rained. ' * number}", id=f"{number:012}") for number in range(4)]
    with ThreadPoolExecutor(1, initializer=torch.set_num_threads, initargs=(1,)) as worker:
        in_turn = Reader(load_model(), ReaderSettings(), worker).read("Who leads them?", hits)
    side_by_side = reader.read("Who leads them?", hits)
    assert len(side_by_side) > len(hits)
    assert side_by_side == in_turn


def test_the_best_span_has_the_mean_of_two_margins_read_with_all_of_its_passage_and_with_little(
    reader: Reader, once: Reader
) -> None:
    question = "When did Ms. Bell sell the bakery?"
    whole_hit = hit(HOUSES)
    first = best(once.read(question, [whole_hit]))
    assert first.text == "1940"
    part = crop_to_sentences(first)
    assert part.passage.text == HOUSES[32:-25]
    second = next(span for span in once.read(question, [part]) if span.text == "1940")
    assert (second.start, second.end) == (first.start, first.end)
    combined = next(span for span in reader.read(question, [whole_hit]) if span.text == "1940")
    assert combined.margin == pytest.approx((first.margin + second.margin) / 2, abs=1e-3)


def test_where_an_answer_begins_and_ends_is_decided_by_the_first_reading(
    reader: Reader, once: Reader
) -> None:
    question, whole_hit = "What did Ms. Bell buy?", hit(HOUSES)
    first_margins = {span.text: span.margin for span in once.read(question, [whole_hit])}
    mean_margins = {span.text: span.margin for span in reader.read(question, [whole_hit])}
    assert first_margins["the bakery"] - first_margins["bakery"] == pytest.approx(
        mean_margins["the bakery"] - mean_margins["bakery"]
    )
    assert first_margins["bakery"] != mean_margins["bakery"]


def test_a_passage_of_two_sentences_is_read_once(reader: Reader, once: Reader) -> None:
    question = "Who leads the trainers?"
    assert best(reader.read(question, [hit(PASSAGE)])) == best(once.read(question, [hit(PASSAGE)]))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("1922", "Mr. Dahl sold the mill in 1922."),
        ("her sister", HOUSES[32:-25]),
        ("the bakery in 1931. She", HOUSES[:-25]),
    ],
)
def test_a_narrowed_passage_is_the_sentences_of_the_span_and_the_one_before(
    words: str, expected: str
) -> None:
    assert crop_to_sentences(span_of(hit(HOUSES), words)).passage.text == expected


@given(st.text(alphabet="ab .!?\n", max_size=30), st.integers(0, 4))
def test_a_narrowed_passage_is_a_slice_of_its_article_that_holds_the_span(
    text: str, skipped: int
) -> None:
    text = f"{text} word. {text}"
    story = article(text)
    start = min(skipped, text.index("word"))
    passage = Passage(story.id, 0, start, len(text), text[start:])
    span = span_of(Hit(passage, story.info, 1.0, 0.5, 1.0), "word")
    part = crop_to_sentences(span).passage
    assert story.text[part.start : part.end] == part.text
    assert part.start <= span.start < span.end <= part.end


SIGNED = (
    "The treaty was read aloud for an hour. The treaty of Varesk was signed in 1922.",
    "Nobody came to the town of Marrow that year. Its treaty was signed in 1931.",
)


def test_spans_are_compared_by_reading_their_sentences_as_one_text(
    reader: Reader, once: Reader
) -> None:
    question = "When was the treaty of Varesk signed?"
    first, second = hit(f"{SIGNED[0]} It rained."), hit(f"{SIGNED[1]} It snowed.")
    years = [span_of(first, "1922"), span_of(second, "1931")]
    margins = reader.rescore_jointly(question, years)
    orders = [
        {span.text: span.margin for span in once.read(question, [hit(f"{text}\n")])}
        for text in ("\n".join(SIGNED), "\n".join(reversed(SIGNED)))
    ]
    expected = (orders[0]["1922"] + orders[1]["1922"]) / 2
    assert margins[0] == pytest.approx(expected, abs=1e-3)
    assert margins[0] > margins[1] + 2


def test_the_order_in_which_spans_are_compared_does_not_matter(reader: Reader) -> None:
    question = "When was the treaty of Varesk signed?"
    years = [span_of(hit(SIGNED[0]), "1922"), span_of(hit(SIGNED[1]), "1931")]
    forwards, backwards = (
        reader.rescore_jointly(question, years),
        reader.rescore_jointly(question, years[::-1]),
    )
    assert forwards == pytest.approx(backwards[::-1], abs=1e-3)


def test_spans_of_one_sentence_or_of_more_than_can_be_read_are_not_compared(
    reader: Reader,
) -> None:
    houses_hit = hit(HOUSES)
    assert reader.rescore_jointly(
        "When?", [span_of(houses_hit, "1931"), span_of(houses_hit, "bakery")]
    ) == [
        0.0,
        0.0,
    ]
    long_hits = [hit(f"{'It rained and ' * 100}it stopped in {year}.") for year in (1922, 1931)]
    spans = [span_of(long_hits[0], "1922"), span_of(long_hits[1], "1931")]
    assert reader.rescore_jointly("When did it stop?", spans) == [0.0, 0.0]


def test_a_long_question_is_cut_and_a_strange_one_survives(reader: Reader) -> None:
    for question in ("who " * 500, "\U0001f600\U0001f600?", "א ב ג?", "who\u200d leads?"):
        spans = reader.read(question, [hit(PASSAGE)])
        assert spans
        assert [span.text for span in spans if span.text not in PASSAGE] == []


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
