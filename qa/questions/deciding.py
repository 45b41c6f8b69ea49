"""Recognise questions that are answered by yes or no."""

from __future__ import annotations

import re

from qa.questions.wording import AUXILIARY

_DECIDING = re.compile(rf"{AUXILIARY}(?:n't)?\b (?!you\b)(?=\S+ )", re.IGNORECASE)
# "Will Smith starred in which film": a name, or a question word where the answer would stand.
_ASKS_INSIDE = re.compile(
    r"\b(?:in|at|of|by|for|with|from|on|to|is|was|are|were|as) (?:what|which|whom|whose|who)\b"
    r"|\b(?:what|which|whom)(?: \w+)?$",
    re.IGNORECASE,
)
# "Was it a failure or a success?" is answered by one of the two.
_OFFERS_CHOICE = re.compile(r"\bor\b(?! not\b)", re.IGNORECASE)


def asks_yes_or_no(text: str) -> bool:
    """Tell whether a bare question is answered by yes or no, by its form."""
    if _DECIDING.match(text) is None:
        return False
    return _ASKS_INSIDE.search(text) is None and _OFFERS_CHOICE.search(text) is None
