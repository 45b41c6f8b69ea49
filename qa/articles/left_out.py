"""Parts of an article that are not read: counted by their kind, and named in the report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Literal

Kind = Literal[
    "frame", "canvas", "object", "svg", "film", "noscript", "template", "hidden", "struck",
    "deleted", "chart", "diagram", "document", "comment",
]  # fmt: skip

_NAMES: dict[Kind, tuple[str, str]] = {
    "frame": ("page in a frame", "pages in frames"),
    "canvas": ("drawing by a script", "drawings by scripts"),
    "object": ("embedded object", "embedded objects"),
    "svg": ("drawing with words", "drawings with words"),
    "film": ("film or sound", "films or sounds"),
    "noscript": ("part for browsers without scripts", "parts for browsers without scripts"),
    "template": ("template", "templates"),
    "hidden": ("hidden part", "hidden parts"),
    "struck": ("struck-out part", "struck-out parts"),
    "deleted": ("tracked deletion", "tracked deletions"),
    "chart": ("chart", "charts"),
    "diagram": ("diagram", "diagrams"),
    "document": ("embedded document", "embedded documents"),
    "comment": ("comment", "comments"),
}

_CUT = re.compile(
    r"(?:\[\+\d+ chars\]|\[\s*(?:\u2026|\.\.\.)\s*\]|\(more\s?(?:\u2026|\.\.\.)\)"
    r"|(?:\u2026|\.\.\.)\s*(?:read more|continue reading|read the (?:full|whole) \w+)\W{0,4})\s*$",
    re.IGNORECASE,
)


def name_left_out(counts: Mapping[Kind, int]) -> tuple[str, ...]:
    """Say in one sentence what was not read: "not read: 2 pages in frames, 1 chart"."""
    parts = [
        f"{counts[kind]} {singular if counts[kind] == 1 else plural}"
        for kind, (singular, plural) in _NAMES.items()
        if counts.get(kind)
    ]
    return (f"not read: {', '.join(parts)}",) if parts else ()


def note_if_cut(text: str) -> tuple[str, ...]:
    """Say that a text was cut short, where its end shows it: "[+812 chars]", "[...]"."""
    return ("its text was cut short by where it comes from",) if _CUT.search(text) else ()


def parse_kinds(words: str) -> Counter[Kind]:
    """Count the kinds in a list of words; what names no kind is passed over."""
    counts = Counter[Kind]()
    for word in words.split():
        for kind in _NAMES:
            if kind == word:
                counts[kind] += 1
    return counts
