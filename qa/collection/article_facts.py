"""Answer what is stated about an article: its authors, day, source, headline and address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from qa.questions.metadata import ArticleField
from qa.text.sentences import sentence_ranges, touched_by
from qa.text.terms import content_terms
from qa.types.answer import Evidence, StatedField
from qa.types.article import Article, ArticleInfo
from qa.types.search import Hit

# How likely the article is the one that is meant; what its file states is certain.
FACT_CONFIDENCE = 0.9
# Below this share of the subject's words in its title an article is not the one that is meant.
_MIN_TITLE_COVERAGE = 0.5
# A date or a source counts as that of the article where it stands near the top, in characters.
_TOP = 1_500


def find_article(subject: str, infos: Iterable[ArticleInfo], hits: Sequence[Hit]) -> str | None:
    """Give the id of the article that a subject names, None where none is meant for certain.

    Args:
        subject: such as "the ferry fire".
        infos: the articles that may be meant.
        hits: what retrieval finds for the subject, best first; decides between equal titles, and
            where no title has the words of the subject, a passage may have all of them.
    """
    subject_terms = set(content_terms(subject))
    if not subject_terms:
        return None
    coverage = {
        info.id: len(subject_terms & set(content_terms(info.title or ""))) / len(subject_terms)
        for info in infos
    }
    best = max(coverage.values(), default=0.0)
    ranked = list(dict.fromkeys(hit.article.id for hit in hits))
    if best >= _MIN_TITLE_COVERAGE:
        fitting = [article_id for article_id in coverage if coverage[article_id] == best]
        return min(fitting, key=lambda id_: ranked.index(id_) if id_ in ranked else len(ranked))
    for hit in hits:
        around = f"{hit.article.title or ''}\n{hit.passage.text}"
        if hit.article.id in coverage and subject_terms <= set(content_terms(around)):
            return hit.article.id
    return None


def stated_field(field: ArticleField, article: Article) -> StatedField | None:
    """Give what is stated in a field of an article, None where it is not stated."""
    value = {
        ArticleField.AUTHORS: ", ".join(article.authors),
        ArticleField.DATE: _long_day(article.date) if article.date else "",
        ArticleField.SOURCE: article.source or "",
        ArticleField.TITLE: article.title or "",
        ArticleField.URL: article.url or "",
    }[field]
    return StatedField(str(field), value, article.info) if value else None


def find_in_text(field: ArticleField, article: Article) -> Evidence | None:
    """Give the place near the top of the article's text where a field stands, if it does."""
    finders: dict[ArticleField, Callable[[Article], list[str]]] = {
        ArticleField.AUTHORS: lambda item: [", ".join(item.authors), " and ".join(item.authors)],
        ArticleField.DATE: lambda item: _spellings(item.date) if item.date else [],
        ArticleField.SOURCE: lambda item: [item.source or ""],
        ArticleField.TITLE: lambda item: [item.title or ""],
        ArticleField.URL: lambda item: [],
    }
    top = article.text[:_TOP]
    for words in filter(None, finders[field](article)):
        start = top.find(words)
        if start >= 0:
            return _evidence(article, start, start + len(words))
    return None


def field_message(stated: StatedField) -> str:
    """Say where the value of a field was read."""
    return f"Stated in the file {Path(stated.article.path).name} (field “{stated.name}”)."


def _evidence(article: Article, start: int, end: int) -> Evidence:
    ranges = sentence_ranges(article.text)
    touched = touched_by((start, end), ranges)
    first, last = ranges[touched[0]][0], ranges[touched[-1]][1]
    sentence = article.text[first:last]
    return Evidence(
        text=article.text[start:end],
        start=start,
        end=end,
        sentence=sentence,
        sentence_start=first,
        passage=sentence,
        passage_start=first,
        score=0.0,
        article=article.info,
    )


def _long_day(day: date) -> str:
    return f"{day.day} {day.strftime('%B %Y')}"


def _spellings(day: date) -> list[str]:
    """Give the usual ways to write a day."""
    month, short = day.strftime("%B"), day.strftime("%b")
    return [
        f"{month} {day.day}, {day.year}",
        f"{day.day} {month} {day.year}",
        f"{short}. {day.day}, {day.year}",
        f"{short} {day.day}, {day.year}",
        f"{day.day} {short} {day.year}",
        day.isoformat(),
        day.strftime("%d.%m.%Y"),
    ]
