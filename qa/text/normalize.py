"""Normalize answers and figures to one form before they are compared or printed."""

from __future__ import annotations

import re
import string

_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_PUNCTUATION = frozenset(string.punctuation)


def normalize_answer(text: str) -> str:
    """Give SQuAD's form of an answer: lower case, no ASCII punctuation, articles or extra blanks.

    Source: the official evaluation script of SQuAD 2.0.
    """
    plain = "".join(character for character in text.lower() if character not in _PUNCTUATION)
    return " ".join(_ARTICLES.sub(" ", plain).split())
