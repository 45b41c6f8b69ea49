"""Remember what the model said about texts, so that reading them again costs nothing."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import Generic, TypeVar

from qa.reader.windows import Window, Windows

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Memory(Generic[Key, Value]):
    """The values that were used last, at most `size` of them; not safe to share between threads."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._values: OrderedDict[Key, Value] = OrderedDict()

    def __len__(self) -> int:
        return len(self._values)

    def __contains__(self, key: Key) -> bool:
        return key in self._values

    def get(self, key: Key) -> Value:
        """Give the value of a key that is remembered.

        Raises:
            KeyError: it is not.
        """
        self._values.move_to_end(key)
        return self._values[key]

    def put(self, key: Key, value: Value) -> None:
        """Remember a value, and forget the one that was used longest ago if there are too many."""
        self._values[key] = value
        self._values.move_to_end(key)
        if len(self._values) > self._size:
            self._values.popitem(last=False)


class RememberingWindowReader:
    """Reads windows as another reader does, but the same text for the same question only once."""

    def __init__(self, reader: Windows, size: int) -> None:
        """Remember the windows of at most `size` texts (5 KB for each window, roughly)."""
        self._reader = reader
        self._memory: Memory[tuple[str, str, str], tuple[Window, ...]] = Memory(size)

    def truncate(self, question: str) -> str:
        return self._reader.truncate(question)

    def read(self, question: str, contexts: Sequence[str], texts: Sequence[str]) -> list[Window]:
        keys = [(question, context, text) for context, text in zip(contexts, texts, strict=True)]
        readings = {
            key: self._memory.get(key) for key in dict.fromkeys(keys) if key in self._memory
        }
        missing = [key for key in dict.fromkeys(keys) if key not in readings]
        new: dict[tuple[str, str, str], list[Window]] = {key: [] for key in missing}
        for window in self._reader.read(
            question, [context for _, context, _ in missing], [text for _, _, text in missing]
        ):
            new[missing[window.source]].append(window)
        for key, windows in new.items():
            readings[key] = tuple(windows)
            self._memory.put(key, readings[key])
        return [
            replace(window, source=source)
            for source, key in enumerate(keys)
            for window in readings[key]
        ]
