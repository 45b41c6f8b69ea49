"""Find the articles that mention a subject, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from qa.store.passages import StoredPassage
from qa.store.store import Store
from qa.text.terms import content_terms, terms
from qa.types.article import Filter
from qa.types.search import Hit

# So many passages that hold a word of the subject are looked at.
_MAX_PASSAGES = 2_000
# So many articles are listed.
MAX_LISTED = 20


def find_mentions(store: Store, subject: str, filter: Filter) -> list[Hit]:
    """Give a passage of each article that mentions a subject, the newest article first.

    An article mentions a subject when a passage with its title holds all words of the subject; the
    best such passage stands for the article. Scores are 1.0, and the cosine is 0.0.
    """
    subject_terms = frozenset(content_terms(subject) or terms(subject))
    among = None if filter.is_open else store.passages.rows(filter)
    scores = dict(store.words.search(sorted(subject_terms), _MAX_PASSAGES, among))
    best: dict[str, Hit] = {}
    for stored in store.passages.load(list(scores)):
        if stored.article.id not in best and subject_terms <= _terms(stored):
            best[stored.article.id] = Hit(
                stored.passage, stored.article, 1.0, 0.0, scores[stored.row]
            )
    return sorted(best.values(), key=_newest_first)


def mentions_message(subject: str, mentions: Sequence[Hit]) -> str:
    """Say how many articles mention a subject, before they are listed."""
    count = len(mentions)
    if count == 0:
        return f"No article mentions “{subject}”."
    articles = "1 article mentions" if count == 1 else f"{count} articles mention"
    if count > MAX_LISTED:
        return f"{articles} “{subject}”; the newest {MAX_LISTED}:"
    return f"{articles} “{subject}”{', newest first' if count > 1 else ''}:"


def _terms(stored: StoredPassage) -> set[str]:
    return set(terms(f"{stored.article.title or ''}\n{stored.passage.text}"))


def _newest_first(hit: Hit) -> tuple[bool, int, str]:
    day = hit.article.date
    return day is None, -(day or date.min).toordinal(), hit.article.path
