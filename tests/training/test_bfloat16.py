"""Training in bfloat16, on a model of two tiny layers."""

from __future__ import annotations

from pathlib import Path

import torch
from transformers import AutoTokenizer, MPNetForQuestionAnswering

from tests.training.test_run import batches, recipe, start
from training.recipe import Recipe
from training.train import Trainer
from training.train_bfloat16 import Bfloat16Trainer

__all__ = ["recipe", "start"]  # fixtures


def trained(
    run: Path, start: Path, recipe: Recipe, trainer_class: type[Trainer]
) -> dict[str, torch.Tensor]:
    trainer = trainer_class(run, str(start), recipe, AutoTokenizer.from_pretrained(start))
    trainer.train(batches(start, recipe))
    return MPNetForQuestionAnswering.from_pretrained(run / "model").state_dict()


def test_bfloat16_moves_the_weights_as_32_bits_do(
    tmp_path: Path, start: Path, recipe: Recipe
) -> None:
    before = MPNetForQuestionAnswering.from_pretrained(start).state_dict()
    for name in ("long", "short"):
        (tmp_path / name).mkdir()
    long = trained(tmp_path / "long", start, recipe, Trainer)
    short = trained(tmp_path / "short", start, recipe, Bfloat16Trainer)
    assert short.keys() == long.keys()
    weight = "mpnet.encoder.layer.1.output.dense.weight"
    long_move, short_move = ((after[weight] - before[weight]).flatten() for after in (long, short))
    assert torch.nn.functional.cosine_similarity(long_move, short_move, dim=0) > 0.9
    frozen = "mpnet.encoder.layer.0.output.dense.weight"
    assert torch.equal(short[frozen], before[frozen])
