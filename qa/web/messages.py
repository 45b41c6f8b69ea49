"""What the chat page says, as plain text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from qa.errors import (
    EmptyStoreError,
    ModelError,
    SearchError,
    StoreBusyError,
    StoreError,
    UnknownArticleError,
    UnreadableError,
    UsageError,
)
from qa.types.each import ArticleAnswers
from qa.types.rendering import quote
from qa.types.report import IndexReport, Skipped

ASK_FIRST = "Ask something first."
EACH_HINT = (
    "Every article is asked the same question: a row for each that answers, by date, and which of "
    "them say the same."
)
BUSY = "Too many people are asking just now. Ask again in a while."
NO_WORDS = "Select the right words in the article, or write them in the box."
NOT_IN_ARTICLES = "No article holds these words, so nothing is kept. Select them in the article."
JUST_WRONG = "Kept: this answer is wrong."
UNDONE = "Undone: nothing is kept about this answer."
CHANGED = "This article has changed since the answer was given. Ask again."


def likelihood(confidence: float) -> str:
    """Say a probability (0 to 1) in words and as a percentage.

    The words follow from the percentage, so that the same percentage has the same words.
    """
    percentage = round(confidence * 100)
    if percentage >= 90:
        words = "Very likely"
    elif percentage >= 75:
        words = "Likely"
    elif percentage >= 50:
        words = "More likely than not"
    else:
        words = "Less likely than not"
    return f"{words} to be right ({percentage}%)"


def explain_error(error: Exception) -> str:
    """Say an error in the words of the page: without commands, and without paths of the store."""
    if isinstance(error, EmptyStoreError):
        return "There are no articles here yet. Add some under “Articles”."
    if isinstance(error, UnknownArticleError):
        return "This article is no longer in the collection. Ask again."
    if isinstance(error, StoreBusyError):
        return "Articles are being added just now. Try again in a while."
    if isinstance(error, StoreError | SearchError | ModelError):
        return "This collection cannot be searched just now. The reason was written to the log."
    if isinstance(error, UnreadableError):
        return f"{Path(error.path).name}: {error.reason}"
    if isinstance(error, UsageError):
        return str(error)
    return (
        "Something went wrong here and was written to the log: "
        f"{type(error).__name__}. Nothing else is lost; try again."
    )


def each_progress(answers: ArticleAnswers) -> str:
    """Say how many of the articles are read while every article is asked; nothing at the end."""
    if answers.is_complete:
        return ""
    return f"Reading: {answers.articles_read} of {answers.articles_to_read} articles"


def feedback_saved(words: str | None) -> str:
    """Say what was kept as the right answer to a question: words, or that there is none."""
    if not words or not words.strip():
        return "Kept: no article answers it."
    return f"Kept: {quote(words.strip())} is right."


def collection_created(name: str) -> str:
    """Say that a collection was created."""
    return f"{name} is made. Add articles to it."


def indexing_report(
    report: IndexReport,
    rejected: Sequence[Skipped] = (),
    file_names: Mapping[Path, str] | None = None,
    copies_removed: int = 0,
) -> str:
    """Say what indexing did.

    `rejected` is what was skipped before indexing began; `file_names` says by which name a file
    came, where it is kept under another; `copies_removed` counts the uploaded articles that were
    removed because a folder holds them as well.
    """
    names = {str(path.resolve()): name for path, name in (file_names or {}).items()}
    total = f"{report.articles} article{'' if report.articles == 1 else 's'} in all"
    lines = [
        f"{report.added} added, {report.updated} updated; {total}.",
        *([f"Uploaded before and now removed: {copies_removed}."] if copies_removed else []),
        *(f"Skipped {file.path}: {file.reason}" for file in rejected),
        *(f"Skipped {_file_name(file.path, names)}: {file.reason}" for file in report.skipped),
        *(f"Note on {_file_name(note.path, names)}: {note.text}" for note in report.notes),
    ]
    return "\n".join(lines)


def _file_name(place: str, names: Mapping[str, str]) -> str:
    """Name a file, or a record of one ("/folder/a.mbox, message 3"), without its folder."""
    path, separator, record = place.partition(", ")
    return f"{names.get(path, Path(path).name)}{separator}{record}"
