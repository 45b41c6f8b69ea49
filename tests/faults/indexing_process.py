"""Index a folder in a process of its own, with vectors that cost nothing: made to be killed.

    python -m tests.faults.indexing_process STORE FOLDER

Prints a line once it has begun to write, so that a kill can be aimed at the writing.
"""

from __future__ import annotations

import sys
from pathlib import Path

from qa.indexing.indexer import Indexer, Progress
from qa.settings import ChunkingSettings
from qa.store.store import Store
from tests.indexing.test_indexer import Counting

CHUNKING = ChunkingSettings(50, 1)


def index(folder: Path, articles: Path) -> None:
    """Bring a store in step with a folder, and say when it begins."""

    def say_begun(progress: Progress) -> None:
        if progress.files_done == 1:
            print("begun", flush=True)

    with Store(folder) as store:
        Indexer(store, Counting(), CHUNKING, say_begun).run([articles])


if __name__ == "__main__":
    index(Path(sys.argv[1]), Path(sys.argv[2]))
