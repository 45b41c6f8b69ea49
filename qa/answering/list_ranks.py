"""Find the item of a numbered list that a question asks for by its rank: "Who came third?"."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
_ITEM = re.compile(r"^[ \t]*(?P<number>\d{1,3})[.)][ \t]+(?=[^\W\d_]).*$", re.MULTILINE)


def stands_in_other_item(question: str, span: Span) -> bool:
    """Tell whether a span stands in an item of a numbered list whose number is not asked for.

    That is so where the question asks for a rank that another item of the list has.
    """
    rank = asked_rank(question)
    if rank is None:
        return False
    position = span.start - span.hit.passage.start
    for items in _lists(span.hit.passage):
        numbers = {int(item["number"]) for item in items}
        own = next((item for item in items if item.start() <= position < item.end()), None)
        if own is not None:
            return rank in numbers and int(own["number"]) != rank
    return False


def asked_rank(question: str) -> int | None:
    """Give the rank that a question asks for: 3 for "Who came third?", None if it asks for none."""
    match = _RANK.search(question)
    if match is None:
        return None
    word = match["word"].lower()
    return _ORDINALS.index(word) + 1 if word in _ORDINALS else int(word[:-2])


def _lists(passage: Passage) -> Iterator[list[re.Match[str]]]:
    """Give the numbered lists of a passage: items on lines that follow each other."""
    items: list[re.Match[str]] = []
    for item in _ITEM.finditer(passage.text):
        if items and passage.text[items[-1].end() : item.start()].strip():
            yield items
            items = []
        items.append(item)
    if items:
        yield items
