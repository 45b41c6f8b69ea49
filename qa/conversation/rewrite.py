"""Rewrite a follow-up question so that it stands alone, with what was asked and answered before.

No language model: what is missing of a question (what a pronoun stands for, the verb after "and
when?") is taken from the last turns by rules, so that a person can see what is asked instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from qa.conversation.antecedents import fill_pronoun
from qa.conversation.description import restore_names
from qa.conversation.ellipsis import (
    YEAR,
    ask_about,
    ask_anew,
    ask_how_many,
    ask_of_time,
    parse_time_shift,
)
from qa.conversation.follow_up import FollowUp, Reading
from qa.conversation.mentions import TurnMentions
from qa.conversation.noun_kinds import EVENT
from qa.conversation.noun_phrases import (
    QUESTION_WORD,
    find_noun_phrases,
    find_question_names,
    is_question,
    strip_opening,
)
from qa.conversation.pronouns import find_open_pronoun
from qa.questions.courtesies import is_courtesy
from qa.text.terms import content_terms
from qa.types.query import Turn

_LONE_QUESTION_WORD = re.compile(
    rf"^(?P<question_word>{QUESTION_WORD}|where (?:to|from)|what for|how come|who (?:with|to|for))"
    r"(?: exactly| precisely| then)?$",
    re.IGNORECASE,
)
_WHAT_ABOUT = re.compile(r"^(?:what|how) about (?P<other>.+)$", re.IGNORECASE)
_ANYONE_ELSE = re.compile(
    rf"^(?:{QUESTION_WORD} else|any(?:one|body|thing|where)? (?:else|others?))$", re.IGNORECASE
)
# "The interior minister, how old is she?" names first what the pronoun stands for.
_NAMED_FIRST = re.compile(
    rf"^(?:(?:what|how) about )?(?P<named>[^,]+), (?P<question>(?:{QUESTION_WORD}|which)\b.*)$",
    re.IGNORECASE,
)
# "When was that?", "Why did it happen?" ask about all that was asked before.
_ABOUT_EVENT = re.compile(
    r"^(?P<question_word>when|where|why|how|since when|how long ago)"
    r"(?: (?:is|was) (?:that|this|it)| (?:did|does|will) (?P<pronoun>that|this|it) "
    r"(?:happen|occur|take place))$",
    re.IGNORECASE,
)
_WHO_SAID = re.compile(
    r"^(?P<said>who(?: has| had)? (?:said|says|told (?:\w+ )?|claimed|claims|thinks|thought|warned"
    r"|argued|believes)) ?(?:that|this|so|it)$",
    re.IGNORECASE,
)
_EVENT = re.compile(rf"\b{EVENT}$", re.IGNORECASE)
# Words that open a reason or a time, which nobody says by itself.
_REASON = re.compile(r"^(?:because|since|so that|when|after|before|if) (?!of )", re.IGNORECASE)
# "The sergeant said that she feared ...": whoever said it is asked for, and left out.
_SPEECH_FRAME = re.compile(
    r"^(?:[\w.,’'-]+ ){1,12}?(?:said|says|warned|argued|claimed|added|told \w+) (?:that )?(?=\w)"
)
_MIN_QUOTED_WORDS = 4


def no_article(article_id: str) -> str:
    """Give the text of an article where no article can be looked up: none."""
    return ""


def rewrite_question(
    question: str, turns: Sequence[Turn], article_text: Callable[[str], str] = no_article
) -> FollowUp:
    """Complete a question with the turns before it, the last of which counts most.

    Args:
        article_text: gives the text of the article of an id, empty when it is gone. It tells what
            is a name, and whether a name is a man, a woman, a place or a thing.
    """
    typed = " ".join(question.split())
    turns = [turn for turn in turns if not is_courtesy(turn.question)]
    if not turns or not typed or is_courtesy(typed):
        return FollowUp(typed)
    return _Rewriter(turns, article_text).rewrite(typed)


class _Rewriter:
    """Completes one question with the turns before it."""

    def __init__(self, turns: Sequence[Turn], article_text: Callable[[str], str]) -> None:
        self._turns = turns
        self._last = turns[-1]
        self._article = next((turn.article for turn in reversed(turns) if turn.article), None)
        self._text = article_text(self._article) if self._article else ""
        self._mentions = [
            TurnMentions.of(turn, article_text(turn.article) if turn.article else self._text)
            for turn in turns
        ]
        self._question = self._mentions[-1].question

    def rewrite(self, typed: str) -> FollowUp:
        bare = strip_opening(typed.rstrip("?!. "))
        who_said = _WHO_SAID.match(bare)
        if who_said:
            return FollowUp(self._who_said(who_said["said"]) or typed, self._article)
        if _ANYONE_ELSE.match(bare):
            return self._ask_again()
        named_first = self._fill_named_first(bare)
        if named_first is not None:
            return FollowUp(named_first, self._article)
        question_word = self._lone_question_word(bare)
        if question_word is not None:
            question = ask_anew(question_word, self._question, self._last.answer)
            # "Where exactly?" after "Where ...?" asks for more than the answer that was given.
            words = question_word.lower().split()
            asked = words[:2] if words[0] == "how" else words[:1]
            is_repeated = self._question.lower().split()[: len(asked)] == asked
            excluded = self._last_answer() if is_repeated else ()
            return FollowUp(question, self._article, excluded, self._why(question_word))
        about = _WHAT_ABOUT.match(bare)
        other = about["other"] if about else bare
        if parse_time_shift(other):
            return self._ask_of_time(other)
        leaves_out_question = bool(about) or bare != typed.rstrip("?!. ")
        if leaves_out_question and not is_question(other):
            return self._ask_about(other, may_ask_of_subject=about is not None)
        counted = ask_how_many(bare, self._question)
        if counted is not None:
            return FollowUp(
                counted, self._article, self._last_answer(), self._within_article(typed)
            )
        return self._with_pronoun_filled(typed, bare)

    def _ask_of_time(self, shift: str) -> FollowUp:
        """Ask the last question of the year before or after.

        Where the question names no year, only the article tells which is meant; the answer that
        was given for the other year is left out.
        """
        question = ask_of_time(shift, self._question)
        names_year = YEAR.search(question) is not None
        return FollowUp(question, self._article, () if names_year else self._last_answer())

    def _last_answer(self) -> tuple[str, ...]:
        """Give the last answer as one that is not asked for again; empty where there was none."""
        return () if self._last.answer is None else (self._last.answer,)

    def _within_article(self, question: str) -> tuple[Reading, ...]:
        """Give the reading of a question that is asked of the conversation's article alone."""
        return (Reading(question, is_within_article=True),) if self._article else ()

    def _why(self, question_word: str) -> tuple[Reading, ...]:
        """Ask for the reason of what the last answer states; "why?" may mean that, too."""
        if question_word.lower() not in ("why", "how come") or not self._last.sentence:
            return ()
        return self._within_article(f"Why {self._last.sentence.rstrip('.')}?")

    def _with_pronoun_filled(self, typed: str, bare: str) -> FollowUp:
        as_typed = self._within_article(typed)
        completed = fill_pronoun(bare, self._mentions)
        if not completed:
            has_names = bool(list(find_question_names(restore_names(bare, self._text))))
            # A question with a name of its own stands alone; another may go on about the same.
            article = None if list(find_question_names(bare)) else self._article
            may_go_on = article is not None and not has_names and self._knows_phrases_of(bare)
            return FollowUp(typed, article, (), as_typed if may_go_on else ())
        asks_for_others = re.search(r"\belse\b", bare, re.I)
        first, *others = completed
        return FollowUp(
            f"{first}?",
            self._article,
            self._last_answer() if asks_for_others else (),
            (*(Reading(f"{other}?") for other in others), *as_typed) if self._article else (),
        )

    def _knows_phrases_of(self, question: str) -> bool:
        """Tell whether the conversation's article holds the words of a question's noun phrases."""
        phrases = " ".join(phrase.noun for phrase in find_noun_phrases(question))
        return set(content_terms(phrases)) <= set(content_terms(self._text))

    def _ask_again(self) -> FollowUp:
        """Ask the last question again, without the answers that it has had."""
        answers = tuple(
            turn.answer
            for turn in self._turns
            if turn.question == self._last.question and turn.answer is not None
        )
        return FollowUp(self._last.question, self._article, answers)

    def _who_said(self, said: str) -> str | None:
        """Ask who said the last answer, or the sentence that it stands in."""
        answer, sentence = self._last.answer, self._last.sentence
        if answer is None:
            return None
        is_statement = len(answer.split()) >= _MIN_QUOTED_WORDS and not _REASON.match(answer)
        words = answer if is_statement else sentence or answer
        return f"{said.strip()} that {_SPEECH_FRAME.sub('', words.rstrip('.'))}?"

    def _fill_named_first(self, bare: str) -> str | None:
        """Complete "the silver coins, how many?" and "the minister, how old is she?"."""
        match = _NAMED_FIRST.match(bare)
        if match is None or is_question(match["named"]):
            return None
        named, question = match["named"], match["question"]
        if _LONE_QUESTION_WORD.match(question):
            is_amount = re.match(r"how (?:many|much)$", question, re.I)
            return f"{question} {named.removeprefix('the ') if is_amount else named}?"
        pronoun = find_open_pronoun(question)
        if pronoun is None:
            return None
        return f"{question[: pronoun.start()]}{named}{question[pronoun.end() :]}?"

    def _lone_question_word(self, bare: str) -> str | None:
        """Give the word that alone makes a question: "when", "when was that"."""
        lone = _LONE_QUESTION_WORD.match(bare)
        if lone:
            return lone["question_word"]
        event = _ABOUT_EVENT.match(bare)
        if event is None:
            return None
        goes_on_about_noun = (event["pronoun"] or "").lower() == "it" and any(
            _EVENT.search(mention.head) for mention in self._mentions[-1].mentions
        )
        is_thing = bare.lower().endswith(" it") and not bare.lower().startswith(("when", "why"))
        return None if goes_on_about_noun or is_thing else event["question_word"]

    def _ask_about(self, other: str, may_ask_of_subject: bool) -> FollowUp:
        """Ask the last question about something else, which may itself hold a pronoun.

        Where the last question cannot be asked of such a thing, what is said about it is asked;
        and where it has no answer, if `may_ask_of_subject`.
        """
        filled = fill_pronoun(other, self._mentions)
        named = restore_names(filled[0] if filled else other, self._text)
        question = ask_about(named, self._question)
        of_subject = f"What is said about {named}?"
        if question is None:
            return FollowUp(of_subject, self._article)
        readings = self._within_article(of_subject) if may_ask_of_subject else ()
        # What was answered for one thing is not the answer for the other.
        return FollowUp(question, self._article, self._last_answer(), readings)
