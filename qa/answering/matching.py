"""Compare a text with a question: its words, its names, and whether it says "not"."""

from __future__ import annotations

import re
from collections.abc import Collection

from qa.text.sentences import Range, sentence_ranges
from qa.text.terms import content_terms

# Countries whose adjective or short name does not begin like their full name.
_ALIASES = {
    "american": ("usa",),
    "america": ("usa",),
    "usa": ("american", "america"),
    "british": ("uk", "britain"),
    "britain": ("uk", "british"),
    "uk": ("british", "britain"),
    "french": ("franc",),
    "franc": ("french",),
    "dutch": ("netherland",),
    "netherland": ("dutch",),
    "spanish": ("spain",),
    "spain": ("spanish",),
    "greek": ("greec",),
    "greec": ("greek",),
}
_NEGATION = re.compile(
    r"\b(?:not|cannot|never|no(?!\.)|none|nobody|nothing|neither|nor|without|(?:did|does|do|is|was|are"
    r"|were|has|have|had|would|could|should|can|wo)nt)\b|n[’']t\b",
    re.IGNORECASE,
)


def query_term_coverage(question_terms: Collection[str], text_terms: Collection[str]) -> float:
    """Give the share of the question's terms that a text holds; 1 when the question has none."""
    if not question_terms:
        return 1.0
    return sum(term in text_terms for term in question_terms) / len(question_terms)


def best_matching_sentence(question_terms: Collection[str], text: str) -> Range:
    """Give the range of the first of the sentences that hold the most of the question's terms."""

    def coverage(sentence: Range) -> float:
        return query_term_coverage(question_terms, set(content_terms(text[slice(*sentence)])))

    return max(sentence_ranges(text), key=coverage)


def is_named(term: str, text_terms: Collection[str]) -> bool:
    """Tell whether a text names what a term names: "Mexican" where the text has "Mexico"."""
    if term in text_terms or any(alias in text_terms for alias in _ALIASES.get(term, ())):
        return True
    root = term[: max(4, len(term) - 3)]
    return not term[0].isdigit() and any(other.startswith(root) for other in text_terms)


def share_named(name: Collection[str], text_terms: Collection[str]) -> float:
    """Give the share of a name's terms that a text names; the name has at least one."""
    return sum(is_named(term, text_terms) for term in name) / len(name)


def is_negated(text: str) -> bool:
    """Tell whether a text has a "not" or what means it."""
    return _NEGATION.search(text) is not None
