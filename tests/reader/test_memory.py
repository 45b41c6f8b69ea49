"""What is remembered, and what is forgotten."""

from __future__ import annotations

import pytest

from qa.reader.memory import Memory


def test_the_value_that_was_used_longest_ago_is_forgotten() -> None:
    memory: Memory[str, int] = Memory(2)
    memory.put("a", 1)
    memory.put("b", 2)
    assert memory.get("a") == 1
    memory.put("c", 3)
    assert "b" not in memory
    assert (memory.get("a"), memory.get("c"), len(memory)) == (1, 3, 2)
    with pytest.raises(KeyError):
        memory.get("b")
