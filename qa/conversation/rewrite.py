"""A follow-up question made complete by what was asked and answered before it.

No language model: what is missing of a question (what a pronoun stands for, the verb after "and
when?") is taken from the last turns by rules, so that a person can see what is asked instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.text.equivalence import value_of
from qa.text.names import find_linked_names, is_linked_name
from qa.text.terms import content_terms
from qa.types.query import Turn


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question as it is to be asked.

    Attributes:
        question: complete; as typed when nothing was missing or nothing fits.
        article: id of the article whose passages are preferred, not the only ones.
        unwanted: answers that were given before and are not asked for again ("who else?").
    """

    question: str
    article: str | None = None
    excluded_answers: tuple[str, ...] = ()


_AUXILIARY = (
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|must)"
)
_ASKING = (
    r"(?:(?:since|until|for|by|with|to|from|in|at|of) )?"
    rf"(?:how (?!{_AUXILIARY}\b)[a-z]+|what (?:time|year|day)|which day|when|where|why|who|whom|how"
    r"|what)"
)
_LEAD = re.compile(r"^(?:(?:and|but|so|ok|okay|then|also|well)\b[ ,]*)+", re.IGNORECASE)
_ONLY_ASKING = re.compile(rf"^(?P<asking>{_ASKING})(?: exactly| then)?$", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:what|how) about (?P<other>.+)$", re.IGNORECASE)
_ELSE = re.compile(
    rf"^(?:{_ASKING} else|any(?:one|body|thing|where)? (?:else|others?))$", re.IGNORECASE
)
# "how many trainers" of "How many trainers will Callaria send?", and what comes after it.
_COUNTED = re.compile(
    rf"^(?P<asking>how (?:many|much)) (?P<thing>(?!{_AUXILIARY}\b).+?)"
    rf"(?: (?P<rest>{_AUXILIARY}\b.*))?$"
    rf"|^(?P<asking_which>what|which) "
    rf"(?P<which>(?!{_AUXILIARY}\b)(?:(?!the |an? )[\w’'-]+ ){{1,3}})"
    rf"(?P<which_rest>{_AUXILIARY}\b.*)$",
    re.IGNORECASE,
)
_THEME = re.compile(r"^what (?:is|are|was|were) \w+(?:ed|en|n|t)\b", re.IGNORECASE)
_PLAIN = re.compile(rf"^(?P<asking>{_ASKING}) (?P<rest>.+)$", re.IGNORECASE)
_DETERMINER = re.compile(r"\b(?:the|this|that|these|those|an?) ", re.IGNORECASE)
_PREPOSITION = re.compile(r"^(in|on|at|to|from|for|by|with|of|near|under|after|before) ", re.I)

_PEOPLE = frozenset("they them their theirs these those".split())
_PERSON = frozenset("he she him her his hers".split())
_THING = frozenset("it its this that".split())
_PLACE = frozenset({"there"})
_OWNING = frozenset("their his its".split())
_PRONOUN = re.compile(
    r"\b(they|them|their|theirs|he|she|him|her|his|hers|it|its|there|this|that|these|those)\b",
    re.IGNORECASE,
)
_PLURAL = ("s", "people", "men", "women", "children", "police", "personnel", "staff")
_PEOPLE_AT_LARGE = frozenset("people persons times".split())
_VERBS = frozenset(
    """accept agree appear arrive ask attend attack be become begin believe break bring build
    burn buy call carry cause change charge chair claim close come cost cover cross cut
    decide demand die do dock draw drop employ end enter expect fall fight find finish fly
    follow found get give go grow happen have help hire hold join keep kill know last lead
    learn leave live lose make mean measure meet move need offer open oppose order own pay
    plan play produce promise propose pull raise reach read receive recall report return
    rise run save say see sell send serve set show sit sleep speak spend stand start stay
    steal stop support take tell think train travel treat try turn use visit vote wait walk
    want warn weigh win work write""".split()
)
_NO_NOUNS = frozenset(
    """a about back after all and are at be been before by can did do does for from had has
    have her his how in is it its many most much new not of off on or out said say should so
    that the their then there they this to up was were what when where which who why will
    with would""".split()
)


def rewrite_question(question: str, turns: Sequence[Turn]) -> FollowUp:
    """Make a question complete with the turns before it, the last of which counts most."""
    asked = " ".join(question.split())
    if not turns or not asked:
        return FollowUp(asked)
    last = turns[-1]
    article = _article(turns)
    bare = _LEAD.sub("", asked.rstrip("?!. ")).strip()
    about = _ABOUT.match(bare)
    if _ELSE.match(bare):
        return _more(turns)
    asking = _ONLY_ASKING.match(bare)
    if asking:
        return FollowUp(_asked_anew(asking["asking"], last), article)
    if about or (bare != asked.rstrip("?!. ") and not _is_question(bare)):
        return FollowUp(_exchanged(about["other"] if about else bare, last.question), article)
    resolved = _resolved(bare, turns)
    if resolved is None:
        # A question with a name of its own stands alone; another may well go on about the same.
        return FollowUp(asked, None if list(_names(bare)) else article)
    excluded_answers = (last.answer,) if re.search(r"\belse\b", bare, re.I) and last.answer else ()
    return FollowUp(f"{resolved}?", article, excluded_answers)


