"""Ask a question that builds on the one before."""

from __future__ import annotations

import tempfile
from pathlib import Path

import qa

SAMPLES = Path(__file__).parent.parent / "data" / "articles"


def main() -> None:
    with tempfile.TemporaryDirectory() as store, qa.open(store) as collection:
        collection.index(SAMPLES)
        commander = collection.ask("Who will command the mission to Ostrania?")
        age = collection.ask("How old is he?", turns=[qa.Turn.of(commander)])
        print(f"{commander.question} {commander.text}")
        print(f"{age.question} {age.text}")


if __name__ == "__main__":
    main()
