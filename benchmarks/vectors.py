"""Compare kinds of FAISS index: what each finds of the nearest 50 vectors, and how fast.

    python benchmarks/vectors.py FOLDER TRAIN/nyt.json.gz TRAIN/new_wiki.json.gz [--rows 200000]

FOLDER is that of `benchmarks/scale.py`, which keeps the sentences' vectors there. One thread.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import faiss
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
from synthetic import Generator, passage_vectors

from embeddings.encoder import Encoder

NEAREST = 50
QUESTIONS = 100
LISTS = 1024
PROBES = (32, 128, 256)
NEIGHBOURS = 32
EXPLORED = (64, 256, 1024)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--rows", type=int, default=200_000)
    arguments = parser.parse_args()
    faiss.omp_set_num_threads(1)
    generator, encoder = Generator(arguments.files), Encoder.load()
    texts = random.Random(1).sample(generator.questions, QUESTIONS)
    questions = np.stack([encoder.encode_question(text) for text in texts])
    sentences = np.load(arguments.folder / "sentences.npy")
    rows = np.concatenate(list(passage_vectors(sentences, arguments.rows, seed=1)))
    nearest: list[set[int]] = []
    for kind in _kinds(rows.shape[1]):
        began = time.perf_counter()
        kind.index.train(rows[: min(len(rows), 150_000)])
        kind.index.add(rows)
        seconds = time.perf_counter() - began
        for effort, set_effort in kind.efforts.items():
            set_effort()
            neighbours, times = [], []
            for question in questions:
                began = time.perf_counter()
                neighbours.append(set(kind.index.search(question[None], NEAREST)[1][0].tolist()))
                times.append(1000 * (time.perf_counter() - began))
            nearest = nearest or neighbours
            shares = [len(a & b) / NEAREST for a, b in zip(neighbours, nearest, strict=True)]
            print(
                f"{kind.name}{effort}: made in {seconds:.1f} s, recall {np.mean(shares):.4f}, "
                f"p50 {np.percentile(times, 50):.1f} ms, p95 {np.percentile(times, 95):.1f} ms",
                flush=True,
            )


@dataclass(frozen=True)
class _Kind:
    """An index, and how hard it may search: what is said of each effort, and what sets it."""

    name: str
    index: Any
    efforts: Mapping[str, Callable[[], None]] = field(default_factory=lambda: {"": lambda: None})


def _kinds(dimension: int) -> list[_Kind]:
    """Give the kinds of index, the exact one first: the others are compared with it."""
    product, scalar = faiss.METRIC_INNER_PRODUCT, faiss.ScalarQuantizer
    lists = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(dimension), dimension, LISTS, scalar.QT_8bit, product
    )
    lists.cp.niter = 10
    graph = faiss.IndexHNSWFlat(dimension, NEIGHBOURS, product)
    return [
        _Kind("flat, 32 bits", faiss.IndexFlatIP(dimension)),
        _Kind(
            "flat, half precision", faiss.IndexScalarQuantizer(dimension, scalar.QT_fp16, product)
        ),
        _Kind("flat, 8 bits", faiss.IndexScalarQuantizer(dimension, scalar.QT_8bit, product)),
        _Kind(
            f"IVF, {LISTS} lists, 8 bits",
            lists,
            {f", {count} read": partial(setattr, lists, "nprobe", count) for count in PROBES},
        ),
        _Kind(
            f"HNSW, {NEIGHBOURS} neighbours",
            graph,
            {
                f", {count} explored": partial(setattr, graph.hnsw, "efSearch", count)
                for count in EXPLORED
            },
        ),
    ]


if __name__ == "__main__":
    main()
