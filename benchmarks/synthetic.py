"""Make any number of articles from the sentences of question sets, for measuring at scale.

An article is some sentences of one file in random order, in which names and numbers are exchanged
for invented ones of its own, so that rare words stay rare. Encoding a million passages takes hours
on two cores; `MixingEncoder` gives a passage the mean of the true vectors of its sentences and of a
direction of the article's own instead. Questions are true ones with their true vectors.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Encoder, Vectors
from qa.text.sentences import sentence_ranges
from qa.types.article import Article

SENTENCES_IN_ARTICLE = 16
OWN_SHARE = 0.5  # the length of an article's own direction; that of a sentence's vector is 1
_WORDS_IN_SENTENCE = range(6, 33)
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{2,}")
_NUMBER = re.compile(r"\d+")
_SYLLABLES = (
    "ba del fin gor hal jun kel lam mor nis oda pra quo rit sul tev ula vor wyn zem".split()
)
_SOURCES = tuple(f"Paper {number}" for number in range(40))
_FIRST_DAY = date(2010, 1, 1)
_DAYS = 6000


class Generator:
    """Articles without end, the same ones for the same seed."""

    def __init__(self, files: Sequence[Path], seed: int = 0) -> None:
        self.questions: list[str] = []
        self.sentences: list[str] = []
        self._groups: list[range] = []
        for path in files:
            self._read(path)
        self._seed = seed
        self.base: dict[str, int] = {}  # sentences of the last articles to what they were made of
        self.number: dict[str, int] = {}  # titles of the last articles to their numbers

    def _read(self, path: Path) -> None:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            data = json.load(file)["data"]
        sentences: dict[str, None] = {}
        for paragraph in (paragraph for article in data for paragraph in article["paragraphs"]):
            text = paragraph["context"]
            for start, end in sentence_ranges(text):
                sentence = " ".join(text[start:end].split())
                if len(sentence.split()) in _WORDS_IN_SENTENCE:
                    sentences[sentence] = None
            self.questions += [entry["question"] for entry in paragraph["qas"]]
        first = len(self.sentences)
        self.sentences += sentences
        self._groups.append(range(first, len(self.sentences)))

    def articles(self, count: int, first: int = 0) -> list[Article]:
        """Make the next articles, numbered from `first`."""
        self.base.clear()
        self.number.clear()
        return [self._article(number) for number in range(first, first + count)]

    def _article(self, number: int) -> Article:
        dice = random.Random(f"{self._seed} {number}")
        names: dict[str, str] = {}

        def name(old: str) -> str:
            if old not in names:
                names[old] = "".join(dice.choices(_SYLLABLES, k=3)).capitalize()
            return names[old]

        group = dice.choice(self._groups)
        parts = []
        for position in dice.sample(group, SENTENCES_IN_ARTICLE):
            sentence = _NAME.sub(lambda match: name(match[0]), self.sentences[position])
            sentence = _NUMBER.sub(lambda match: str(dice.randrange(10 ** len(match[0]))), sentence)
            self.base[sentence] = position
            parts.append(sentence)
        title = f"{name('first')} {name('second')} {number}"
        self.number[title] = number
        return Article(
            id=f"{number:032x}",
            path="",
            number=number,
            sha256="",
            title=title,
            date=_FIRST_DAY + timedelta(days=dice.randrange(_DAYS)),
            source=dice.choice(_SOURCES),
            authors=(),
            url=None,
            text=" ".join(parts),
            boilerplate=(),
        )


class MixingEncoder(Encoder):
    """The project's encoder for questions; for generated passages the mean described above."""

    def __init__(self, encoder: Encoder, generator: Generator, vectors: Vectors) -> None:
        """Take the true vectors of the generator's sentences, one row each."""
        self.name, self.dimension = "mixing", encoder.dimension
        self.fingerprint = f"mixing {encoder.fingerprint}"
        self._encoder = encoder
        self._generator = generator
        self._vectors = vectors

    def encode_passages(
        self, texts: Sequence[str], batch_size: int = 32, on_progress: object = None
    ) -> Vectors:
        return np.stack([self._mean(text) for text in texts])

    def encode_question(self, text: str) -> Vectors:
        return self._encoder.encode_question(text)

    def _mean(self, headed: str) -> NDArray[np.float32]:
        title, _, passage = headed.partition("\n")
        sentences = (passage[start:end] for start, end in sentence_ranges(passage))
        rows = [
            self._generator.base[sentence]
            for sentence in sentences
            if sentence in self._generator.base
        ]
        return mixed(self._vectors[rows], self._generator.number[title])


def mixed(sentences: Vectors, article: int) -> NDArray[np.float32]:
    """Give the vector, of length one, of a passage of these sentences in this article."""
    own = np.random.default_rng(article).standard_normal(sentences.shape[1], dtype=np.float32)
    total = sentences.sum(0) / max(1, len(sentences)) + OWN_SHARE * own / np.linalg.norm(own)
    return np.asarray(total / np.linalg.norm(total), dtype=np.float32)


def passage_vectors(vectors: Vectors, count: int, seed: int) -> Iterator[Vectors]:
    """Make vectors of `count` passages of four sentences, without texts, in parts of 50,000."""
    dice = np.random.default_rng(seed)
    for first in range(0, count, 50_000):
        size = min(50_000, count - first)
        total = vectors[dice.integers(0, len(vectors), (size, 4))].mean(1)
        own = dice.standard_normal((size, vectors.shape[1]), dtype=np.float32)
        total += OWN_SHARE * own / np.linalg.norm(own, axis=1, keepdims=True)
        yield total / np.linalg.norm(total, axis=1, keepdims=True)
