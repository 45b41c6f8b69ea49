from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.reader.spans import ScoredRange, decode_spans, trim

TEXT = "The 11 soldiers left on Monday."
OFFSETS = np.array([(0, 3), (4, 6), (7, 15), (16, 20), (21, 23), (24, 30), (30, 31)])


def logits(**token_logits: float) -> np.ndarray:
    """Give zeros, but for the tokens named t0, t1, ..."""
    values = np.zeros(len(OFFSETS), dtype=np.float32)
    for name, value in token_logits.items():
        values[int(name[1:])] = value
    return values


def spans(
    start: np.ndarray, end: np.ndarray, null: float = 1.0, max_words: int = 30, count: int = 3
) -> list[ScoredRange]:
    return decode_spans(TEXT, OFFSETS, start, end, (null, 0.0), max_words, count)


def test_the_best_span_has_the_highest_sum_less_the_null() -> None:
    best = spans(logits(t1=5.0), logits(t2=4.0))[0]
    assert TEXT[best.start : best.end] == "11 soldiers"
    assert best.margin == 5.0 + 4.0 - 1.0


def test_the_share_is_the_probability_of_start_and_end_together() -> None:
    uniform = spans(logits(), logits(), null=0.0)[0]
    assert uniform.span_log_prob == pytest.approx(2 * np.log(1 / 8))  # 7 tokens and the null answer
    certain = spans(logits(t1=50.0), logits(t2=50.0))[0]
    assert certain.span_log_prob == pytest.approx(0.0)


def test_a_span_never_ends_before_it_starts() -> None:
    ranges = spans(logits(t5=9.0), logits(t1=9.0))
    assert all(span.start < span.end for span in ranges)
    assert ranges[0].margin == 9.0 - 1.0


def test_a_span_is_never_longer_than_the_cap() -> None:
    ranges = spans(logits(t0=9.0), logits(t5=9.0), max_words=2, count=50)
    assert max(len(TEXT[span.start : span.end].split()) for span in ranges) == 2


def test_spans_are_distinct_and_best_first() -> None:
    ranges = spans(logits(t1=5.0, t2=1.0), logits(t2=4.0, t5=2.0), count=10)
    margins = [span.margin for span in ranges]
    assert margins == sorted(margins, reverse=True)
    assert len({(span.start, span.end) for span in ranges}) == 10


def test_a_span_takes_whole_words_only() -> None:
    text = "unhappily"
    offsets = np.array([(0, 2), (2, 7), (7, 9)])
    inner = np.array([0, 9, 0], dtype=np.float32)
    ranges = decode_spans(text, offsets, inner, inner, (0.0, 0.0), 30, 5)
    assert [(span.start, span.end) for span in ranges] == [(0, 9)]


def test_no_tokens_give_no_spans() -> None:
    nothing = np.empty(0, dtype=np.float32)
    no_tokens = np.empty((0, 2), dtype=np.int64)
    assert decode_spans("", no_tokens, nothing, nothing, (0.0, 0.0), 30, 5) == []


def decoded(text: str, first: str, last: str) -> list[str]:
    """Decode a text whose words are its tokens; the reader starts at `first`, ends at `last`."""
    words = [(match.start(), match.end()) for match in re.finditer(r"\w+|[^\w\s]", text)]
    tokens = [text[start:end] for start, end in words]
    start = np.array([9.0 * (token == first) for token in tokens], dtype=np.float32)
    end = np.array([8.0 * (token == last) for token in tokens], dtype=np.float32)
    ranges = decode_spans(text, np.array(words), start, end, (0.0, 0.0), 30, 5)
    return [text[span.start : span.end] for span in ranges]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("School: Ash | Pupils: 214 | Teachers: 33.", "Ash", "33"),
        ("The name is:\n\n- Help\n\nIt is blue.", "Help", "blue"),
        ("1. Petra\n2. Owen\n3. Maud", "Petra", "Maud"),
        ("Bridge closes\n\nThe council said so.", "Bridge", "council"),
    ],
)
def test_a_span_stays_in_one_cell_item_or_paragraph(text: str, first: str, last: str) -> None:
    spans = decoded(text, first, last)
    assert spans[0].startswith(first)
    assert not any("\n" in span or "|" in span for span in spans)


def test_a_span_leaves_out_the_label_of_its_cell_and_the_mark_of_its_item() -> None:
    assert decoded("School: Ash | Pupils: 214", "Pupils", "214")[0] == "214"
    assert decoded("2. Owen\n3. Maud Ferriby", "3", "Ferriby")[0] == "Maud Ferriby"


@pytest.mark.parametrize("text", ["about 1.2 tons", "all 3,410 runners", "at 6:15 sharp"])
def test_a_span_does_not_cut_a_number(text: str) -> None:
    number = text.split()[1]
    part = re.split(r"[.,:]", number)
    assert decoded(text, part[0], part[0])[0] != part[0]
    assert decoded(text, part[0], part[1])[0] == number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Monday.", "Monday"),
        ("“Go home”", "“Go home”"),
        ("“Go home", "Go home"),
        ("Go home”.", "Go home"),
        ('"Go home"', "Go home"),
        ("Cuban men’s style", "Cuban men’s style"),
        ("in the U.S.", "in the U.S."),
        ("at 9 a.m.", "at 9 a.m."),
        ("by Acme Inc.", "by Acme Inc."),
        ("£1.2m.", "£1.2m"),
        ("to No. 10.", "to No. 10"),
        ("The answer was no.", "The answer was no"),
        ("(2019)", "(2019)"),
        ("(2019", "2019"),
        ("2019)", "2019"),
        ("the ship (Aurora)", "the ship (Aurora)"),
        ("$4.2 million,", "$4.2 million"),
        (" - 11 ", "11"),
    ],
)
def test_outer_punctuation_and_half_pairs_are_left_out(text: str, expected: str) -> None:
    trimmed = trim(text, 0, len(text))
    assert trimmed is not None
    assert text[slice(*trimmed)] == expected


def test_the_last_stop_of_an_abbreviation_is_taken_in() -> None:
    text = "at 6 a.m. on Monday"
    assert trim(text, 3, 8) == (3, 9)
    assert trim("It rained.", 3, 9) == (3, 9)


def test_nothing_but_punctuation_is_no_span() -> None:
    assert trim("...", 0, 3) is None


@given(st.text(alphabet=st.sampled_from("aB. ()[]\"'”,U$1"), min_size=1, max_size=30))
def test_tidying_stays_inside_and_is_done_once(text: str) -> None:
    trimmed = trim(text, 0, len(text))
    if trimmed is not None:
        assert 0 <= trimmed[0] < trimmed[1] <= len(text)
        assert trim(text, *trimmed) == trimmed
