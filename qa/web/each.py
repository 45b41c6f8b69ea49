"""What the page does with a question to every article: read, show the table, open a row.

Nothing here knows Gradio. The template `each_table.html` says how the table looks.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from qa.types.each import ArticleAnswers
from qa.types.each_tables import plot_svg, table_of
from qa.web.citing import plain_citation
from qa.web.collections import Collections
from qa.web.controller import ChatController, Panel
from qa.web.failures import report_failure
from qa.web.filters import Filters
from qa.web.messages import each_progress
from qa.web.rendering import render


@dataclass(frozen=True, slots=True)
class EachState:
    """The answers that the page shows, and the collection that they come from."""

    collection: str = ""
    answers: ArticleAnswers | None = None


@dataclass(frozen=True, slots=True)
class EachView:
    """What the page shows while every article is asked.

    Attributes:
        status: how far it has come, or why there is nothing.
        files: the table as CSV and HTML, once nothing more is read.
    """

    state: EachState
    status: str
    table_html: str
    files: tuple[Path, ...] = ()


class EachController:
    """Asks every article of a collection, and opens what a row stands in."""

    def __init__(self, collections: Collections, chat: ChatController) -> None:
        self._collections = collections
        self._chat = chat

    def ask(self, text: str, collection: str, filters: Filters) -> Iterator[EachView]:
        """Give what was found each time that a few more articles were read; at last the files."""
        if not text.strip():
            return
        state = EachState(collection)
        try:
            query = filters.query(text)
            for answers in self._collections.get(collection).iterate_each(query):
                state = EachState(collection, answers)
                yield EachView(state, each_progress(answers), table_html(answers))
            yield self.finish(state)
        except Exception as error:
            yield EachView(state, report_failure(error), "")

    def finish(self, state: EachState) -> EachView:
        """Give what was found up to now with its files, after the last article or a stop."""
        answers = state.answers
        if answers is None:
            return EachView(state, "", "")
        files = save_table(answers) if answers.rows else ()
        return EachView(state, "", table_html(answers), files)

    def open_row(self, state: EachState, number: int) -> Panel | None:
        """Show the article of a row with its words marked; None where there is no such row."""
        rows = state.answers.rows if state.answers else ()
        if not 0 <= number < len(rows):
            return None
        evidence = rows[number].evidence
        html = self._chat.evidence_html(state.collection, evidence)
        return Panel(html, citation=plain_citation(evidence))


def table_html(answers: ArticleAnswers) -> str:
    """Render the table with its plot; each row and each point can be opened."""
    table = table_of(answers)
    # The drawing was escaped when it was rendered.
    drawing = Markup(plot_svg(table.plot)) if table.plot else ""
    return render("each_table.html", {"table": table, "drawing": drawing})


def save_table(answers: ArticleAnswers) -> tuple[Path, ...]:
    """Write the table to a new temporary folder, as CSV and as HTML."""
    folder = Path(tempfile.mkdtemp(prefix="article-qa-"))
    documents = {
        folder / "every-article.csv": answers.to_csv(),
        folder / "every-article.html": answers.to_html(),
    }
    for path, text in documents.items():
        path.write_text(text, encoding="utf-8", newline="")
    return tuple(documents)
