"""The conversation as HTML: each answer a card, its other places one click away.

Everything is escaped, and the words are cut out of their sentence by offset.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from qa.text.equivalence import value_of
from qa.types.answer import Agreement, Answer, Evidence
from qa.types.article import ArticleInfo
from qa.types.rendering import cite, describe
from qa.web.evidence import day_of
from qa.web.messages import likely

# How much of a long sentence is shown on either side of the words, in characters.
_AROUND = 220


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question as it was typed, and what came of it: an answer, a reason for none, or not yet."""

    question: str
    outcome: Answer | str | None = None


def places_of(answer: Answer) -> list[Evidence]:
    """Every place to show: those of the answer, then those of the alternatives."""
    others = [item for one in answer.alternatives for item in one.evidence]
    return [*answer.evidence, *others]


def conversation_html(exchanges: Sequence[Exchange], turn: int = -1, place: int = 0) -> str:
    """The conversation; `turn` and `place` number the evidence that the panel shows, from 0.

    A button that shows a place carries both numbers, `data-turn` and `data-place`.
    """
    if not exchanges:
        inside = '<p class="aq-empty">Ask your articles a question.</p>'
    else:
        turns = (
            f'<li class="aq-turn"><p class="aq-asked"><span class="aq-unseen">You asked: </span>'
            f"{escape(one.question)}</p>{_outcome(one, number, place if number == turn else None)}"
            "</li>"
            for number, one in enumerate(exchanges)
        )
        inside = f"<ol>{''.join(turns)}</ol>"
    return (
        '<div class="aq-log" id="aq-log" role="log" aria-label="Conversation" tabindex="0">'
        f"{inside}</div>"
    )


def _outcome(exchange: Exchange, turn: int, place: int | None) -> str:
    outcome = exchange.outcome
    if outcome is None:
        return '<p class="aq-busy">Searching the articles ...</p>'
    if isinstance(outcome, str):
        return f'<article class="aq-card"><p class="aq-told">{escape(outcome)}</p></article>'
    card = _Card(outcome, turn, place)
    body = card.none() if outcome.text is None else card.answer()
    shown = "" if place is None else " aq-shown"
    return (
        f'<article class="aq-card{shown}" data-turn="{turn}">{body}'
        f"{_completed(exchange.question, outcome, turn)}</article>"
    )


def _completed(question: str, answer: Answer, turn: int) -> str:
    """What was asked in truth, where a follow-up was made complete."""
    if answer.question == " ".join(question.split()):
        return ""
    return (
        f'<p class="aq-small">Asked: {escape(answer.question)}</p>'
        f'<button type="button" class="aq-again" data-again="{turn}">Ask it exactly as typed'
        "</button>"
    )


class _Card:
    """One answer; `place` numbers the one that the panel shows, None where it shows another's."""

    def __init__(self, answer: Answer, turn: int, place: int | None) -> None:
        self._answer = answer
        self._turn = turn
        self._place = place

    def none(self) -> str:
        answer = self._answer
        nearest = (
            "The nearest passages are shown, but they do not answer it." if answer.closest else ""
        )
        said = f"I searched {describe(answer.searched)}. {nearest}"
        button = self._button(0, "Show the nearest passages") if answer.closest else ""
        return (
            '<p class="aq-words">Not in these articles</p>'
            f'<p class="aq-small">{escape(said)}</p>{button}'
        )

    def answer(self) -> str:
        answer = self._answer
        first = answer.evidence[0]
        before, words, after = first.split_at_answer
        sure = likely(answer.confidence)
        return (
            f'<p class="aq-words">{escape(words)}</p>'
            f'<p class="aq-quote">“{escape(_end_of(before))}<strong>{escape(words)}</strong>'
            f"{escape(_start_of(after))}”</p>"
            f"{self._button(0, escape(_named(first.article)))}"
            f'<p class="aq-likely">{escape(sure[0].upper() + sure[1:])} to be right '
            f"({answer.confidence:.0%})</p>"
            f"{self._same()}{_stories(first)}{self._others()}"
        )

    def _same(self) -> str:
        """The answer's other places: in other articles, and in its own."""
        agreeing = {one.id for one in self._answer.agreement.same}
        elsewhere, here = [], []
        for number, one in enumerate(self._answer.evidence[1:], start=1):
            if one.article.id in agreeing:
                elsewhere.append(self._button(number, escape(_named(one.article))))
            else:
                here.append(self._button(number, f"characters {one.start}-{one.end}"))
        count = len(agreeing)
        return _group(f"Also in {count} article{'s' * (count != 1)}", elsewhere) + _group(
            "Also elsewhere in this story", here
        )

    def _others(self) -> str:
        """The other answers, those that speak against this one first."""
        number = len(self._answer.evidence)
        against: list[str] = []
        others: list[str] = []
        for one in self._answer.alternatives:
            button = self._button(
                number,
                f"<strong>{escape(one.text)}</strong> {escape(_named(one.evidence[0].article))} "
                f"({one.confidence:.0%})",
            )
            (against if one in self._answer.agreement.different else others).append(button)
            number += len(one.evidence)
        return _group(_against(self._answer.text or "", self._answer.agreement), against) + _group(
            "Other answers found", others
        )

    def _button(self, place: int, label: str) -> str:
        """Shows a place in the panel; `label` is HTML."""
        pressed = "true" if place == self._place else "false"
        return (
            f'<button type="button" class="aq-place" data-turn="{self._turn}" '
            f'data-place="{place}" aria-pressed="{pressed}">{label}</button>'
        )


def _group(title: str, buttons: Sequence[str]) -> str:
    if not buttons:
        return ""
    rows = "".join(f"<li>{button}</li>" for button in buttons)
    return f'<p class="aq-title">{escape(title)}:</p><ul>{rows}</ul>'


def _against(text: str, agreement: Agreement) -> str:
    figures = all(map(_is_figure, (text, *(one.text for one in agreement.different))))
    return "Other figures reported" if figures else "Other articles say otherwise"


def _is_figure(text: str) -> bool:
    value = value_of(text)
    return bool(value.numbers) and not any(word.startswith("month ") for word in value.words)


def _stories(first: Evidence) -> str:
    copies = "; ".join(map(cite, first.also_in))
    versions = "; ".join(map(cite, first.versions))
    return "".join(
        f'<p class="aq-small">{escape(told)}</p>'
        for told in (
            copies and f"Copied in {copies}",
            versions and f"Other versions of this article: {versions}",
        )
        if told
    )


def _named(article: ArticleInfo) -> str:
    parts = (article.title or Path(article.path).name, article.source, day_of(article))
    return " · ".join(part for part in parts if part)


def _end_of(text: str) -> str:
    """The end of what stands before the words, from a whole word on."""
    if len(text) <= _AROUND:
        return text
    cut = text[-_AROUND:]
    return f"... {cut[cut.find(' ') + 1 :]}"


def _start_of(text: str) -> str:
    if len(text) <= _AROUND:
        return text
    cut = text[:_AROUND]
    return f"{cut[: max(cut.rfind(' '), 0)]} ..."
