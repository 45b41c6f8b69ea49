from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from qa.indexing.chunking import split, with_title
from qa.settings import ChunkingSettings
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
    for passage in split(article(text), SMALL):
        assert text[passage.start : passage.end] == passage.text


@settings(max_examples=200)
@given(TEXT)
def test_passages_keep_every_word_and_no_passage_is_too_long(text: str) -> None:
    passages = split(article(text), SMALL)
    covered = {at for one in passages for at in range(one.start, one.end)}
    assert {at for at, character in enumerate(text) if not character.isspace()} <= covered
    assert max(len(one.text.split()) for one in passages) <= SMALL.max_words
    assert [one.number for one in passages] == list(range(len(passages)))


def test_neighbours_share_a_sentence() -> None:
    text = " ".join(f"Sentence number {number} has exactly seven words." for number in range(12))
    first, second = split(article(text), SMALL)[:2]
    shared = text[second.start : first.end]
    assert shared.startswith("Sentence number")
    assert shared.endswith("words.")


def test_a_short_article_is_one_passage() -> None:
    assert [one.text for one in split(article("It rained. It poured."), SMALL)] == [
        "It rained. It poured."
    ]


def test_a_text_without_stops_is_cut_between_words() -> None:
    passages = split(article("word " * 100), SMALL)
    assert len(passages) == 4
    assert all(set(one.text.split()) == {"word"} for one in passages)


def test_no_passage_touches_furniture() -> None:
    text = "It rained.\n\nLeave a Reply\n\nIt poured."
    boilerplate = ((12, 25),)
    assert text[12:25] == "Leave a Reply"
    passages = split(article(text, boilerplate=boilerplate), SMALL)
    assert [one.text for one in passages] == ["It rained.", "It poured."]


def test_an_empty_article_has_no_passages() -> None:
    assert split(article(""), SMALL) == []


def test_the_title_stands_before_a_passage_once() -> None:
    assert with_title("Rain", "It fell.") == "Rain\nIt fell."
    assert with_title("Rain", "Rain\n\nIt fell.") == "Rain\n\nIt fell."
    assert with_title(None, "It fell.") == "It fell."
