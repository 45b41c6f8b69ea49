"""An article to passages of whole sentences."""

from __future__ import annotations

import math
from collections.abc import Iterator

from qa.settings import ChunkingSettings
from qa.text.sentences import Range, sentence_ranges
from qa.types.article import Article, Passage


def split(article: Article, settings: ChunkingSettings) -> list[Passage]:
    """Cut an article into passages of whole sentences, leaving out its boilerplate.

    Passages of one run of text are of like length, at most `settings.max_words` words (a longer
    sentence is cut between words), and share `settings.overlap` sentences with the one before.
    """
    passages: list[Passage] = []
    for run in _runs(article):
        sentences = [
            piece
            for sentence in sentence_ranges(article.text, *run)
            for piece in _pieces(article.text, sentence, settings.max_words)
        ]
        for start, end in _groups(article.text, sentences, settings):
            passages.append(Passage(article.id, len(passages), start, end, article.text[start:end]))
    return passages


def with_title(title: str | None, text: str) -> str:
    """A passage's text under its article's title, unless the text begins with it."""
    return text if not title or text.startswith(title) else f"{title}\n{text}"


def _runs(article: Article) -> Iterator[Range]:
    """The stretches between boilerplate."""
    first = 0
    for start, end in article.boilerplate:
        yield first, start
        first = end
    yield first, len(article.text)


def _pieces(text: str, sentence: Range, max_words: int) -> Iterator[Range]:
    """The sentence itself, or pieces of it between words where it is too long for a passage."""
    start, end = sentence
    bounds = _word_bounds(text, start, end)
    count = math.ceil(len(bounds) / max_words)
    if count <= 1:
        yield sentence
        return
    size = math.ceil(len(bounds) / count)
    for first in range(0, len(bounds), size):
        group = bounds[first : first + size]
        yield group[0][0], group[-1][1]


def _word_bounds(text: str, start: int, end: int) -> list[Range]:
    bounds: list[Range] = []
    at = start
    for word in text[start:end].split():
        at = text.index(word, at)
        bounds.append((at, at + len(word)))
        at += len(word)
    return bounds


def _groups(text: str, sentences: list[Range], settings: ChunkingSettings) -> Iterator[Range]:
    sizes = [len(text[start:end].split()) for start, end in sentences]
    if not sentences:
        return
    # Like lengths instead of full passages and a short rest: a rest of ten words has no context.
    target = sum(sizes) / math.ceil(sum(sizes) / settings.max_words)
    first, words = 0, 0
    for position, size in enumerate(sizes):
        full = words + size > settings.max_words
        enough = words >= target or words + size / 2 > target
        if words and (full or enough):
            yield sentences[first][0], sentences[position - 1][1]
            first = _overlapping(first, position, sizes, settings, size)
            words = sum(sizes[first:position])
        words += size
    yield sentences[first][0], sentences[-1][1]


def _overlapping(
    first: int, position: int, sizes: list[int], settings: ChunkingSettings, size: int
) -> int:
    """Where the next passage starts so that it repeats a few sentences and still has room."""
    start = position
    room = min(settings.max_words // 3, settings.max_words - size)
    while start > first + 1 and position - start < settings.overlap:
        room -= sizes[start - 1]
        if room < 0:
            break
        start -= 1
    return start
