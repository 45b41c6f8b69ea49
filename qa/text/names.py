"""Find the names in a text: words with capitals, alone or in a row.

A name is recognised by its form alone. What counts as one depends on what is done with it:

- `find_names` joins only words that stand next to each other. A text that is checked for a name
  must then hold "Bank" and "England" each for itself, and "Ministry of Defence of Ostrania" does
  not pass for "Ministry of Defence of Callaria" because the two share most of their words.
- `find_linked_names` also joins over "of", "the" and the like. A question that is rewritten needs
  "Bank of England" in one piece, because all of it is replaced or repeated.
- `capitalised_words` gives single words, without those that may be capitalised only because they
  begin a sentence. It serves to compare whole texts, where one name more or less does not matter.
- `is_personal_name` judges a whole text, as it stands in a byline, in any script: nothing around
  the name tells it from other words, so the form is stricter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# Titles that stand before a name, in lower case and without their stop.
TITLE_ABBREVIATIONS = frozenset("mr mrs ms mx messrs dr prof".split())
TITLES = TITLE_ABBREVIATIONS | {"miss"}
RANK_ABBREVIATIONS = frozenset(
    """gen lt col sgt capt cmdr adm maj brig cpl pvt rep reps sen sens gov pres hon rev fr
    msgr""".split()
)

_CAPITAL = "A-ZÀ-ÖØ-Þ"
_WORD = rf"(?:(?:\b[{_CAPITAL}]\.)+|\b[{_CAPITAL}][\w’'-]*)"
_NAME = re.compile(rf"{_WORD}(?:\s+{_WORD})*")
_LINKED_NAME = re.compile(rf"{_WORD}(?:\s+(?:(?:of|the|and|de|van)\s+)?{_WORD})*")
_INSIDE_SENTENCE = re.compile(rf"(?<=[\w,;:] )[{_CAPITAL}]\w+")

_PARTICLES = (
    "a[lt]|an|ap|bin|bint|da|das|de|del|della|den|der|di|dos|du|e|el|ibn|la|le|ter|van|von|y"
)
# An upper-case letter, or any letter of a script that has no case.
_PERSONAL_WORD = r"[^\W\d_a-z][\w.'’\-]*"
_PERSONAL_NAME = re.compile(
    rf"{_PERSONAL_WORD}(?:\s+(?:{_PARTICLES})\b|\s+{_PERSONAL_WORD}|\s+d[’'][\w\-]+){{0,5}}"
)


def find_names(text: str) -> Iterator[re.Match[str]]:
    """Find runs of capitalised words: "Anders Quaye", "U.S. Army"; "U.S." counts as one word.

    The word that a sentence begins with is capitalised, too, and is not left out.
    """
    return _NAME.finditer(text)


def find_linked_names(text: str) -> Iterator[re.Match[str]]:
    """Find runs of capitalised words that small words may link: "Bank of England"."""
    return _LINKED_NAME.finditer(text)


def is_linked_name(text: str) -> bool:
    """Tell whether a whole text is one run as `find_linked_names` finds them."""
    return _LINKED_NAME.fullmatch(text) is not None


def capitalised_words(text: str) -> set[str]:
    """Give the words with a capital that do not begin a sentence."""
    return set(_INSIDE_SENTENCE.findall(text))


def is_personal_name(text: str) -> bool:
    """Tell whether a whole text has the form of a person's name: "Ana de la Cruz", "J. R. Doe"."""
    return _PERSONAL_NAME.fullmatch(text) is not None
