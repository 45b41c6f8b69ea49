"""The choice depends neither on the order of its input nor on the rounding of its scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.answering.confidence import Confidence
from qa.answering.selector import Selection
from qa.settings import AnswerSettings
from qa.types.article import Article
from qa.types.search import Hit, Span
from tests.answering.builders import candidates_of, library_of, selector_of, span_in
from tests.conftest import article

# Every answer stands in several articles, each time in another sentence.
ARTICLES = [
    article(f"{opening} 11 trainers of Tessaly, then 12 or 13.", id=letter * 12)
    for letter, opening in (
        ("a", "Tessaly lost"), ("b", "We saw"), ("c", "They had"), ("d", "It sent"),
    )
]  # fmt: skip
WORDS = ("11", "11 trainers", "12", "13")
# No difference between two of these sums lies near a setting below, where a choice may turn.
SETTINGS = AnswerSettings(compare_within=1.4, min_conflict_confidence=0.47, max_candidates=5)
STEPS = st.integers(min_value=-3, max_value=8).map(lambda step: 0.5 * step + 0.2)
PLACES = st.tuples(
    st.sampled_from(ARTICLES), st.sampled_from(WORDS), STEPS, st.sampled_from((2.0, 4.0, 8.0))
)


def reads_in_order(question: str, spans: Sequence[Span]) -> list[float]:
    """A joint reading that minds which sentences it reads, and where in the text they stand."""
    return [
        1.3 * number - ord(span.hit.article.id[0]) % 7 + len(span.text)
        for number, span in enumerate(spans)
    ]


def select(hits: Sequence[Hit], spans: Sequence[Span]) -> Selection:
    confidence = Confidence.load()
    selector = selector_of(library_of(*ARTICLES), SETTINGS, confidence, reads_in_order)
    return selector.select("How many trainers did Tessaly lose?", hits, spans, 0.43)


def summary(selection: Selection) -> tuple[object, ...]:
    """All of a selection but the scores themselves."""
    return (
        selection.text,
        [(place.article.id, place.start, place.end) for place in selection.evidence],
        [
            (answer.text, [(place.article.id, place.start) for place in answer.evidence])
            for answer in selection.alternatives
        ],
        [info.id for info in selection.agreement.same],
        [answer.text for answer in selection.agreement.different],
        [(closest.article.id, closest.sentence) for closest in selection.closest],
    )


def nudged(span: Span, hit: Hit, factor: float) -> Span:
    return replace(
        span,
        margin=span.margin * factor,
        span_log_prob=span.span_log_prob * factor,
        hit=hit,
    )


# The first example loads the fitted numbers.
@settings(deadline=None)
@given(st.data(), st.lists(PLACES, min_size=1, max_size=8, unique_by=lambda place: place[:2]))
def test_neither_order_nor_rounding_changes_the_selection(
    data: st.DataObject, places: list[tuple[Article, str, float, float]]
) -> None:
    lexical_of = {source.id: lexical for source, _, _, lexical in places}
    spans = [
        span_in(source, words, margin, lexical_of[source.id]) for source, words, margin, _ in places
    ]
    hits = list(dict.fromkeys(span.hit for span in spans))
    factors = st.floats(min_value=1 - 1e-6, max_value=1 + 1e-6)
    hit_of = {
        hit: replace(
            hit, lexical=hit.lexical * data.draw(factors), score=hit.score * data.draw(factors)
        )
        for hit in hits
    }
    other_spans = [nudged(span, hit_of[span.hit], data.draw(factors)) for span in spans]
    selection = select(hits, spans)
    other = select(
        data.draw(st.permutations(list(hit_of.values()))),
        data.draw(st.permutations(other_spans)),
    )
    assert summary(other) == summary(selection)
    assert other.confidence == pytest.approx(selection.confidence, abs=1e-4)


@pytest.mark.parametrize("lexical", [(9.4969, 9.4764), (9.4764, 9.4969)], ids=str)
def test_bm25_that_differs_by_a_fifth_of_a_percent_gives_the_same_answer(
    lexical: tuple[float, float],
) -> None:
    first = article("Engineers closed it: four girders are cracked.", id="a" * 12, sha256="1" * 64)
    second = article("Four girders are cracked, the council said.", id="b" * 12, sha256="2" * 64)
    rival = article("The bridge was closed for a race.", id="c" * 12)

    def rescore_jointly(question: str, spans: Sequence[Span]) -> list[float]:
        """One sentence makes the answer far worse than the rival, the other hardly."""
        margin_of = {first.id: 0.0, second.id: 3.1, rival.id: 3.4}
        return [margin_of[span.hit.article.id] for span in spans]

    spans = [
        span_in(first, "four girders are cracked", 6.0, lexical[0]),
        span_in(second, "Four girders are cracked", 6.0, lexical[1]),
        span_in(rival, "for a race", 5.0, 9.4),
    ]
    library = library_of(first, second, rival)
    selector = selector_of(library, AnswerSettings(), Confidence.load(), rescore_jointly)
    candidates = candidates_of(selector, "Why is it closed?", spans)
    assert [candidate.text for candidate in candidates] == [
        "for a race",
        "four girders are cracked",
    ]
    assert [candidate.features.joint_margin for candidate in candidates] == [0.0, -3.4]


def test_the_same_articles_in_another_folder_give_the_same_answer() -> None:
    texts = [("1" * 64, "It sent 11."), ("2" * 64, "They sent 12.")]

    def answers(letters: str) -> list[str]:
        articles = [
            article(text, id=letter * 12, sha256=digest)
            for letter, (digest, text) in zip(letters, texts, strict=True)
        ]
        spans = [span_in(source, source.text.split()[-1][:2], 4.0) for source in articles]
        selection = selector_of(library_of(*articles)).select("How many?", [], spans, 0.5)
        return [str(selection.text), *(answer.text for answer in selection.alternatives)]

    assert answers("ab") == answers("ba") == ["11", "12"]
