"""Train the reader on prepared examples, from a packed reader or any transformers model.

    python -m training.train RUN START OUT/stage-1.jsonl OUT/stage-2.jsonl [--recipe READER.toml]

RUN is a folder that receives `checkpoint.pt` every few minutes, `log.jsonl` and, at the end, the
model in 32 bits in `model/`. A run that was stopped resumes from its checkpoint and ends with the
same weights as one that was not stopped. The stages follow each other; within a stage, batches hold
examples of similar length, in an order that depends on the seed. To end a run early, give a smaller
`--batches`: the learning rate falls over the last `cool_down` of them. Runs on a GPU where there is
one, and in bfloat16 where the machine has it.

The loss is the cross entropy of the start and of the end of the answer; the target is spread evenly
over the annotators' answers, and is the first token for an example without an answer. Recipes for a
CPU use no dropout: its random numbers would cost as much as the rest of the arithmetic.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, Dataset
from transformers import (
    AutoConfig,
    AutoModelForQuestionAnswering,
    AutoTokenizer,
    PreTrainedModel,
)

from qa.reader.weights import is_packed, read_packed
from training.examples import Example, read_examples
from training.recipe import Recipe, Training, read_recipe

RECIPE = Path(__file__).parent / "reader-v2.toml"
_LENGTH_STEP = 16  # lengths are padded to multiples of it: fewer shapes for the kernels to prepare
_POOL = 15_360  # examples that are sorted by length together
_SPARE_CORES = 4  # more than twice as many: the others encode batches during the arithmetic


def main(trainer_class: type[Trainer] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("run", type=Path)
    parser.add_argument("start", help="a packed reader, a folder or a hub name")
    parser.add_argument("stages", type=Path, nargs="+")
    parser.add_argument("--recipe", type=Path, default=RECIPE)
    parser.add_argument("--batches", type=int, help="end after this many batches")
    arguments = parser.parse_args()
    recipe = read_recipe(arguments.recipe)
    arguments.run.mkdir(parents=True, exist_ok=True)
    tokenizer = AutoTokenizer.from_pretrained(arguments.start)
    batches = [
        batch
        for number, path in enumerate(arguments.stages, 1)
        for batch in _batches(
            list(read_examples(path)), tokenizer, recipe.training, f"{recipe.seed} {number}"
        )
    ]
    trainer = (trainer_class or Trainer)(arguments.run, arguments.start, recipe, tokenizer)
    trainer.train(batches[: arguments.batches])


def _batches(
    examples: Sequence[Example], tokenizer: Any, settings: Training, seed: str
) -> Iterator[list[Example]]:
    """Make batches of examples of similar length, of about equally many tokens, in random order."""
    rng = random.Random(seed)
    shuffled = rng.sample(list(examples), len(examples))
    for first in range(0, len(shuffled), _POOL):
        pool = shuffled[first : first + _POOL]
        batches: list[list[Example]] = [[]]
        for size, example in _by_size(pool, tokenizer):
            width = min(size, settings.max_tokens)
            if batches[-1] and width * (len(batches[-1]) + 1) > settings.tokens:
                batches.append([])
            batches[-1].append(example)
        rng.shuffle(batches)
        yield from batches


def _by_size(examples: Sequence[Example], tokenizer: Any) -> list[tuple[int, Example]]:
    """Pair each example with its number of tokens, the shortest first."""
    questions = [example.question for example in examples]
    passages = [example.passage for example in examples]
    sizes = [len(tokens) for tokens in tokenizer(questions, passages, verbose=False)["input_ids"]]
    return sorted(zip(sizes, examples, strict=True), key=lambda pair: pair[0])


class _Encoded(Dataset[tuple[dict[str, Tensor], Tensor]]):
    """Encode batches: inputs, and targets of shape (2, examples, tokens) for starts and ends.

    Holds no model, so that other processes can have a copy.
    """

    def __init__(
        self, batches: Sequence[Sequence[Example]], tokenizer: Any, max_tokens: int
    ) -> None:
        self._batches = batches
        self._tokenizer = tokenizer
        self._max_tokens = max_tokens

    def __len__(self) -> int:
        return len(self._batches)

    def __getitem__(self, number: int) -> tuple[dict[str, Tensor], Tensor]:
        batch = self._batches[number]
        encoded = self._tokenizer(
            [example.question for example in batch],
            [example.passage for example in batch],
            truncation="only_second",
            max_length=self._max_tokens,
            padding=True,
            pad_to_multiple_of=_LENGTH_STEP,
            return_tensors="pt",
            return_offsets_mapping=True,
        )
        offsets = encoded.pop("offset_mapping")
        targets = torch.zeros(2, *encoded["input_ids"].shape)
        for row, example in enumerate(batch):
            inside = torch.tensor([part == 1 for part in encoded.sequence_ids(row)])
            for side, token in _target_tokens(example, offsets[row], inside):
                targets[side, row, token] += 1
        targets /= targets.sum(-1, keepdim=True)
        return dict(encoded), targets


class Trainer:
    """Train a model's weights batch by batch, and save checkpoints to resume from."""

    def __init__(self, run: Path, start: str, recipe: Recipe, tokenizer: Any) -> None:
        self._run = run
        self._recipe = recipe
        self._settings = recipe.training
        self._tokenizer = tokenizer
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self._short = has_bfloat16(self._device)
        torch.manual_seed(recipe.seed)
        self._model = load(start, self._settings.dropout)
        module: nn.Module = self._model
        module.to(self._device).train()
        if self._device.type == "cuda":
            _compile(module)
        _freeze(self._model, self._settings.frozen_layers)
        decayed = [parameter for parameter in self._moving() if parameter.dim() > 1]
        others = [parameter for parameter in self._moving() if parameter.dim() == 1]
        self._optimizer = torch.optim.AdamW(
            [
                {"params": decayed, "weight_decay": self._settings.weight_decay},
                {"params": others, "weight_decay": 0.0},
            ],
            lr=self._settings.rate,
            fused=True,
        )
        self._done = 0

    def train(self, batches: Sequence[Sequence[Example]]) -> None:
        """Train on the batches after the checkpoint's, then save the model and its tokenizer."""
        self._resume()
        saved = began = time.monotonic()
        recent: list[Tensor] = []
        tokens = 0
        for inputs, targets in self._loaded(batches[self._done :]):
            # A seed for each batch: a resumed run draws the same dropout as an unbroken one.
            torch.manual_seed(self._recipe.seed + self._done)
            rate = _rate(self._settings, self._done, len(batches))
            for group in self._optimizer.param_groups:
                group["lr"] = rate
            tokens += int(inputs["input_ids"].numel())
            recent.append(self._step(inputs, targets))
            self._done += 1
            if self._done % 20 == 0:
                self._log(len(batches), float(torch.stack(recent).mean()), rate, tokens, began)
                recent = []
            if time.monotonic() - saved > 60 * self._settings.minutes_between_checkpoints:
                self._save_checkpoint()
                saved = time.monotonic()
        self._save_checkpoint()
        self._model.eval().float().save_pretrained(self._run / "model")
        # The padding and truncation of the last batch must not be saved with the tokenizer.
        self._tokenizer.backend_tokenizer.no_padding()
        self._tokenizer.backend_tokenizer.no_truncation()
        self._tokenizer.save_pretrained(self._run / "model")

    def _loaded(
        self, batches: Sequence[Sequence[Example]]
    ) -> Iterator[tuple[dict[str, Tensor], Tensor]]:
        """Give the batches as tensors on the device, in their order."""
        cores = os.cpu_count() or 1
        loader = DataLoader(
            _Encoded(batches, self._tokenizer, self._settings.max_tokens),
            batch_size=None,
            num_workers=cores - _SPARE_CORES if cores > 2 * _SPARE_CORES else 0,
        )
        for inputs, targets in loader:
            yield (
                {name: tensor.to(self._device) for name, tensor in inputs.items()},
                targets.to(self._device),
            )

    def _step(self, inputs: dict[str, Tensor], targets: Tensor) -> Tensor:
        loss = self._forward_and_backward(inputs, targets)
        nn.utils.clip_grad_norm_(self._moving(), self._settings.clip)
        self._optimizer.step()
        self._optimizer.zero_grad()
        return loss

    def _forward_and_backward(self, inputs: dict[str, Tensor], targets: Tensor) -> Tensor:
        with torch.autocast(self._device.type, torch.bfloat16, enabled=self._short):
            output = self._model(**inputs)
        loss = answer_loss(output, inputs, targets)
        torch.autograd.backward(loss)
        return loss.detach()

    def _moving(self) -> list[nn.Parameter]:
        return [parameter for parameter in self._model.parameters() if parameter.requires_grad]

    def _save_checkpoint(self) -> None:
        state = {
            "done": self._done,
            "recipe": asdict(self._recipe),
            "model": self._model.state_dict(),
            "optimizer": self._optimizer.state_dict(),
        }
        unfinished = self._run / "checkpoint.tmp"
        torch.save(state, unfinished)
        unfinished.replace(self._run / "checkpoint.pt")

    def _resume(self) -> None:
        path = self._run / "checkpoint.pt"
        if path.exists():
            state = torch.load(path, map_location=self._device, weights_only=True)
            self._model.load_state_dict(state["model"])
            self._optimizer.load_state_dict(state["optimizer"])
            self._done = state["done"]

    def _log(self, total: int, loss: float, rate: float, tokens: int, began: float) -> None:
        seconds = time.monotonic() - began
        line = {
            "batch": self._done,
            "of": total,
            "loss": round(loss, 4),
            "rate": rate,
            "ms_per_token": round(1000 * seconds / tokens, 3),
            "minutes": round(seconds / 60, 1),
        }
        print(json.dumps(line), flush=True)
        with (self._run / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(line) + "\n")


