"""Average the weights of packed readers and pack the mean as a new reader.

    python -m training.average_weights OUT_FOLDER NAME READER READER ...

Runs that start from each other's weights end close together. Part of the difference between them is
chance, and the mean has less of it. The tokenizer and the configuration are those of the last
reader named.
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
    export(mean_weights(arguments.readers), arguments.readers[-1], arguments.out, arguments.name)


def mean_weights(readers: Sequence[Path]) -> dict[str, Tensor]:
    """Return the mean of each tensor over the packed readers, in float32.

    Raises:
        ModelError: a file of a reader is missing or is not the one recorded.
    """
    states = [read_packed(folder).unpacked() for folder in readers]
    return {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}


if __name__ == "__main__":
    main()
