from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from qa.indexing.chunking import split, with_title
from qa.settings import ChunkingSettings
from qa.text.sentences import sentence_ranges
from tests.conftest import article

SENTENCE = st.lists(
    st.sampled_from(["rain", "fell", "Énergie", "on", "3.5"]), min_size=1, max_size=40
)
TEXT = st.lists(SENTENCE, min_size=1, max_size=25).map(
    lambda parts: " ".join(" ".join(words).capitalize() + "." for words in parts)
)
SMALL = ChunkingSettings(max_words=30, overlap=1)


@settings(max_examples=200)
@given(TEXT)
def test_a_passage_is_a_slice_of_its_article(text: str) -> None:
    passages = split(article(text), SMALL)
    assert bool(passages) == bool(text.strip())
    for passage in passages:
        assert text[passage.start : passage.end] == passage.text


@settings(max_examples=200)
@given(TEXT)
def test_passages_keep_every_word_and_no_passage_is_too_long(text: str) -> None:
    passages = split(article(text), SMALL)
    covered = {position for passage in passages for position in range(passage.start, passage.end)}
    words = {position for position, character in enumerate(text) if not character.isspace()}
    assert words <= covered
    assert max(len(passage.text.split()) for passage in passages) <= SMALL.max_words
    assert [passage.number for passage in passages] == list(range(len(passages)))


@settings(max_examples=200)
@given(TEXT)
def test_a_passage_knows_the_sentences_of_its_text(text: str) -> None:
    for passage in split(article(text), SMALL):
        assert passage.sentences
        shifted = [(start - passage.start, end - passage.start) for start, end in passage.sentences]
        assert shifted == sentence_ranges(passage.text)


def test_neighbours_share_a_sentence() -> None:
    text = " ".join(f"Sentence number {number} has exactly seven words." for number in range(12))
    first, second = split(article(text), SMALL)[:2]
    shared = text[second.start : first.end]
    assert shared.startswith("Sentence number")
    assert shared.endswith("words.")


def test_a_short_article_is_one_passage() -> None:
    (passage,) = split(article("It rained. It poured."), SMALL)
    assert passage.text == "It rained. It poured."
    assert passage.sentences == ((0, 10), (11, 21))


def test_a_text_without_stops_is_cut_between_words() -> None:
    passages = split(article("word " * 100), SMALL)
    assert len(passages) == 4
    assert all(set(passage.text.split()) == {"word"} for passage in passages)


def test_no_passage_touches_boilerplate() -> None:
    text = "It rained.\n\nLeave a Reply\n\nIt poured."
    boilerplate = ((12, 25),)
    assert text[12:25] == "Leave a Reply"
    passages = split(article(text, boilerplate=boilerplate), SMALL)
    assert [passage.text for passage in passages] == ["It rained.", "It poured."]


def test_an_empty_article_has_no_passages() -> None:
    assert split(article(""), SMALL) == []


def test_the_title_stands_before_a_passage_once() -> None:
    assert with_title("Rain", "It fell.") == "Rain\nIt fell."
    assert with_title("Rain", "Rain\n\nIt fell.") == "Rain\n\nIt fell."
    assert with_title(None, "It fell.") == "It fell."