def answer_loss(output: Any, inputs: dict[str, Tensor], targets: Tensor) -> Tensor:
    """Return the mean cross entropy of the starts and of the ends of the answers."""
    logits = torch.stack((output.start_logits, output.end_logits)).float()
    hidden = inputs["attention_mask"] == 0
    logits = logits.masked_fill(hidden[None], -1e4)
    return -(targets * logits.log_softmax(-1)).sum(-1).mean()


def _target_tokens(example: Example, offsets: Tensor, inside: Tensor) -> Iterator[tuple[int, int]]:
    """Give (0, token) where an answer starts and (1, token) where it ends, for each annotator.

    The first token is the target when there is no answer and when truncation cut every answer off.
    """
    pairs = []
    for low, high in example.answers:
        touched = inside & (offsets[:, 0] < high) & (offsets[:, 1] > low)
        tokens = touched.nonzero().flatten().tolist()
        if tokens and int(offsets[tokens[-1], 1]) >= high:
            pairs.append((tokens[0], tokens[-1]))
    for start, end in pairs or [(0, 0)]:
        yield 0, start
        yield 1, end


def has_bfloat16(device: torch.device) -> bool:
    """Tell whether the hardware computes in bfloat16; emulating it is far slower."""
    return device.type == "cuda" or bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())


