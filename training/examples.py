"""Read, write and crop training examples: a question, a passage and the answers' ranges in it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from qa.text.sentences import Range, sentence_ranges


@dataclass(frozen=True, slots=True)
class Example:
    """Hold one question on one passage.

    Attributes:
        group: identifies the article that the passage is from.
        answers: ranges of `passage`, one for each annotator, equal ones repeated; empty when the
            passage does not answer.
        kind: how the example was made: "asked" if unchanged, else the name of the change.
    """

    group: str
    question: str
    passage: str
    answers: tuple[Range, ...]
    kind: str = "asked"

    def answer_texts(self) -> set[str]:
        """Return the distinct texts of the answers."""
        return {self.passage[start:end] for start, end in self.answers}


def read_squad(path: Path) -> list[Example]:
    """Read the questions of a gzipped file in SQuAD layout, answerable or not."""
    content = json.loads(gzip.decompress(path.read_bytes()))
    examples = []
    for number, article in enumerate(content["data"]):
        for paragraph_number, paragraph in enumerate(article["paragraphs"]):
            # Files of single posts or sentences list all as one article: each is its own group.
            single = len(content["data"]) == 1
            group = (
                f"{path.name}#{number}#{paragraph_number}" if single else f"{path.name}#{number}"
            )
            for entry in paragraph["qas"]:
                answers = tuple(
                    (answer["answer_start"], answer["answer_start"] + len(answer["text"]))
                    for answer in entry["answers"]
                )
                examples.append(
                    Example(group, entry["question"].strip(), paragraph["context"], answers)
                )
    return examples


def write_examples(path: Path, examples: Iterable[Example]) -> None:
    """Write one JSON object a line."""
    with path.open("w", encoding="utf-8") as out:
        for example in examples:
            out.write(json.dumps(asdict(example), ensure_ascii=False) + "\n")


def read_examples(path: Path) -> Iterator[Example]:
    """Read what `write_examples` wrote."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            fields = json.loads(line)
            answers = tuple((start, end) for start, end in fields.pop("answers"))
            yield Example(answers=answers, **fields)


def cropped(example: Example, max_words: int, lead: float) -> Example:
    """Cut the passage to whole sentences around the answers, about `max_words` words in all.

    The answers' sentences stay, however long they are.

    Args:
        lead: 0 to 1, the share of the other words that stands before the answers. Without answers:
            the share of the words to drop that is dropped from the beginning.
    """
    ranges = sentence_ranges(example.passage)
    words = [len(example.passage[start:end].split()) for start, end in ranges]
    if sum(words) <= max_words or not ranges:
        return example
    if example.answers:
        low = min(start for start, _ in example.answers)
        high = max(end for _, end in example.answers)
        needed = [n for n, (start, end) in enumerate(ranges) if start < high and end > low]
        first, last = needed[0], needed[-1]
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
    """Cut the passage to a range, which must hold every answer."""
    answers = tuple((low - start, high - start) for low, high in example.answers)
    return Example(
        example.group, example.question, example.passage[start:end], answers, example.kind
    )
