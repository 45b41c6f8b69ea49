"""Split an article into passages of whole sentences."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from qa.settings import ChunkingSettings
from qa.text.sentences import Range, sentence_ranges
from qa.types.article import Article, Passage


def split(article: Article, settings: ChunkingSettings) -> list[Passage]:
    """Split an article into passages of whole sentences, leaving out its boilerplate.

    Passages of one stretch of text are of similar length, at most `settings.max_words` words (a
    longer sentence is split between words), and repeat the last `settings.overlap` sentences of the
    passage before.
    """
    passages: list[Passage] = []
    for stretch in _stretches(article):
        sentences = [
            piece
            for sentence in sentence_ranges(article.text, *stretch)
            for piece in _pieces(article.text, sentence, settings.max_words)
        ]
        for start, end in _groups(article.text, sentences, settings):
            text = article.text[start:end]
            # Split again: a line of a part of a paragraph may no longer look wrapped (1 passage of
            # 2,000), and a passage must have the sentences that its text has by itself.
            own = tuple(sentence_ranges(article.text, start, end))
            passages.append(Passage(article.id, len(passages), start, end, text, own))
    return passages


def with_title(title: str | None, text: str) -> str:
    """Return a passage's text under its article's title, unless the text begins with it."""
    return text if not title or text.startswith(title) else f"{title}\n{text}"


def _stretches(article: Article) -> Iterator[Range]:
    """Yield the ranges of the text between boilerplate."""
    first = 0
    for start, end in article.boilerplate:
        yield first, start
        first = end
    yield first, len(article.text)


def _pieces(text: str, sentence: Range, max_words: int) -> Iterator[Range]:
    """Yield the sentence, or pieces of it between words where it is too long for a passage."""
    words = _word_ranges(text, *sentence)
    count = math.ceil(len(words) / max_words)
    if count <= 1:
        yield sentence
        return
    size = math.ceil(len(words) / count)
    for first in range(0, len(words), size):
        piece = words[first : first + size]
        yield piece[0][0], piece[-1][1]


def _word_ranges(text: str, start: int, end: int) -> list[Range]:
    ranges: list[Range] = []
    position = start
    for word in text[start:end].split():
        position = text.index(word, position)
        ranges.append((position, position + len(word)))
        position += len(word)
    return ranges


def _groups(text: str, sentences: Sequence[Range], settings: ChunkingSettings) -> Iterator[Range]:
    """Yield the range of each passage."""
    sizes = [len(text[start:end].split()) for start, end in sentences]
    if not sentences:
        return
    # Similar lengths instead of full passages and a short rest: ten words have no context.
    target = sum(sizes) / math.ceil(sum(sizes) / settings.max_words)
    first, words = 0, 0
    for position, size in enumerate(sizes):
        full = words + size > settings.max_words
        enough = words >= target or words + size / 2 > target
        if words and (full or enough):
            yield sentences[first][0], sentences[position - 1][1]
            first = _overlapping(first, position, sizes, settings)
            words = sum(sizes[first:position])
        words += size
    yield sentences[first][0], sentences[-1][1]


def _overlapping(
    first: int, position: int, sizes: Sequence[int], settings: ChunkingSettings
) -> int:
    """Return the first sentence of the next passage, which repeats some and still has room.

    Args:
        first: the first sentence of the passage before.
        position: the first sentence that the next passage must hold.
        sizes: the number of words of each sentence.
    """
    start = position
    room = min(settings.max_words // 3, settings.max_words - sizes[position])
    while start > first + 1 and position - start < settings.overlap:
        room -= sizes[start - 1]
        if room < 0:
            break
        start -= 1
    return start
