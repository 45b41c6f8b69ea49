"""The sentence that answers a question among those of other passages that only look like it.

So the reader meets the best answers when it weighs them side by side (`Reader.compare`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.features import share_held
from qa.sentences import sentence_ranges, touched_by
from qa.words import content_terms
from training.examples import Example, sliced


def excerpt(question: str, passage: str) -> str:
    """The sentence that holds the most of the question's words, with the one before it."""
    asked = set(content_terms(question))
    ranges = sentence_ranges(passage)
    held = [share_held(asked, set(content_terms(passage[start:end]))) for start, end in ranges]
    best = held.index(max(held))
    return passage[ranges[max(0, best - 1)][0] : ranges[best][1]]


def excerpt_of_answers(example: Example) -> Example:
    """The example with its passage cut to the sentences of the answers and the one before them."""
    ranges = sentence_ranges(example.passage)
    low = min(start for start, _ in example.answers)
    touched = touched_by((low, max(end for _, end in example.answers)), ranges)
    return sliced(example, ranges[max(0, touched[0] - 1)][0], ranges[touched[-1]][1])


def among(example: Example, rivals: Sequence[str], place: int) -> Example:
    """Put the example's passage among others, a line each, with `place` of them before it."""
    before = "".join(f"{one}\n" for one in rivals[:place])
    passage = "\n".join([*rivals[:place], example.passage, *rivals[place:]])
    answers = tuple((len(before) + low, len(before) + high) for low, high in example.answers)
    return replace(example, passage=passage, answers=answers, kind="rivals")
