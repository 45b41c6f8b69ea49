"""The sentence that answers a question among those of other passages that only look like it.

So the reader meets the best answers when it weighs them side by side (`Reader.compare`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answering.matching import best_matching_sentence
from qa.text.sentences import sentence_ranges, with_sentence_before
from qa.text.terms import content_terms
from training.examples import Example, sliced


def excerpt(question: str, passage: str) -> str:
    """The sentence that holds the most of the question's words, with the one before it."""
    best = best_matching_sentence(set(content_terms(question)), passage)
    return passage[slice(*with_sentence_before(best, sentence_ranges(passage)))]


def excerpt_of_answers(example: Example) -> Example:
    """The example with its passage cut to the sentences of the answers and the one before them."""
    low = min(start for start, _ in example.answers)
    high = max(end for _, end in example.answers)
    return sliced(example, *with_sentence_before((low, high), sentence_ranges(example.passage)))


def among(example: Example, distractors: Sequence[str], place: int) -> Example:
    """Put the example's passage among others, a line each, with `place` of them before it."""
    before = "".join(f"{one}\n" for one in distractors[:place])
    passage = "\n".join([*distractors[:place], example.passage, *distractors[place:]])
    answers = tuple((len(before) + low, len(before) + high) for low, high in example.answers)
    return replace(example, passage=passage, answers=answers, kind="distractors")
