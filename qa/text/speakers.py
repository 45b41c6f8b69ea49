"""Find who says a quotation, and who "he" or "she" is."""

from __future__ import annotations

import re

from qa.text.blocks import Range
from qa.text.names import find_names
from qa.text.quotations import quotation_ranges
from qa.text.sentences import sentence_ranges
from qa.text.terms import STOP_WORDS

# Verbs of saying, in any form.
SAYING = (
    r"(?:sa(?:y|id|ys)|tells?|told|add(?:ed|s)?|announce[ds]?|answer(?:ed|s)?|argue[ds]?|ask(?:ed|s)?"
    r"|call(?:ed|s)?|caution(?:ed|s)?|claim(?:ed|s)?|comment(?:ed|s)?|complain(?:ed|s)?"
    r"|declare[ds]?|describe[ds]?|explain(?:ed|s)?|insist(?:ed|s)?|joke[ds]?|promise[ds]?"
    r"|react(?:ed|s)?|remark(?:ed|s)?|repl(?:y|ied|ies)|report(?:ed|s)?|respond(?:ed|s)?"
    r"|shout(?:ed|s)?|state[ds]?|warn(?:ed|s)?|wr(?:ite|ites|ote|itten)|quot(?:e|ed|es))"
)

_PRONOUN = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)
_SPEAKER_AFTER = re.compile(
    rf"[^\S\n]*(?:{SAYING}\s+(?P<behind>[^.;:“”\"\n]{{2,90}})|(?P<between>[^.;:“”\"\n]{{2,90}}?)\s+{SAYING}\b)",
    re.IGNORECASE,
)
_SPEAKER_BEFORE = re.compile(
    rf"(?:^|[.!?”\"]\s+)(?P<before>[^.;:“”\"\n]{{2,90}}?)\s+{SAYING}\b[^.“”\"\n]{{0,60}}[:,]?\s*$",
    re.IGNORECASE,
)
# A quotation that ends in a stop is a sentence of its own: what follows is of another.
_CLOSING = re.compile(r"(?<!\.)[”\"»’](?!\w)")
_BEFORE_PLACE = re.compile(r"\b(?:to|in|at|of|from|near|on|into|for|the)\s$")
_SENTENCES_BACK = 3
_LONGEST_NAME = 60
_SINGLE_NAME = re.compile(r"[^\W\d_a-z][^\W\d_]+(?:[-’'][^\W\d_]+)*")


def speaker_of(text: str, quotation: Range) -> Range | None:
    """Give the place of the name of who says a quotation, or None where it is not certain.

    The name stands beside the quotation ("…,” said Ann Orme), or a pronoun does, and the sentences
    before name one person.
    """
    for closing in _CLOSING.finditer(text, *quotation):
        after = _SPEAKER_AFTER.match(text, closing.end())
        if after is not None:
            group = "behind" if after["behind"] is not None else "between"
            return _person(text, after.span(group))
    line_start = text.rfind("\n", 0, quotation[0]) + 1
    before = _SPEAKER_BEFORE.search(text[line_start : quotation[0]])
    if before is not None:
        start, end = before.span("before")
        return _person(text, (line_start + start, line_start + end))
    return person_before(text, quotation[0])


def person_before(text: str, position: int) -> Range | None:
    """Give the place of the person that the sentences before a position name, if only one.

    The nearest sentence of the paragraph that names somebody counts, of three at most. A single
    word counts as a person where the text has a full name that ends in it.
    """
    start = text.rfind("\n\n", 0, position) + 1
    quotations = quotation_ranges(text)
    sentences = [place for place in sentence_ranges(text, start, position) if place[1] <= position]
    for low, high in sentences[::-1][:_SENTENCES_BACK]:
        names = [
            place
            for place in _names(text, (low, high))
            if _is_person(text, place)
            and not any(first <= place[0] < last for first, last in quotations)
        ]
        if names:
            same = len({text[slice(*place)] for place in names}) == 1
            return names[0] if same else None
    return None


def full_name_of(text: str, surname: str) -> Range | None:
    """Give the first place of the full name of who is called by a surname in a text.

    Return None where the words are no single name, or the text has several full names that end in
    it, or none.
    """
    if not _SINGLE_NAME.fullmatch(surname):
        return None
    names = [
        place
        for match in re.finditer(rf"\b{re.escape(surname)}\b", text)
        if (place := _name_ending_at(text, match.end())) is not None
    ]
    # "Dr Alma Reyes" and "Alma Reyes" are one.
    first_names = {text[slice(*place)].split()[-2] for place in names}
    return names[0] if len(first_names) == 1 else None


def _name_ending_at(text: str, end: int) -> Range | None:
    """Give the name of at least two words that ends at a position."""
    line_start = text.rfind("\n", 0, end) + 1
    for place in _names(text, (max(line_start, end - _LONGEST_NAME), end)):
        if place[1] == end and " " in text[slice(*place)]:
            return place
    return None


def _is_person(text: str, place: Range) -> bool:
    name = text[slice(*place)]
    if _BEFORE_PLACE.search(text[: place[0]]):
        return False
    return " " in name or re.search(rf"\b[^\W\d_a-z]\w+ {re.escape(name)}\b", text) is not None


def _person(text: str, place: Range) -> Range | None:
    """Give the first name in "its leader, Basil Wren"; for a pronoun the person named before."""
    names = _names(text, place)
    if names:
        return names[0]
    return person_before(text, place[0]) if _PRONOUN.search(text, *place) else None


def _names(text: str, place: Range) -> list[Range]:
    """Give the names in a stretch, without an article or a possessive that begins a sentence."""
    names = []
    for match in find_names(text[slice(*place)]):
        start, end = match.span()
        for word in re.finditer(r"\S+", match.group()):
            if word.group().lower() not in STOP_WORDS:
                start = match.start() + word.start()
                names.append((place[0] + start, place[0] + end))
                break
    return names
