"""Questions that were written for the training, on paragraphs of the public files.

    python -m training.written OUT.json.gz DATA/dev training/written-dev.tsv

makes a question set in SQuAD layout of them, to evaluate or to fit on. `written.tsv` and its
sequels, to train on, and `written-dev.tsv` hold a line a question, its
fields parted by tabs: the file that the paragraph is in, the first 12 hexadecimal digits of the
paragraph's SHA-256, where in the paragraph the answer starts and ends (both empty when it does not
answer), and the question. None of the files' text is in them.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.sentences import Range
from training.examples import Example, read_squad

WRITTEN = Path(__file__).parent / "written.tsv"


@dataclass(frozen=True, slots=True)
class Written:
    """A question on a paragraph.

    Attributes:
        file: the name of the file that the paragraph is in.
        paragraph: the paragraph's key (`paragraph_key`).
        answer: a range of the paragraph; None when it does not answer.
    """

    file: str
    paragraph: str
    answer: Range | None
    question: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("out", type=Path)
    parser.add_argument("data", type=Path, help="the folder of the files that were written on")
    parser.add_argument("written", type=Path)
    arguments = parser.parse_args()
    layout = squad_layout(arguments.data, read_written(arguments.written))
    text = json.dumps(layout, ensure_ascii=False)
    arguments.out.write_bytes(gzip.compress(text.encode(), mtime=0))


def read_written(path: Path) -> list[Written]:
    """The questions of a file, in its order."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        file, key, start, end, question = line.split("\t")
        found.append(Written(file, key, (int(start), int(end)) if start else None, question))
    return found


def as_examples(data: Path, written: Sequence[Written]) -> list[Example]:
    """The questions with their paragraphs, which are looked up in the files in `data`.

    Raises:
        ValueError: a paragraph is in none of the files, or an answer outside it.
    """
    known = {
        paragraph_key(example.passage): example
        for file in dict.fromkeys(one.file for one in written)
        for example in read_squad(data / file)
    }
    found = []
    for one in written:
        if one.paragraph not in known:
            raise ValueError(f"{one.question!r} is about {one.paragraph}, not in {one.file}")
        paragraph = known[one.paragraph]
        if one.answer is not None and one.answer[1] > len(paragraph.passage):
            raise ValueError(f"The answer to {one.question!r} is outside of {one.paragraph}")
        answers = () if one.answer is None else (one.answer,)
        found.append(Example(paragraph.group, one.question, paragraph.passage, answers, "written"))
    return found


def squad_layout(data: Path, written: Sequence[Written]) -> dict[str, Any]:
    """The articles of the files with these questions in place of their own.

    Raises:
        ValueError: as `as_examples` does.
    """
    asked: defaultdict[str, list[Example]] = defaultdict(list)
    for example in as_examples(data, written):
        asked[example.passage].append(example)
    articles: list[dict[str, Any]] = []
    for file in dict.fromkeys(one.file for one in written):
        for article in json.loads(gzip.decompress((data / file).read_bytes()))["data"]:
            texts = [paragraph["context"] for paragraph in article["paragraphs"]]
            paragraphs = [{"context": text, "qas": list(_asked(asked[text]))} for text in texts]
            articles.append({**article, "paragraphs": paragraphs})
    return {"version": "written", "data": articles}


def _asked(examples: Sequence[Example]) -> Iterator[dict[str, Any]]:
    for number, one in enumerate(examples):
        yield {
            "id": f"{paragraph_key(one.passage)}-{number}",
            "question": one.question,
            "is_impossible": not one.answers,
            "answers": [
                {"text": one.passage[start:end], "answer_start": start}
                for start, end in one.answers
            ],
        }


def paragraph_key(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


if __name__ == "__main__":
    main()
