from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import torch
from torch import nn

from qa.errors import ModelError
from qa.reader.int8 import Int8Linear, is_supported, load_int8_weights, quantize
from qa.reader.loading import PACKAGED
from qa.reader.reader import Reader
from qa.reader.weights import MANIFEST, PackedWeights, QuantizedMatrix, read_packed
from tests.conftest import hit


def test_a_matrix_is_its_integers_times_the_scales_of_row_and_column() -> None:
    matrix = QuantizedMatrix(
        torch.tensor([[2, -4], [3, 1]], dtype=torch.int8),
        torch.tensor([0.5, 2.0]),
        torch.tensor([1.0, 10.0]),
    )
    packed = PackedWeights({"w": matrix}, {"b": torch.tensor([0.5])})
    assert packed.unpacked()["w"].tolist() == [[1.0, -20.0], [6.0, 20.0]]
    assert packed.unpacked()["b"].tolist() == [0.5]


def test_what_was_put_into_shards_comes_back() -> None:
    matrix = QuantizedMatrix.of(torch.tensor([[3.0, -1.0], [0.0, 0.0], [0.2, 9.0]]))
    packed = PackedWeights.of({**matrix.tensors("w"), "b": torch.tensor([0.5])})
    assert torch.equal(packed.matrices["w"].integers, matrix.integers)
    assert torch.equal(packed.unpacked()["w"], matrix.unpacked())
    assert set(packed.others) == {"b"}


def test_readers_of_before_have_no_column_scales() -> None:
    packed = PackedWeights.of(
        {"w": torch.tensor([[2, -4]], dtype=torch.int8), "w.scale": torch.tensor([0.5])}
    )
    assert packed.unpacked()["w"].tolist() == [[1.0, -2.0]]


def test_a_large_column_leaves_the_others_their_bits() -> None:
    torch.manual_seed(0)
    weight = torch.randn(32, 64)
    weight[:, 3] *= 200
    error = (QuantizedMatrix.of(weight).unpacked() - weight).abs()
    error[:, 3] = 0
    # Rounded with the large column's scale the others would be off by up to 200 * 3 / 254.
    assert error.max() < 0.2


def test_no_shard_is_larger_than_50_megabytes_and_all_are_listed() -> None:
    listed = json.loads((PACKAGED / MANIFEST).read_text())["files"]
    packaged_names = {path.name for path in PACKAGED.iterdir()} - {MANIFEST}
    assert set(listed) == packaged_names
    assert max(path.stat().st_size for path in PACKAGED.iterdir()) <= 50 * 1024 * 1024


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PACKAGED, tmp_path / "reader"))


def test_a_damaged_shard_is_refused(copy: Path) -> None:
    shard = copy / "weights-3-of-3.safetensors"
    content = bytearray(shard.read_bytes())
    content[-1] ^= 1
    shard.write_bytes(content)
    with pytest.raises(ModelError, match=r"weights-3-of-3.*damaged or was changed"):
        read_packed(copy)


def test_a_missing_shard_is_refused(copy: Path) -> None:
    (copy / "weights-2-of-3.safetensors").unlink()
    with pytest.raises(ModelError, match=r"weights-2-of-3.*missing"):
        Reader.load(str(copy))


def test_a_reader_that_is_not_there_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"Cannot load the reader.*Give the name"):
        Reader.load(str(tmp_path / "nothing"))


class Small(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.inside = nn.Sequential(nn.Linear(2, 2))
        self.out = nn.Linear(2, 2)


needs_int8 = pytest.mark.skipif(not is_supported(), reason="this machine has no 8-bit kernels")


@needs_int8
def test_the_8_bit_layer_is_close_even_beside_a_token_of_huge_values() -> None:
    torch.manual_seed(0)
    weight = QuantizedMatrix(
        torch.randint(-127, 128, (32, 64), dtype=torch.int8),
        torch.rand(32) * 0.01 + 0.001,
        torch.rand(64) + 0.5,
    )
    bias = torch.randn(32)
    inputs = torch.randn(5, 64)
    inputs[0] *= 1000
    exact = inputs @ weight.unpacked().T + bias
    rounded = Int8Linear(weight, bias)(inputs)
    # Each token on its own: the huge one must not cost the others their precision.
    error = (rounded - exact).abs().amax(1) / exact.abs().amax(1)
    assert error.max() < 0.02


@needs_int8
def test_quantizing_keeps_the_output_layer_in_full() -> None:
    model = Small()
    quantize(model)
    assert isinstance(model.inside[0], Int8Linear)
    assert isinstance(model.out, nn.Linear)


@needs_int8
def test_packed_weights_are_taken_by_a_model_that_has_none() -> None:
    with torch.device("meta"):
        model = Small()
    scales = torch.ones(2)
    packed = PackedWeights(
        {
            "inside.0.weight": QuantizedMatrix(
                torch.tensor([[100, 0], [0, -100]], dtype=torch.int8),
                torch.tensor([0.01, 0.02]),
                torch.tensor([1.0, 0.5]),
            ),
            "out.weight": QuantizedMatrix(
                torch.tensor([[2, 0], [0, 2]], dtype=torch.int8), scales / 2, scales
            ),
        },
        {"inside.0.bias": torch.tensor([1.0, 0.0]), "out.bias": torch.zeros(2)},
    )
    model.load_state_dict(load_int8_weights(model, packed), assign=True)
    inside = model.inside(torch.tensor([[3.0, 4.0]]))
    assert inside.tolist() == [[pytest.approx(4.0), pytest.approx(-4.0)]]
    assert model.out(torch.tensor([[3.0, 4.0]])).tolist() == [[3.0, 4.0]]


@pytest.mark.arithmetic
@needs_int8
def test_the_packaged_reader_gives_the_same_words_in_8_and_in_32_bits(reader: Reader) -> None:
    passage = hit("The bridge closed on Friday after divers found cracks in two of its nine piers.")
    full = Reader.load(eight_bit=False)
    for question in ("When did the bridge close?", "Why did it close?", "How many piers has it?"):
        best, exact = (
            max(model.read(question, [passage]), key=lambda span: span.margin)
            for model in (reader, full)
        )
        assert best.text == exact.text
        assert best.margin == pytest.approx(exact.margin, abs=0.5)
