"""Name how the values of two answers stand to each other."""

from __future__ import annotations

from enum import IntEnum


class Relation(IntEnum):
    """How two answers to one question stand to each other, the closest relation highest.

    Attributes:
        DIFFERENT: they cannot both be true: "11 soldiers", "12 soldiers".
        COMPATIBLE: both may be true, but they do not say the same: "at least 3", "5".
        SAME: they say the same, or one says it less exactly: "about 120", "118".
    """

    DIFFERENT = 0
    COMPATIBLE = 1
    SAME = 2
