"""Measure lists: how many of the items that questions ask for are shown, and how many others.

    python benchmarks/lists.py [--each]

The questions of data/lists are asked of its articles and the sample articles. An item counts as
shown when what is shown holds all of its content words; what is shown is wrong when it is part of
no item. Questions that ask to compute what no article states ought to get no answer.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from qa.collection import open_articles
from qa.settings import Settings
from qa.text.terms import content_terms
from qa.types.answer import Answer

DATA = Path(__file__).parent.parent / "data"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--each", action="store_true", help="print what each question lacks")
    is_printed = parser.parse_args().each
    lines = (DATA / "lists" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    wanted = right = listed = wrong = computed = 0
    articles = [DATA / "articles", DATA / "lists" / "articles.jsonl"]
    with open_articles(articles, Settings()) as collection:
        for record in records:
            answer = collection.ask(record["question"])
            shown, items = texts_of(answer), record.get("items", [])
            if record.get("computes"):
                computed += bool(shown)
                continue
            missing = [item for item in items if not any(holds(text, item) for text in shown)]
            others = [
                text
                for text in shown
                if not any(holds(text, item) or holds(item, text) for item in items)
            ]
            wanted, right = wanted + len(items), right + len(items) - len(missing)
            listed, wrong = listed + len(shown), wrong + len(others)
            if is_printed and (missing or others):
                print(f"{record['question']} lacks {missing}, has besides {others}")
    asked = sum(bool(record.get("computes")) for record in records)
    print(f"{right} of {wanted} items are shown; {wrong} of {listed} shown are wrong")
    print(f"{computed} of {asked} questions that ask to compute are answered")


def texts_of(answer: Answer) -> Sequence[str]:
    """Give the items that are shown, or the one answer, or nothing."""
    if answer.items:
        return [item.text for item in answer.items]
    return [] if answer.text is None else [answer.text]


def holds(text: str, item: str) -> bool:
    """Tell whether a text holds all content words of an item."""
    return set(content_terms(item)) <= set(content_terms(text))


if __name__ == "__main__":
    main()
