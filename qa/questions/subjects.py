"""Recognise a subject without a question: "ferry", "articles about the ferry"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.questions.wording import ARTICLE_NOUN, AUXILIARY, QUESTION_WORD

_LIST_ARTICLES = re.compile(
    rf"(?:(?:list|show|find|give)(?: me)? )?(?:(?:all|any|the|your|some) )*(?:{ARTICLE_NOUN}"
    rf"|stories"
    r"|news|anything|something|everything) (?:about|on|mentioning|regarding|that mention)"
    r" (?P<subject>.+)"
    rf"|(?:which|what) (?:{ARTICLE_NOUN}|stories) (?:mention|are about|talk about|deal with|cover"
    r"|discuss|report on|do you have (?:about|on)|are there (?:about|on)) (?P<mentioned>.+)"
    r"|what (?:do you have|have you got|is there|do you know) (?:about|on) (?P<held>.+)",
    re.IGNORECASE,
)
# "Number of trainers" asks for a number, "and when" for what was asked before.
_ASKS = re.compile(
    rf"(?:(?:the )?(?:number|amount|cost|price|date|day|name|age|cause|reason|percentage|year|place"
    rf"|size|length|height|location|population|value|winner|owner|author|capital)s? of|and|but"
    rf"|so|or"
    rf"|{QUESTION_WORD}|{AUXILIARY})\b"
    rf"|.*\b(?:else|{QUESTION_WORD})$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_](?:[\w.'&-]*\w)?")
_QUOTES = "\"'“”‘’«»„() "
_MAX_WORDS = 3
_PRONOUN = re.compile(
    r"\b(?:i|he|she|it|they|him|her|them|his|their|this|that|those|these|there)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject that a text names without asking about it.

    Attributes:
        may_ask: whether the words may be a question in short, as "torc weight" is and "torc" not.
    """

    text: str
    may_ask: bool


def find_subject(text: str) -> Subject | None:
    """Give the subject that a bare text names without asking about it, None where it asks."""
    match = _LIST_ARTICLES.fullmatch(text)
    if match:
        return Subject(next(group for group in match.groups() if group), may_ask=False)
    if _ASKS.match(text) or _PRONOUN.search(text):
        return None
    subject = text.strip(_QUOTES)
    count = len(_WORD.findall(subject))
    return Subject(subject, may_ask=count > 1) if 1 <= count <= _MAX_WORDS else None
