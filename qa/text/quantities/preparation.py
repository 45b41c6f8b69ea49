"""Bring a text into the form that quantities are read from: present values, marked bounds."""

from __future__ import annotations

import re

from qa.text.quantities.quantity import Bound

_BOUND_PHRASES = {
    Bound.ABOVE: """more than|over|above|at least|upwards? of|in excess of|no fewer than
        |no less than|not less than|a minimum of|minimum of|exceeding|greater than""",
    Bound.BELOW: """fewer than|less than|under|below|up to|at most|no more than|not more than
        |as many as|as much as|a maximum of|maximum of""",
    Bound.NEARLY: "nearly|almost|just under|close to|approaching|just short of",
    Bound.ABOUT: """about|around|roughly|some|approximately|approx\\.?|circa|an estimated|estimated
        |in the region of|in the order of|~""",
}
_BOUND = re.compile(
    "|".join(
        rf"(?P<{bound.value}>(?<!\w)(?:{'|'.join(part.strip() for part in phrases.split('|'))})"
        r"(?!\w))"
        # "just under" is another bound than "under": the longer phrases come first.
        for bound, phrases in sorted(
            _BOUND_PHRASES.items(), key=lambda item: item[0] is not Bound.NEARLY
        )
    )
)
# What a text gives besides the present value: "$4.9 million, up from $4.2 million".
_EARLIER_VALUE = re.compile(
    r"\s*(?:,\s*(?:\w+\s+)?from\b|[,(]?\s*\b(?:up|down|rising|rose|risen|increased?|fell|fallen"
    r"|falling|decreased?|revised|raised|lowered|cut|corrected)(?:\s+\w+)?\s+from\b"
    r"|[,(]?\s*\bcompared (?:with|to)\b|[,(]?\s*\brather than\b|[,(]\s*(?:and\s+)?not\b"
    r"|[,(]?\s*\binstead of\b|[,(]?\s*\bup \S+ (?:from|on)\b).*$",
    re.DOTALL,
)
_PRESENT_FIRST = re.compile(r"(?<=\w)(?P<sign>[%°]?)\s+from\s+(?:[$£€¥]|\w+\$)?\d.*$", re.DOTALL)
_MINUS = re.compile(r"(?:(?<=\s)|^)(?:minus\s+(?=[\d\w])|[-−–](?=\d))")
_QUARTER = re.compile(r"\bq([1-4])\b")
_TIME_TAKEN = re.compile(r"\b(\d{1,2}):([0-5]\d):([0-5]\d(?:\.\d+)?)\b")
_NO_MARKERS = str.maketrans("<>", "  ")  # they enclose what `prepare` puts in
_POWER = re.compile(r"(?<=[a-z])([23])\b")
_FEET_AND_INCHES = re.compile(r"(\d+)\s*[’'′]\s*(\d+)(?:\s*[”\"″]|\b)")


def prepare(text: str) -> str:
    """Write a text in lower case with its present values only, their bounds and signs marked.

    "More than" becomes "<above>" (`Bound`), a minus "<minus>"; compound words are set apart at
    their hyphens; feet and inches, times taken and powers are written with their units.
    """
    text = drop_markers(text)
    text = re.sub(r"(?<=\w)[-‐‑](?=[^\W\d_])", " - ", text) if "-" in text else text
    present = _PRESENT_FIRST.sub(r"\g<sign>", _EARLIER_VALUE.sub("", text))
    text = present if any(map(str.isalnum, present)) else text
    text = _FEET_AND_INCHES.sub(r"\1ft \2in", text)
    text = _MINUS.sub("<minus> ", _QUARTER.sub(r"\1th quarter", text))
    text = _TIME_TAKEN.sub(r"\1h \2min \3sec", text)
    text = _POWER.sub(lambda match: "²" if match.group() == "2" else "³", text)
    return _BOUND.sub(lambda match: f" <{match.lastgroup}> ", text)


def drop_markers(text: str) -> str:
    """Give a text in lower case without the signs that enclose what `prepare` marks."""
    return text.lower().translate(_NO_MARKERS)
