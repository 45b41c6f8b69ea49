"""Turn files of questions into the examples of each stage of a recipe.

    python -m training.prepare OUT QA_DATA/train WORDNET/dict [--recipe READER.toml] [--stage N]

Writes OUT/stage-N.jsonl for every stage. Besides the questions as they were asked it makes examples
that have no answer, in three ways: `retrieved`, the question beside one of the passages nearest to
it that holds none of its accepted answers; `removed`, its own passage without the sentences that
hold them; `edited`, its own passage and the question changed so that the passage no longer answers
it. Some of the answerable questions are reworded with a synonym, so that an odd word alone is no
sign (`training/edits.py`, with words of WordNet 3.1), and some of all are shortened, mistyped or
left without their mark (`training/variants.py`). Those of `written.tsv` and its sequels stay as
they are. Some stand beside rivals: the sentence that answers among those of near passages that do
not, as the reader meets the best answers when it reads them side by side.
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
from qa.metrics import holds_answer
from qa.pipeline import load_encoder
from qa.sentences import sentence_ranges
from training.crowd import read_source
from training.edits import Editor
from training.examples import Example, cropped, write_examples
from training.recipe import Preparing, Recipe, Source, read_recipe
from training.rivals import among, excerpt, excerpt_of_answers
from training.variants import mistyped, terse
from training.wordnet import WordNet

RECIPE = Path(__file__).parent / "reader-v2.toml"
_RIVALS = (1, 1, 2, 2, 3)  # how many excerpts stand beside the own one; one is drawn
_WITHOUT_OWN = 0.2  # so often they stand without it, and nothing answers
_LONGEST_OWN = 120  # words of the own excerpt


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("out", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("wordnet", type=Path)
    parser.add_argument("--recipe", type=Path, default=RECIPE)
    parser.add_argument("--stage", type=int, help="only this one (from 1)")
    arguments = parser.parse_args()
    recipe = read_recipe(arguments.recipe)
    wordnet = WordNet(arguments.wordnet)
    depth = recipe.preparing.retrieved_depth
    # Sources and stages share files: each is read, and its passages encoded, once.
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
    """The examples of one stage, in the order of its sources; `read` gives a file by its name."""
    for position, source in enumerate(stage):
        file = read(source.file)
        dice = random.Random(f"{recipe.seed} {source.file}")
        shuffled = dice.sample(file.examples, len(file.examples))
        end = None if source.take is None else source.skip + source.take
        taken = shuffled[source.skip : end]
        yield from _Maker(recipe, source, file, f"{number} {position}").examples(taken)


class _File:
    """The examples of one file, what edits them, and where the passages near them are found."""

    def __init__(self, examples: Sequence[Example], wordnet: WordNet, depth: int) -> None:
        self.examples = examples
        self.editor = Editor(examples, wordnet)
        self.near = _Neighbours(examples, depth)


class _Maker:
    """Makes the examples of one source."""

    def __init__(self, recipe: Recipe, source: Source, file: _File, salt: str) -> None:
        self._settings: Preparing = recipe.preparing
        self._source = source
        self._dice = random.Random(f"{recipe.seed} {salt}")
        self._near = file.near
        self._editor = file.editor

    def examples(self, taken: Sequence[Example]) -> Iterator[Example]:
        source, dice = self._source, self._dice
        beside = source.retrieved or source.rivals
        near = self._near.of([one.question for one in taken]) if beside else None
        for position, example in enumerate(taken):
            reworded = dice.random() < source.reworded
            made: list[Example | None] = [
                self._editor.reworded(example, dice) if reworded else example
            ]
            if near is not None and dice.random() < source.retrieved:
                made.append(self._retrieved(example, near[position]))
            # Recipes without rivals draw as they did before there were any.
            if near is not None and source.rivals and dice.random() < source.rivals:
                made.append(self._among_rivals(example, near[position]))
            if dice.random() < source.removed:
                made.append(removed(example))
            made += self._edited(example)
            for one in made:
                if one is not None:
                    yield self._finished(one)

    def _edited(self, example: Example) -> Iterator[Example]:
        """Different edits of one question, `edited` of them on the average."""
        whole, part = divmod(self._source.edited, 1.0)
        made = (
            self._editor.edited(example, self._dice)
            for _ in range(int(whole) + (self._dice.random() < part))
        )
        yield from {one.question: one for one in made if one is not None}.values()

    def _retrieved(self, example: Example, passages: Sequence[str]) -> Example | None:
        wrong = _without_answer(example, passages)
        if not wrong:
            return None
        return replace(example, passage=self._dice.choice(wrong), answers=(), kind="retrieved")

    def _among_rivals(self, example: Example, passages: Sequence[str]) -> Example | None:
        """The question beside the excerpt that answers it and those of passages that do not."""
        wrong = _without_answer(example, passages)
        count = min(self._dice.choice(_RIVALS), len(wrong))
        rivals = [excerpt(example.question, one) for one in self._dice.sample(wrong, count)]
        if not example.answers or not rivals:
            return None
        if self._dice.random() < _WITHOUT_OWN:
            return replace(example, passage="\n".join(rivals), answers=(), kind="rivals")
        own = excerpt_of_answers(example)
        if len(own.passage.split()) > _LONGEST_OWN:
            return None
        return among(own, rivals, self._dice.randint(0, count))

    def _finished(self, example: Example) -> Example:
        """Vary the question and crop the passage, unless every word of both was weighed."""
        if example.kind == "written":
            return example
        settings, dice = self._settings, self._dice
        question = example.question
        if dice.random() < settings.terse:
            question = terse(question)
        if dice.random() < settings.mistyped:
            question = mistyped(question, dice)
        if dice.random() < settings.unmarked:
            question = question.rstrip("? ")
        example = replace(example, question=question or example.question)
        if example.kind == "rivals":
            return example
        return cropped(example, dice.choice(settings.max_words), dice.random())


class _Neighbours:
    """The passages of a file that are nearest to questions, by the project's own encoder."""

    def __init__(self, examples: Sequence[Example], depth: int) -> None:
        self._passages = list(dict.fromkeys(example.passage for example in examples))
        self._depth = depth
        self._known: dict[str, list[str]] = {}

    @cached_property
    def _encoder(self) -> Encoder:
        return load_encoder(None)

    @cached_property
    def _vectors(self) -> NDArray[np.float32]:
        return self._encoder.encode_passages(self._passages)

    def of(self, questions: Sequence[str]) -> list[list[str]]:
        # Stages ask the same questions again.
        new = [one for one in dict.fromkeys(questions) if one not in self._known]
        if new:
            likeness = self._encoder.encode_passages(new) @ self._vectors.T
            best = np.argsort(-likeness, axis=1)[:, : self._depth]
            for question, row in zip(new, best, strict=True):
                self._known[question] = [self._passages[number] for number in row]
        return [self._known[question] for question in questions]


def _without_answer(example: Example, passages: Sequence[str]) -> list[str]:
    return [one for one in passages if not holds_answer(one, example.answer_texts())]


def removed(example: Example) -> Example | None:
    """Take the sentences with an answer out; None when little is left or the rest has one too."""
    if not example.answers:
        return None
    kept = [
        example.passage[start:end]
        for start, end in sentence_ranges(example.passage)
        if not any(low < end and high > start for low, high in example.answers)
    ]
    passage = " ".join(kept)
    if len(passage.split()) < 15 or holds_answer(passage, example.answer_texts()):
        return None
    return replace(example, passage=passage, answers=(), kind="removed")


if __name__ == "__main__":
    main()