def _more(turns: Sequence[Turn]) -> FollowUp:
    """The last question again, without the answers that it has had."""
    last = turns[-1]
    article = _article(turns)
    given = tuple(
        turn.answer for turn in turns if turn.question == last.question and turn.answer is not None
    )
    return FollowUp(last.question, article, given)


def _article(turns: Sequence[Turn]) -> str | None:
    """The article of the last answer that there was."""
    return next((turn.article for turn in reversed(turns) if turn.article), None)


def _asked_anew(asking: str, last: Turn) -> str:
    """Another thing asked of the same: "and when?" after "Where will the trainers be based?"."""
    opening = asking[0].upper() + asking[1:]
    question = last.question.rstrip("?!. ")
    counted = _counted(question)
    if counted:
        thing = f"the {counted.thing.removeprefix('the ')}"
        if not counted.rest:
            return f"{opening} {thing}?"
        auxiliary, _, rest = counted.rest.partition(" ")
        if _begins_subject(rest):
            return f"{opening} {auxiliary} {rest} {thing}?"
        return f"{opening} {auxiliary} {thing} {rest}".rstrip() + "?"
    plain = _PLAIN.match(question)
    if plain is None:
        return f"{opening} {question}?"
    rest = plain["rest"]
    if plain["asking"].lower() == "who" and last.answer:
        auxiliary, _, done = rest.partition(" ")
        if not _begins_with_auxiliary(rest):
            return f"{opening} {last.answer} {rest}?"
        if not _begins_subject(done):
            return f"{opening} {auxiliary} {last.answer} {done}?"
    if not _begins_with_auxiliary(rest):
        things = list(_things(rest))
        if things:
            return f"{opening} the {things[-1][2]}?"
    return f"{opening} {rest}?"


def _exchanged(other: str, question: str) -> str:
    """The last question about something else: "and engineers?" after "How many trainers ...?"."""
    question = question.rstrip("?!. ")
    preposition = _PREPOSITION.match(other)
    if preposition:
        there = list(re.finditer(rf"\b{preposition[1]} ", question, re.I))
        kept = question[: there[-1].start()].rstrip() if there else question
        return f"{kept} {other}?"
    found = list(find_linked_names(other))
    if found and found[0].start() == 0:
        names = list(_names(question))
        if names:
            at, name = names[-1]
            return f"{question[:at]}{other}{question[at + len(name) :]}?"
        return f"{question} {other}?"
    counted = _counted(question)
    if counted:
        return f"{counted.asking} {other.removeprefix('the ')} {counted.rest}".rstrip() + "?"
    subject = re.match(rf"({_ASKING} {_AUXILIARY} )([a-z]+s)\b", question, re.I)
    if subject:
        return f"{subject[1]}{other}{question[subject.end() :]}?"
    things = list(_things(question))
    if things:
        start, end, _ = things[-1]
        return f"{question[:start]}{other}{question[end:]}?"
    return f"{question} {other}?"


def _resolved(question: str, turns: Sequence[Turn]) -> str | None:
    """The question with its first open pronoun filled in; None without one, or when none fits."""
    for match in _PRONOUN.finditer(question):
        word = match.group().lower()
        if not _is_open(question, match):
            continue
        for turn in reversed(turns[-3:]):
            meant = _antecedent(word, turn)
            if meant is not None:
                owning = word in _OWNING or (
                    word == "her" and _is_followed_by_noun(question, match)
                )
                if owning:
                    meant += "'" if meant.endswith("s") else "'s"
                return question[: match.start()] + meant + question[match.end() :]
        return None
    return None


def _is_open(question: str, match: re.Match[str]) -> bool:
    """Whether a word points outside its question; "there" of "were there" does not."""
    word, before = match.group().lower(), question[: match.start()].lower().split()
    after = question[match.end() :].split()
    if word == "there":
        return not (before and re.fullmatch(_AUXILIARY, before[-1])) and not (
            after and re.fullmatch(_AUXILIARY, after[0].lower())
        )
    if word in ("this", "that", "these", "those"):
        # Before a noun it points at one; behind a noun it opens a clause.
        return not after or (len(before) < 2 and _begins_with_auxiliary(after[0]))
    if word == "it" and re.match(r"(?:take|takes|took|rain|snow)\b", " ".join(after)):
        return False
    named = any(name for at, name in _names(question) if at < match.start())
    return not (named and word in (_PERSON | _OWNING))


def _antecedent(pronoun: str, turn: Turn) -> str | None:
    """What a pronoun may stand for in an earlier turn."""
    said = _Said.of(turn)
    if pronoun in _PERSON:
        return _person(said)
    if pronoun in _PLACE:
        return _place(said)
    if pronoun in _PEOPLE:
        return _people(said)
    return _thing(said)


def _person(said: _Said) -> str | None:
    if said.answer and _is_person(said.answer) and (said.asks_who or not said.names):
        return said.answer
    return said.names[-1] if said.names else None


