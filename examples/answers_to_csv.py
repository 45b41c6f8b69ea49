"""Ask many questions and write a table of answers with their sources."""

from __future__ import annotations

import csv
import sys
import tempfile
from pathlib import Path

import qa

SAMPLES = Path(__file__).parent.parent / "data" / "articles"
QUESTIONS = (
    "How many police trainers is Callaria sending?",
    "How high did the Sallow River rise?",
    "Who won the World Cup?",
)


def main() -> None:
    table = csv.writer(sys.stdout)
    table.writerow(["question", "answer", "confidence", "title", "date", "sentence"])
    with tempfile.TemporaryDirectory() as store, qa.open(store) as collection:
        collection.index(SAMPLES)
        for question in QUESTIONS:
            answer = collection.ask(question)
            if answer.text is None:
                table.writerow([question, "not in these articles", "", "", "", ""])
                continue
            evidence = answer.evidence[0]
            source = evidence.article
            confidence = f"{answer.confidence:.2f}"
            table.writerow(
                [question, answer.text, confidence, source.title, source.date, evidence.sentence]
            )


if __name__ == "__main__":
    main()
