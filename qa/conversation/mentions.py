"""Find what a turn mentions: the names and noun phrases of its question, and its answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.conversation.description import Kind, describe, restore_names
from qa.conversation.noun_phrases import (
    AUXILIARY,
    QUESTION_WORD,
    find_noun_phrases,
    find_question_names,
    is_plural_noun,
    parse_counted,
    strip_opening,
)
from qa.text.equivalence import has_number
from qa.text.names import find_linked_names, is_linked_name
from qa.types.query import Turn

_PREPOSITION = re.compile(
    r"\b(in|on|at|near|from|into|to|under|across|around|outside|of|for|by|with|about|against"
    r"|behind|during|over|after|before|between|through)$",
    re.IGNORECASE,
)
_PARTICIPLE_QUESTION = re.compile(r"^what (?:is|are|was|were) \w+(?:ed|en|n|t)\b", re.IGNORECASE)
_ASKS_FOR_THING = re.compile(
    r"^what (?:did|do|does|will|would|has|have|had) .*\b"
    r"(?:ban|banned|break|broken|build|built|burn|burned|buy|bought|carry|carried|catch|caught"
    r"|close|closed|create|created|damage|damaged|demand|demanded|design|designed|destroy|destroyed"
    r"|drive|driven|escape in|escaped in|find|found|fly|hit|invent|invented|launch|launched|lose"
    r"|lost|make|made|offer|offered|open|opened|order|ordered|own|owned|plan|planned|produce"
    r"|produced|promise|promised|propose|proposed|recall|recalled|receive|received|repair|repaired"
    r"|replace|replaced|sell|sold|send|sent|sign|signed|steal|stolen|take|taken|use|used|visit"
    r"|visited|win|won|write|written|wear|worn)(?: (?:in|at|on|from|near|during|after|for) .+)?$",
    re.IGNORECASE,
)
# "What kind of ship was it?" asks how a thing is, and the answer is no thing.
_ASKS_HOW = re.compile(
    r"how|(?:what|which) (?:kind|sort|type|colou?r|size|age|rank|job|share|percentage)\b",
    re.IGNORECASE,
)
_BARE_PLURAL = re.compile(rf"^(?:{QUESTION_WORD} )?{AUXILIARY} ([a-z]+s)\b", re.IGNORECASE)
_OWNER = re.compile(r"\b(the|an?) ((?:[\w-]+ )?[\w-]+?)(s[’']|[’']s)(?= )", re.IGNORECASE)
_FINITE = re.compile(rf"\b{AUXILIARY}\b", re.IGNORECASE)
_MAX_ANSWER_WORDS = 8


@dataclass(frozen=True, slots=True)
class Mention:
    """A person, a place or a thing that a turn mentions.

    Attributes:
        text: as it is put in place of a pronoun: "the gold torc", "Colonel Anders Quaye".
        preposition: the word before it, None for subject and object.
        is_owner: it stands as a possessive: "the teachers' strike".
        is_counted: the question asks how many or which of it.
    """

    text: str
    is_name: bool
    preposition: str | None = None
    is_owner: bool = False
    is_counted: bool = False

    @property
    def head(self) -> str:
        """The words up to a preposition, without the article."""
        bare = re.sub(r"^(?:the|an?) ", "", self.text, flags=re.IGNORECASE)
        return re.split(r" (?:of|in|on|at|for|from|to|with) ", bare)[0]

    @property
    def is_plural(self) -> bool:
        return " and " in self.text or is_plural_noun(self.head, self.is_name)

    @property
    def is_figure(self) -> bool:
        return has_number(self.text)

    @property
    def is_clause(self) -> bool:
        """Whether the words are too many to stand for a thing, or hold a verb."""
        return len(self.text.split()) > _MAX_ANSWER_WORDS or bool(_FINITE.search(self.text))

    @property
    def has_personal_form(self) -> bool:
        return 1 < len(self.text.split()) <= 5 and is_linked_name(self.text)

    @property
    def with_article(self) -> str:
        """Give "the gold torc" for "a gold torc" or "gold torc"; a name stays as it is."""
        bare = re.sub(r"^(?:an?|the) ", "", self.text, flags=re.IGNORECASE)
        return f"the {bare}" if bare[:1].islower() else bare

    @property
    def place(self) -> str | None:
        """Give the first name in the words, as "in Varesk"."""
        name = next(find_linked_names(self.text), None)
        return None if name is None else f"in {name.group()}"


@dataclass(frozen=True, slots=True)
class TurnMentions:
    """What an earlier turn mentions.

    Attributes:
        question: without a courtesy before it and its final mark; names as the article has them.
        answer: the words that were given; None where there were none, or a mere figure.
        mentions: those of the question, in its order.
        article_text: the text that the answer stands in, empty when it is not known.
        was_answered: words were given, be they a figure.
    """

    question: str
    answer: Mention | None
    mentions: tuple[Mention, ...]
    article_text: str
    was_answered: bool

    @classmethod
    def of(cls, turn: Turn, article_text: str) -> TurnMentions:
        question = restore_names(strip_opening(turn.question.rstrip("?!. ")), article_text)
        answer = None
        if turn.answer and not has_number(turn.answer):
            words = turn.answer.strip(' ,;:.“”"')
            answer = Mention(words, is_name=is_linked_name(words))
        mentions = tuple(_find_mentions(question))
        return cls(question, answer, mentions, article_text, turn.answer is not None)

    @property
    def asks_who(self) -> bool:
        return bool(re.match(r"(?:and )?(?:by |with |to )?who(?:m|se)?\b", self.question, re.I))

    @property
    def asks_where(self) -> bool:
        return self.question.lower().startswith("where")

    @property
    def asks_for_thing(self) -> bool:
        """Whether the answer is a thing that the next question may go on about."""
        return bool(
            _PARTICIPLE_QUESTION.match(self.question)
            or _ASKS_FOR_THING.match(self.question)
            or (parse_counted(self.question) and not _ASKS_HOW.match(self.question))
        )

    def kind_of(self, mention: Mention) -> Kind:
        if not mention.is_name or mention.text.lower().startswith("the "):
            return Kind.THING
        return describe(mention.text, self.article_text).kind

    def agrees(self, mention: Mention, is_feminine: bool) -> bool:
        """Tell whether the article lets a person be meant by she (or he)."""
        known = describe(mention.text, self.article_text).is_feminine
        return known is None or known is is_feminine


def _find_mentions(question: str) -> Iterator[Mention]:
    """Give the names and noun phrases of a question in its order, each once."""
    positions: list[tuple[int, Mention]] = []
    phrases = list(find_noun_phrases(question))
    for phrase in phrases:
        is_name = phrase.noun[:1].isupper() and is_linked_name(phrase.noun)
        noun = re.sub(r"[’']s?$", "", phrase.noun)
        positions.append(
            (phrase.start, Mention(f"the {noun}", is_name, _preposition(question, phrase.start)))
        )
    for start, name in find_question_names(question):
        if not any(phrase.start <= start < phrase.end for phrase in phrases):
            owner = re.search(r"[’']s?$", name) is not None
            bare = re.sub(r"[’']s$|(?<=s)[’']$", "", name)
            mention = Mention(bare, True, _preposition(question, start), is_owner=owner)
            positions.append((start, mention))
    for match in _OWNER.finditer(question):
        noun = match[2] + ("s" if match[3].startswith("s") else "")
        mention = Mention(f"the {noun}", is_linked_name(match[2]), "of", is_owner=True)
        positions.append((match.start(), mention))
    counted = parse_counted(question)
    if counted:
        noun = counted.noun.removeprefix("the ")
        if not any(mention.text == f"the {noun}" for _, mention in positions):
            positions.append((0, Mention(f"the {noun}", False, is_counted=True)))
    plural = _BARE_PLURAL.match(question)
    if plural:
        positions.append((plural.start(1), Mention(f"the {plural[1]}", False)))
    positions.sort(key=lambda position: position[0])
    return iter(dict.fromkeys(mention for _, mention in positions))


def _preposition(question: str, start: int) -> str | None:
    match = _PREPOSITION.search(question[:start].rstrip())
    return match[1].lower() if match else None
