"""What the reader learns from: a question, a passage, and where people found the answer in it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from qa.text.sentences import Range, sentence_ranges


@dataclass(frozen=True, slots=True)
class Example:
    """One question on one passage.

    Attributes:
        group: the article that the passage is from, to tell articles apart by.
        answers: ranges of `passage`, one for each annotator, equal ones repeated; empty when the
            passage does not answer.
        kind: how the example was made: "asked" as it stands, else the name of what was changed.
    """

    group: str
    question: str
    passage: str
    answers: tuple[Range, ...]
    kind: str = "asked"

    def answer_texts(self) -> set[str]:
        return {self.passage[start:end] for start, end in self.answers}


def read_squad(path: Path) -> list[Example]:
    """Read a gzipped file in SQuAD layout; questions without an answer keep none."""
    content = json.loads(gzip.decompress(path.read_bytes()))
    found = []
    for number, article in enumerate(content["data"]):
        for paragraph_number, paragraph in enumerate(article["paragraphs"]):
            # Files of single posts or sentences have one article for all: each is its own group.
            single = len(content["data"]) == 1
            group = (
                f"{path.name}#{number}#{paragraph_number}" if single else f"{path.name}#{number}"
            )
            for asked in paragraph["qas"]:
                answers = tuple(
                    (one["answer_start"], one["answer_start"] + len(one["text"]))
                    for one in asked["answers"]
                )
                found.append(
                    Example(group, asked["question"].strip(), paragraph["context"], answers)
                )
    return found


def write_examples(path: Path, examples: Iterable[Example]) -> None:
    with path.open("w", encoding="utf-8") as out:
        for example in examples:
            out.write(json.dumps(asdict(example), ensure_ascii=False) + "\n")


def read_examples(path: Path) -> Iterator[Example]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            kept = json.loads(line)
            answers = tuple((start, end) for start, end in kept.pop("answers"))
            yield Example(answers=answers, **kept)


def cropped(example: Example, max_words: int, lead: float) -> Example:
    """Cut the passage to whole sentences around the answers, about `max_words` words in all.

    `lead`, 0 to 1, says how much of what is kept besides the answers stands before them. An example
    without answers keeps a stretch that begins `lead` of the way into what must go. The answers'
    sentences are kept however long they are.
    """
    ranges = sentence_ranges(example.passage)
    words = [len(example.passage[start:end].split()) for start, end in ranges]
    if sum(words) <= max_words or not ranges:
        return example
    if example.answers:
        low = min(start for start, _ in example.answers)
        high = max(end for _, end in example.answers)
        held = [n for n, (start, end) in enumerate(ranges) if start < high and end > low]
        first, last = held[0], held[-1]
    else:
        spare = sum(words) - max_words
        first = next(n for n in range(len(words)) if sum(words[: n + 1]) > lead * spare)
        last = first
    room = max_words - sum(words[first : last + 1])
    before = room * lead if example.answers else 0
    while first > 0 and words[first - 1] <= before:
        first -= 1
        before -= words[first]
        room -= words[first]
    while last + 1 < len(words) and words[last + 1] <= room:
        last += 1
        room -= words[last]
    return sliced(example, ranges[first][0], ranges[last][1])


def sliced(example: Example, start: int, end: int) -> Example:
    """The example with this range of its passage; its answers must lie within."""
    answers = tuple((low - start, high - start) for low, high in example.answers)
    return Example(
        example.group, example.question, example.passage[start:end], answers, example.kind
    )
