"""Find the pronoun of a question that points outside the question.

Three kinds do not: a pronoun that stands for nothing ("Is it true that ...?", "How long does it
take to ...?"), one that stands for words of the same question ("Did Ada Bell say why she
resigned?"), and one that belongs to a noun ("that day").
"""

from __future__ import annotations

import re

from qa.conversation.noun_phrases import (
    AUXILIARY,
    VERBS,
    begins_with_auxiliary,
    find_noun_phrases,
    find_question_names,
)

PERSONAL = frozenset("he she him her his hers".split())
MASCULINE = frozenset("he him his".split())
PLURAL = frozenset("they them their theirs these those".split())
_DEMONSTRATIVE = frozenset("this that these those".split())
_NOMINATIVE = frozenset("he she they".split())
POSSESSIVE = frozenset("their his its".split())
_PRONOUN = re.compile(
    r"\b(they|them|their|theirs|he|she|him|her|his|hers|it|its|there|this|that|these|those)\b",
    re.IGNORECASE,
)

_CLAUSE = r"(?:that|to|if|whether|when|who|which|like|as if)"
# Adjectives whose subject is a clause: "it is safe to swim". "Likely" and "expected" are not among
# them, because "is it likely to be melted?" asks about a thing.
_CLAUSAL_ADJECTIVE = (
    r"(?:(?:im)?possible|(?:un)?necessary|(?:un)?safe|(?:il)?legal|(?:un)?lawful|easy|easier|hard"
    r"|harder|difficult|(?:un)?important|better|best|dangerous|risky|common|usual|normal|allowed"
    r"|permitted|forbidden|ok|okay|right|wrong|fair|useful|cheaper|too (?:late|early|soon)|time)"
)
_WEATHER = r"(?:rain|snow|hail|thunder|freez)\w*"
# What follows "it" where it stands for nothing.
_EMPTY_AFTER_VERB = re.compile(
    rf"(?:(?:is|was|were|be|been|being|’s|'s|will be|has been|had been) )?"
    rf"(?:(?:(?:likely|expected|going|due) to )?{_WEATHER}\b"
    rf"|(?:still |really |just )?{_CLAUSAL_ADJECTIVE} (?:for [\w ]+ )?to \w+ ."
    r"|(?:\w+ ){0,2}(?:that|whether|if)\b)",
    re.IGNORECASE,
)
_EMPTY_AFTER_DO = re.compile(
    rf"(?:{_WEATHER}\b|takes?\b ?.|took\b ?.|costs? (?:\w+ ){{0,3}}to\b"
    rf"|(?:seems?|appears?|turns? out|happens?|matters?|follows?|means?) {_CLAUSE}\b)",
    re.IGNORECASE,
)
_BE = re.compile(r"\b(?:is|was|be|been|isn[’']?t|wasn[’']?t)$", re.IGNORECASE)
_TAG_QUESTION = re.compile(r"^(?:is|was|are|were)n[’']?t it$", re.IGNORECASE)
_CLOCK = re.compile(r"^(?:what (?:time|day|date)|how late) (?:is|was) it\b", re.IGNORECASE)
# Words that begin a clause of its own inside a question.
_CLAUSE_OPENING = re.compile(
    r"\b(?:that|whether|if|when|why|how|where|what|who|because|as|while|after|before|until|since"
    r"|and|but|or|so)\b|[,;:]",
    re.IGNORECASE,
)


def find_open_pronoun(question: str) -> re.Match[str] | None:
    """Find the first pronoun that stands for something outside the question."""
    for match in _PRONOUN.finditer(question):
        if _is_open(question, match):
            return match
    return None


def is_before_noun(question: str, match: re.Match[str]) -> bool:
    """Tell "her job" from "ask her why": whether a word that may be a noun follows."""
    following = question[match.end() :].split()
    return bool(following) and following[0].lower() not in _NOT_POSSESSED


_NOT_POSSESSED = frozenset(
    """a about after an and as at because before but by do does did for from how if in into is of
    off on or out over say so that the then to up was what when where which who why with""".split()
)


def _is_open(question: str, match: re.Match[str]) -> bool:
    word = match.group().lower()
    preceding = question[: match.start()].rstrip()
    following = question[match.end() :].strip()
    if word == "there":
        # "Were there survivors?" and "there were" only state that something exists.
        words = preceding.split()
        return not (words and re.fullmatch(AUXILIARY, words[-1], re.I)) and not (
            begins_with_auxiliary(following)
        )
    if word in _DEMONSTRATIVE:
        return _is_demonstrative_open(preceding, following)
    if word == "it" and _is_empty(preceding, following):
        return False
    return not _has_antecedent_inside(question, match)


def _is_demonstrative_open(preceding: str, following: str) -> bool:
    """Tell "where was that stolen?" from "what did the minister say that day?"."""
    words = preceding.split()
    if not following:
        return bool(words)
    next_word = following.split()[0].lower()
    after_auxiliary = 1 < len(words) < 4 and begins_with_auxiliary(words[-1])
    if after_auxiliary:
        is_participle = re.fullmatch(r"\w+(?:ed|en|wn|ught|lt|nt)", next_word) is not None
        return is_participle or next_word in VERBS
    return len(words) < 2 and begins_with_auxiliary(following)


def _is_empty(preceding: str, following: str) -> bool:
    """Tell whether "it" stands for nothing, as in "Is it true that ...?" or "it rained"."""
    if _CLOCK.match(f"{preceding} it") or _TAG_QUESTION.match(f"{preceding} it"):
        return True
    if _EMPTY_AFTER_DO.match(following):
        return True
    is_subject_of_be = _BE.search(preceding) or re.match(
        r"(?:is|was|has been|had been|will be|’s|'s)\b", following, re.I
    )
    return bool(is_subject_of_be and _EMPTY_AFTER_VERB.match(following))


def _has_antecedent_inside(question: str, match: re.Match[str]) -> bool:
    """Tell whether a pronoun stands for words of its own question.

    A possessive and the subject of a later clause may; the object of a clause never stands for the
    subject of the same clause ("What did Ada Bell say about him?").
    """
    word = match.group().lower()
    before = question[: match.start()]
    names = [start for start, _ in find_question_names(question) if start < match.start()]
    phrases = [
        phrase.start for phrase in find_noun_phrases(question) if phrase.end <= match.start()
    ]
    candidates = names + (phrases if word not in PERSONAL else [])
    if not candidates:
        return False
    if word in _NOMINATIVE:
        return bool(names) or _opens_clause(before, min(candidates))
    if word in POSSESSIVE or (word == "her" and is_before_noun(question, match)):
        return bool(names)
    if word == "it":
        return _opens_clause(before, min(candidates)) and _is_subject(question, match)
    return False


def _opens_clause(before: str, candidate_start: int) -> bool:
    """Tell whether a clause begins between a candidate and what follows it."""
    return _CLAUSE_OPENING.search(before, candidate_start) is not None


def _is_subject(question: str, match: re.Match[str]) -> bool:
    preceding = question[: match.start()].split()
    following = question[match.end() :].split()
    if not following:
        return False
    opens = _CLAUSE_OPENING.fullmatch(preceding[-1]) is not None if preceding else True
    return opens or begins_with_auxiliary(following[0])
