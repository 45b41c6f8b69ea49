"""What the chat page says, as plain text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qa.datatypes import Answer, Evidence, IndexReport, Skipped, cite, describe


def spoken(answer: Answer) -> str:
    """An answer as the conversation shows it: plain text, the words first."""
    if answer.text is None:
        return (
            f"Not in these articles.\nI searched {describe(answer.searched)}. The nearest passages "
            "are shown, but they do not answer it."
        )
    first = answer.evidence[0]
    lines = [answer.text, f"“{' '.join(first.sentence.split())}”", cite(first.article)]
    if first.also_in:
        lines.append("Copied in: " + "; ".join(cite(article) for article in first.also_in))
    if first.versions:
        versions = "; ".join(cite(article) for article in first.versions)
        lines.append(f"Other versions of this article: {versions}")
    if answer.agreement.same:
        lines.append("Also in: " + "; ".join(cite(article) for article in answer.agreement.same))
    different = answer.agreement.different
    lines += [
        f"Another article says: {one.text} ({cite(one.evidence[0].article)})" for one in different
    ]
    others = [one.text for one in answer.alternatives if one not in different]
    if others:
        lines.append(f"Other answers: {'; '.join(others)}")
    lines.append(f"{answer.confidence:.0%} likely to be right")
    return "\n".join(lines)


def evidence_of(answer: Answer) -> list[Evidence]:
    """Every place to show: those of the answer, then those of the alternatives."""
    others = [item for one in answer.alternatives for item in one.evidence]
    return [*answer.evidence, *others]


def report(done: IndexReport, before: Sequence[Skipped] = ()) -> str:
    """What indexing did, in words; `before` is what was skipped before it began."""
    lines = [
        f"{done.added} added, {done.updated} updated; {done.articles} articles in all.",
        *(f"Skipped {Path(item.path).name}: {item.reason}" for item in (*before, *done.skipped)),
    ]
    return "\n".join(lines)
