"""Look at an article around a passage or a span: the sentence, and the terms nearby."""

from __future__ import annotations

from collections.abc import Callable

from qa.text.blocks import lead_in
from qa.text.sentences import Range, sentences_of, touched_by
from qa.text.terms import content_terms
from qa.types.article import Article, Passage
from qa.types.search import Span

# How far around a passage its article is searched for the question's names, in characters: all of
# most articles, and not all of a book.
_REACH = 6_000


class Surroundings:
    """Give the text around passages and spans of the articles; remember terms once computed."""

    def __init__(self, article: Callable[[str], Article]) -> None:
        """Take a function that gives the article of an id."""
        self.article = article
        self._terms: dict[Passage, frozenset[str]] = {}

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
            article = self.article(passage.article_id)
            nearby = article.text[max(0, passage.start - _REACH) : passage.end + _REACH]
            self._terms[passage] = frozenset(content_terms(f"{article.title or ''}\n{nearby}"))
        return self._terms[passage]


def sentence_around(span: Span) -> Range:
    """Give the range in the article of the sentence, or the sentences, that hold a span."""
    sentences = sentences_of(span.hit.passage)
    touched = touched_by((span.start, span.end), sentences)
    return sentences[touched[0]][0], sentences[touched[-1]][1]
