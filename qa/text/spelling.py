"""Bring words to one spelling: British or American, with or without accents, one or several.

The form serves to compare words. It is not a word itself: "hour" becomes "hor".
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WHOLE_WORDS = {
    "grey": "gray",
    "aluminium": "aluminum",
    "cheque": "check",
    "draught": "draft",
    "kerb": "curb",
    "mould": "mold",
    "plough": "plow",
    "programme": "program",
    "sceptical": "skeptical",
    "storey": "story",
    "sulphur": "sulfur",
    "tyre": "tire",
    "jewellery": "jewelry",
    "pyjama": "pajama",
    "moustache": "mustache",
    "disc": "disk",
    "judgement": "judgment",
    "acknowledgement": "acknowledgment",
    "skilful": "skillful",
    "fulfil": "fulfill",
    "enrol": "enroll",
    "instalment": "installment",
    "ageing": "aging",
    "whisky": "whiskey",
    "tonne": "ton",
    "lorry": "truck",
}
_PATTERNS = (
    (re.compile(r"(?<=[a-z]{2})our(?=$|(?:ed|ing|able|ful|ite|er|less|hood)$)"), "or"),
    (re.compile(r"(?<=[a-z]{2})is(?=(?:e|ed|er|ing|ation|ational)$)"), "iz"),
    (re.compile(r"ys(?=(?:e|ed|ing|er)$)"), "yz"),
    (re.compile(r"(?<=[a-z][bcht])re$"), "er"),
    (re.compile(r"ogue$"), "og"),
    (re.compile(r"(?<=[ef][en])ce$"), "se"),
    (re.compile(r"(?<=[aeiou])ll(?=(?:ed|ing|er|or)$)"), "l"),
    (re.compile(r"ae(?=[mstd])|oe(?=[dts])"), "e"),
)


def fold_accents(text: str) -> str:
    """Give a text without the accents of its letters: "José" becomes "Jose"."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(part for part in parts if not unicodedata.combining(part))


def singular(word: str) -> str:
    """Give a word in lower case without a possessive or plural s."""
    word = re.sub(r"[’']s?$", "", word)
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=20_000)
def same_spelling(word: str) -> str:
    """Give the form of a word in lower case that its spellings and its plural share."""
    plain = singular(fold_accents(word))
    plain = _WHOLE_WORDS.get(plain, plain)
    for pattern, spelling in _PATTERNS:
        plain = pattern.sub(spelling, plain)
    return plain
