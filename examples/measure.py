"""Evaluate a question set and count the misses by the stage that failed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"


def main() -> None:
    command = ["-m", "qa", "evaluate", str(DATA / "questions.jsonl"), "--json", "--sample", "10"]
    run = subprocess.run(
        [sys.executable, *command, "--articles", str(DATA / "articles")],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    figures = json.loads(run.stdout)
    print(f"F1 {figures['f1']:.2f} over {figures['questions']} questions")
    for stage, count in figures["misses"].items():
        print(f"{stage}: {count}")


if __name__ == "__main__":
    main()
