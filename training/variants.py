"""Vary questions as people type them: short, and with slips."""

from __future__ import annotations

import random
import re

_AUXILIARY = (
    r"(?:is|are|was|were|be|been|do|does|did|has|have|had|can|could|will|would|shall|should|may"
    r"|might|must)"
)
# "How many U.S. personnel will train ...?": the words before the auxiliary verb suffice.
_ASKED_FOR = re.compile(rf"^((?:how (?:many|much)|what|which) .+?) {_AUXILIARY} ", re.IGNORECASE)
_FILLERS = re.compile(rf"\b(?:the|a|an|{_AUXILIARY}) ", re.IGNORECASE)


def terse(question: str) -> str:
    """Leave out what one can guess: "How many personnel will be sent?" is "How many personnel?".

    A question of another form loses its articles and auxiliary verbs.
    """
    match = _ASKED_FOR.match(question)
    if match and len(match.group(1).split()) > 2:
        return f"{match.group(1)}?"
    return _FILLERS.sub("", question)


def mistyped(question: str, rng: random.Random) -> str:
    """Swap, drop or double one letter inside a word of at least five."""
    places = [
        match.start() + offset
        for match in re.finditer(r"[A-Za-z]{5,}", question)
        for offset in range(1, len(match.group()) - 2)
    ]
    if not places:
        return question
    position = rng.choice(places)
    slip = rng.choice(("swap", "drop", "double"))
    if slip == "swap":
        swapped = question[position + 1] + question[position]
        return question[:position] + swapped + question[position + 2 :]
    if slip == "drop":
        return question[:position] + question[position + 1 :]
    return question[: position + 1] + question[position:]
