"""Train a model of two tiny layers, pack it, average it, and mine hard negatives with a reader."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from transformers import AutoTokenizer, MPNetConfig, MPNetForQuestionAnswering

from qa.reader.loading import PACKAGED
from qa.reader.reader import Reader
from qa.reader.weights import read_packed
from tests.conftest import hit
from training import mine_hard_negatives
from training.average_weights import mean_weights
from training.examples import Example, read_examples, write_examples
from training.export import export
from training.recipe import Recipe, read_recipe
from training.train import RECIPE, Trainer, _batches

pytestmark = pytest.mark.slow

TEXTS = ("It rained in Bern.", "The museum opens at nine on Monday.", "Ada Bell leads the council.")
EXAMPLES = [
    Example("a", "Where did it rain?", TEXTS[0], ((13, 17), (10, 17))),
    Example("b", "When does it open?", TEXTS[1], ((20, 24),)),
    Example("c", "Who leads?", TEXTS[2], ((0, 8),)),
    Example("d", "Who paid?", TEXTS[0], ()),
] * 4


@pytest.fixture
def start(tmp_path: Path) -> Path:
    torch.manual_seed(1)
    config = MPNetConfig(
        vocab_size=30527, hidden_size=16, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=32, max_position_embeddings=514,
        bos_token_id=0, eos_token_id=2, pad_token_id=1,
    )  # fmt: skip
    folder = tmp_path / "start"
    MPNetForQuestionAnswering(config).save_pretrained(folder)
    AutoTokenizer.from_pretrained(PACKAGED).save_pretrained(folder)
    return folder


@pytest.fixture
def recipe() -> Recipe:
    shipped = read_recipe(RECIPE)
    quick = replace(
        shipped.training, tokens=48, warm_up=1, cool_down=2, frozen_layers=1, rate=0.01,
        minutes_between_checkpoints=1e9,
    )  # fmt: skip
    return replace(shipped, training=quick)


class _KilledError(Exception):
    """Stands for the signal that ends a run."""


def batches(start: Path, recipe: Recipe) -> list[list[Example]]:
    tokenizer = AutoTokenizer.from_pretrained(start)
    return list(_batches(EXAMPLES, tokenizer, recipe.training, "1"))


def trained(run: Path, start: Path, recipe: Recipe) -> dict[str, torch.Tensor]:
    run.mkdir(exist_ok=True)
    Trainer(run, str(start), recipe, AutoTokenizer.from_pretrained(start)).train(
        batches(start, recipe)
    )
    return MPNetForQuestionAnswering.from_pretrained(run / "model").state_dict()


def assert_equal_weights(weights: dict[str, torch.Tensor], others: dict[str, torch.Tensor]) -> None:
    assert len(weights) > 10
    assert weights.keys() == others.keys()
    assert [name for name in weights if not torch.equal(weights[name], others[name])] == []


def test_every_example_is_in_one_batch_and_no_batch_is_too_large(
    start: Path, recipe: Recipe
) -> None:
    made = batches(start, recipe)
    assert sorted(example.question for batch in made for example in batch) == sorted(
        example.question for example in EXAMPLES
    )
    assert len(made) > 3
    assert made == batches(start, recipe)


@pytest.mark.parametrize("dropout", [0.0, 0.1])
def test_a_run_that_was_killed_ends_as_one_that_was_not(
    dropout: float, tmp_path: Path, start: Path, recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe = replace(recipe, training=replace(recipe.training, dropout=dropout))
    whole = trained(tmp_path / "whole", start, recipe)
    often = replace(recipe, training=replace(recipe.training, minutes_between_checkpoints=0.0))
    saved = []
    replace_file = Path.replace

    def third_save_is_the_last(path: Path, target: Path) -> Path:
        saved.append(replace_file(path, target))
        if len(saved) == 3:
            raise _KilledError
        return saved[-1]

    monkeypatch.setattr(Path, "replace", third_save_is_the_last)
    with pytest.raises(_KilledError):
        trained(tmp_path / "killed", start, often)
    monkeypatch.undo()
    resumed = trained(tmp_path / "killed", start, recipe)
    assert_equal_weights(whole, resumed)


def test_spare_cores_that_load_the_batches_change_nothing(
    tmp_path: Path, start: Path, recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = trained(tmp_path / "alone", start, recipe)
    monkeypatch.setattr("training.train._SPARE_CORES", 0)
    helped = trained(tmp_path / "helped", start, recipe)
    assert_equal_weights(alone, helped)


def test_the_lowest_layers_stay_and_the_others_move(
    tmp_path: Path, start: Path, recipe: Recipe
) -> None:
    before = MPNetForQuestionAnswering.from_pretrained(start).state_dict()
    after = trained(tmp_path / "run", start, recipe)
    moved = {name for name in before if not torch.equal(before[name], after[name])}
    assert [name for name in moved if "layer.1." in name]
    assert [name for name in moved if "layer.0." in name or "embeddings" in name] == []


def test_the_loss_falls(tmp_path: Path, start: Path, recipe: Recipe) -> None:
    run = tmp_path / "run"
    run.mkdir()
    many = [batch for _ in range(15) for batch in batches(start, recipe)]
    Trainer(run, str(start), recipe, AutoTokenizer.from_pretrained(start)).train(many)
    losses = [json.loads(line)["loss"] for line in (run / "log.jsonl").read_text().splitlines()]
    assert losses[-1] < losses[0]


def test_the_tokenizer_is_kept_without_the_last_batchs_padding(
    tmp_path: Path, start: Path, recipe: Recipe
) -> None:
    trained(tmp_path / "run", start, recipe)
    tokenizer = json.loads((tmp_path / "run" / "model" / "tokenizer.json").read_text())
    assert tokenizer["padding"] is None
    assert tokenizer["truncation"] is None


def test_an_exported_model_reads_as_it_did_in_32_bits(tmp_path: Path, start: Path) -> None:
    model = MPNetForQuestionAnswering.from_pretrained(start)
    export(model.state_dict(), start, tmp_path / "packed", "tiny")
    unpacked = read_packed(tmp_path / "packed").unpacked()
    assert unpacked.keys() == model.state_dict().keys() != set()
    for name, tensor in model.state_dict().items():
        step = tensor.abs().max() / 127 if tensor.dim() == 2 else 0.0
        assert torch.allclose(unpacked[name].float(), tensor.float(), atol=float(step) / 2 + 1e-6)
    spans = Reader.load(str(tmp_path / "packed"), eight_bit=False).read("Who?", [hit(TEXTS[2])])
    assert spans


def test_the_mean_of_readers_lies_halfway(tmp_path: Path, start: Path) -> None:
    model = MPNetForQuestionAnswering.from_pretrained(start).state_dict()
    export(model, start, tmp_path / "plain", "plain")
    tripled = {name: 3 * tensor for name, tensor in model.items()}
    export(tripled, start, tmp_path / "tripled", "tripled")
    halfway = mean_weights([tmp_path / "plain", tmp_path / "tripled"])
    plain = read_packed(tmp_path / "plain").unpacked()
    assert len(plain) > 10
    for name, tensor in plain.items():
        # Rounding to 8 bits may go either way where a weight lies between two steps.
        step = float(tensor.abs().max()) / 127
        assert torch.allclose(halfway[name], 2 * tensor, atol=2 * step)


def test_of_what_has_no_answer_only_that_is_kept_which_a_reader_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = Example("a", "Where did it rain?", TEXTS[0], ((13, 17),))
    # The reader answers `fooled`, which is marked as having no answer, and refuses `refused`.
    fooled = replace(answered, answers=(), kind="retrieved")
    refused = replace(fooled, question="How many sailors signed the treaty of Tessaly?")
    write_examples(tmp_path / "all.jsonl", [answered, refused, fooled])
    out = tmp_path / "hard.jsonl"
    arguments = [
        "mine_hard_negatives",
        str(tmp_path / "all.jsonl"),
        str(out),
        str(PACKAGED),
        "--kept",
        "0",
    ]
    monkeypatch.setattr("sys.argv", arguments)
    mine_hard_negatives.main()
    assert list(read_examples(out)) == [answered, fooled]


def test_a_stage_that_is_gone_through_twice_is_two_stages(tmp_path: Path) -> None:
    whole = RECIPE.read_text()
    once = read_recipe(RECIPE).stages
    twice = tmp_path / "twice.toml"
    twice.write_text(whole.replace("[[stages]]", "[[stages]]\ntimes = 2", 1))
    assert read_recipe(twice).stages == (once[0], *once)
