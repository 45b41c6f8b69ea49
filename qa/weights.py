"""The reader's weights as they are kept: 8-bit matrices with one scale a row, in hashed shards.

A folder holds `manifest.json` (`name`, and `files` with the sha256 of each), the files of a
transformers model and tokenizer, and shards in safetensors form. A matrix stands there as int8
beside a float32 vector `<name>.scale`; weight = int8 * scale[:, None]. All else is float32.
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
_SCALE = ".scale"


@dataclass(frozen=True, slots=True)
class PackedWeights:
    """Tensors by name; a matrix that is kept in 8 bits has its row scales under the same name."""

    tensors: Mapping[str, Tensor]
    scales: Mapping[str, Tensor]

    def unpacked(self) -> dict[str, Tensor]:
        """All tensors in float32, as the model's state dict wants them."""
        return {
            name: tensor.float() * self.scales[name][:, None] if name in self.scales else tensor
            for name, tensor in self.tensors.items()
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
    return PackedWeights(
        {name: tensor for name, tensor in tensors.items() if not name.endswith(_SCALE)},
        {
            name.removesuffix(_SCALE): tensor
            for name, tensor in tensors.items()
            if name.endswith(_SCALE)
        },
    )


def _manifest(folder: Path) -> dict[str, str]:
    try:
        return dict(json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"])
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"Cannot read {folder / MANIFEST}: {error}.") from error
