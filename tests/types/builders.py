"""Make what articles answer, for tests of tables and plots."""

from __future__ import annotations

from datetime import date

from qa.types.answer import Evidence
from qa.types.article import ArticleInfo
from qa.types.each import Amount, ArticleAnswers, EachAnswer
from qa.types.search import SearchScope


def info(
    number: int,
    day: date | None = None,
    *,
    title: str | None = None,
    source: str | None = "Courier",
    url: str | None = None,
) -> ArticleInfo:
    """Return an article; its number makes its id and its path."""
    return ArticleInfo(
        id=f"{number:012x}",
        title=title or f"Report {number}",
        date=day,
        source=source,
        authors=(),
        path=f"/articles/{number}.md",
        url=url,
        sha256="0" * 64,
    )


def row(
    article: ArticleInfo,
    words: str,
    *,
    group: int = 1,
    value: float | None = None,
    unit: str = "",
    confidence: float = 0.8,
    copies: tuple[ArticleInfo, ...] = (),
) -> EachAnswer:
    """Return a row whose sentence is "They counted WORDS there."."""
    sentence = f"They counted {words} there."
    evidence = Evidence(
        text=words,
        start=13,
        end=13 + len(words),
        sentence=sentence,
        sentence_start=0,
        passage=sentence,
        passage_start=0,
        score=1.0,
        article=article,
    )
    amount = None if value is None else Amount(value, unit)
    return EachAnswer(evidence, confidence, group, amount, copies)


def answers(
    *rows: EachAnswer,
    question: str = "How many?",
    silent: tuple[ArticleInfo, ...] = (),
    unread: tuple[ArticleInfo, ...] = (),
    not_reached: tuple[ArticleInfo, ...] = (),
) -> ArticleAnswers:
    count = len(rows) + len(silent) + len(unread) + len(not_reached)
    scope = SearchScope(count, None, None)
    return ArticleAnswers(question, rows, silent, unread, not_reached, scope, 0.5)
