"""Tell whether a sentence speaks of the past or the future where a day is named in it."""

from __future__ import annotations

import re
from enum import Enum

_CLAUSE_BREAK = re.compile(
    r"[,;:()—–“”\"]|\b(?:after|before|while|when|because|which|who|that|and|but|although)\b",
    re.IGNORECASE,
)
_FUTURE = (
    r"\b(?:will|shall|won[’']t|(?:is|are)\s+(?:due|to|set|expected|scheduled|going)\b)|[’']ll\b"
)
_OPEN = (
    r"\b(?:would|could|may|might|should|can|must|if|unless|whether|is|are"
    r"|(?:plan|expect|schedul|due|agree|want|hope|intend|vote|decid|order|ask|refus|promis|need)\w*"
    r"\s+(?:to|for))\b"
)
_IRREGULAR = """was|were|had|did|said|told|began|came|went|took|gave|made|found|left|fell|rose|won
    |lost|met|held|kept|saw|sent|shot|sold|spoke|struck|swept|thought|wrote|broke|built|bought
    |brought|caught|chose|drove|fled|flew|got|grew|heard|hit|knew|led|paid|ran|sank|stood|stole
    |tore|became|dealt|shook|sang|swam|threw|woke|wore|fought|felt|laid|lay|rode|shut|slept|spent
    |spread|taught|understood|withdrew"""
_PAST = (
    rf"\b(?:{'|'.join(word.strip() for word in _IRREGULAR.split('|'))}"
    r"|(?!(?:need|feed|seed|speed|indeed|exceed|proceed|succeed|hundred|sacred)\b)[a-z]{2,}ed"
    r"|ha(?:s|ve)\s+(?:\w+\s+)?(?:been|\w+ed))\b"
)
_MARKER = re.compile(rf"(?P<future>{_FUTURE})|(?P<open>{_OPEN})|(?P<past>{_PAST})", re.IGNORECASE)
# How many words a participle may stand behind its "will": "will probably be closed".
_REACH = 4


class Tense(Enum):
    PAST = "past"
    FUTURE = "future"


def tense_at(sentence: str, start: int, end: int) -> Tense | None:
    """Give the tense of the clause around sentence[start:end]; None where it is not certain.

    The verb before the words counts ("officials said on Tuesday"), else the one after them ("On
    Tuesday the council voted"). "Would", "may", "if" and the present leave open what is meant.
    """
    breaks = [match.end() for match in _CLAUSE_BREAK.finditer(sentence, 0, start)]
    before = sentence[breaks[-1] if breaks else 0 : start]
    markers = list(_MARKER.finditer(before))
    if not markers:
        following = _MARKER.search(sentence, end)
        return None if following is None else _tense_of(following)
    last = markers[-1]
    for marker in markers[:-1]:
        between = before[marker.end() : last.start()]
        if marker.lastgroup != "past" and len(between.split()) < _REACH:
            return _tense_of(marker)
    return _tense_of(last)


def _tense_of(marker: re.Match[str]) -> Tense | None:
    if marker["future"]:
        return Tense.FUTURE
    return Tense.PAST if marker["past"] else None
