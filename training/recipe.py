"""Every number of the training, as a file such as `training/reader-v2.toml` names them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Source:
    """How much of a file of questions goes into a stage.

    Attributes:
        file: name in the folder of training data.
        skip: so many of its shuffled questions are passed over first.
        take: so many questions are taken; None takes all that are left.
        retrieved, removed, edited: how many unanswerable examples are added for each taken
            question, of each kind (see `training/prepare.py`).
        distractors: as many examples are added where the sentence that answers stands among others.
        reworded: the share of the taken questions that get a synonym.
    """

    file: str
    skip: int = 0
    take: int | None = None
    retrieved: float = 0.0
    removed: float = 0.0
    edited: float = 0.0
    distractors: float = 0.0
    reworded: float = 0.0


@dataclass(frozen=True, slots=True)
class Preparing:
    """How questions become examples: see `training/prepare.py`."""

    max_words: tuple[int, ...]
    terse: float
    mistyped: float
    unmarked: float
    retrieved_depth: int


@dataclass(frozen=True, slots=True)
class Training:
    """How the weights are moved: see `training/train.py`.

    Attributes:
        tokens: of one batch, padding included.
        warm_up, cool_down: batches in which the rate rises from 0 and falls to 0.
        frozen_layers: so many of the lowest layers stay as they are, and the embeddings.
        minutes_between_checkpoints: how much work a kill may cost.
        dropout: of hidden vectors and of attention, 0 to 1.
    """

    rate: float
    weight_decay: float
    clip: float
    tokens: int
    max_tokens: int
    warm_up: int
    cool_down: int
    frozen_layers: int
    minutes_between_checkpoints: float
    dropout: float = 0.0


@dataclass(frozen=True, slots=True)
class Recipe:
    """All of it; a stage that the file has `times = 2` for stands here twice."""

    seed: int
    preparing: Preparing
    training: Training
    stages: tuple[tuple[Source, ...], ...]


def read_recipe(path: Path) -> Recipe:
    kept: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    preparing = dict(kept["preparing"])
    preparing["max_words"] = tuple(preparing["max_words"])
    return Recipe(
        kept["seed"],
        Preparing(**preparing),
        Training(**kept["training"]),
        tuple(
            tuple(Source(**source) for source in stage["sources"])
            for stage in kept["stages"]
            for _ in range(stage.get("times", 1))
        ),
    )
