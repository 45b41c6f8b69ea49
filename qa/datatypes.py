"""Re-export `qa.types`, which this module was called before 0.13; gone in the next release."""

from qa.types.answer import Agreement, Alternative, Answer, Closest, Evidence
from qa.types.article import Article, ArticleInfo, Filter, Passage
from qa.types.rendering import cite, describe
from qa.types.report import IndexReport, Skipped
from qa.types.search import Hit, SearchScope, Span

Searched = SearchScope

__all__ = [
    "Agreement",
    "Alternative",
    "Answer",
    "Article",
    "ArticleInfo",
    "Closest",
    "Evidence",
    "Filter",
    "Hit",
    "IndexReport",
    "Passage",
    "SearchScope",
    "Searched",
    "Skipped",
    "Span",
    "cite",
    "describe",
]
