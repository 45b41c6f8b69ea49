"""Look at an article around a passage or a span: the sentence, and the terms nearby."""

from __future__ import annotations

from collections.abc import Callable

from qa.answering.staleness import Staleness, staleness_of
from qa.text.blocks import lead_in
from qa.text.calendar import MONTHS, WEEKDAYS
from qa.text.names import capitalised_words
from qa.text.sentences import Range, sentences_of, touched_by
from qa.text.terms import content_terms
from qa.types.article import Article, Passage
from qa.types.search import Span

# How far around a passage its article is searched for the question's names, in characters: all of
# most articles, and not all of a book.
_REACH = 6_000
_CALENDAR_WORDS = frozenset((*MONTHS, *WEEKDAYS))


class Surroundings:
    """Give the text around passages and spans of the articles; remember terms once computed."""

    def __init__(self, article: Callable[[str], Article]) -> None:
        """Take a function that gives the article of an id."""
        self.article = article
        self._terms: dict[Passage, frozenset[str]] = {}
        self._names: dict[Passage, frozenset[str]] = {}
        self._staleness: dict[Span, Staleness] = {}

    def sentence(self, span: Span) -> str:
        """Give the sentence, or the sentences, that hold a span.

        An item of a list stands behind the line that introduces the list.
        """
        text = self.article(span.hit.article.id).text
        start, end = sentence_around(span)
        introduction = lead_in(text, start)
        sentence = text[start:end]
        return f"{text[slice(*introduction)]}\n{sentence}" if introduction else sentence

    def terms(self, passage: Passage) -> frozenset[str]:
        """Give the terms of an article's title and of its text around a passage."""
        if passage not in self._terms:
            self._terms[passage] = frozenset(content_terms(self._nearby(passage)))
        return self._terms[passage]

    def names(self, passage: Passage) -> frozenset[str]:
        """Give the capitalised words of an article around a passage, without days and months."""
        if passage not in self._names:
            names = capitalised_words(self._nearby(passage))
            self._names[passage] = frozenset(
                name for name in names if name.lower() not in _CALENDAR_WORDS
            )
        return self._names[passage]

    def staleness(self, span: Span) -> Staleness:
        """Tell whether the sentence of a span gives it as a value that no longer holds."""
        if span not in self._staleness:
            article = self.article(span.hit.article.id)
            start, end = sentence_around(span)
            before, after = article.text[start : span.start], article.text[span.end : end]
            self._staleness[span] = staleness_of(before, after, article.date, article.title)
        return self._staleness[span]

    def _nearby(self, passage: Passage) -> str:
        article = self.article(passage.article_id)
        nearby = article.text[max(0, passage.start - _REACH) : passage.end + _REACH]
        return f"{article.title or ''}\n{nearby}"


def sentence_around(span: Span) -> Range:
    """Give the range in the article of the sentence, or the sentences, that hold a span."""
    sentences = sentences_of(span.hit.passage)
    touched = touched_by((span.start, span.end), sentences)
    return sentences[touched[0]][0], sentences[touched[-1]][1]
