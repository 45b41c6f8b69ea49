"""Find what a pronoun may stand for in earlier turns, the likeliest first.

Candidates agree with the pronoun: he and she stand for persons, of the sex that the article
tells, it for one thing, they for several or a group, there for a place. A thing comes before the
place that it is in or taken from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.conversation.description import Kind
from qa.conversation.mentions import TurnMentions
from qa.conversation.noun_kinds import GROUP, ROLE
from qa.conversation.noun_phrases import COUNTABLE_PEOPLE, is_plural_noun
from qa.conversation.pronouns import (
    MASCULINE,
    PERSONAL,
    PLURAL,
    POSSESSIVE,
    find_open_pronoun,
    is_before_noun,
)

_TURNS_SEARCHED = 3
_LOCATIVE = frozenset("in on at near from into to under across around outside".split())
_GROUP_NOUN = re.compile(rf"\b{GROUP}$", re.IGNORECASE)
_ROLE = re.compile(rf"\b{ROLE}$", re.IGNORECASE)


def fill_pronoun(question: str, turns: Sequence[TurnMentions]) -> tuple[str, ...] | None:
    """Fill in the first open pronoun of a question with what it may stand for.

    Returns:
        The complete questions, the likeliest first and at most two; empty when nothing agrees with
        the pronoun; None when the question has no open pronoun.
    """
    match = find_open_pronoun(question)
    if match is None:
        return None
    pronoun = match.group().lower()
    is_possessive = pronoun in POSSESSIVE or (
        pronoun in ("her", "his") and is_before_noun(question, match)
    )
    for turn in list(reversed(turns))[:_TURNS_SEARCHED]:
        if pronoun in PLURAL | PERSONAL and turn.asks_who and not turn.was_answered:
            # "Who did it?" had no answer: nobody knows whom "they" would stand for.
            return ()
        candidates = list(dict.fromkeys(_candidates(pronoun, turn)))[:2]
        if candidates:
            return tuple(
                question[: match.start()]
                + (_possessive(text) if is_possessive else text)
                + question[match.end() :]
                for text in candidates
            )
    return ()


def _candidates(pronoun: str, turn: TurnMentions) -> Iterator[str]:
    """Give what a pronoun may stand for in a turn: several only where nothing tells them apart."""
    if pronoun in PERSONAL:
        return _persons(turn, is_feminine=pronoun not in MASCULINE)
    if pronoun == "there":
        return _places(turn)
    if pronoun in PLURAL:
        return _several(turn)
    return _things(turn)


def _persons(turn: TurnMentions, is_feminine: bool) -> Iterator[str]:
    mentions = list(reversed(turn.mentions))
    answer = turn.answer
    if answer is not None and answer.is_name:
        is_person = turn.kind_of(answer) is Kind.PERSON or (
            turn.kind_of(answer) is Kind.UNKNOWN
            and answer.has_personal_form
            and (turn.asks_who or _asks_which_person(turn))
        )
        if is_person and turn.agrees(answer, is_feminine):
            yield answer.text
            return
    for mention in mentions:
        kind = turn.kind_of(mention)
        is_person = mention.is_name and (
            kind is Kind.PERSON or (kind is Kind.UNKNOWN and mention.has_personal_form)
        )
        if is_person and turn.agrees(mention, is_feminine):
            yield mention.text
            return
    if answer is not None and turn.asks_who:
        # "Who is the director?" had another person as its answer.
        return
    for mention in mentions:
        if not mention.is_name and _ROLE.search(mention.head) and not mention.is_plural:
            yield mention.text
            return


def _asks_which_person(turn: TurnMentions) -> bool:
    """Tell whether a turn asks "which analyst"."""
    match = re.match(r"(?:which|what) ([\w-]+)", turn.question, re.IGNORECASE)
    return match is not None and _ROLE.search(match[1]) is not None


def _places(turn: TurnMentions) -> Iterator[str]:
    answer = turn.answer
    if answer is not None and turn.asks_where:
        yield answer.place or answer.text
        return
    for mention in reversed(turn.mentions):
        is_place = mention.preposition in _LOCATIVE or (
            mention.is_name and turn.kind_of(mention) in (Kind.PLACE, Kind.UNKNOWN)
        )
        if is_place and turn.kind_of(mention) is not Kind.PERSON:
            has_own = mention.preposition in ("on", "at", "near")
            yield f"{mention.preposition if has_own else 'in'} {mention.text}"
            return


def _several(turn: TurnMentions) -> Iterator[str]:
    answer = turn.answer
    if answer is not None and turn.asks_who and turn.kind_of(answer) is not Kind.PERSON:
        yield answer.text
        return
    plural = [mention for mention in turn.mentions if mention.is_plural]
    owners = [mention for mention in plural if mention.is_owner]
    counted = [mention for mention in plural if mention.is_counted]
    others = [mention for mention in reversed(plural) if not mention.is_owner]
    for mention in (*owners, *counted, *others):
        if mention.head.lower() not in COUNTABLE_PEOPLE:
            yield mention.text
            return
    if answer is not None and answer.is_plural and not answer.is_figure:
        yield answer.text
        return
    # A company, a council, a town: "they" are its people.
    for mention in turn.mentions:
        if not mention.is_name and _GROUP_NOUN.search(mention.head):
            yield mention.text
            return
    for mention in turn.mentions:
        if mention.is_name and turn.kind_of(mention) is not Kind.PERSON:
            yield mention.text
            return


def _things(turn: TurnMentions) -> Iterator[str]:
    answer = turn.answer
    if (
        answer is not None
        and turn.asks_for_thing
        and not answer.is_plural
        and not answer.is_clause
        and turn.kind_of(answer) is not Kind.PERSON
    ):
        yield answer.with_article
        return
    mentions = [
        mention
        for mention in turn.mentions
        if not mention.is_plural
        and turn.kind_of(mention) is not Kind.PERSON
        and (mention.is_name or not _ROLE.search(mention.head))
    ]
    direct = [mention for mention in mentions if mention.preposition is None]
    belonging = [mention for mention in mentions if mention.preposition == "of"]
    beside = [m for m in mentions if m.preposition and m.preposition not in _LOCATIVE | {"of"}]
    # "It" is no town that something happened in.
    around = [
        mention
        for mention in mentions
        if mention.preposition in _LOCATIVE and turn.kind_of(mention) is not Kind.PLACE
    ]
    groups = (direct + belonging, beside, around) if direct else (belonging + beside, around)
    for group in groups:
        if group:
            yield from (mention.text for mention in reversed(group))
            return


def _possessive(text: str) -> str:
    return text + ("’" if "’" in text else "'") + ("" if is_plural_noun(text) else "s")
