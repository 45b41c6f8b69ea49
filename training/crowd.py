"""Read the question files of people at large, each with the care that it needs.

`squad1-train` and `squad2-unanswerable` ask about the same paragraphs, but most questions of the
second were restored from lower-case tokens. What was lost there is taken from the questions of both
(`plain_question`), so that no trace of it tells an unanswerable question from an answerable one.
Where an answer of `squad1-train` stands more than once in its paragraph, the offset in the file is
a guess, so every place counts as an answer (`spread`). `nq` is detokenised.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from qa.text.sentences import Range
from training.detokenize import detokenize
from training.examples import Example, read_squad
from training.written import WRITTEN, as_examples, read_written

_STRAIGHT = str.maketrans("‘’`´“”–—−", "''''\"\"---")
_BLANKS_BESIDE_PUNCTUATION = re.compile(r"\s*([^\w\s])\s*")
_LAST_MARKS = re.compile(r"[\s.?!]*$")


def read_source(data: Path, name: str) -> list[Example]:
    """Read a file that a recipe names: written questions, or a file of the folder `data`."""
    if name.endswith(".tsv"):
        return as_examples(data, read_written(WRITTEN.with_name(name)))
    examples = read_squad(data / name)
    reading = _READINGS.get(name)
    return examples if reading is None else [reading(example) for example in examples]


def plain_question(question: str) -> str:
    """Return the question in lower case, without accents and with one question mark at its end.

    Quotation marks and dashes become straight, and the blanks beside punctuation go, as far as an
    uncased tokenizer reads the same: "U. S." and "U.S." are the same tokens.
    """
    decomposed = unicodedata.normalize("NFKD", question.translate(_STRAIGHT)).lower()
    unaccented = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    joined = _BLANKS_BESIDE_PUNCTUATION.sub(_with_one_blank, unaccented)
    return _LAST_MARKS.sub("", " ".join(joined.split())) + "?"


def _with_one_blank(match: re.Match[str]) -> str:
    """Put blanks beside a mark by its kind alone, never by how the question was spaced."""
    mark = match[1]
    if mark == '"':
        return f" {mark} "
    if mark in ",;:!?)]}%":
        return f"{mark} "
    return f" {mark}" if mark in "([{$£€#" else mark


def spread(example: Example) -> Example:
    """Count every place in the passage where the answer's text stands as whole words."""
    places = [
        place for text in sorted(example.answer_texts()) for place in _places(text, example.passage)
    ]
    return replace(example, answers=tuple(places) or example.answers)


def _places(text: str, passage: str) -> list[Range]:
    whole = re.compile(rf"(?<!\w){re.escape(text)}(?!\w)")
    return [match.span() for match in whole.finditer(passage)]


def detokenized(example: Example) -> Example:
    """Undo the tokenisation of the question and of the passage, and carry the answers over."""
    passage = detokenize(example.passage)
    return replace(
        example,
        question=detokenize(example.question).text,
        passage=passage.text,
        answers=tuple(passage.carried(answer) for answer in example.answers),
    )


def _squad(example: Example) -> Example:
    return spread(replace(example, question=plain_question(example.question)))


_READINGS: Mapping[str, Callable[[Example], Example]] = {
    "squad1-train.json.gz": _squad,
    "squad2-unanswerable.json.gz": _squad,
    "nq.json.gz": detokenized,
}
