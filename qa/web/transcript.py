"""A conversation as a document to keep: Markdown or HTML, every answer with its citation."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from string import punctuation

from qa.types.answer import Alternative, Answer
from qa.types.rendering import (
    cite,
    cite_place,
    describe,
    is_superseded,
    newest_note,
    quote,
    undated_note,
)
from qa.web.citing import plain_citation
from qa.web.messages import likelihood
from qa.web.rendering import render

# What Markdown (CommonMark and GitHub's) takes for markup inside a line, and at its start.
_INLINE_MARKUP = re.compile(r"[\\`*_\[\]<>#|!&~]")
_BLOCK_MARKUP = re.compile(r"^(?:(\d+)(?=[.)](?:\s|$))|(?=[-+=]))", re.MULTILINE)
# White space that Markdown may drop: all at the edges of a text and of its lines.
_EDGE_SPACE = re.compile(r"^\s+|\s+$|\s*\n\s*")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A question with its answer; or with what was searched, where nothing was found."""

    question: str
    nothing_found: str = ""
    before: str = ""
    words: str = ""
    after: str = ""
    citation: str = ""
    others: Sequence[str] = ()


def markdown(answers: Sequence[Answer]) -> str:
    """Write questions as headings, the words in bold in their sentence, the citation below."""
    parts = ["# Questions and answers\n"]
    for entry in map(_entry, answers):
        parts.append(f"## {_plain(entry.question)}\n")
        if entry.nothing_found:
            parts.append(f"{_plain(entry.nothing_found)}\n")
            parts += [f"- {_plain(line)}\n" for line in entry.others]
            continue
        quotation = _escape_lines(_bold_words(entry.before, entry.words, entry.after))
        parts.append("> " + quotation.replace("\n", "\n> ") + "\n")
        parts.append(f"{_plain(entry.citation)}\n")
        parts += [f"- {_plain(line)}\n" for line in entry.others]
    return "\n".join(parts)


def html(answers: Sequence[Answer]) -> str:
    """Write the same as one page that needs nothing else and prints well."""
    return render("transcript.html", {"entries": [_entry(answer) for answer in answers]})


def save_transcript(answers: Sequence[Answer]) -> list[Path]:
    """Write the conversation to a new temporary folder, as Markdown and as HTML."""
    folder = Path(tempfile.mkdtemp(prefix="article-qa-"))
    documents = {
        folder / "answers.md": markdown(answers),
        folder / "answers.html": html(answers),
    }
    for path, text in documents.items():
        path.write_text(text, encoding="utf-8")
    return list(documents)


def _entry(answer: Answer) -> _Entry:
    if answer.possible is not None:
        return _possible_entry(answer.question, answer.possible)
    if answer.text is None and answer.message is not None:
        passages = [f"{quote(item.sentence)} - {cite_place(item)}" for item in answer.closest]
        return _Entry(answer.question, nothing_found=answer.message, others=passages)
    if answer.text is None:
        nothing = f"Not in these articles ({describe(answer.searched)} searched)."
        nothing = " ".join(filter(None, (nothing, undated_note(answer.searched))))
        return _Entry(answer.question, nothing_found=nothing)
    if not answer.evidence:
        fact = " ".join(filter(None, (answer.text, answer.message and f"({answer.message})")))
        articles = [cite(item.article) for item in answer.closest]
        return _Entry(answer.question, nothing_found=fact, others=articles)
    first = answer.evidence[0]
    before, words, after = first.split_at_answer
    return _Entry(
        question=answer.question,
        before=before,
        words=words,
        after=after,
        citation=f"{plain_citation(first)}. {likelihood(answer.confidence)}.",
        others=_others(answer),
    )


def _possible_entry(question: str, possible: Alternative) -> _Entry:
    first = possible.evidence[0]
    before, words, after = first.split_at_answer
    return _Entry(
        question=question,
        before=before,
        words=words,
        after=after,
        citation=f"Perhaps, not sure: {plain_citation(first)}. {likelihood(possible.confidence)}.",
    )


def _others(answer: Answer) -> list[str]:
    first = answer.evidence[0]
    lines = [f"Copied in: {cite(article)}" for article in first.also_in]
    if len(answer.items) > 1:
        lines += [plain_citation(item.evidence[0]) for item in answer.items]
    lines += [f"Another version: {cite(article)}" for article in first.versions]
    lines += [f"Also in: {cite(article)}" for article in answer.agreement.same]
    if answer.reports is not None:
        lines.append(newest_note(answer))
        lines += [f"Earlier: {plain_citation(item.evidence[0])}" for item in answer.reports.earlier]
    lines += [
        f"Another article says: {plain_citation(other.evidence[0])}"
        for other in answer.agreement.different
        if not is_superseded(answer, other)
    ]
    return lines


def _plain(text: str) -> str:
    """Escape a text so that Markdown shows it as it stands, character by character."""
    return _escape_lines(_escape_inline(text))


def _bold_words(before: str, words: str, after: str) -> str:
    """Escape a sentence and make its words bold.

    By asterisks where Markdown takes them for bold (CommonMark 0.31, 6.2), else by tags: beside
    asterisks, a punctuation mark of the words needs a blank or another mark on the other side.
    """
    is_bold = _stands_apart(words[:1], before[-1:]) and _stands_apart(words[-1:], after[:1])
    opening, closing = ("**", "**") if is_bold else ("<strong>", "</strong>")
    return "".join(
        (_escape_inline(before), opening, _escape_inline(words), closing, _escape_inline(after))
    )


def _stands_apart(edge: str, neighbour: str) -> bool:
    """Tell whether asterisks between the edge of the words and its neighbour make them bold."""
    return edge.isalnum() or not neighbour or neighbour.isspace() or neighbour in punctuation


def _escape_inline(text: str) -> str:
    return _INLINE_MARKUP.sub(lambda markup: f"\\{markup[0]}", text)


def _escape_lines(text: str) -> str:
    """Keep the white space around line breaks, and what would begin a list or a heading."""

    def keep(space: re.Match[str]) -> str:
        inside = space.start() > 0 and space.end() < len(text)
        if inside and space[0] == "\n":
            return "\n"
        return "".join(f"&#{ord(character)};" for character in space[0])

    return _BLOCK_MARKUP.sub(r"\1\\", _EDGE_SPACE.sub(keep, text))
