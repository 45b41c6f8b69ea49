"""Render what every article answers: as text for a terminal, as CSV, and as an HTML page."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from qa.types.each_plot import Plot, plot_of
from qa.types.rendering import cite, describe, undated_note

if TYPE_CHECKING:
    from qa.types.article import ArticleInfo
    from qa.types.each import ArticleAnswers, EachAnswer

_COLUMNS = (
    "date",
    "source",
    "title",
    "answer",
    "sentence",
    "confidence",
    "group",
    "value",
    "unit",
    "start",
    "end",
    "page",
    "copies",
    "article",
    "path",
    "url",
)
# A cell that begins with one of these is a formula to a spreadsheet.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_MOST_NAMED = 5  # silent articles that a terminal names


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row as it is shown in HTML.

    Attributes:
        number: of the row, from 0.
        before, words, after: the sentence around the words.
        percentage: the confidence in percent, rounded.
        copies: the other articles that are copies of this one.
        url: the address of the article where a browser can follow it, else empty.
    """

    number: int
    day: str
    source: str
    title: str
    before: str
    words: str
    after: str
    percentage: int
    group: int
    hue: int
    amount: str
    place: str
    copies: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table of answers as it is shown in HTML."""

    question: str
    summary: str
    rows: tuple[TableRow, ...]
    plot: Plot | None


def summarize(answers: ArticleAnswers) -> str:
    """Say in a sentence or two how many articles answer, and which were not asked."""
    if answers.message:
        return answers.message
    answering = answers.articles_read - len(answers.silent)
    count = len(answers.groups)
    parts = [
        f"{answering} of {answers.articles_read} articles read answer"
        + (f", in {count} different ways." if count > 1 else ", all alike." if count else ".")
    ]
    if answers.unread:
        parts.append(f"Stopped: {_articles(len(answers.unread))} not read.")
    if answers.not_reached:
        parts.append(
            f"{_articles(len(answers.not_reached))} not asked: others are nearer to the question."
        )
    parts.append(f"Searched: {describe(answers.searched)}.")
    if note := undated_note(answers.searched):
        parts.append(note)
    return " ".join(parts)


def render_table(answers: ArticleAnswers) -> str:
    """Render the rows for a terminal, a block of lines each, and what did not answer."""
    lines = [line for row in answers.rows for line in _row_lines(row)]
    if answers.silent:
        names = [cite(article) for article in answers.silent[:_MOST_NAMED]]
        unnamed_count = len(answers.silent) - len(names)
        lines += ["", f"No answer in {_articles(len(answers.silent))}:"]
        lines += [f"  {name}" for name in names] + (
            [f"  and {unnamed_count} more"] if unnamed_count else []
        )
    return "\n".join([*lines, *([""] if lines else []), summarize(answers)])


def render_csv(answers: ArticleAnswers) -> str:
    """Render the rows as CSV with a head; lines end as RFC 4180 says.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(_COLUMNS)
    for row in answers.rows:
        article, evidence = row.article, row.evidence
        table.writerow(
            [
                article.date.isoformat() if article.date else "",
                _cell(article.source),
                _cell(article.title),
                _cell(row.text),
                _cell(row.sentence),
                f"{row.confidence:.3f}",
                row.group,
                "" if row.amount is None else f"{row.amount.value:.15g}",
                "" if row.amount is None else _cell(row.amount.unit),
                row.start,
                row.end,
                "" if evidence.pages is None else evidence.pages.first.number,
                " | ".join(cite(copy) for copy in row.copies),
                article.id,
                _cell(article.path),
                _cell(article.url),
            ]
        )
    return text.getvalue()


def render_html(answers: ArticleAnswers) -> str:
    """Render a page that stands alone: the table and the plot; every value is escaped."""
    return _render("each.html", {"table": table_of(answers)}) + "\n"


def plot_svg(plot: Plot) -> str:
    """Draw a plot as an SVG element that stands inside HTML."""
    return _render("each_plot.html", {"plot": plot})


def table_of(answers: ArticleAnswers) -> Table:
    """Give what is shown of the answers in HTML."""
    rows = tuple(_table_row(number, row) for number, row in enumerate(answers.rows))
    return Table(answers.question, summarize(answers), rows, plot_of(answers.rows))


def format_amount(row: EachAnswer) -> str:
    """Write the number that a row states with its unit, empty where it states none."""
    if row.amount is None:
        return ""
    return f"{row.amount.value:,.10g} {row.amount.unit}".strip()


def _row_lines(row: EachAnswer) -> list[str]:
    day = row.article.date.isoformat() if row.article.date else "undated"
    title = ", ".join(part for part in (row.article.title, row.article.source) if part)
    amount = f"  = {value}" if (value := format_amount(row)) and value != row.text else ""
    lines = [
        f"{day:10}  [{row.group}] {' '.join(row.text.split())}  ({row.confidence:.0%}){amount}",
        f"{'':10}      {title or row.article.path}, characters {row.start}-{row.end}",
        f"{'':10}      {' '.join(row.sentence.split())}",
    ]
    return lines + [f"{'':10}      copied in: {cite(copy)}" for copy in row.copies]


def _table_row(number: int, row: EachAnswer) -> TableRow:
    before, words, after = row.evidence.split_at_answer
    article = row.article
    return TableRow(
        number=number,
        day=article.date.isoformat() if article.date else "",
        source=article.source or "",
        title=article.title or article.path.rsplit("/", 1)[-1],
        before=before,
        words=words,
        after=after,
        percentage=round(row.confidence * 100),
        group=row.group,
        hue=(row.group - 1) % 8,
        amount=format_amount(row),
        place=f"characters {row.start}-{row.end}"
        + (f", {row.evidence.pages}" if row.evidence.pages else ""),
        copies=tuple(cite(copy) for copy in row.copies),
        url=_followable(article),
    )


def _followable(article: ArticleInfo) -> str:
    url = article.url or ""
    return url if url.startswith(("http://", "https://")) else ""


def _cell(text: str | None) -> str:
    text = text or ""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _articles(count: int) -> str:
    return "1 article" if count == 1 else f"{count} articles"


def _render(name: str, values: Mapping[str, object]) -> str:
    return _environment().get_template(name).render(values)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    """Load the templates once a process; a value that a template lacks is an error."""
    return Environment(
        loader=PackageLoader("qa.types"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
