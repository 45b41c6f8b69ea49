"""The conversation as HTML: each answer a card, its other places one click away.

This module says what a card holds; `templates/conversation.html` says how it looks. The marked
words are cut out of their sentence by offset.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.text.equivalence import value_of
from qa.types.answer import Agreement, Alternative, Answer, Closest, Evidence
from qa.types.rendering import cite, describe, is_superseded, newest_note, quote, undated_note
from qa.web.evidence import day_of, pages_label, title_of
from qa.web.messages import likelihood
from qa.web.rendering import render

# How much of a long sentence is shown on either side of the words, in characters.
_CONTEXT = 220


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question as it was typed, and its outcome: an answer, why there is none, or not yet one."""

    question: str
    outcome: Answer | str | None = None


@dataclass(frozen=True, slots=True)
class _Button:
    """A button that shows a place in the panel; `words` stand in bold before its label."""

    turn: int
    number: int
    pressed: bool
    label: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class _Group:
    """Buttons under a title."""

    title: str
    buttons: Sequence[_Button]


@dataclass(frozen=True, slots=True)
class _Quotation:
    """The words of an answer and their sentence on either side of them.

    Attributes:
        beside: the day that the words mean or the full name, which the article gives elsewhere.
    """

    before: str
    words: str
    after: str
    beside: str = ""

    @property
    def marks(self) -> tuple[str, str]:
        """The quotation marks around the sentence."""
        quoted = quote(self.before + self.words + self.after)
        return quoted[0], quoted[-1]


@dataclass(frozen=True, slots=True)
class _Card:
    """What the card of an answer shows, from top to bottom.

    Attributes:
        quotation: None when the articles do not answer the question.
        message: what the tool says in its own words where there is no quotation.
        unsure: the words are possible, and too unlikely to be called the answer.
        first: the button of the first place, or of the nearest passages.
        newest: says that the answer is the newest of several reports.
        same: other places that give the same answer; others: places that give another.
        stories: the copies and the versions of the article, a line each.
        completed_question: the question as it was asked, where it is not what was typed.
    """

    turn: int
    selected: bool
    quotation: _Quotation | None = None
    message: str = "Not in these articles"
    unsure: bool = False
    searched: str = ""
    first: _Button | None = None
    likelihood: str = ""
    newest: str = ""
    same: Sequence[_Group] = ()
    stories: Sequence[str] = ()
    others: Sequence[_Group] = ()
    completed_question: str = ""


@dataclass(frozen=True, slots=True)
class _Turn:
    """A question with its card or a message; with neither, it waits for its answer."""

    question: str
    card: _Card | None = None
    message: str | None = None


def places_of(answer: Answer) -> list[Evidence]:
    """List every place to show: those of the answer, then those of the alternatives.

    Where the words found are only possible, their places are shown.
    """
    if answer.possible is not None:
        return list(answer.possible.evidence)
    items = [item.evidence[0] for item in answer.items] if len(answer.items) > 1 else []
    others = [place for other in answer.alternatives for place in other.evidence]
    return [*answer.evidence, *items, *others]


def conversation_html(exchanges: Sequence[Exchange], turn: int = -1, place: int = 0) -> str:
    """Render the conversation; `turn` and `place` number the evidence in the panel, from 0.

    A button that shows a place carries both numbers, `data-turn` and `data-place`.
    """
    turns = [
        _turn(exchange, number, place if number == turn else None)
        for number, exchange in enumerate(exchanges)
    ]
    return render("conversation.html", {"turns": turns})


def _turn(exchange: Exchange, number: int, place: int | None) -> _Turn:
    outcome = exchange.outcome
    if outcome is None or isinstance(outcome, str):
        return _Turn(exchange.question, message=outcome)
    typed = " ".join(exchange.question.split())
    completed = "" if outcome.question == typed else outcome.question
    return _Turn(exchange.question, _CardMaker(outcome, number, place, completed).card())


