"""Make a question set of the questions that were written for the training.

    python -m training.written OUT.json.gz DATA/dev training/written-dev.tsv

The questions are about paragraphs of public files; the set has SQuAD layout, to evaluate or to fit
on. `written.tsv` and its sequels, to train on, and `written-dev.tsv` hold one question a line. Its
fields, separated by tabs: the file of the paragraph, the first 12 hexadecimal digits of the
paragraph's SHA-256, the start and the end of the answer in the paragraph (both empty when the
paragraph does not answer), and the question. They hold none of the files' text.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.text.sentences import Range
from training.examples import Example, read_squad

WRITTEN = Path(__file__).parent / "written.tsv"


@dataclass(frozen=True, slots=True)
class WrittenQuestion:
    """Hold a question on a paragraph.

    Attributes:
        file: the name of the file that the paragraph is in.
        paragraph: the paragraph's key (`paragraph_key`).
        answer: a range of the paragraph; None when the paragraph does not answer.
    """

    file: str
    paragraph: str
    answer: Range | None
    question: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("out", type=Path)
    parser.add_argument("data", type=Path, help="the folder of the public files")
    parser.add_argument("written", type=Path)
    arguments = parser.parse_args()
    layout = squad_layout(arguments.data, read_written(arguments.written))
    text = json.dumps(layout, ensure_ascii=False)
    arguments.out.write_bytes(gzip.compress(text.encode(), mtime=0))


def read_written(path: Path) -> list[WrittenQuestion]:
    """Read the questions of a file, in its order."""
    questions = []
    for line in path.read_text(encoding="utf-8").splitlines():
        file, key, start, end, question = line.split("\t")
        answer = (int(start), int(end)) if start else None
        questions.append(WrittenQuestion(file, key, answer, question))
    return questions


def as_examples(data: Path, written: Sequence[WrittenQuestion]) -> list[Example]:
    """Join the questions with their paragraphs, which are looked up in the files in `data`.

    Raises:
        ValueError: a paragraph is in none of the files, or an answer outside it.
    """
    paragraphs = {
        paragraph_key(example.passage): example
        for file in dict.fromkeys(question.file for question in written)
        for example in read_squad(data / file)
    }
    return [_as_example(question, paragraphs) for question in written]


def _as_example(question: WrittenQuestion, paragraphs: Mapping[str, Example]) -> Example:
    text, key, answer = question.question, question.paragraph, question.answer
    if key not in paragraphs:
        raise ValueError(f"{text!r} is about {key}, not in {question.file}")
    paragraph = paragraphs[key]
    if answer is not None and answer[1] > len(paragraph.passage):
        raise ValueError(f"The answer to {text!r} is outside of {key}")
    answers = () if answer is None else (answer,)
    return Example(paragraph.group, text, paragraph.passage, answers, "written")


def squad_layout(data: Path, written: Sequence[WrittenQuestion]) -> dict[str, Any]:
    """Return the articles of the files with these questions in place of their own.

    Raises:
        ValueError: as `as_examples` does.
    """
    examples: defaultdict[str, list[Example]] = defaultdict(list)
    for example in as_examples(data, written):
        examples[example.passage].append(example)
    articles: list[dict[str, Any]] = []
    for file in dict.fromkeys(question.file for question in written):
        for article in json.loads(gzip.decompress((data / file).read_bytes()))["data"]:
            texts = [paragraph["context"] for paragraph in article["paragraphs"]]
            paragraphs = [
                {"context": text, "qas": list(_entries(examples[text]))} for text in texts
            ]
            articles.append({**article, "paragraphs": paragraphs})
    return {"version": "written", "data": articles}


def _entries(examples: Sequence[Example]) -> Iterator[dict[str, Any]]:
    for number, example in enumerate(examples):
        yield {
            "id": f"{paragraph_key(example.passage)}-{number}",
            "question": example.question,
            "is_impossible": not example.answers,
            "answers": [
                {"text": example.passage[start:end], "answer_start": start}
                for start, end in example.answers
            ],
        }


def paragraph_key(text: str) -> str:
    """Return the first 12 hexadecimal digits of the text's SHA-256."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


if __name__ == "__main__":
    main()
