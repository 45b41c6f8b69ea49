"""Keep the examples without an answer that a reader still answers, and a share of the others.

    python -m training.mine_hard_negatives OUT/stage-1.jsonl OUT/hard.jsonl READER [--kept 0.25]

Examples that the reader already refuses teach it little and cost as much to train on. All examples
with an answer stay.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from torch import nn
from transformers import AutoTokenizer

from training.examples import Example, read_examples, write_examples
from training.train import has_bfloat16, load

_BATCH_SIZE = 24
_MARGIN = -1.0  # in logits; an answer that beats "no answer" by more than this counts as given


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("examples", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("reader", help="a packed reader, a folder or a hub name")
    parser.add_argument("--kept", type=float, default=0.25, help="the share of the others to keep")
    arguments = parser.parse_args()
    examples = list(read_examples(arguments.examples))
    unanswerable = [number for number, example in enumerate(examples) if not example.answers]
    answered = set(_answered(examples, unanswerable, arguments.reader))
    rng = random.Random(len(examples))
    selected = [
        example
        for number, example in enumerate(examples)
        if example.answers or number in answered or rng.random() < arguments.kept
    ]
    write_examples(arguments.out, selected)
    kinds = Counter(examples[number].kind for number in unanswerable)
    hard = Counter(examples[number].kind for number in answered)
    for kind, count in kinds.items():
        print(f"{kind}: {hard[kind]} of {count} are answered", file=sys.stderr)
    print(f"{len(selected)} of {len(examples)} examples kept", file=sys.stderr)


def _answered(examples: Sequence[Example], numbers: Sequence[int], reader: str) -> Iterator[int]:
    """Give those of `numbers` whose example the reader answers."""
    tokenizer = AutoTokenizer.from_pretrained(reader)
    model = load(reader)
    module: nn.Module = model
    module.eval()
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    module.to(device)
    ordered = sorted(numbers, key=lambda number: len(examples[number].passage))
    for first in range(0, len(ordered), _BATCH_SIZE):
        batch = ordered[first : first + _BATCH_SIZE]
        inputs = tokenizer(
            [examples[number].question for number in batch],
            [examples[number].passage for number in batch],
            truncation="only_second",
            max_length=384,
            padding=True,
            return_tensors="pt",
        )
        with (
            torch.inference_mode(),
            torch.autocast(device.type, torch.bfloat16, enabled=has_bfloat16(device)),
        ):
            output = model(**inputs.to(device))
        outside = torch.tensor(
            [[part != 1 for part in inputs.sequence_ids(row)] for row in range(len(batch))]
        )
        logits = torch.stack((output.start_logits, output.end_logits)).float().cpu()
        # The best start and the best end: no span scores more, and few best spans score less.
        best = logits.masked_fill(outside, -torch.inf).amax(-1)
        margins = (best - logits[..., 0]).sum(0).tolist()
        yield from (
            number for number, margin in zip(batch, margins, strict=True) if margin > _MARGIN
        )
        print(f"\r{first + len(batch)} of {len(ordered)}", end="", file=sys.stderr)
    print(file=sys.stderr)


if __name__ == "__main__":
    main()
