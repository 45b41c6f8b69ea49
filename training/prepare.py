"""Turn files of questions into the examples of each stage of a recipe.

    python -m training.prepare OUT QA_DATA/train WORDNET/dict [--recipe READER.toml] [--stage N]

Writes OUT/stage-N.jsonl for every stage. Besides the questions as people asked them it makes
examples that have no answer, in three ways: `retrieved`, the question with one of its nearest
passages that hold none of its accepted answers; `removed`, its own passage without the sentences
that hold an answer; `edited`, its own passage and the question changed so that the passage no
longer answers it. Some of the answerable questions get a synonym, so that an odd word alone is no
sign (`training/edits.py`, with words of WordNet 3.1), and some of all questions are shortened,
mistyped or left without their question mark (`training/variants.py`). Those of `written.tsv` and
its sequels stay as they are. Some stand among distractors: the sentence that answers among
sentences of near passages that do not, as the reader sees them when it compares the best answers.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Encoder
from qa.collection.models import load_encoder
from qa.evaluation.metrics import holds_answer
from qa.text.sentences import sentence_ranges
from training.crowd import read_source
from training.distractors import among, excerpt, excerpt_of_answers
from training.edits import Editor
from training.examples import Example, cropped, write_examples
from training.recipe import Preparing, Recipe, Source, read_recipe
from training.variants import mistyped, terse
from training.wordnet import WordNet

RECIPE = Path(__file__).parent / "reader-v2.toml"
_DISTRACTOR_COUNTS = (1, 1, 2, 2, 3)  # one of these numbers is drawn for each example
_DISTRACTORS_ONLY = 0.2  # the share of these examples that lack the excerpt that answers
_MAX_ANSWER_WORDS = 120  # of the excerpt that answers


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("out", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("wordnet", type=Path)
    parser.add_argument("--recipe", type=Path, default=RECIPE)
    parser.add_argument("--stage", type=int, help="prepare only this stage (from 1)")
    arguments = parser.parse_args()
    recipe = read_recipe(arguments.recipe)
    wordnet = WordNet(arguments.wordnet)
    depth = recipe.preparing.retrieved_depth
    # Sources and stages share files: each file is read, and its passages encoded, once.
    file = cache(lambda name: _File(read_source(arguments.data, name), wordnet, depth))
    arguments.out.mkdir(parents=True, exist_ok=True)
    for number, stage in enumerate(recipe.stages, 1):
        if arguments.stage in (None, number):
            examples = list(stage_examples(recipe, number, stage, file))
            random.Random(recipe.seed).shuffle(examples)
            write_examples(arguments.out / f"stage-{number}.jsonl", examples)
            kinds = Counter(example.kind for example in examples)
            print(f"Stage {number}: {len(examples)} examples, {dict(kinds)}", file=sys.stderr)


def stage_examples(
    recipe: Recipe, number: int, stage: Sequence[Source], read: Callable[[str], _File]
) -> Iterator[Example]:
    """Make the examples of one stage, in the order of its sources; `read` gives a file by name."""
    for position, source in enumerate(stage):
        file = read(source.file)
        rng = random.Random(f"{recipe.seed} {source.file}")
        shuffled = rng.sample(file.examples, len(file.examples))
        end = None if source.take is None else source.skip + source.take
        taken = shuffled[source.skip : end]
        yield from _Maker(recipe, source, file, f"{number} {position}").examples(taken)


class _File:
    """Hold the examples of one file, their editor, and the index of its passages."""

    def __init__(self, examples: Sequence[Example], wordnet: WordNet, depth: int) -> None:
        self.examples = examples
        self.editor = Editor(examples, wordnet)
        self.neighbours = _Neighbours(examples, depth)


class _Maker:
    """Make the examples of one source."""

    def __init__(self, recipe: Recipe, source: Source, file: _File, salt: str) -> None:
        self._settings: Preparing = recipe.preparing
        self._source = source
        self._rng = random.Random(f"{recipe.seed} {salt}")
        self._neighbours = file.neighbours
        self._editor = file.editor

    def examples(self, taken: Sequence[Example]) -> Iterator[Example]:
        source, rng = self._source, self._rng
        questions = [example.question for example in taken]
        is_retrieving = source.retrieved or source.distractors
        near = self._neighbours.of(questions) if is_retrieving else None
        for position, example in enumerate(taken):
            reworded = rng.random() < source.reworded
            made: list[Example | None] = [
                self._editor.reworded(example, rng) if reworded else example
            ]
            if near is not None and rng.random() < source.retrieved:
                made.append(self._retrieved(example, near[position]))
            # A recipe without distractors draws no number here, so that its examples stay the same.
            if near is not None and source.distractors and rng.random() < source.distractors:
                made.append(self._among_distractors(example, near[position]))
            if rng.random() < source.removed:
                made.append(removed(example))
            made += self._edited(example)
            for variant in made:
                if variant is not None:
                    yield self._finished(variant)

    def _edited(self, example: Example) -> Iterator[Example]:
        """Give different edits of one question, `Source.edited` of them on average."""
        whole, part = divmod(self._source.edited, 1.0)
        made = (
            self._editor.edited(example, self._rng)
            for _ in range(int(whole) + (self._rng.random() < part))
        )
        yield from {edit.question: edit for edit in made if edit is not None}.values()

    def _retrieved(self, example: Example, passages: Sequence[str]) -> Example | None:
        wrong = _without_answer(example, passages)
        if not wrong:
            return None
        return replace(example, passage=self._rng.choice(wrong), answers=(), kind="retrieved")

    def _among_distractors(self, example: Example, passages: Sequence[str]) -> Example | None:
        """Put the excerpt that answers among excerpts of passages that do not answer."""
        wrong = _without_answer(example, passages)
        count = min(self._rng.choice(_DISTRACTOR_COUNTS), len(wrong))
        drawn = self._rng.sample(wrong, count)
        distractors = [excerpt(example.question, passage) for passage in drawn]
        if not example.answers or not distractors:
            return None
        if self._rng.random() < _DISTRACTORS_ONLY:
            return replace(example, passage="\n".join(distractors), answers=(), kind="distractors")
        own = excerpt_of_answers(example)
        if len(own.passage.split()) > _MAX_ANSWER_WORDS:
            return None
        return among(own, distractors, self._rng.randint(0, count))

    def _finished(self, example: Example) -> Example:
        """Vary the question and crop the passage, unless both were written for the training."""
        if example.kind == "written":
            return example
        settings, rng = self._settings, self._rng
        question = example.question
        if rng.random() < settings.terse:
            question = terse(question)
        if rng.random() < settings.mistyped:
            question = mistyped(question, rng)
        if rng.random() < settings.unmarked:
            question = question.rstrip("? ")
        example = replace(example, question=question or example.question)
        if example.kind == "distractors":
            return example
        return cropped(example, rng.choice(settings.max_words), rng.random())


class _Neighbours:
    """Find the passages of a file that are nearest to questions, with the packaged encoder."""

    def __init__(self, examples: Sequence[Example], depth: int) -> None:
        self._passages = list(dict.fromkeys(example.passage for example in examples))
        self._depth = depth
        self._cache: dict[str, list[str]] = {}

    @cached_property
    def _encoder(self) -> Encoder:
        return load_encoder(None)

    @cached_property
    def _vectors(self) -> NDArray[np.float32]:
        return self._encoder.encode_passages(self._passages)

    def of(self, questions: Sequence[str]) -> list[list[str]]:
        """Return the nearest passages of each question, nearest first."""
        # Stages use the same questions again.
        new = [question for question in dict.fromkeys(questions) if question not in self._cache]
        if new:
            similarity = self._encoder.encode_passages(new) @ self._vectors.T
            best = np.argsort(-similarity, axis=1)[:, : self._depth]
            for question, row in zip(new, best, strict=True):
                self._cache[question] = [self._passages[number] for number in row]
        return [self._cache[question] for question in questions]


def _without_answer(example: Example, passages: Sequence[str]) -> list[str]:
    return [text for text in passages if not holds_answer(text, example.answer_texts())]


def removed(example: Example) -> Example | None:
    """Remove the sentences with an answer; None when little is left or the rest has one too."""
    if not example.answers:
        return None
    sentences = [
        example.passage[start:end]
        for start, end in sentence_ranges(example.passage)
        if not any(low < end and high > start for low, high in example.answers)
    ]
    passage = " ".join(sentences)
    if len(passage.split()) < 15 or holds_answer(passage, example.answer_texts()):
        return None
    return replace(example, passage=passage, answers=(), kind="removed")


if __name__ == "__main__":
    main()
