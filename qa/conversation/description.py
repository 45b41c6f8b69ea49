"""Learn from an article what a name stands for: a person, man or woman, a place, a group.

Only the words around the name count: a title before it, an age or "who" after it, the pronoun of
the next sentence. Where the article does not tell, nothing is assumed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from qa.conversation.noun_kinds import ROLE
from qa.text.names import RANK_ABBREVIATIONS, TITLES

_FEMININE_TITLES = frozenset("mrs ms miss lady dame queen princess sister".split())
_MASCULINE_TITLES = frozenset("mr sir lord king prince brother".split())
_OFFICES = frozenset(
    """colonel general major captain commander lieutenant sergeant admiral corporal inspector
    detective constable sheriff president minister governor senator mayor councillor congressman
    professor doctor judge justice chief director secretary king queen prince princess sir lady
    lord pope bishop father reverend""".split()
)
_WOMEN = "wife|mother|daughter|sister|widow|girlfriend|actress|spokeswoman|woman|girl"
_MEN = "husband|father|son|brother|widower|boyfriend|actor|spokesman|man|boy"
_PLACE_HEADS = frozenset(
    """river street road avenue lane bridge island islands bay port harbor harbour lake mount
    mountain valley square park county city town village point beach coast sea ocean airport
    station""".split()
)
_THING_HEADS = frozenset(
    """company corporation inc ltd energy films bank university college school hospital museum
    council ministry party union alliance association foundation fund group institute society
    brewery agency department office court committee commission ledger post times news house club
    league team marathon festival museum""".split()
)
_LOCATIVE = r"(?:in|at|near|across|around|outside|throughout|north of|south of|east of|west of)"
_PRONOUN = re.compile(r"\b(he|him|his|she|her|hers)\b", re.IGNORECASE)
_CAPITAL_RUN = re.compile(r"\b[A-ZÀ-ÖØ-Þ][\w’'-]+(?: [A-ZÀ-ÖØ-Þ][\w’'-]+)+")
_WINDOW = 240


class Kind(Enum):
    """What a name stands for."""

    PERSON = "person"
    PLACE = "place"
    THING = "thing"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Description:
    """What is known of a name.

    Attributes:
        is_feminine: True for a woman, False for a man, None where nothing tells.
    """

    kind: Kind
    is_feminine: bool | None = None


def describe(name: str, text: str) -> Description:
    """Describe a name by its own form and by every mention of it in the text of an article."""
    words = name.split()
    if not words:
        return Description(Kind.UNKNOWN)
    first, last = words[0].lower().rstrip("."), words[-1].lower()
    if first in TITLES | RANK_ABBREVIATIONS | _OFFICES and len(words) > 1:
        return Description(Kind.PERSON, _gender(name, text))
    if last in _PLACE_HEADS or first in ("lake", "mount", "port"):
        return Description(Kind.PLACE)
    if last in _THING_HEADS or " of " in name:
        return Description(Kind.THING)
    if re.search(rf"\b[Tt]he {re.escape(name)}\b", text):
        return Description(Kind.THING)
    if len(words) == 1:
        # A first name or a surname is described by the whole name that the article gives once.
        whole = next((run for run in _CAPITAL_RUN.findall(text) if name in run.split()), None)
        if whole is not None and len(whole.split()) < 4:
            return describe(whole, text)
    gender = _gender(name, text) if len(words) > 1 and _may_be_person(name, text) else None
    if gender is not None or _is_introduced_as_person(name, text):
        return Description(Kind.PERSON, gender)
    mentions = len(re.findall(rf"\b{re.escape(name)}\b", text))
    places = len(re.findall(rf"\b{_LOCATIVE} {re.escape(name)}\b", text))
    if places and 3 * places >= mentions:
        return Description(Kind.PLACE)
    return Description(Kind.UNKNOWN)


def restore_names(question: str, text: str) -> str:
    """Capitalise the words of a question that are names in an article: "the grey heron".

    A single word counts only if the article never has it in lower case; one that only ever begins
    sentences does not where the question has it as a common noun, "the thieves".
    """
    for run in sorted(set(_CAPITAL_RUN.findall(text)), key=len, reverse=True):
        question = re.sub(rf"\b{re.escape(run)}\b", run, question, flags=re.IGNORECASE)
    lower = set(re.findall(r"\b[a-zà-öø-þ][\w-]*", text))
    capitalised = set(re.findall(r"(?<=[\w,;:] )[A-ZÀ-ÖØ-Þ][\w-]+", text))
    names: dict[str, str] = {
        word.lower(): word for word in capitalised if word.lower() not in lower
    }
    # A word that only ever begins sentences counts when it does so more than once.
    initial = re.findall(r"\b[A-ZÀ-ÖØ-Þ][\w-]{3,}", text)
    names_at_start: dict[str, str] = {
        word.lower(): word
        for word in set(initial)
        if initial.count(word) > 1 and word.lower() not in lower
    }

    def restored(match: re.Match[str]) -> str:
        before, word = str(match["before"]), str(match["word"])
        if not before and word in names_at_start:
            return names_at_start[word]
        return before + names.get(word, word)

    return re.sub(
        r"(?P<before>(?:\b(?:the|an?|these|those|many|which|what) )?)\b(?P<word>[a-zà-öø-þ][\w-]*)",
        restored,
        question,
    )


def _may_be_person(name: str, text: str) -> bool:
    """Tell whether the mentions allow a person; nobody is said to be "in" a person."""
    return re.search(rf"\b{_LOCATIVE} {re.escape(name)}\b", text) is None


def _is_introduced_as_person(name: str, text: str) -> bool:
    escaped = re.escape(name)
    title = "|".join(sorted(TITLES | RANK_ABBREVIATIONS | _OFFICES))
    return (
        re.search(rf"\b(?:{title})\.? (?:[A-Z][\w.’'-]* ){{0,2}}{escaped}\b", text, re.IGNORECASE)
        is not None
        or re.search(rf"{escaped}(?: [A-Z][\w’'-]+)?, (?:who\b|\d{{1,3}}\b|aged\b)", text)
        is not None
        or re.search(rf"\b(?:named|{_WOMEN}|{_MEN}),? {escaped}\b", text) is not None
        or _has_role(name, text)
        or re.search(rf"^By {escaped}$", text, re.MULTILINE) is not None
    )


def _has_role(name: str, text: str) -> bool:
    """Tell whether a role stands beside a name: "Ruth Amadi, the councillor"."""
    escaped = re.escape(name)
    before = rf"\b{ROLE},? {escaped}\b"
    after = rf"\b{escaped}, (?:(?:the|an?|its|their|his|her) )?(?:[\w’'-]+ ){{0,4}}?{ROLE}\b"
    return any(re.search(form, text) is not None for form in (before, after))


def _gender(name: str, text: str) -> bool | None:
    """Tell by titles, relations and following pronouns whether a person is a woman."""
    surname = name.split()[-1]
    votes = 0
    for match in re.finditer(rf"\b{re.escape(surname)}\b", text):
        before = text[max(0, match.start() - 60) : match.start()].split()
        previous = before[-1].lower().strip(".,") if before else ""
        if previous in _FEMININE_TITLES or re.fullmatch(_WOMEN, previous):
            return True
        if previous in _MASCULINE_TITLES or re.fullmatch(_MEN, previous):
            return False
        paragraph = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        votes += _vote_of_pronoun(text[match.end() : match.end() + _WINDOW], paragraph)
    return None if votes == 0 else votes > 0


def _may_name_person(run: re.Match[str]) -> bool:
    """Tell whether a run of capitalised words may be a person: "Gannet Island" is none."""
    return run.group().split()[-1].lower() not in _PLACE_HEADS | _THING_HEADS


def _vote_of_pronoun(following: str, preceding: str) -> int:
    """Give 1 for "she", -1 for "he" in this sentence or the next, before another name; else 0.

    Args:
        preceding: the paragraph up to the name. What somebody said "that he" did may go on about
            whom the paragraph calls "he" already, and tells nothing of the speaker.
    """
    following = re.split(r"\n\s*\n", following)[0]
    sentences = re.split(r"(?<=[.!?][\"”’ ])\s*", following)
    reach = "".join(sentences[:2])
    other = next(filter(_may_name_person, _CAPITAL_RUN.finditer(reach)), None)
    pronoun = _PRONOUN.search(reach, 0, other.start() if other else len(reach))
    if pronoun is None:
        return 0
    vote = _sex_of(pronoun)
    is_reported = re.search(r"\bthat\b", reach[: pronoun.start()]) is not None
    if is_reported and vote in map(_sex_of, _PRONOUN.finditer(preceding)):
        return 0
    return vote


def _sex_of(pronoun: re.Match[str]) -> int:
    """Give 1 for a feminine pronoun, -1 for a masculine one."""
    return 1 if pronoun.group().lower().startswith(("she", "her")) else -1
