"""Complete a question that leaves words out: "and when?", "and engineers?", "the year before?"."""

from __future__ import annotations

import re

from qa.conversation.noun_phrases import (
    AUXILIARY,
    PARTICIPLE,
    QUESTION_WORD,
    begins_with_auxiliary,
    begins_with_subject,
    find_noun_phrases,
    find_question_names,
    is_plural_noun,
    parse_counted,
)
from qa.text.names import find_linked_names

_PLAIN_QUESTION = re.compile(rf"^(?P<question_word>{QUESTION_WORD}) (?P<rest>.+)$", re.IGNORECASE)
# "Who had the job?": the auxiliary is the verb.
_HAS_THING = re.compile(r"(?:has|have|had) (?:the|an?|his|her|its|their) ", re.IGNORECASE)
# "Who's", also as "whos".
_CONTRACTED = re.compile(r"^(who|what|where|when|how)[’']?s ", re.IGNORECASE)
_PREPOSITION = re.compile(r"^(in|on|at|to|from|for|by|with|of|near|under|after|before) ", re.I)
_ADVERB = re.compile(
    r"\w+ly|now|today|yesterday|tomorrow|before|then|earlier|later|afterwards|in the end|at first"
    r"|(?:last|next|this) (?:year|month|week|time)",
    re.IGNORECASE,
)
_PAST = (
    "became|began|broke|came|did|drank|drew|drove|ate|fell|flew|froze|gave|got|grew|knew|ran|rose"
    "|sang|saw|spoke|stole|swam|took|threw|went|woke|wore|wrote"
)
_TIME_SHIFT = re.compile(
    r"(?:in )?the (?P<unit>year|month|week|day|season) (?P<direction>before|earlier|after|later)"
    r"(?: that)?",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(r"(?:and )?how many", re.IGNORECASE)
# "How many were saved?", "how many saved?": the noun is left out.
_UNCOUNTED = re.compile(
    rf"how many (?P<rest>(?:{AUXILIARY}|{PARTICIPLE.pattern}|{_PAST})\b.*)$", re.IGNORECASE
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def parse_time_shift(text: str) -> re.Match[str] | None:
    """Take apart "the year before" and the like; None when the text is something else."""
    return _TIME_SHIFT.fullmatch(text)


def ask_of_time(shift: str, question: str) -> str:
    """Ask the last question of the year before or after; of the very year where it names one."""
    question = question.rstrip("?!. ")
    match = _TIME_SHIFT.fullmatch(shift)
    year = YEAR.search(question)
    if match and year and match["unit"].lower() == "year":
        step = -1 if match["direction"].lower() in ("before", "earlier") else 1
        return f"{question[: year.start()]}{int(year.group()) + step}{question[year.end() :]}?"
    words = re.sub("^in | that$", "", shift, flags=re.IGNORECASE)
    if match:
        relative = rf"\b(?:last|this) {match['unit']}\b|\b(?:in )?the {match['unit']} before\b"
        question = re.sub(rf" ?(?:{relative})", "", question, flags=re.IGNORECASE)
    return f"{question} {'' if 'earlier' in words or 'later' in words else 'in '}{words}?"


def ask_anew(question_word: str, question: str, answer: str | None) -> str:
    """Ask another thing about the same: "and when?" after "Where will the trainers be based?"."""
    opening = question_word[0].upper() + question_word[1:]
    question = _CONTRACTED.sub(r"\1 is ", question.rstrip("?!. "))
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
        # Key words, such as "teacher strike how long": what was asked of them is left out.
        topic = re.sub(rf"[ ,]+{QUESTION_WORD}$", "", question, flags=re.IGNORECASE)
        return f"{opening} {topic}?"
    rest = plain["rest"]
    if plain["question_word"].lower() == "who" and answer:
        auxiliary, _, predicate = rest.partition(" ")
        has_main_verb = not begins_with_auxiliary(rest) or (
            _HAS_THING.match(rest) and not PARTICIPLE.fullmatch(rest.split()[-1])
        )
        if has_main_verb:
            return f"{opening} {answer} {rest}?"
        if not begins_with_subject(predicate):
            return f"{opening} {auxiliary} {answer} {predicate}?"
    if not begins_with_auxiliary(rest):
        phrases = list(find_noun_phrases(rest))
        if phrases:
            return f"{opening} the {phrases[-1].noun}?"
    return f"{opening} {rest}?"


def ask_how_many(text: str, question: str) -> str | None:
    """Complete "how many were saved?" with what the last question counted; None for another."""
    match = _UNCOUNTED.match(text)
    counted = parse_counted(question.rstrip("?!. "))
    if match is None or counted is None or not _HOW_MANY.match(counted.question_word):
        return None
    return f"How many {counted.noun} {match['rest']}?"


def ask_about(other: str, question: str) -> str | None:
    """Ask the last question about something else: "and engineers?" after "How many trainers?".

    Returns:
        None where the last question counts and the other is a single thing: "the dome".
    """
    question = question.rstrip("?!. ")
    if _ADVERB.fullmatch(other):
        return f"{question} {other}?"
    preposition = _PREPOSITION.match(other)
    if preposition:
        same = list(re.finditer(rf"\b{preposition[1]} ", question, re.I))
        beginning = question[: same[-1].start()].rstrip() if same else question
        return f"{beginning} {other}?"
    other_name = next(find_linked_names(other), None)
    if other_name is not None and other_name.start() == 0:
        names = list(find_question_names(question))
        if names:
            return _exchange_name(question, names[-1], other)
        return f"{question} {other}?"
    counted = parse_counted(question)
    if counted and _HOW_MANY.match(counted.question_word) and _is_single(other):
        return None
    if counted:
        noun = other.removeprefix("the ")
        return f"{counted.question_word} {noun} {counted.rest}".rstrip() + "?"
    subject = re.match(rf"({QUESTION_WORD} {AUXILIARY} )([a-z]+s)\b", question, re.I)
    if subject:
        return f"{subject[1]}{other}{question[subject.end() :]}?"
    phrases = list(find_noun_phrases(question))
    if phrases:
        return f"{question[: phrases[-1].start]}{other}{question[phrases[-1].end :]}?"
    names = list(find_question_names(question))
    if names:
        return _exchange_name(question, names[-1], other)
    return f"{question} {other}?"


def _exchange_name(question: str, name: tuple[int, str], other: str) -> str:
    """Put something else in the place of a name, as an owner where the name is one."""
    start, words = name
    owner = re.search(r"[’']s?$", words)
    suffix = "'s" if owner and not re.search(r"[’']s?$", other) else ""
    return f"{question[:start]}{other}{suffix}{question[start + len(words) :]}?"


def _is_single(words: str) -> bool:
    """Tell whether words such as "the dome" stand for one thing, which is not counted."""
    opening, _, noun = words.partition(" ")
    return opening.lower() in ("the", "this", "that") and not is_plural_noun(noun)
