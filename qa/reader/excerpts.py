"""What of a passage is read: all of it with its title, or the sentences around a span."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from qa.text.blocks import lead_in
from qa.text.sentences import sentences_of, touched_by, with_sentence_before
from qa.text.terms import content_terms
from qa.types.search import Hit, Span


@dataclass(frozen=True, slots=True)
class Concatenation:
    """Several passages as one text.

    Attributes:
        shifts: for each passage what is added to an offset in its article to get one in the text.
    """

    text: str
    shifts: dict[Hit, int]


def context_of(hit: Hit, question_terms: Set[str]) -> str:
    """Return what is read before a passage: its title, where only that names what is asked about.

    A reader that has learned to refuse questions about another ship will not take "the ferry" for
    the one that is asked about; the headline says that it is.
    """
    title = hit.article.title
    if title is None:
        return ""
    named = question_terms & set(content_terms(title))
    return f"{title}\n" if named and named - set(content_terms(hit.passage.text)) else ""


def crop_to_sentences(span: Span) -> Hit:
    """Return the hit of a span with its passage cut to the span's sentence and the one before.

    An item of a list is kept with all from the line that introduces the list on.
    """
    passage = span.hit.passage
    sentences = sentences_of(passage)
    start, end = with_sentence_before((span.start, span.end), sentences)
    first = touched_by((span.start, span.end), sentences)[0]
    introduction = lead_in(passage.text, sentences[first][0] - passage.start)
    if introduction is not None:
        start = min(start, passage.start + introduction[0])
    if (start, end) == (sentences[0][0], sentences[-1][1]):
        return span.hit
    excerpt = replace(
        passage,
        start=start,
        end=end,
        text=passage.text[start - passage.start : end - passage.start],
        sentences=tuple(sentence for sentence in sentences if start <= sentence[0] < end),
    )
    return replace(span.hit, passage=excerpt)


def concatenate(hits: Sequence[Hit], question_terms: Set[str]) -> Concatenation:
    """Join passages, each after its context, a line each."""
    text = ""
    shifts = {}
    for hit in hits:
        text += context_of(hit, question_terms)
        shifts[hit] = len(text) - hit.passage.start
        text += f"{hit.passage.text}\n"
    return Concatenation(text, shifts)
