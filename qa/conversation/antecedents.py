"""Resolve pronouns: find what "they", "it" or "there" stands for in earlier turns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.conversation.noun_phrases import (
    AUXILIARY,
    CountedThing,
    begins_with_auxiliary,
    find_noun_phrases,
    find_question_names,
    parse_counted,
)
from qa.text.equivalence import has_number
from qa.text.names import find_linked_names, is_linked_name
from qa.text.terms import content_terms
from qa.types.query import Turn

_TURNS_SEARCHED = 3
_PARTICIPLE_QUESTION = re.compile(r"^what (?:is|are|was|were) \w+(?:ed|en|n|t)\b", re.IGNORECASE)
_PEOPLE = frozenset("they them their theirs these those".split())
_PERSON = frozenset("he she him her his hers".split())
_PLACE = frozenset({"there"})
_POSSESSIVE = frozenset("their his its".split())
_PRONOUN = re.compile(
    r"\b(they|them|their|theirs|he|she|him|her|his|hers|it|its|there|this|that|these|those)\b",
    re.IGNORECASE,
)
_PLURAL = ("s", "people", "men", "women", "children", "police", "personnel", "staff")
_ANY_PEOPLE = frozenset("people persons times".split())


@dataclass(frozen=True, slots=True)
class TurnEntities:
    """What an earlier turn names.

    Attributes:
        answer: the words given, unless they are a figure: no pronoun stands for one.
        names, nouns: of the question, in its order; nouns without their articles.
        counted: what the question counts, None when it counts nothing.
    """

    question: str
    answer: str | None
    names: tuple[str, ...]
    nouns: tuple[str, ...]
    counted: CountedThing | None
    asks_who: bool

    @classmethod
    def of(cls, turn: Turn) -> TurnEntities:
        question = turn.question.rstrip("?!. ")
        return cls(
            question,
            turn.answer if turn.answer and not has_number(turn.answer) else None,
            tuple(re.sub(r"[’']s$", "", name) for _, name in find_question_names(question)),
            tuple(phrase.noun for phrase in find_noun_phrases(question)),
            parse_counted(question),
            bool(re.match(r"(?:and )?who\b", question, re.I)),
        )


def resolve_pronoun(question: str, turns: Sequence[Turn]) -> str | None:
    """Fill in the first open pronoun of a question; None without one, or when nothing fits."""
    match = next(
        (match for match in _PRONOUN.finditer(question) if _is_open(question, match)), None
    )
    if match is None:
        return None
    pronoun = match.group().lower()
    recent = reversed(turns[-_TURNS_SEARCHED:])
    antecedents = (_find_antecedent(pronoun, TurnEntities.of(turn)) for turn in recent)
    antecedent = next((text for text in antecedents if text is not None), None)
    if antecedent is None:
        return None
    if pronoun in _POSSESSIVE or (pronoun == "her" and _is_before_noun(question, match)):
        antecedent += "'" if antecedent.endswith("s") else "'s"
    return question[: match.start()] + antecedent + question[match.end() :]


def _is_open(question: str, match: re.Match[str]) -> bool:
    """Tell whether a word points outside its question; "there" of "were there" does not."""
    word, preceding = match.group().lower(), question[: match.start()].lower().split()
    following = question[match.end() :].split()
    if word == "there":
        return not (preceding and re.fullmatch(AUXILIARY, preceding[-1])) and not (
            following and re.fullmatch(AUXILIARY, following[0].lower())
        )
    if word in ("this", "that", "these", "those"):
        # Before a noun it points at that noun; after a noun it opens a clause.
        return not following or (len(preceding) < 2 and begins_with_auxiliary(following[0]))
    if word == "it" and re.match(r"(?:take|takes|took|rain|snow)\b", " ".join(following)):
        return False
    follows_name = any(start < match.start() for start, _ in find_question_names(question))
    return not (follows_name and word in (_PERSON | _POSSESSIVE))


def _find_antecedent(pronoun: str, entities: TurnEntities) -> str | None:
    """Find what a pronoun may stand for in an earlier turn."""
    if pronoun in _PERSON:
        return _find_person(entities)
    if pronoun in _PLACE:
        return _find_place(entities)
    if pronoun in _PEOPLE:
        return _find_people(entities)
    return _find_thing(entities)


def _find_person(entities: TurnEntities) -> str | None:
    answer = entities.answer
    if answer and _is_person(answer) and (entities.asks_who or not entities.names):
        return answer
    return entities.names[-1] if entities.names else None


def _find_place(entities: TurnEntities) -> str | None:
    if entities.answer and entities.question.lower().startswith("where"):
        place = next(find_linked_names(entities.answer), None)
        return entities.answer if place is None else f"in {place.group()}"
    return f"in {entities.names[-1]}" if entities.names else None


def _find_people(entities: TurnEntities) -> str | None:
    if entities.answer and entities.asks_who:
        return entities.answer
    owners = re.findall(r"\bthe ([\w-]+s)[’'](?= )", entities.question)
    if owners:
        return f"the {owners[-1]}"
    counted = entities.counted.noun.removeprefix("the ") if entities.counted else ""
    if counted.lower().endswith(_PLURAL) and counted.lower() not in _ANY_PEOPLE:
        return f"the {counted}"
    for noun in reversed(entities.nouns):
        if noun.endswith(_PLURAL) and not noun.endswith("ss"):
            return f"the {noun}"
    if entities.answer and _is_plural(entities.answer):
        return entities.answer
    return entities.names[0] if entities.names else None


def _find_thing(entities: TurnEntities) -> str | None:
    asks_for_thing = entities.counted or _PARTICIPLE_QUESTION.match(entities.question)
    if entities.answer and asks_for_thing:
        return _with_article(entities.answer)
    if entities.nouns:
        return f"the {entities.nouns[-1]}"
    return entities.names[-1] if entities.names else None


def _with_article(answer: str) -> str:
    """Give "the gold torc" for "a gold torc" or "gold torc"; a name stays as it is."""
    bare = re.sub(r"^(?:an?|the) ", "", answer, flags=re.IGNORECASE)
    return f"the {bare}" if bare[:1].islower() else bare


def _is_person(text: str) -> bool:
    return 1 < len(text.split()) <= 5 and is_linked_name(text)


def _is_plural(text: str) -> bool:
    return " and " in text or (text.endswith("s") and not text[:1].isupper())


def _is_before_noun(question: str, match: re.Match[str]) -> bool:
    following = question[match.end() :].split()
    return bool(following) and bool(content_terms(following[0]))
