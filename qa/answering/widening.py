"""Make a span whole: the words that are shown for the words that the reader pointed at."""

from __future__ import annotations

from dataclasses import replace

from qa.answering.asked_items import stands_in_other_item
from qa.answering.question import QuestionContext
from qa.answering.speech import with_speech
from qa.answering.surroundings import sentence_around
from qa.answering.table_cells import in_asked_column
from qa.text.limits import widen
from qa.types.search import Span


def make_whole(context: QuestionContext, span: Span) -> Span | None:
    """Give a span in the column that is asked about, with what limits it; a quotation is whole.

    Return None where the span answers another column of a table, or another item of a list.
    """
    if stands_in_other_item(context.question, context.terms, span):
        return None
    in_column = in_asked_column(context.terms, span)
    if in_column is None:
        return None
    return with_speech(context.question, _with_limits(context.question, in_column))


def _with_limits(question: str, span: Span) -> Span:
    passage = span.hit.passage
    first, last = sentence_around(span)
    sentence = passage.text[first - passage.start : last - passage.start]
    start, end = widen(sentence, span.start - first, span.end - first, question)
    return replace(span, start=first + start, end=first + end, text=sentence[start:end])
