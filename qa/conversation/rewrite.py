"""Rewrite a follow-up question so that it stands alone, with what was asked and answered before.

No language model: what is missing of a question (what a pronoun stands for, the verb after "and
when?") is taken from the last turns by rules, so that a person can see what is asked instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.conversation.antecedents import resolve_pronoun
from qa.conversation.noun_phrases import (
    AUXILIARY,
    QUESTION_WORD,
    begins_with_auxiliary,
    begins_with_subject,
    find_noun_phrases,
    find_question_names,
    is_question,
    parse_counted,
)
from qa.text.names import find_linked_names
from qa.types.query import Turn

__all__ = ["FollowUp", "Turn", "rewrite_question"]

_OPENING = re.compile(r"^(?:(?:and|but|so|ok|okay|then|also|well)\b[ ,]*)+", re.IGNORECASE)
_LONE_QUESTION_WORD = re.compile(
    rf"^(?P<question_word>{QUESTION_WORD})(?: exactly| then)?$", re.IGNORECASE
)
_WHAT_ABOUT = re.compile(r"^(?:what|how) about (?P<other>.+)$", re.IGNORECASE)
_ANYONE_ELSE = re.compile(
    rf"^(?:{QUESTION_WORD} else|any(?:one|body|thing|where)? (?:else|others?))$", re.IGNORECASE
)
_PLAIN_QUESTION = re.compile(rf"^(?P<question_word>{QUESTION_WORD}) (?P<rest>.+)$", re.IGNORECASE)
_PREPOSITION = re.compile(r"^(in|on|at|to|from|for|by|with|of|near|under|after|before) ", re.I)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question as it is to be asked.

    Attributes:
        question: complete; as typed when nothing was missing or nothing fits.
        article: id of the article whose passages are moved up; others are found, too.
        excluded_answers: answers that were given before and are not asked for again ("who else?").
    """

    question: str
    article: str | None = None
    excluded_answers: tuple[str, ...] = ()


def rewrite_question(question: str, turns: Sequence[Turn]) -> FollowUp:
    """Complete a question with the turns before it, the last of which counts most."""
    typed = " ".join(question.split())
    if not turns or not typed:
        return FollowUp(typed)
    last = turns[-1]
    article = _last_article(turns)
    bare = _OPENING.sub("", typed.rstrip("?!. ")).strip()
    if _ANYONE_ELSE.match(bare):
        return _ask_again(turns)
    lone = _LONE_QUESTION_WORD.match(bare)
    if lone:
        return FollowUp(_ask_anew(lone["question_word"], last), article)
    about = _WHAT_ABOUT.match(bare)
    if about or (bare != typed.rstrip("?!. ") and not is_question(bare)):
        return FollowUp(_substitute(about["other"] if about else bare, last.question), article)
    resolved = resolve_pronoun(bare, turns)
    if resolved is None:
        # A question with a name of its own stands alone; another may well go on about the same.
        return FollowUp(typed, None if list(find_question_names(bare)) else article)
    asks_for_others = re.search(r"\belse\b", bare, re.I)
    excluded_answers = (last.answer,) if asks_for_others and last.answer else ()
    return FollowUp(f"{resolved}?", article, excluded_answers)


def _ask_again(turns: Sequence[Turn]) -> FollowUp:
    """Ask the last question again, without the answers that it has had."""
    last = turns[-1]
    answers = tuple(
        turn.answer for turn in turns if turn.question == last.question and turn.answer is not None
    )
    return FollowUp(last.question, _last_article(turns), answers)


def _last_article(turns: Sequence[Turn]) -> str | None:
    """Give the article of the last answer that there was."""
    return next((turn.article for turn in reversed(turns) if turn.article), None)


def _ask_anew(question_word: str, last: Turn) -> str:
    """Ask another thing about the same: "and when?" after "Where will the trainers be based?"."""
    opening = question_word[0].upper() + question_word[1:]
    question = last.question.rstrip("?!. ")
    counted = parse_counted(question)
    if counted:
        noun = f"the {counted.noun.removeprefix('the ')}"
        if not counted.rest:
            return f"{opening} {noun}?"
        auxiliary, _, rest = counted.rest.partition(" ")
        if begins_with_subject(rest):
            return f"{opening} {auxiliary} {rest} {noun}?"
        return f"{opening} {auxiliary} {noun} {rest}".rstrip() + "?"
    plain = _PLAIN_QUESTION.match(question)
    if plain is None:
        return f"{opening} {question}?"
    rest = plain["rest"]
    if plain["question_word"].lower() == "who" and last.answer:
        auxiliary, _, predicate = rest.partition(" ")
        if not begins_with_auxiliary(rest):
            return f"{opening} {last.answer} {rest}?"
        if not begins_with_subject(predicate):
            return f"{opening} {auxiliary} {last.answer} {predicate}?"
    if not begins_with_auxiliary(rest):
        phrases = list(find_noun_phrases(rest))
        if phrases:
            return f"{opening} the {phrases[-1].noun}?"
    return f"{opening} {rest}?"


def _substitute(other: str, question: str) -> str:
    """Ask the last question about something else: "and engineers?" after "How many trainers?"."""
    question = question.rstrip("?!. ")
    preposition = _PREPOSITION.match(other)
    if preposition:
        same = list(re.finditer(rf"\b{preposition[1]} ", question, re.I))
        beginning = question[: same[-1].start()].rstrip() if same else question
        return f"{beginning} {other}?"
    other_name = next(find_linked_names(other), None)
    if other_name is not None and other_name.start() == 0:
        names = list(find_question_names(question))
        if names:
            start, name = names[-1]
            return f"{question[:start]}{other}{question[start + len(name) :]}?"
        return f"{question} {other}?"
    counted = parse_counted(question)
    if counted:
        noun = other.removeprefix("the ")
        return f"{counted.question_word} {noun} {counted.rest}".rstrip() + "?"
    subject = re.match(rf"({QUESTION_WORD} {AUXILIARY} )([a-z]+s)\b", question, re.I)
    if subject:
        return f"{subject[1]}{other}{question[subject.end() :]}?"
    phrases = list(find_noun_phrases(question))
    if phrases:
        return f"{question[: phrases[-1].start]}{other}{question[phrases[-1].end :]}?"
    return f"{question} {other}?"
