"""Split texts into the words that are searched for and compared: lower case, stemmed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import Stemmer

from qa.text.names import TITLE_ABBREVIATIONS

# Words are runs of letters or of digits (with , . : inside, as in 1,200 or 3.5); an apostrophe
# and what follows it (possessive s, n't) is left out, and a hyphen parts two words.
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+", re.UNICODE)
_ACRONYM = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_POSSESSIVE = re.compile(r"['’](?:s|S)\b|['’](?=\s|$)")

# One name, many spellings. "US" counts only in capitals: "us" is a pronoun.
_SPELLINGS = (
    (
        re.compile(r"\bU\.\s?S\.(?:\s?A\.)?|\bUSA?\b|\bUnited States(?: of America)?\b"),
        " usa ",
    ),
    (re.compile(r"\bu\.s\.(?:a\.)?|\bunited states\b"), " usa "),
    (re.compile(r"\bU\.\s?K\.|\bUK\b|\bUnited Kingdom\b"), " uk "),
    (re.compile(r"\bU\.\s?N\.|\bUN\b|\bUnited Nations\b"), " un "),
    (re.compile(r"\bE\.\s?U\.|\bEU\b|\bEuropean Union\b"), " eu "),
    (re.compile(r"%"), " percent "),
    (re.compile(r"\bper cent\b", re.IGNORECASE), " percent "),
)

# Words that carry no subject; the one list for search and for every comparison of texts.
STOP_WORDS = TITLE_ABBREVIATIONS | frozenset(
    """a about after all also an and any are as at be because been before being but by can could
    did do does doing during each for from further had has have having he her here hers him his how
    i if in into is it its itself just many me more most much my no nor not of off on once one only
    or other our out over own said same say says she should so some such than that the their them
    then there these they this those through to too under until up us very was we were what when
    where which while who whom whose why will with would you your long old far often tell give
    name called according kind type tv
    """.split()
)


def words(text: str) -> Iterator[str]:
    """Give the words of a text in order: lower case, without accents, not stemmed."""
    for pattern, spelling in _SPELLINGS:
        text = pattern.sub(spelling, text)
    text = _ACRONYM.sub(lambda match: match.group().replace(".", ""), text)
    text = _POSSESSIVE.sub("", text)
    for match in _WORD.finditer(text):
        word = match.group().lower()
        if word[0].isdigit():
            yield word.replace(",", "")
        elif word.isascii():
            yield word
        else:
            parts = unicodedata.normalize("NFKD", word)
            yield "".join(part for part in parts if not unicodedata.combining(part))


def terms(text: str) -> list[str]:
    """Give the stemmed words of a text in order, stop words included."""
    return [stem(word) for word in words(text)]


def content_terms(text: str) -> list[str]:
    """Give the stemmed words of a text that carry its subject: stop words left out."""
    return [stem(word) for word in words(text) if word not in STOP_WORDS]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Give Snowball's English stem of a word in lower case."""
    # A Stemmer is not safe to share between threads, and costs little next to the cache.
    return str(Stemmer.Stemmer("english").stemWord(word))
