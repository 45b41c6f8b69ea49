"""Ask every article the same question, and write the table as CSV and as a page."""

from __future__ import annotations

import tempfile
from pathlib import Path

import qa

STORY = Path(__file__).parent.parent / "data" / "running-story" / "articles.jsonl"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, qa.open(Path(folder) / "store") as collection:
        collection.index(STORY)
        answers = collection.ask_each("How many people died in the landslide in Lowen?", most=20)
        for row in answers.rows:
            print(row.article.date, row.text, f"{row.confidence:.0%}", f"group {row.group}")
        Path(folder, "deaths.csv").write_text(answers.to_csv(), encoding="utf-8", newline="")
        Path(folder, "deaths.html").write_text(answers.to_html(), encoding="utf-8")
        print(len(answers.silent), "articles were read and do not say")


if __name__ == "__main__":
    main()
