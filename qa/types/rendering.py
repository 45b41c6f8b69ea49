"""Render articles, searches and answers as plain text."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from qa.types.article import ArticleInfo
from qa.types.search import SearchScope

if TYPE_CHECKING:
    from qa.types.answer import Alternative, Answer, Closest, Evidence

_DOUBLE_MARKS = frozenset('"“”„«»')
READ_BY_OCR = "read by OCR"


def quote(words: str) -> str:
    """Put words between quotation marks; single ones where the words hold double ones."""
    return f"‘{words}’" if _DOUBLE_MARKS.intersection(words) else f"“{words}”"


def cite(article: ArticleInfo) -> str:
    """Name an article in one line: title, source, day."""
    day = article.date.isoformat() if article.date else "undated"
    return ", ".join(part for part in (article.title or article.path, article.source, day) if part)


def cite_place(place: Evidence | Closest) -> str:
    """Name an article and the pages of its file that a sentence stands on."""
    parts = [cite(place.article)]
    if place.pages is not None:
        parts.append(str(place.pages))
        if place.pages.is_ocr:
            parts.append(READ_BY_OCR)
    return ", ".join(parts)


def describe(searched: SearchScope) -> str:
    """Say what was searched in a few words, such as "12 articles, 3 to 28 November 2023"."""
    if searched.articles == 0:
        return "no articles"
    count = f"{searched.articles} article" + ("" if searched.articles == 1 else "s")
    if searched.first is None or searched.last is None:
        return f"{count}, undated"
    first, last = searched.first, searched.last
    if first == last:
        return f"{count}, {_day(first, '%B %Y')}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{count}, {first.day} to {_day(last, '%B %Y')}"
    pattern = "%B" if first.year == last.year else "%B %Y"
    return f"{count}, {_day(first, pattern)} to {_day(last, '%B %Y')}"


def undated_note(searched: SearchScope) -> str:
    """Say how many articles a range of days left out because they state no date; else nothing."""
    count = searched.undated_left_out
    if not count:
        return ""
    articles = "article was" if count == 1 else "articles were"
    return f"{count} undated {articles} not asked."


def _day(day: date, pattern: str) -> str:
    return f"{day.day} {day.strftime(pattern)}"


def render_answer(answer: Answer) -> str:
    """Render an answer for a terminal: words, sentence, article, then what else was found."""
    if answer.possible is not None:
        return _render_possible(answer.possible, answer.searched)
    if answer.message is not None and answer.text is None:
        return "\n".join(
            [answer.message]
            + [f"  {_one_line(item.sentence)}  [{cite_place(item)}]" for item in answer.closest]
            + _left_out(answer.searched)
        )
    if answer.text is None:
        return "\n".join(
            [f"Not in these articles ({describe(answer.searched)} searched)."]
            + [f"  closest: {item.sentence}  [{cite_place(item)}]" for item in answer.closest[:1]]
            + _left_out(answer.searched)
        )
    if not answer.evidence:
        titles = [f"  {cite(item.article)}" for item in answer.closest]
        return "\n".join(filter(None, [answer.text, answer.message, *titles]))
    first = answer.evidence[0]
    lines = [f"{answer.text}{_beside(first)}  ({answer.confidence:.0%} likely)", *_place(first)]
    if answer.reports is not None:
        lines.append(f"  {newest_note(answer)}")
        lines += [
            f"  earlier: {item.text}  [{cite_place(item.evidence[0])}]"
            for item in answer.reports.earlier
        ]
    lines += [f"  {answer.message}"] if answer.message else []
    if len(answer.items) > 1:
        lines += [
            f"  - {item.text}  ({item.confidence:.0%})  [{cite_place(item.evidence[0])}]"
            for item in answer.items
        ]
    lines += [f"  copied in: {cite(article)}" for article in first.also_in]
    lines += [f"  another version: {cite(article)}" for article in first.versions]
    lines += [f"  also in: {cite(article)}" for article in answer.agreement.same]
    lines += [
        f"  but another article says: {item.text}  ({item.confidence:.0%})  "
        f"[{cite_place(item.evidence[0])}]"
        for item in answer.agreement.different
        if not is_superseded(answer, item)
    ]
    lines += [
        f"  or: {item.text}  ({item.confidence:.0%})  [{cite_place(item.evidence[0])}]"
        for item in answer.alternatives
        if item not in answer.agreement.different and not is_superseded(answer, item)
    ]
    return "\n".join([*lines, *_left_out(answer.searched)])


def newest_note(answer: Answer) -> str:
    """Say of how many reports the answer is the newest; nothing where reports do not differ."""
    return "" if answer.reports is None else f"Newest of {answer.reports.count} reports."


def is_superseded(answer: Answer, other: Alternative) -> bool:
    """Tell whether another answer is that of an earlier report, which the answer replaces."""
    earlier = () if answer.reports is None else answer.reports.earlier
    return any(other.text == report.text for report in earlier)


def _render_possible(possible: Alternative, searched: SearchScope) -> str:
    """Render words that are not sure enough to be the answer, marked as such."""
    first = possible.evidence[0]
    words = f"Perhaps: {possible.text}{_beside(first)}  (unsure, {possible.confidence:.0%} likely)"
    return "\n".join([words, *_place(first), *_left_out(searched)])


def _beside(evidence: Evidence) -> str:
    return f" ({evidence.beside})" if evidence.beside else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _left_out(searched: SearchScope) -> list[str]:
    note = undated_note(searched)
    return [f"  {note}"] if note else []


def _place(evidence: Evidence) -> list[str]:
    return [
        f"  {' '.join(evidence.sentence.split())}",
        f"  {cite_place(evidence)}, characters {evidence.start}-{evidence.end}",
    ]
