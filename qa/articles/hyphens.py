"""Hyphens at the ends of lines: those of a cut word go, those of a compound stay."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NUMBER_WORDS = frozenset(
    "twenty thirty forty fifty sixty seventy eighty ninety one two three four five six seven eight "
    "nine ten".split()
)
_FIRST_PARTS = frozenset(
    """all anti black blue cross eight ever fast fifty five free full green grey half hard heavy
    high home large last late left light long low mid near nine ninety non north old one
    open part post quick right second self semi seven short single six slow small south
    state still ten third three top two upper vice well west white wide world young east
    four""".split()
)
_LAST_PARTS = frozenset(
    """owned based made born led run old year day week month hour minute long term time known
    called run speaking minded looking like wide free backed funded elect style type sized
    level scale hand built held class round out up off down in by party member page room
    man woman law mile metre foot storey bedroom fold""".split()
)
_NUMBER_ENDS = re.compile(r"teen|ty$|ty-|th$|fold$")
_WORD_END = re.compile(r"(?P<first>[^\W_]+(?:-[^\W_]+)*)-$")
_LONGEST_WORD = 60
_WORD_START = re.compile(r"(?P<second>[^\W_]+)(?P<more>-[^\W_]+)?")


def known_compounds(text: str) -> frozenset[str]:
    """Give the words with hyphens that a text writes within a line, in lower case."""
    return frozenset(match.lower() for match in re.findall(r"[^\W_]+(?:-[^\W_]+)+(?!-?\n)", text))


def known_words(text: str) -> frozenset[str]:
    """Give the words of a text without hyphens, in lower case."""
    return frozenset(word.lower() for word in re.findall(r"(?<![\w-])[^\W\d_]+(?![\w-])", text))


def join_words(
    above: str, below: str, compounds: Iterable[str] = (), words: Iterable[str] = ()
) -> str | None:
    """Join two lines, the first of which ends with a hyphen; None if it is no hyphen of a word.

    The hyphen stays if the word is a compound: it holds a figure or a number word, it goes on with
    another hyphen or a capital, the text writes it with a hyphen elsewhere, or its parts are such
    as compounds are made of. It goes where the text has the whole word, or in any other case.
    """
    if not above.endswith("-"):
        return None
    end, start = _WORD_END.search(above[-_LONGEST_WORD:]), _WORD_START.match(below)
    if end is None or start is None:
        return None
    first, second = end["first"].lower(), start["second"].lower()
    joined = above + below
    if f"{first}-{second}" in compounds:
        return joined
    if first + second in words:
        return above[:-1] + below
    last = first.rsplit("-", 1)[-1]
    is_compound = (
        not last.isalpha()
        or not second.isalpha()
        or below[0].isupper()
        or start["more"] is not None
        or "-" in first
        or (last in _NUMBER_WORDS and not _NUMBER_ENDS.match(second))
        or (last in _FIRST_PARTS and last not in _NUMBER_WORDS)
        or (second in _LAST_PARTS and len(last) > 3)
        or (last in words and second in words and len(last) > 3 and len(second) > 3)
    )
    return joined if is_compound else above[:-1] + below
