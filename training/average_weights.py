"""Pack the mean of packed readers' weights as a reader of its own.

    python -m training.average_weights OUT_FOLDER NAME READER READER ...

Runs that go on from each other end near the same place by different ways; what they differ in is
partly chance, and the mean has less of it. Tokenizer and settings are those of the last one named.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from qa.reader.weights import read_packed
from training.export import export


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("out", type=Path)
    parser.add_argument("name")
    parser.add_argument("readers", type=Path, nargs="+")
    arguments = parser.parse_args()
    export(mean(arguments.readers), arguments.readers[-1], arguments.out, arguments.name)


def mean(readers: Sequence[Path]) -> dict[str, Tensor]:
    """The mean of each tensor, in float32.

    Raises:
        ModelError: a file of a reader is missing or is not the one recorded.
    """
    states = [read_packed(folder).unpacked() for folder in readers]
    return {name: torch.stack([one[name] for one in states]).mean(0) for name in states[0]}


if __name__ == "__main__":
    main()
