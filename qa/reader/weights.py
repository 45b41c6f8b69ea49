"""Read and pack the reader's weights: 8-bit matrices with their scales, in hashed shards.

A folder holds `manifest.json` (`name`, and `files` with the sha256 of each), the files of a
transformers model and tokenizer, and shards in safetensors form. A matrix stands there as int8
beside two float32 vectors: weight = int8 * `<name>.scale`[:, None] * `<name>.columns`. Folders
older than reader-v8 have no `.columns`, which are then all 1. All other tensors are float32.

A few columns of attention's matrices are far larger than the others, which would lose most of their
bits if all were rounded with one scale. So each column is first divided by the root of its largest
weight (half of what SmoothQuant does, Xiao et al. 2022, arXiv 2211.10438): that reduced the mean
change of a margin from 0.8 to 0.1 (docs/experiments).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qa.errors import ModelError

if TYPE_CHECKING:
    from torch import Tensor

MANIFEST = "manifest.json"
_ROWS = ".scale"
_COLUMNS = ".columns"
_TINY = 1e-12  # the scale of a row of zeros, such as the padding's embedding


@dataclass(frozen=True, slots=True)
class QuantizedMatrix:
    """A matrix in 8 bits.

    Attributes:
        integers: int8, of shape (rows, columns).
        rows, columns: a float32 scale for each.
    """

    integers: Tensor
    rows: Tensor
    columns: Tensor

    @classmethod
    def of(cls, weight: Tensor) -> QuantizedMatrix:
        weight = weight.detach().float()
        columns = weight.abs().amax(0).clamp_min(_TINY).sqrt()
        balanced = weight / columns
        rows = balanced.abs().amax(1).clamp_min(_TINY) / 127
        return cls((balanced / rows[:, None]).round().char(), rows, columns)

    def unpacked(self) -> Tensor:
        """Return the matrix in float32."""
        return self.integers.float() * self.rows[:, None] * self.columns

    def tensors(self, name: str) -> dict[str, Tensor]:
        """Return the three tensors by the names that they have in shards."""
        return {name: self.integers, name + _ROWS: self.rows, name + _COLUMNS: self.columns}


@dataclass(frozen=True, slots=True)
class PackedWeights:
    """The tensors of a folder's shards by name: matrices in 8 bits, all others in float32."""

    matrices: Mapping[str, QuantizedMatrix]
    others: Mapping[str, Tensor]

    @classmethod
    def of(cls, tensors: Mapping[str, Tensor]) -> PackedWeights:
        """Make matrices of the tensors that `QuantizedMatrix.tensors` gave."""
        matrices = {}
        for name, rows in tensors.items():
            if name.endswith(_ROWS):
                name = name.removesuffix(_ROWS)
                integers = tensors[name]
                columns = tensors.get(name + _COLUMNS)
                if columns is None:
                    columns = rows.new_ones(integers.shape[1])
                matrices[name] = QuantizedMatrix(integers, rows, columns)
        others = {
            name: tensor
            for name, tensor in tensors.items()
            if name not in matrices and not name.endswith((_ROWS, _COLUMNS))
        }
        return cls(matrices, others)

    def unpacked(self) -> dict[str, Tensor]:
        """Return all tensors in float32, as the model's state dict takes them."""
        return {
            **self.others,
            **{name: matrix.unpacked() for name, matrix in self.matrices.items()},
        }


def is_packed(folder: Path) -> bool:
    return (folder / MANIFEST).is_file()


def read_packed(folder: Path) -> PackedWeights:
    """Read the shards of a folder, each checked against its recorded hash.

    Raises:
        ModelError: a file is missing or is not the one recorded.
    """
    from safetensors.torch import load

    tensors: dict[str, Tensor] = {}
    for name, recorded in _manifest(folder).items():
        path = folder / name
        try:
            content = path.read_bytes()
        except OSError as error:
            raise ModelError(
                f"The reader's file {path} is missing: {error.strerror}. Install article-qa again."
            ) from error
        if hashlib.sha256(content).hexdigest() != recorded:
            raise ModelError(
                f"The reader's file {path} is not the one that {MANIFEST} records: it is damaged "
                "or was changed. Install article-qa again."
            )
        if path.suffix == ".safetensors":
            tensors.update(load(content))
    return PackedWeights.of(tensors)


def _manifest(folder: Path) -> dict[str, str]:
    try:
        return dict(json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"])
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"Cannot read {folder / MANIFEST}: {error}.") from error
