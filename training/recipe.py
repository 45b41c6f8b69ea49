"""Read a recipe: every number of a training, in a file such as `training/reader-v2.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Source:
    """Say how much of a file of questions goes into a stage.

    Attributes:
        file: name in the folder of training data.
        skip: number of its shuffled questions to skip.
        take: number of questions to take after these; None takes all.
        retrieved, removed, edited: number of unanswerable examples to add for each question, of
            each kind (see `training/prepare.py`).
        distractors: number of examples to add for each question in which the sentence that answers
            stands among others.
        reworded: share of the questions that get a synonym.
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
    """Say how questions become examples: see `training/prepare.py`.

    Attributes:
        max_words: lengths that passages are cropped to; one is drawn for each example.
        terse, mistyped, unmarked: shares of the questions that are shortened, get a slip, or lose
            their question mark.
        retrieved_depth: number of nearest passages to choose wrong ones from.
    """

    max_words: tuple[int, ...]
    terse: float
    mistyped: float
    unmarked: float
    retrieved_depth: int


@dataclass(frozen=True, slots=True)
class Training:
    """Say how the weights are trained: see `training/train.py`.

    Attributes:
        rate: the highest learning rate.
        clip: the largest norm of a batch's gradient.
        tokens: the most tokens of one batch, padding included.
        max_tokens: the most tokens of one example; longer passages are cut.
        warm_up, cool_down: number of batches in which the rate rises from 0 and falls to 0.
        frozen_layers: number of the lowest layers that stay as they are, with the embeddings.
        minutes_between_checkpoints: the most work that is lost when the run is stopped.
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
    """Hold all settings; a stage with `times = 2` in the file stands here twice."""

    seed: int
    preparing: Preparing
    training: Training
    stages: tuple[tuple[Source, ...], ...]


def read_recipe(path: Path) -> Recipe:
    """Read a TOML file."""
    content: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    preparing = dict(content["preparing"])
    preparing["max_words"] = tuple(preparing["max_words"])
    return Recipe(
        content["seed"],
        Preparing(**preparing),
        Training(**content["training"]),
        tuple(
            tuple(Source(**source) for source in stage["sources"])
            for stage in content["stages"]
            for _ in range(stage.get("times", 1))
        ),
    )