def _place(said: _Said) -> str | None:
    if said.answer and said.question.lower().startswith("where"):
        place = next(find_linked_names(said.answer), None)
        return said.answer if place is None else f"in {place.group()}"
    return f"in {said.names[-1]}" if said.names else None


def _people(said: _Said) -> str | None:
    if said.answer and said.asks_who:
        return said.answer
    owners = re.findall(r"\bthe ([\w-]+s)[’'](?= )", said.question)
    if owners:
        return f"the {owners[-1]}"
    counted = said.counted.thing.removeprefix("the ") if said.counted else ""
    if counted.lower().endswith(_PLURAL) and counted.lower() not in _PEOPLE_AT_LARGE:
        return f"the {counted}"
    for thing in reversed(said.things):
        if thing.endswith(_PLURAL) and not thing.endswith("ss"):
            return f"the {thing}"
    if said.answer and _is_many(said.answer):
        return said.answer
    return said.names[0] if said.names else None


def _thing(said: _Said) -> str | None:
    if said.answer and (said.counted or _THEME.match(said.question)):
        return _determined(said.answer)
    if said.things:
        return f"the {said.things[-1]}"
    return said.names[-1] if said.names else None


def _determined(answer: str) -> str:
    """ "the gold torc" for "a gold torc" or "gold torc"; a name stays as it is."""
    bare = re.sub(r"^(?:an?|the) ", "", answer, flags=re.IGNORECASE)
    return f"the {bare}" if bare[:1].islower() else bare


def _names(question: str) -> Iterator[tuple[int, str]]:
    """The names in a question, with where they begin; the word it opens with is none."""
    for match in find_linked_names(question):
        first, _, others = match.group().partition(" ")
        if match.start() > 0:
            yield match.start(), match.group()
        elif re.fullmatch(rf"{_ASKING}|{_AUXILIARY}|which|whose", first, re.I):
            if others:
                yield len(first) + 1, others
        elif others:
            yield 0, match.group()


@dataclass(frozen=True, slots=True)
class _Counted:
    """The parts of "How many trainers will Callaria send": what is asked for, and the rest."""

    asking: str
    thing: str
    rest: str


@dataclass(frozen=True, slots=True)
class _Said:
    """What an earlier turn names.

    Attributes:
        answer: the words given, unless they are a figure: no pronoun stands for one.
        names, things: of the question, in its order.
    """

    question: str
    answer: str | None
    names: tuple[str, ...]
    things: tuple[str, ...]
    counted: _Counted | None
    asks_who: bool

    @classmethod
    def of(cls, turn: Turn) -> _Said:
        question = turn.question.rstrip("?!. ")
        return cls(
            question,
            turn.answer if turn.answer and not value_of(turn.answer).numbers else None,
            tuple(re.sub(r"[’']s$", "", name) for _, name in _names(question)),
            tuple(thing for _, _, thing in _things(question)),
            _counted(question),
            bool(re.match(r"(?:and )?who\b", question, re.I)),
        )


def _counted(question: str) -> _Counted | None:
    match = _COUNTED.match(question)
    if match is None:
        return None
    if match["asking"]:
        return _Counted(match["asking"], match["thing"], match["rest"] or "")
    return _Counted(match["asking_which"], match["which"].strip(), match["which_rest"])


def _things(question: str) -> Iterator[tuple[int, int, str]]:
    """Start and end of each "the ferry fire", and its words without the article."""
    for match in _DETERMINER.finditer(question):
        words: list[str] = []
        rest = question[match.end() :].split()
        before = question[: match.start()].split()
        # After an auxiliary verb the thing does something: "did the ferry fire start".
        does = bool(before) and _begins_with_auxiliary(before[-1])
        for word in rest:
            ends = word.lower() in _NO_NOUNS or (does and words and word in _VERBS)
            named = len(words) > 1 and words[-1][0].isupper() and word[0].islower()
            if ends or named or len(words) == 4:
                break
            words.append(word)
        asked = len(before) == 2 and before[0].lower() in ("what", "who", "which")
        if does and not asked and 1 < len(words) == len(rest):
            words.pop()
        if words:
            thing = " ".join(words)
            yield match.start(), match.end() + len(thing), thing


def _is_question(text: str) -> bool:
    return bool(re.match(rf"{_ASKING}\b|{_AUXILIARY}\b|which\b|whose\b", text, re.I))


def _begins_with_auxiliary(text: str) -> bool:
    return bool(re.match(rf"{_AUXILIARY}\b", text, re.I))


def _begins_subject(text: str) -> bool:
    """Whether what follows an auxiliary verb is who does it, and not the verb."""
    return (
        bool(re.match(r"(?:the|a|an|this|its|their|his|her)\b", text, re.I)) or text[:1].isupper()
    )


def _is_person(text: str) -> bool:
    words = text.split()
    return 1 < len(words) <= 5 and is_linked_name(text)


def _is_many(text: str) -> bool:
    return " and " in text or (text.endswith("s") and not text[:1].isupper())


def _is_followed_by_noun(question: str, match: re.Match[str]) -> bool:
    after = question[match.end() :].split()
    return bool(after) and bool(content_terms(after[0]))
