"""Answer questions about speech: the whole quotation, and the speaker by name."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.text.blocks import Range
from qa.text.names import find_names
from qa.text.quotations import quotation_ranges
from qa.text.speakers import person_before, speaker_of
from qa.text.terms import content_terms
from qa.types.search import Span

# "What did Ann say about the pier?", and not "What did Ann say the pier would cost?".
_ASKS_WORDS = re.compile(
    r"^(?:(?:and|so|but)\s+)?what\s+(?:else\s+)?(?:did|does|do|has|have|had)\s+"
    r"(?P<subject>\S.{0,80}?)\s"
    r"(?:(?:say|said|write|written|add|added|answer|answered|reply|replied|remark|comment|joke|joked"
    r"|warn|warned|explain|explained|declare|declared|shout|shouted|state|stated|insist|argue|claim"
    r"|complain|announce|tell|told)"
    r"(?:\s+(?:about|of|on|to|when|while|in|at|after|before|during|regarding|concerning|against)\b.*)?"
    r"|(?:tell|told)\s+(?:(?:the|a|an|his|her|its|their)\s+)?\w+(?:\s+(?!would|will|was|were|is|had)\w+)*"
    r")\s*\??$"
    r"|^what (?:was|were)\b.*\b(?:words|quote|quotation|comment|comments|reply)\b",
    re.IGNORECASE,
)
_ASKS_PERSON = re.compile(r"^(?:(?:and|so|but|by|to)\s+)?(?:who|whom|which \w+)\b", re.IGNORECASE)
_OWN = re.compile(r"I|me|my", re.IGNORECASE)
_PRONOUN = re.compile(rf"he|she|{_OWN.pattern}", re.IGNORECASE)


def with_speech(question: str, span: Span) -> Span | None:
    """Give the whole quotation that a span touches, or the name that a pronoun stands for.

    The quotation is given where the question asks what somebody said, the name where it asks for a
    person; any other span is returned unchanged. Return None where the question asks for the words
    of one person and the quotation is another person's.
    """
    asks_words = _ASKS_WORDS.search(question)
    if asks_words is not None:
        return _whole_quotation(asks_words["subject"] or "", span)
    if _ASKS_PERSON.search(question) and _PRONOUN.fullmatch(span.text):
        return _name_of_pronoun(span)
    return span


def _whole_quotation(subject: str, span: Span) -> Span | None:
    touched = _quotations_at(span)
    if not touched:
        return span
    if _is_by_another(subject, span.hit.passage.text, touched[0]):
        return None
    low, high = span.start - span.hit.passage.start, span.end - span.hit.passage.start
    return _moved(span, (min(low, touched[0][0]), max(high, touched[-1][1])))


def _is_by_another(subject: str, text: str, quotation: Range) -> bool:
    """Tell whether a quotation is of a person whose name shares no word with the one asked about.

    Where the question names nobody ("the mayor"), or the text gives no full name, it may be.
    """
    speaker = speaker_of(text, quotation)
    if speaker is None or not any(find_names(subject)):
        return False
    speaker_terms = content_terms(text[slice(*speaker)])
    return len(speaker_terms) > 1 and not set(speaker_terms) & set(content_terms(subject))


def _name_of_pronoun(span: Span) -> Span:
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