class _CardMaker:
    """Makes the card of one answer; `place` numbers the place that is shown, None for no place."""

    def __init__(self, answer: Answer, turn: int, place: int | None, completed: str) -> None:
        self._answer = answer
        self._turn = turn
        self._place = place
        self._completed = completed

    def card(self) -> _Card:
        answer = self._answer
        if answer.possible is not None:
            return self._possible(answer.possible)
        if answer.text is None:
            return self._no_answer() if answer.message is None else self._told(answer.message)
        if not answer.evidence:
            return self._told(answer.text, answer.message or "")
        first = answer.evidence[0]
        return _Card(
            turn=self._turn,
            selected=self._place is not None,
            quotation=_quotation(first),
            first=self._button(0, _label(first)),
            likelihood="" if answer.fields else likelihood(answer.confidence),
            searched=" ".join(
                filter(
                    None,
                    (answer.message if answer.fields else "", undated_note(answer.searched)),
                )
            ),
            newest=newest_note(answer),
            same=[*self._listed(), *self._same_answer()],
            stories=_stories(first),
            others=self._other_answers(answer.text),
            completed_question=self._completed,
        )

    def _possible(self, possible: Alternative) -> _Card:
        first = possible.evidence[0]
        return _Card(
            turn=self._turn,
            selected=self._place is not None,
            quotation=_quotation(first),
            unsure=True,
            first=self._button(0, _label(first)),
            likelihood=likelihood(possible.confidence),
            searched=undated_note(self._answer.searched),
            completed_question=self._completed,
        )

    def _no_answer(self) -> _Card:
        answer = self._answer
        searched = f"I searched {describe(answer.searched)}."
        if answer.closest:
            searched += " The nearest passages are shown, but they do not answer it."
        searched = " ".join(filter(None, (searched, undated_note(answer.searched))))
        return _Card(
            turn=self._turn,
            selected=self._place is not None,
            searched=searched,
            first=self._button(0, "Show the nearest passages") if answer.closest else None,
            completed_question=self._completed,
        )

    def _told(self, message: str, note: str = "") -> _Card:
        """Say what the tool says in its own words, and name the passages that it announces."""
        passages = self._answer.closest
        return _Card(
            turn=self._turn,
            selected=self._place is not None,
            message=message,
            first=self._button(0, "Show the passages") if passages else None,
            stories=[f"{quote(_start_of(item.sentence))} {_label(item)}" for item in passages],
            searched=" ".join(filter(None, (note, undated_note(self._answer.searched)))),
            completed_question=self._completed,
        )

    def _listed(self) -> list[_Group]:
        """Give a button to each of several answers."""
        answer = self._answer
        if len(answer.items) < 2:
            return []
        first = len(answer.evidence)
        buttons = [
            self._button(number, f"{_label(item.evidence[0])} ({item.confidence:.0%})", item.text)
            for number, item in enumerate(answer.items, first)
        ]
        return [_Group((answer.message or "Answers").rstrip("."), buttons)]

    def _same_answer(self) -> list[_Group]:
        """Group the answer's other places: in other articles, and in its own."""
        agreeing = {article.id for article in self._answer.agreement.same}
        elsewhere, here = [], []
        for number, place in enumerate(self._answer.evidence[1:], start=1):
            if place.article.id in agreeing:
                elsewhere.append(self._button(number, _label(place)))
            else:
                here.append(self._button(number, _place_here(place)))
        count = len(agreeing)
        groups = [
            _Group(f"Also in {count} article{'s' * (count != 1)}", elsewhere),
            _Group("Also elsewhere in this story", here),
        ]
        return [group for group in groups if group.buttons]

    def _other_answers(self, text: str) -> list[_Group]:
        """Group the alternatives, those that contradict this answer first."""
        number = len(places_of(replace(self._answer, alternatives=())))
        earlier: list[_Button] = []
        contradicting: list[_Button] = []
        others: list[_Button] = []
        for other in self._answer.alternatives:
            label = f"{_label(other.evidence[0])} ({other.confidence:.0%})"
            if is_superseded(self._answer, other):
                group = earlier
            elif other in self._answer.agreement.different:
                group = contradicting
            else:
                group = others
            group.append(self._button(number, label, other.text))
            number += len(other.evidence)
        groups = [
            _Group("Earlier reports", earlier),
            _Group(_conflict_title(text, self._answer.agreement), contradicting),
            _Group("Other answers found", others),
        ]
        return [group for group in groups if group.buttons]

    def _button(self, number: int, label: str, words: str = "") -> _Button:
        return _Button(self._turn, number, number == self._place, label, words)


def _quotation(place: Evidence) -> _Quotation:
    before, words, after = place.split_at_answer
    return _Quotation(_end_of(before), words, _start_of(after), place.beside)


def _conflict_title(text: str, agreement: Agreement) -> str:
    answers = (text, *(other.text for other in agreement.different))
    return (
        "Other figures reported"
        if all(map(_is_figure, answers))
        else ("Other articles say otherwise")
    )


def _is_figure(text: str) -> bool:
    value = value_of(text)
    return bool(value.quantities) and not value.moments


def _stories(first: Evidence) -> list[str]:
    lines = []
    if first.also_in:
        lines.append(f"Copied in {'; '.join(map(cite, first.also_in))}")
    if first.versions:
        lines.append(f"Other versions of this article: {'; '.join(map(cite, first.versions))}")
    return lines


def _label(place: Evidence | Closest) -> str:
    article = place.article
    parts = (title_of(article), article.source, day_of(article), pages_label(place.pages))
    return " · ".join(part for part in parts if part)


def _place_here(place: Evidence) -> str:
    """Name a place of an article that is named already."""
    characters = f"characters {place.start}-{place.end}"
    return " · ".join(part for part in (pages_label(place.pages), characters) if part)


def _end_of(text: str) -> str:
    """Cut what stands before the words to its end, from a whole word on."""
    if len(text) <= _CONTEXT:
        return text
    tail = text[-_CONTEXT:]
    return f"... {tail[tail.find(' ') + 1 :]}"


def _start_of(text: str) -> str:
    """Cut what stands after the words to its start, up to a whole word."""
    if len(text) <= _CONTEXT:
        return text
    head = text[:_CONTEXT]
    return f"{head[: max(head.rfind(' '), 0)]} ..."
