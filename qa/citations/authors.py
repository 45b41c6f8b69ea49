"""Part the names of authors into given and family names; names of organisations stay whole."""

from __future__ import annotations

from dataclasses import dataclass

# A name with one of these words is that of an organisation.
_ORGANISATION_WORDS = frozenset(
    "agency associated board bureau correspondent desk editors group institute journal magazine "
    "media news newspaper newsroom office post press reporters service staff team times".split()
)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


@dataclass(frozen=True, slots=True)
class Author:
    """An author's name.

    Attributes:
        family: the family name with its particles ("van der Lee"), or all of an organisation's.
        given: the given names, "" for an organisation and for who is known by one name.
    """

    family: str
    given: str = ""

    @property
    def initials(self) -> str:
        """Give the initials of the given names: "Mary-Ann B." gives "M.-A. B."."""
        parts = [name.split("-") for name in self.given.split()]
        return " ".join("-".join(f"{part[0].upper()}." for part in name if part) for name in parts)

    @property
    def sorting_name(self) -> str:
        """Give the name with the family name first: "Lee, Ann"."""
        return f"{self.family}, {self.given}" if self.given else self.family


def split_name(name: str) -> Author:
    """Part a name as a byline writes it: given names, particles, family name, suffix."""
    words = name.split()
    if len(words) < 2 or not _ORGANISATION_WORDS.isdisjoint(word.casefold() for word in words):
        return Author(" ".join(words))
    last = len(words) - 1
    if last > 1 and words[last].strip(".,").casefold() in _SUFFIXES:
        last -= 1
    while last > 1 and words[last - 1].islower():
        last -= 1
    return Author(" ".join(words[last:]), " ".join(words[:last]).rstrip(","))
