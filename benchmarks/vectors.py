"""Kinds of FAISS index over generated vectors: what each finds of the nearest 50, and how fast.

    python benchmarks/vectors.py FOLDER TRAIN/nyt.json.gz TRAIN/new_wiki.json.gz [--rows 200000]

FOLDER is that of `benchmarks/scale.py`, which keeps the sentences' vectors there. One thread.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--rows", type=int, default=200_000)
    arguments = parser.parse_args()
    faiss.omp_set_num_threads(1)
    generator, encoder = Generator(arguments.files), Encoder.load()
    asked = random.Random(1).sample(generator.questions, QUESTIONS)
    questions = np.stack([encoder.encode_question(one) for one in asked])
    sentences = np.load(arguments.folder / "sentences.npy")
    rows = np.concatenate(list(passage_vectors(sentences, arguments.rows, seed=1)))
    kinds = _kinds(rows.shape[1])
    nearest: list[set[int]] = []
    for name, index in kinds.items():
        began = time.perf_counter()
        index.train(rows[: min(len(rows), 150_000)])
        index.add(rows)
        made = time.perf_counter() - began
        for probes in PROBES if name.startswith("IVF") else (0,):
            if probes:
                index.nprobe = probes
            found, times = [], []
            for question in questions:
                began = time.perf_counter()
                found.append(set(index.search(question[None], NEAREST)[1][0].tolist()))
                times.append(1000 * (time.perf_counter() - began))
            nearest = nearest or found
            shares = [len(a & b) / NEAREST for a, b in zip(found, nearest, strict=True)]
            print(
                f"{name}{f', {probes} read' if probes else ''}: made in {made:.1f} s, recall "
                f"{np.mean(shares):.4f}, p50 {np.percentile(times, 50):.1f} ms, "
                f"p95 {np.percentile(times, 95):.1f} ms",
                flush=True,
            )


def _kinds(dimension: int) -> dict[str, Any]:
    """The exact one comes first: the others are compared with it."""
    product, scalar = faiss.METRIC_INNER_PRODUCT, faiss.ScalarQuantizer
    lists = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(dimension), dimension, LISTS, scalar.QT_8bit, product
    )
    lists.cp.niter = 10
    return {
        "flat, 32 bits": faiss.IndexFlatIP(dimension),
        "flat, half precision": faiss.IndexScalarQuantizer(dimension, scalar.QT_fp16, product),
        "flat, 8 bits": faiss.IndexScalarQuantizer(dimension, scalar.QT_8bit, product),
        f"IVF, {LISTS} lists, 8 bits": lists,
    }


if __name__ == "__main__":
    main()
