from __future__ import annotations

import numpy as np
import pytest

from embeddings import Encoder, EncoderError, VectorIndex

SQUARE = np.array([[1, 0], [0, 1], [-1, 0], [0.6, 0.8]], dtype=np.float32)
HALF = 2**-11  # how far from a number below one its nearest number in half precision may be


def filled() -> VectorIndex:
    index = VectorIndex(2)
    index.add([10, 20, 30, 40], SQUARE)
    return index


def test_the_nearest_rows_come_first_by_their_own_numbers() -> None:
    ids, scores = filled().search(np.array([0, 1], dtype=np.float32), 2)
    assert ids.tolist() == [20, 40]
    assert scores.tolist() == pytest.approx([1.0, 0.8], abs=HALF)


def test_a_filter_never_eats_into_the_count() -> None:
    ids, _ = filled().search(np.array([0, 1], dtype=np.float32), 2, among=np.array([10, 30]))
    assert sorted(ids.tolist()) == [10, 30]


def test_asking_for_more_than_there_is_gives_what_there_is() -> None:
    vector = np.array([0, 1], dtype=np.float32)
    assert len(filled().search(vector, 99)[0]) == 4
    assert len(VectorIndex(2).search(vector, 5)[0]) == 0
    assert len(filled().search(vector, 5, among=np.array([], dtype=np.int64))[0]) == 0


def test_removed_rows_are_not_found_and_the_others_keep_their_numbers() -> None:
    index = filled()
    index.remove([20, 99])
    ids, _ = index.search(np.array([0, 1], dtype=np.float32), 4)
    assert ids.tolist()[0] == 40
    assert sorted(ids.tolist()) == [10, 30, 40]
    assert index.scores(np.array([0, 1], dtype=np.float32), [40]).tolist() == pytest.approx(
        [0.8], abs=HALF
    )
    index.add([20], SQUARE[1:2])
    assert index.search(np.array([0, 1], dtype=np.float32), 1)[0].tolist() == [20]


def test_scores_of_given_rows_come_in_their_order() -> None:
    scores = filled().scores(np.array([1, 0], dtype=np.float32), [40, 10])
    assert scores.tolist() == pytest.approx([0.6, 1.0], abs=HALF)


def test_vectors_of_another_shape_are_refused() -> None:
    with pytest.raises(ValueError, match=r"shape \(4, 2\), expected \(4, 3\)"):
        VectorIndex(3).add([1, 2, 3, 4], SQUARE)


def test_vectors_have_length_one_and_keep_the_order_of_the_texts(encoder: Encoder) -> None:
    texts = ["A long sentence about the weather in the hills of the north.", "Rain.", "A bridge."]
    together = encoder.encode_passages(texts)
    assert together.shape == (3, encoder.dimension)
    assert np.linalg.norm(together, axis=1) == pytest.approx(1.0, abs=1e-5)
    alone = np.concatenate([encoder.encode_passages([text]) for text in texts])
    # In 16 bits a text that is padded to the length of its neighbours is rounded otherwise.
    assert np.diag(together @ alone.T) == pytest.approx(1.0, abs=1e-3)
    assert (together @ alone.T).argmax(axis=1).tolist() == [0, 1, 2]


def test_a_question_is_nearer_to_what_answers_it(encoder: Encoder) -> None:
    passages = encoder.encode_passages(["The bridge cost $4 million.", "A cat slept."])
    scores = passages @ encoder.encode_question("What was the price of the bridge?")
    assert scores[0] > scores[1] + 0.3


def test_similarity_is_the_cosine_in_the_order_of_the_texts(encoder: Encoder) -> None:
    near, far = encoder.similarity("Who slept?", ["A cat slept.", "The bridge cost $4 million."])
    assert -1 <= far < near <= 1
    assert encoder.similarity("Who slept?", []) == []


def test_the_same_weights_have_the_same_fingerprint(encoder: Encoder) -> None:
    assert Encoder.load().fingerprint == encoder.fingerprint


def test_a_model_that_is_not_there_is_named_with_what_to_do(tmp_path: object) -> None:
    with pytest.raises(EncoderError, match=r"Cannot load the encoder.*Give the name"):
        Encoder.load(str(tmp_path))
