"""Keep the examples that a reader gets wrong or is unsure of, and a share of the others.

    python -m training.mine_hard OUT/stage-1.jsonl OUT/hard-1.jsonl READER --of squad1-train.json.gz

An example with an answer is hard when the reader's best words are others, or when their margin
over "no answer" is low; one without an answer is hard when the reader answers it or nearly does.
Examples of files that `--of` does not name are all kept; after `--minutes` scoring ends, and those
without a score are left out. The scores are appended to
OUT/hard-1.scores.jsonl; a run that was stopped goes on after the last of them. In contrast,
`training/mine_hard_negatives.py` looks at examples without an answer only.

Where the machine has bfloat16 all weights are rounded to it: on a CPU that is nearly twice as fast
as autocast, and the margins hardly move.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from transformers import AutoTokenizer

from qa.evaluation.metrics import f1
from training.examples import Example, read_examples, write_examples
from training.train import has_bfloat16, load

_UNSURE = 2.0  # an answer with a lower margin, in logits, may be refused
_NEARLY_ANSWERED = -1.0  # an unanswerable question with a higher margin may be answered
_RIGHT_F1 = 0.6
_LONGEST = 40  # tokens of an answer
_BATCH_TOKENS = 3000
_MAX_TOKENS = 384


@dataclass(frozen=True, slots=True)
class Score:
    """What a reader makes of one example.

    Attributes:
        number: the position of the example in its file.
        margin: of the best span over the null answer, in logits.
        f1: of the best span's words; 0 where the passage has no answer.
    """

    number: int
    margin: float
    f1: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("examples", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("reader", help="a packed reader, a folder or a hub name")
    parser.add_argument("--of", nargs="+", required=True, help="files whose examples are scored")
    parser.add_argument("--kept", type=float, default=0.15, help="the share of what is easy")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="to score in")
    arguments = parser.parse_args()
    examples = list(read_examples(arguments.examples))
    scored = [number for number, example in enumerate(examples) if _file(example) in arguments.of]
    scores = arguments.out.with_suffix(".scores.jsonl")
    done = read_scores(scores)
    ending = time.monotonic() + 60 * arguments.minutes
    left = sorted(set(scored) - {score.number for score in done})
    with scores.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(asdict(score)) + "\n" for score in done)
        for score in score_examples(examples, left, arguments.reader):
            out.write(json.dumps(asdict(score)) + "\n")
            out.flush()
            if time.monotonic() > ending:
                break
    kept = chosen(examples, scored, read_scores(scores), arguments.kept)
    write_examples(arguments.out, kept)
    for name, count in Counter(map(_file, examples)).items():
        remaining = sum(_file(example) == name for example in kept)
        print(f"{name}: {remaining} of {count} kept", file=sys.stderr)


def chosen(
    examples: Sequence[Example], asked: Sequence[int], scores: Sequence[Score], share: float
) -> list[Example]:
    """Return the examples to train on.

    Args:
        examples: all of them.
        asked: the numbers of those that are kept by their score only.
        scores: the scores of these, or of some of them.
        share: the share of the easy ones that is kept beside the hard ones.
    """
    dice = random.Random(len(examples))
    kept = set(range(len(examples))) - set(asked)
    for score in sorted(scores, key=lambda score: score.number):
        if is_hard(examples[score.number], score) or dice.random() < share:
            kept.add(score.number)
    return [examples[number] for number in sorted(kept)]


def is_hard(example: Example, score: Score) -> bool:
    """Whether the reader gets the example wrong or is unsure of it."""
    if not example.answers:
        return score.margin > _NEARLY_ANSWERED
    return score.f1 < _RIGHT_F1 or score.margin < _UNSURE


def read_scores(path: Path) -> list[Score]:
    """Read the scores that were written; a last line that a kill cut off is passed over."""
    if not path.exists():
        return []
    scores = []
    for line in path.read_text(encoding="utf-8").splitlines():
        with suppress(json.JSONDecodeError):
            scores.append(Score(**json.loads(line)))
    return scores


def score_examples(
    examples: Sequence[Example], numbers: Sequence[int], reader: str
) -> Iterator[Score]:
    """Score the examples of these numbers, a random part of all lengths at a time."""
    tokenizer = AutoTokenizer.from_pretrained(reader)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    module: nn.Module = load(reader)
    module.to(device).eval()
    if has_bfloat16(device):
        module.bfloat16()
    part = 2000
    shuffled = random.Random(len(examples)).sample(list(numbers), len(numbers))
    for first in range(0, len(shuffled), part):
        for batch in _batches(examples, shuffled[first : first + part], tokenizer):
            yield from _scores(examples, batch, module, tokenizer, device)
        print(f"{min(first + part, len(numbers))} of {len(numbers)}", file=sys.stderr, flush=True)


def _batches(
    examples: Sequence[Example], numbers: Sequence[int], tokenizer: Any
) -> Iterator[list[int]]:
    """Cut the numbers into batches of like length and of so many tokens."""
    questions = [examples[number].question for number in numbers]
    passages = [examples[number].passage for number in numbers]
    encoded = tokenizer(questions, passages, verbose=False)["input_ids"]
    batch: list[int] = []
    for length, number in sorted(zip(map(len, encoded), numbers, strict=True)):
        if batch and min(length, _MAX_TOKENS) * (len(batch) + 1) > _BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


def _scores(
    examples: Sequence[Example],
    batch: Sequence[int],
    module: nn.Module,
    tokenizer: Any,
    device: torch.device,
) -> Iterator[Score]:
    inputs = tokenizer(
        [examples[number].question for number in batch],
        [examples[number].passage for number in batch],
        truncation="only_second",
        max_length=_MAX_TOKENS,
        padding=True,
        return_tensors="pt",
        return_offsets_mapping=True,
    )
    offsets = inputs.pop("offset_mapping")
    outside = torch.tensor(
        [[part != 1 for part in inputs.sequence_ids(row)] for row in range(len(batch))]
    )
    with torch.inference_mode():
        output = module(**inputs.to(device))
    logits = torch.stack((output.start_logits, output.end_logits)).float().cpu()
    for row, number in enumerate(batch):
        starts, ends = logits[:, row].masked_fill(outside[row], -torch.inf)
        start, end = best_span(starts, ends)
        margin = float(starts[start] + ends[end] - logits[:, row, 0].sum())
        example = examples[number]
        words = example.passage[int(offsets[row, start, 0]) : int(offsets[row, end, 1])]
        right = f1(words, sorted(example.answer_texts())) if example.answers else 0.0
        yield Score(number, round(margin, 3), round(right, 3))


def best_span(starts: Tensor, ends: Tensor) -> tuple[int, int]:
    """Return the first and the last token of the span with the highest sum of logits."""
    sums = starts[:, None] + ends[None, :]
    legal = torch.ones_like(sums).triu().tril(_LONGEST - 1).bool()
    place = int(sums.masked_fill(~legal, -torch.inf).argmax())
    return place // len(starts), place % len(starts)


def _file(example: Example) -> str:
    return example.group.partition("#")[0]


if __name__ == "__main__":
    main()
