from __future__ import annotations

import math
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.retrieval.passage_scores import CandidatePassage, score_passages
from qa.retrieval.term_coverage import TermWeights, coverage, window_coverage
from qa.settings import RetrievalSettings
from qa.store.store import Store
from tests.conftest import article, keep

VECTOR = np.array([1, 0], dtype=np.float32)
SHARES = {"ferri": 0.2, "burn": 0.3, "captain": 0.5}
SETTINGS = RetrievalSettings(
    proximity_weight=0.2, article_coverage_weight=0.1, article_best_weight=0.3
)


def candidate(
    row: int, article_id: str, fused: float, body: str, title: str = ""
) -> CandidatePassage:
    return CandidatePassage(row, article_id, fused, tuple(title.split()), tuple(body.split()))


def test_coverage_is_the_share_of_the_question_that_a_text_holds() -> None:
    assert coverage(SHARES, {"burn", "captain", "sea"}) == pytest.approx(0.8)
    assert coverage(SHARES, set()) == 0.0


def test_terms_count_together_only_within_the_window() -> None:
    terms = "captain x x burn x ferri".split()
    assert window_coverage(SHARES, terms, window=6) == pytest.approx(1.0)
    assert window_coverage(SHARES, terms, window=5) == pytest.approx(0.8)
    assert window_coverage(SHARES, terms, window=3) == pytest.approx(0.5)
    assert window_coverage(SHARES, ["x"], window=3) == 0.0


def test_a_repeated_term_counts_once() -> None:
    assert window_coverage(SHARES, ["ferri"] * 9) == pytest.approx(0.2)


def test_terms_weigh_as_much_as_they_are_rare(tmp_path: Path) -> None:
    texts = ["The ferry burned.", "The ferry sank.", "The ferry sailed.", "A museum.", "A bridge."]
    with Store(tmp_path) as store:
        for number, text in enumerate(texts):
            keep(store, article(text, id=f"{number:012}"), VECTOR)
        shares = TermWeights(store).shares(["burn", "ferri", "train"])
    # Of 5 passages 1, 3 and 0 hold them; a term of most passages has the least weight.
    weights = {"burn": math.log(4.5 / 1.5), "ferri": 0.05, "train": math.log(5.5 / 0.5)}
    assert shares == pytest.approx(
        {term: weight / sum(weights.values()) for term, weight in weights.items()}
    )


def test_terms_are_weighed_anew_when_the_store_has_changed(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        keep(store, article("The ferry burned.", id="a" * 12), VECTOR)
        keep(store, article("A bridge.", id="b" * 12), VECTOR)
        weights = TermWeights(store)
        before = weights.shares(["burn", "bridg"])
        keep(store, article("The bridge opened.", id="c" * 12), VECTOR)
        after = weights.shares(["burn", "bridg"])
    assert before == pytest.approx({"burn": 0.5, "bridg": 0.5})
    assert after["burn"] > after["bridg"]


def test_a_passage_scores_by_itself_and_by_its_article() -> None:
    scores = score_passages(
        [
            candidate(1, "a", 1.0, "ferri sank"),
            candidate(2, "a", 0.5, "captain slept"),
            candidate(3, "b", 0.8, "ferri burn"),
        ],
        SHARES,
        SETTINGS,
    )
    # By themselves: 0.4 of the fused score, 0.2 of what is held together.
    alone = {1: 0.4 + 0.2 * 0.2, 2: 0.2 + 0.2 * 0.5, 3: 0.32 + 0.2 * 0.5}
    first = 0.1 * 0.7 + 0.3 * alone[1] / 0.6
    second = 0.1 * 0.5 + 0.3 * alone[3] / 0.6
    assert scores == pytest.approx({1: alone[1] + first, 2: alone[2] + first, 3: alone[3] + second})


def test_the_title_counts_for_the_article() -> None:
    plain, titled = (
        score_passages([candidate(1, "a", 0.5, "burn", title)], SHARES, SETTINGS)[1]
        for title in ("", "ferri captain")
    )
    assert titled - plain == pytest.approx(0.1 * 0.7)


def test_without_the_other_weights_the_fused_score_is_left() -> None:
    settings = RetrievalSettings(
        proximity_weight=0, article_coverage_weight=0, article_best_weight=0
    )
    scores = score_passages([candidate(1, "a", 0.7, "ferri")], SHARES, settings)
    assert scores == pytest.approx({1: 0.7})


@given(
    st.lists(
        st.tuples(
            st.sampled_from("ab"),
            st.floats(0, 1),
            st.lists(st.sampled_from(["ferri", "burn", "captain", "x"]), max_size=30),
        ),
        max_size=8,
    )
)
def test_scores_lie_between_0_and_1_and_an_article_keeps_its_order(
    passages: list[tuple[str, float, list[str]]],
) -> None:
    settings = RetrievalSettings()
    # The same ratio of the two scores that a passage has by itself.
    article_share = settings.article_coverage_weight + settings.article_best_weight
    proximity_weight = settings.proximity_weight / (1 - article_share)
    candidates = [
        candidate(row, article_id, fused, " ".join(body))
        for row, (article_id, fused, body) in enumerate(passages)
    ]
    scores = score_passages(candidates, SHARES, settings)
    settings_alone = RetrievalSettings(
        proximity_weight=proximity_weight, article_coverage_weight=0, article_best_weight=0
    )
    alone = score_passages(candidates, SHARES, settings_alone)
    assert all(0 <= score <= 1 + 1e-9 for score in scores.values())
    for first, second in combinations(candidates, 2):
        if first.article == second.article and alone[first.row] > alone[second.row] + 1e-9:
            assert scores[first.row] > scores[second.row]
