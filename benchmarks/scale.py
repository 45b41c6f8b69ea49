"""Measure the cost of retrieval as a collection grows: indexing, loading, search, memory, disk.

    python benchmarks/scale.py PLACE TRAIN/nyt.json.gz TRAIN/new_wiki.json.gz [--sizes 1000 10000]

PLACE, a folder or the address of a PostgreSQL database, keeps one store that grows from size to
size, so that a run that was stopped goes on. The
articles are generated (`benchmarks/synthetic.py`, which also says what stands in for encoding).
Each size is loaded and searched in a process of its own, whose memory is reported. One JSON line a
size goes to standard output, and with `--plot FILE.svg` a picture is drawn of all of them.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
from synthetic import SENTENCES_IN_ARTICLE, Generator, MixingEncoder

from embeddings.encoder import Encoder, Vectors
from qa.collection.engines import open_engine
from qa.indexing.indexer import Indexer
from qa.retrieval.retriever import Retriever
from qa.settings import ChunkingSettings, RetrievalSettings
from qa.store.opening import is_address
from qa.store.store import Store
from qa.types.article import Filter

SIZES = (1_000, 10_000, 100_000, 1_000_000)
ADDED = 100
QUESTIONS = 300
CHUNKING = ChunkingSettings(max_words=60)
TOP_K = RetrievalSettings().top_k
_ARTICLES_AT_ONCE = 256
# Half of the generated days, and one of forty sources.
_HALF = Filter(after=date(2018, 3, 1))
_FORTIETH = Filter(source="Paper 7")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("place")
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--measure", action="store_true", help="the store as it is, and no more")
    parser.add_argument("--plot", type=Path)
    arguments = parser.parse_args()
    if arguments.measure:
        print(json.dumps(measured(arguments.place, arguments.files)))
        return
    lines = []
    for size in sorted(arguments.sizes):
        grown = grow(arguments.place, arguments.files, size)
        command = [sys.executable, __file__, arguments.place, *arguments.files, "--measure"]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
        lines.append(grown | json.loads(done.stdout))
        print(json.dumps(lines[-1]), flush=True)
    if arguments.plot is not None:
        arguments.plot.write_text(drawn(lines), encoding="utf-8")


def grow(place: str, files: Sequence[Path], size: int) -> dict[str, float]:
    """Add articles until the store holds `size` passages; give the CPU time of a passage."""
    with Store(place) as store:
        generator, encoder = _made(store.folder, files)
        count = count_before = store.passages.count()
        began = time.process_time()
        while count < size:
            first_number = store.articles.count()
            missing = 1 + (size - count) * 3 // SENTENCES_IN_ARTICLE
            articles = generator.articles(min(_ARTICLES_AT_ONCE, missing), first_number)
            Indexer(store, encoder, CHUNKING).put_articles(articles)
            count = store.passages.count()
        seconds = time.process_time() - began
    return {"index_ms": round(1000 * seconds / max(1, count - count_before), 3)}


def measured(place: str, files: Sequence[Path]) -> dict[str, float]:
    """Measure what loading, asking and adding cost in this process."""
    with Store(place) as store, ExitStack() as resources:
        generator, encoder = _made(store.folder, files)
        encoder.encode_question("warm")
        ready = _memory()
        search = open_engine(store, encoder, None, resources)
        retriever = Retriever(store, encoder, search, RetrievalSettings())
        figures = {"passages": float(store.passages.count())}
        began = time.perf_counter()
        search.sync()
        figures["load_s"] = time.perf_counter() - began
        questions = random.Random(3).sample(generator.questions, QUESTIONS)

        def ask(article_filter: Filter) -> Callable[[str], object]:
            return lambda question: retriever.retrieve(question, article_filter, TOP_K)

        for name, article_filter in (("", Filter()), ("half_", _HALF), ("fortieth_", _FORTIETH)):
            ask(article_filter)(questions[0])
            times = [_seconds(ask(article_filter), question) for question in questions[1:]]
            for share in (50, 95):
                figures[f"{name}p{share}_ms"] = 1000 * float(np.percentile(times, share))
        figures["memory_mb"] = _memory() - ready
        articles = generator.articles(ADDED, store.articles.count())
        began = time.perf_counter()
        Indexer(store, encoder, CHUNKING).put_articles(articles)
        search.sync()
        figures["add_100_s"] = time.perf_counter() - began
        figures["disk_mb"] = _disk_bytes(store) / 1e6
    return {name: round(value, 2) for name, value in figures.items()}


def _disk_bytes(store: Store) -> int:
    if is_address(store.place):
        size = store.database.execute("SELECT pg_database_size(current_database())")
        return int(size.fetchone()[0])
    return sum(path.stat().st_size for path in store.folder.glob("articles*"))


def drawn(lines: Sequence[dict[str, float]]) -> str:
    """Draw time and memory against the number of passages, both axes logarithmic, as SVG."""
    series = {
        "p95 of a question (ms)": "p95_ms",
        "loading (s)": "load_s",
        "adding 100 articles (s)": "add_100_s",
        "memory (MB)": "memory_mb",
    }
    width, height, left, top = 640, 380, 60, 20
    right, bottom = width - 190, height - 40
    sizes = [line["passages"] for line in lines]
    values = [max(line[key], 0.01) for key in series.values() for line in lines]
    x = _scale(min(sizes), max(sizes), left, right)
    y = _scale(min(values), max(values), bottom, top)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
        f'<path d="M{left} {top}V{bottom}H{right}" stroke="#555" fill="none"/>',
        f'<text x="{(left + right) / 2}" y="{height - 8}" text-anchor="middle">passages</text>',
    ]
    for size in sizes:
        text = f"{round(size, -len(str(int(size))) + 1):,.0f}"
        parts.append(
            f'<text x="{x(size):.0f}" y="{bottom + 16}" text-anchor="middle">{text}</text>'
        )
    for power in range(-2, 7):
        if bottom >= y(10**power) >= top:
            level = y(10**power)
            parts.append(
                f'<text x="{left - 6}" y="{level + 4:.0f}" text-anchor="end">{10**power:g}</text>'
            )
            parts.append(f'<path d="M{left} {level:.0f}H{right}" stroke="#ddd"/>')
    for colour, (name, key) in zip(
        ("#0f766e", "#b45309", "#1d4ed8", "#be123c"), series.items(), strict=True
    ):
        points = [(x(line["passages"]), y(max(line[key], 0.01))) for line in lines]
        path = "L".join(f"{across:.1f} {down:.1f}" for across, down in points)
        parts.append(f'<path d="M{path}" stroke="{colour}" stroke-width="2" fill="none"/>')
        parts.append(
            f'<text x="{right + 8}" y="{points[-1][1] + 4:.0f}" fill="{colour}">{name}</text>'
        )
    return "\n".join([*parts, "</svg>", ""])


def _scale(low: float, high: float, first: float, last: float) -> Callable[[float], float]:
    """Map numbers from `low` to `high` to places from `first` to `last`, by their logarithms."""
    span = math.log(high) - math.log(low) or 1.0
    return lambda value: first + (last - first) * (math.log(value) - math.log(low)) / span


def _made(folder: Path, files: Sequence[Path]) -> tuple[Generator, MixingEncoder]:
    folder.mkdir(parents=True, exist_ok=True)
    generator = Generator(files)
    encoder = Encoder.load()
    return generator, MixingEncoder(encoder, generator, _vectors(folder, encoder, generator))


def _vectors(folder: Path, encoder: Encoder, generator: Generator) -> Vectors:
    """Load the true vectors of the generator's sentences, which are encoded once a folder."""
    path = folder / "sentences.npy"
    if not path.exists():
        np.save(path, encoder.encode_passages(generator.sentences))
    return np.asarray(np.load(path), dtype=np.float32)


def _seconds(work: Callable[[str], object], question: str) -> float:
    began = time.perf_counter()
    work(question)
    return time.perf_counter() - began


def _memory() -> float:
    """Give the most memory that this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


if __name__ == "__main__":
    main()
