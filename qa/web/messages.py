"""What the chat page says, as plain text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from qa.types.report import IndexReport, Skipped


def likely(confidence: float) -> str:
    """A probability (0 to 1) in words, to be followed by "to be right"."""
    if confidence >= 0.9:
        return "very likely"
    if confidence >= 0.75:
        return "likely"
    if confidence >= 0.5:
        return "more likely than not"
    return "less likely than not"


def unforeseen(error: Exception) -> str:
    """What a person is told of a failure that nobody foresaw; the rest is for the log."""
    return (
        "Something went wrong here and was written to the log: "
        f"{type(error).__name__}. Nothing else is lost; try again."
    )


def report(
    done: IndexReport, before: Sequence[Skipped] = (), names: Mapping[Path, str] | None = None
) -> str:
    """What indexing did, in words.

    `before` is what was skipped before it began; `names` says by which name a file came, where it
    is kept under another.
    """
    came = {str(path.resolve()): name for path, name in (names or {}).items()}
    skipped = [
        *((item.path, item.reason) for item in before),
        *((came.get(item.path, Path(item.path).name), item.reason) for item in done.skipped),
    ]
    held = f"{done.articles} article{'' if done.articles == 1 else 's'} in all"
    lines = [
        f"{done.added} added, {done.updated} updated; {held}.",
        *(f"Skipped {name}: {reason}" for name, reason in skipped),
    ]
    return "\n".join(lines)