def _rate(settings: Training, number: int, total: int) -> float:
    rising = (number + 1) / max(1, settings.warm_up)
    falling = (total - number) / max(1, settings.cool_down)
    return settings.rate * min(1.0, rising, falling)


def load(start: str, dropout: float = 0.0) -> PreTrainedModel:
    """Load a packed reader, a folder or a hub model, in float32."""
    folder = Path(start)
    config = AutoConfig.from_pretrained(start)
    config.hidden_dropout_prob = dropout
    config.attention_probs_dropout_prob = dropout
    if is_packed(folder):
        model: PreTrainedModel = AutoModelForQuestionAnswering.from_config(config)
        model.load_state_dict(read_packed(folder).unpacked())
        return model
    loaded: PreTrainedModel = AutoModelForQuestionAnswering.from_pretrained(start, config=config)
    return loaded


def _compile(model: nn.Module) -> None:
    """Compile each layer; the layers share their kernels. A GPU is a third faster with them."""
    stacks = (module for module in model.modules() if isinstance(module, nn.ModuleList))
    for stack in stacks:
        for layer in stack:
            layer.compile(dynamic=True)


def _freeze(model: nn.Module, layers: int) -> None:
    """Exclude the embeddings and the lowest layers: three layers save a fifth of the time."""
    if layers == 0:
        names = ["embeddings.word_embeddings."]
    else:
        names = ["embeddings.", "relative_attention_bias."]
        names += [f"encoder.layer.{number}." for number in range(layers)]
    for name, parameter in model.named_parameters():
        if any(f".{prefix}" in f".{name}" for prefix in names):
            parameter.requires_grad_(False)


if __name__ == "__main__":
    main()
