"""Put the sentence that answers a question among similar sentences that do not answer it.

This is what the reader sees when it reads the best answers side by side (`Reader.rescore_jointly`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answering.matching import best_matching_sentence
from qa.text.sentences import sentence_ranges, with_sentence_before
from qa.text.terms import content_terms
from training.examples import Example, sliced


def excerpt(question: str, passage: str) -> str:
    """Return the sentence with the most of the question's words, and the sentence before it."""
    best = best_matching_sentence(set(content_terms(question)), passage)
    return passage[slice(*with_sentence_before(best, sentence_ranges(passage)))]


def excerpt_of_answers(example: Example) -> Example:
    """Cut the passage to the sentences of the answers and the sentence before them."""
    start = min(start for start, _ in example.answers)
    end = max(end for _, end in example.answers)
    return sliced(example, *with_sentence_before((start, end), sentence_ranges(example.passage)))


def among(example: Example, distractors: Sequence[str], place: int) -> Example:
    """Put the example's passage on a line among distractors, `place` of them before it."""
    before = "".join(f"{distractor}\n" for distractor in distractors[:place])
    passage = "\n".join([*distractors[:place], example.passage, *distractors[place:]])
    answers = tuple((len(before) + start, len(before) + end) for start, end in example.answers)
    return replace(example, passage=passage, answers=answers, kind="distractors")
