"""Index a folder into a store of its own and ask it with filters."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import qa

SAMPLES = Path(__file__).parent.parent / "data" / "articles"


def main() -> None:
    articles = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES
    with tempfile.TemporaryDirectory() as store, qa.open(store) as collection:
        report = collection.index(articles)
        print(f"{report.articles} articles, {report.passages} passages")
        for skipped in report.skipped:
            print(f"skipped {skipped.path}: {skipped.reason}")
        for note in report.notes:
            print(f"note on {note.path}: {note.text}")
        answer = collection.ask("How long did the ferry drift?", after="2026-11-01")
        print(answer)
        evidence = answer.evidence[0]
        text = collection.article(evidence.article.id).text
        print(text[evidence.start : evidence.end] == answer.text)


if __name__ == "__main__":
    main()
