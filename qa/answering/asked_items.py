"""Find the item of a list that a question asks for: by its rank, or by what else it tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from qa.text.terms import content_terms
from qa.types.article import Passage
from qa.types.search import Span

_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
)  # fmt: skip
_RANK = re.compile(
    r"\b(?:came|come|comes|finish(?:ed|es)?|placed|ranks?|ranked|was|were|is|are|stands?|stood|ended"
    r"|took|takes|in|on|at)\s+(?:in\s+|up\s+)?(?:the\s+)?"
    rf"(?P<word>{'|'.join(_ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))\b(?:\s+(?:place|rank|position))?",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"^[ \t]*(?:[-*\u2022]|(?P<number>\d{1,3})[.)])[ \t]+(?P<words>[^\W_].*)$", re.MULTILINE
)
# A question with these may name one item and ask for others.
_OTHERS = re.compile(
    r"\b(?:else|others?|besides|except|apart|after|before|behind|next|than|and|or|both)\b",
    re.IGNORECASE,
)


def stands_in_other_item(question: str, question_terms: Set[str], span: Span) -> bool:
    """Tell whether a span stands in an item of a list while the question asks for another one.

    The question does so by a rank that another item has ("Who came third?"), or by words that
    another item has besides its own ("Who won a prize for bread?" of "Owen, for his bread").
    """
    position = span.start - span.hit.passage.start
    for items in _lists(span.hit.passage):
        own = next((item for item in items if item.start() <= position < item.end()), None)
        if own is None:
            continue
        rank = asked_rank(question)
        if rank is not None and str(rank) in {item["number"] for item in items}:
            return own["number"] != str(rank)
        if _OTHERS.search(question):
            return False
        named = _count_named(own, question_terms)
        return any(_count_named(item, question_terms) > named for item in items)
    return False


def _count_named(item: re.Match[str], question_terms: Set[str]) -> int:
    """Count the terms of an item that a question has; none if these are all that it says."""
    terms = set(content_terms(item["words"]))
    return len(terms & question_terms) if terms - question_terms else 0


def asked_rank(question: str) -> int | None:
    """Give the rank that a question asks for: 3 for "Who came third?", None if it asks for none."""
    match = _RANK.search(question)
    if match is None:
        return None
    word = match["word"].lower()
    return _ORDINALS.index(word) + 1 if word in _ORDINALS else int(word[:-2])


def _lists(passage: Passage) -> Iterator[list[re.Match[str]]]:
    """Give the lists of a passage: items on lines that follow each other."""
    items: list[re.Match[str]] = []
    for item in _ITEM.finditer(passage.text):
        if items and passage.text[items[-1].end() : item.start()].strip():
            yield items
            items = []
        items.append(item)
    if items:
        yield items
