"""Answer questions about speech: the whole quotation, and the speaker by name."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.text.blocks import Range
from qa.text.quotations import quotation_ranges
from qa.text.speakers import SAYING, person_before, speaker_of
from qa.types.search import Span

_ASKS_WORDS = re.compile(
    rf"^(?:(?:and|so|but)\s+)?(?:what|how)\b.*\b{SAYING}\b"
    r"|\bwhat (?:was|were|is|are)\b.*\b(?:words?|quote|quotation|comment|reaction|reply|response"
    r"|verdict)\b",
    re.IGNORECASE,
)
_ASKS_PERSON = re.compile(r"^(?:(?:and|so|but|by|to)\s+)?(?:who|whom|which \w+)\b", re.IGNORECASE)
_OWN = re.compile(r"I|me|my", re.IGNORECASE)
_PRONOUN = re.compile(rf"he|she|{_OWN.pattern}", re.IGNORECASE)


def asks_for_words(question: str) -> bool:
    """Tell whether a question asks what somebody said: "What did Ann say about the pier?"."""
    return _ASKS_WORDS.search(question) is not None


def with_speech(question: str, span: Span) -> Span:
    """Give the whole quotation that a span touches, or the name that a pronoun stands for.

    Each only where the question asks for it; another span is given back as it is.
    """
    if asks_for_words(question):
        return _whole_quotation(span)
    if _ASKS_PERSON.search(question) and _PRONOUN.fullmatch(span.text):
        return _named(span)
    return span


def _whole_quotation(span: Span) -> Span:
    touched = _quotations_at(span)
    if not touched:
        return span
    low, high = span.start - span.hit.passage.start, span.end - span.hit.passage.start
    return _moved(span, (min(low, touched[0][0]), max(high, touched[-1][1])))


def _named(span: Span) -> Span:
    """Give the name for "he" or "she", or of who says "I"; the pronoun where none is certain."""
    text = span.hit.passage.text
    quotations = _quotations_at(span)
    if quotations:
        name = speaker_of(text, quotations[0])
    elif _OWN.fullmatch(span.text):
        name = None
    else:
        name = person_before(text, span.start - span.hit.passage.start)
    return span if name is None else _moved(span, name)


def _quotations_at(span: Span) -> list[Range]:
    """Give the quotations that a span touches, by offsets in the passage."""
    low, high = span.start - span.hit.passage.start, span.end - span.hit.passage.start
    return [
        (start, end)
        for start, end in quotation_ranges(span.hit.passage.text)
        if start < high and end > low
    ]


def _moved(span: Span, place: Range) -> Span:
    """Give a span of other words of its passage, by offsets in the passage."""
    passage = span.hit.passage
    words = passage.text[slice(*place)]
    return replace(span, start=passage.start + place[0], end=passage.start + place[1], text=words)
