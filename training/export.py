"""Pack a trained model for shipping: 8-bit matrices, hashed shards, the tokenizer.

    python -m training.export RUN/model OUT_FOLDER NAME

`qa.reader.weights` documents such a folder. The small output layer and vectors stay in 32 bits.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from safetensors.torch import save
from torch import Tensor
from transformers import AutoModelForQuestionAnswering

from qa.reader.weights import MANIFEST, QuantizedMatrix

SHARD_BYTES = 43_000_000
MIN_ROWS = 64  # matrices with fewer rows stay in 32 bits: they take little space
_COPIED = ("config.json", "tokenizer.json", "tokenizer_config.json")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("name")
    arguments = parser.parse_args()
    model = AutoModelForQuestionAnswering.from_pretrained(arguments.model)
    export(model.state_dict(), arguments.model, arguments.out, arguments.name)


def export(state: Mapping[str, Tensor], model: Path, out: Path, name: str) -> None:
    """Write the packed folder and remove the weights of an earlier version from it."""
    out.mkdir(parents=True, exist_ok=True)
    for old in (*out.glob("weights-*"), out / MANIFEST):
        old.unlink(missing_ok=True)
    for file_name in _COPIED:
        shutil.copyfile(model / file_name, out / file_name)
    shards = list(_shards(packed(state)))
    for number, shard in enumerate(shards, 1):
        file = out / f"weights-{number}-of-{len(shards)}.safetensors"
        file.write_bytes(save(shard))
    files = sorted(path for path in out.iterdir() if path.name != MANIFEST)
    hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    manifest = {"name": name, "files": hashes}
    (out / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def packed(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Round every large matrix to 8 bits."""
    tensors: dict[str, Tensor] = {}
    for name, tensor in sorted(state.items()):
        if tensor.dim() != 2 or len(tensor) < MIN_ROWS:
            tensors[name] = tensor.float() if tensor.is_floating_point() else tensor
        else:
            tensors.update(QuantizedMatrix.of(tensor).tensors(name))
    return tensors


def _shards(tensors: Mapping[str, Tensor]) -> Iterator[dict[str, Tensor]]:
    shard: dict[str, Tensor] = {}
    size = 0
    for name, tensor in tensors.items():
        if shard and size + tensor.nbytes > SHARD_BYTES:
            yield shard
            shard, size = {}, 0
        shard[name] = tensor.contiguous()
        size += tensor.nbytes
    yield shard


if __name__ == "__main__":
    main()
