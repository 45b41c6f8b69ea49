"""What the chat page does with collections; `app.py` lays it out.

`app.py` imports this after it has told Gradio to look nothing up.
"""

from __future__ import annotations

import json
import logging
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import gradio as gr

from qa.collection import Collection
from qa.errors import ArticleQAError
from qa.indexing.indexer import Progress
from qa.types.answer import Answer, Evidence
from qa.types.article import Filter
from qa.types.query import Turn
from qa.types.report import IndexReport
from qa.web.cards import Exchange, conversation_html, places_of
from qa.web.collections import Collections
from qa.web.downloads import Downloads
from qa.web.evidence import (
    article_html,
    articles_html,
    links_html,
    no_answer_html,
    told_html,
    welcome_html,
)
from qa.web.feedback import Feedback
from qa.web.messages import report, unforeseen
from qa.web.transcript import citation, html, markdown
from qa.web.uploads import FOLDER, keep

SAMPLE = "police-trainers.txt"
ANY_SOURCE = "any source"
NO_DAY = "YYYY-MM-DD"
BUSY = "Too many people are asking just now. Ask again in a while."

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was typed; `alone` where what was asked before is not to complete it."""

    text: str
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Conversation:
    """A person's conversation so far: the collection, which conversation it is, its questions."""

    collection: str = ""
    number: int = 0
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What the questions of the conversation of this number came to, as far as that is known.

    Apart from what was asked, because the next question can be asked while one is answered, and a
    new conversation begun: what is given for another number is not of this conversation.
    """

    number: int = 0
    outcomes: tuple[Answer | str, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """Which evidence the panel shows: of which turn, and which of its places, from 0."""

    turn: int = -1
    place: int = 0


class Page:
    """What the page does with collections; what a person sees is kept in their session."""

    def __init__(self, collections: Collections, downloads: Downloads) -> None:
        self._collections = collections
        self._originals = downloads

    # Asking

    def append_question(
        self, text: str, asked: Conversation, given: Outcomes, shown: Selection
    ) -> tuple[Any, ...]:
        """Show the question at once and empty the box."""
        if not text.strip():
            return "", asked, gr.skip()
        return "", *self._append(Question(text), asked, given, shown)

    def append_as_typed(
        self, asked: Conversation, given: Outcomes, shown: Selection, event: gr.EventData
    ) -> tuple[Any, ...]:
        """Ask the question of a turn again, exactly as it was typed."""
        turn = _number(event, "turn")
        if not 0 <= turn < len(asked.questions):
            return asked, gr.skip()
        return self._append(replace(asked.questions[turn], alone=True), asked, given, shown)

    def _append(
        self, question: Question, asked: Conversation, given: Outcomes, shown: Selection
    ) -> tuple[Conversation, str]:
        asked = replace(asked, questions=(*asked.questions, question))
        return asked, conversation_html(exchanges(asked, given), shown.turn, shown.place)

    def ask(
        self,
        asked: Conversation,
        given: Outcomes,
        after: str | None,
        before: str | None,
        source: str | None,
        undated: bool,
    ) -> Outcomes:
        """Answer the first question that was not answered, as a turn of its conversation."""
        outcomes = outcomes_of(asked, given)
        if len(outcomes) >= len(asked.questions):
            return given
        question = asked.questions[len(outcomes)]
        turns = [Turn.of(one) for one in outcomes if isinstance(one, Answer)]
        outcome: Answer | str
        try:
            outcome = self._collections.get(asked.collection).ask(
                question.text,
                turns=[] if question.alone else turns,
                after=(after or "").strip() or None,
                before=(before or "").strip() or None,
                source=None if source in (None, ANY_SOURCE) else source,
                undated=undated,
            )
        except Exception as error:
            outcome = _answers_by_article(error)
        return Outcomes(asked.number, (*outcomes, outcome))

    def mark_unanswered(self, asked: Conversation, given: Outcomes) -> Outcomes:
        """Say of a question that never came to be answered that it did not."""
        outcomes = outcomes_of(asked, given)
        if len(outcomes) >= len(asked.questions):
            return given
        return Outcomes(asked.number, (*outcomes, BUSY))

    def latest(self, asked: Conversation, given: Outcomes, shown: Selection) -> tuple[Any, ...]:
        """Show the evidence of the last answer; where there is none, the panel stays."""
        turn = len(outcomes_of(asked, given)) - 1
        if _answer(asked, given, turn) is not None:
            return self.shown(asked, given, Selection(turn))
        conversation = conversation_html(exchanges(asked, given), shown.turn, shown.place)
        return shown, conversation, *_skipped(4)

    # Looking at the evidence

    def pick(self, asked: Conversation, given: Outcomes, event: gr.EventData) -> tuple[Any, ...]:
        """Show the evidence of the card or the place that was clicked."""
        return self.shown(asked, given, Selection(_number(event, "turn"), _number(event, "place")))

    def next_place(self, asked: Conversation, given: Outcomes, shown: Selection) -> tuple[Any, ...]:
        return self._step(1, asked, given, shown)

    def previous_place(
        self, asked: Conversation, given: Outcomes, shown: Selection
    ) -> tuple[Any, ...]:
        return self._step(-1, asked, given, shown)

    def _step(
        self, step: int, asked: Conversation, given: Outcomes, shown: Selection
    ) -> tuple[Any, ...]:
        answer = _answer(asked, given, shown.turn)
        count = len(places_of(answer)) if answer else 0
        if not count:
            return _as_it_is()
        return self.shown(asked, given, replace(shown, place=(shown.place + step) % count))

    def shown(self, asked: Conversation, given: Outcomes, shown: Selection) -> tuple[Any, ...]:
        """What is shown, the conversation, the panel, the steps through places, the citation."""
        answer = _answer(asked, given, shown.turn)
        if answer is None:
            return _as_it_is()
        evidence = _evidence_at(answer, shown.place)
        several = len(places_of(answer)) > 1
        return (
            shown,
            conversation_html(exchanges(asked, given), shown.turn, shown.place),
            self.panel(asked.collection, answer, shown.place),
            gr.Button(interactive=several),
            gr.Button(interactive=several),
            citation(evidence) if evidence else "",
        )

    def panel(self, name: str, answer: Answer, place: int) -> str:
        """The evidence panel for the place numbered `place` of an answer of a collection."""
        evidence = _evidence_at(answer, place)
        if evidence is None:
            return no_answer_html(answer)
        try:
            article = self._collections.get(name).article(evidence.article.id)
            if article.text[evidence.start : evidence.end] != evidence.text:
                return told_html("This article has changed since the answer was given. Ask again.")
            links = links_html(article.url, self._originals.link_html(name, article.info))
        except Exception as error:
            return told_html(_answers_by_article(error))
        count = len(places_of(answer))
        position = f"{place + 1} of {count} places: " if count > 1 else ""
        return article_html(article, evidence.start, evidence.end, links, position)

    # Keeping

    def mark_right(self, asked: Conversation, given: Outcomes, shown: Selection) -> str:
        """Keep the place that is shown as right."""
        answer = _answer(asked, given, shown.turn)
        if answer is None:
            return "Ask something first."
        evidence = _evidence_at(answer, shown.place)
        return self._kept(asked.collection, answer, evidence.text if evidence else None, evidence)

    def mark_wrong(
        self, words: str, asked: Conversation, given: Outcomes, shown: Selection
    ) -> tuple[str, str]:
        """Keep the right words of a question that was answered wrongly; none: unanswerable."""
        answer = _answer(asked, given, shown.turn)
        if answer is None:
            return words, "Ask something first."
        evidence = _evidence_at(answer, shown.place)
        return "", self._kept(asked.collection, answer, words, evidence)

    def _kept(self, name: str, answer: Answer, words: str | None, evidence: Evidence | None) -> str:
        try:
            collection = self._collections.get(name)
            article = collection.article(evidence.article.id) if evidence else None
            feedback = Feedback(collection.store.folder)
            feedback.add(answer, words, article)
        except OSError as error:
            return f"This could not be kept: {error}"
        except Exception as error:
            return f"This could not be kept. {_answers_by_article(error)}"
        right = (
            f"“{words.strip()}” is right" if words and words.strip() else "no article answers it"
        )
        return f"Kept: {right}. Check with: article-qa evaluate {feedback.path}"

    def transcript(self, asked: Conversation, given: Outcomes) -> Any:
        """The conversation as files to download, in Markdown and in HTML."""
        answers = [one for one in outcomes_of(asked, given) if isinstance(one, Answer)]
        folder = Path(tempfile.mkdtemp(prefix="article-qa-"))
        files = folder / "answers.md", folder / "answers.html"
        files[0].write_text(markdown(answers), encoding="utf-8")
        files[1].write_text(html(answers), encoding="utf-8")
        return gr.File([str(file) for file in files], visible=True)

    # Programs

    def answer(
        self,
        question: str,
        after: str | None = None,
        before: str | None = None,
        source: str | None = None,
        undated: bool = False,
        always_answer: bool = False,
    ) -> str:
        """Answer one question; gives the JSON of `article-qa ask --json` as text.

        As text because Gradio's client takes every object with a "path" for a file to fetch. Where
        there are several collections, the first is asked.
        """
        return self.answer_in("", question, after, before, source, undated, always_answer)

    def answer_in(
        self,
        collection: str,
        question: str,
        after: str | None = None,
        before: str | None = None,
        source: str | None = None,
        undated: bool = False,
        always_answer: bool = False,
    ) -> str:
        """The same of the collection of a name, the first where it is empty.

        Apart from `answer` because a program that calls that without Gradio's client gives every
        argument: one more would break it.
        """
        try:
            answer = self._collections.get(collection or self._collections.names()[0]).ask(
                question,
                after=after or None,
                before=before or None,
                source=source or None,
                undated=undated,
                always_answer=always_answer,
            )
        except Exception as error:
            raise gr.Error(_answers_by_article(error), print_exception=False) from error
        return json.dumps(answer.to_dict(), ensure_ascii=False)

    # Articles

    def add(
        self,
        files: list[str] | None,
        asked: Conversation,
        progress: gr.Progress = gr.Progress(),  # noqa: B008 - how Gradio hands it in
    ) -> tuple[Any, str]:
        """Keep uploaded files beside the store and index them."""
        if not files:
            return gr.skip(), gr.skip()
        try:
            collection = self._collections.get(asked.collection)
            kept, skipped = keep([Path(file) for file in files], collection.store.folder / FOLDER)
            told = report(_index(collection, list(kept), progress), skipped, kept)
        except Exception as error:
            told = _answers_by_article(error)
        return None, told

    def add_folder(
        self,
        name: str,
        asked: Conversation,
        progress: gr.Progress = gr.Progress(),  # noqa: B008 - how Gradio hands it in
    ) -> str:
        """Bring the store in step with a file or folder of this machine."""
        if not name.strip():
            return "Name a folder."
        try:
            collection = self._collections.get(asked.collection)
            return report(_index(collection, [Path(name.strip()).expanduser()], progress))
        except Exception as error:
            return _answers_by_article(error)

    def held(self, asked: Conversation) -> tuple[Any, ...]:
        """What follows from the articles held: their list, sources, days, whether examples fit."""
        try:
            collection = self._collections.get(asked.collection)
            first, last = days(collection)
            return (
                listing(collection),
                gr.Dropdown(choices=sources(collection)),
                gr.Textbox(placeholder=first),
                gr.Textbox(placeholder=last),
                gr.Dataset(visible=has_sample(collection)),
            )
        except Exception as error:
            return told_html(_answers_by_article(error)), *_skipped(4)

    # Conversations and collections

    def renew(self, asked: Conversation) -> tuple[Any, ...]:
        """Begin a new conversation with the same collection."""
        return self.open(asked.collection, asked)

    def open(self, name: str, asked: Conversation) -> tuple[Any, ...]:
        """Begin a new conversation with the collection of a name; keep the old if it cannot open.

        Gives the states of the conversation, what shows it, and the choice of collections.
        """
        try:
            count = self._collections.get(name).store.articles.count()
            names = self._collections.names()
        except Exception as error:
            back = gr.update(value=asked.collection)
            return *_skipped(4), told_html(_answers_by_article(error)), *_skipped(3), back
        number = asked.number + 1
        return (
            *(Conversation(name, number), Outcomes(number), Selection()),
            *(conversation_html(()), welcome_html(count)),
            *(gr.Button(interactive=False), gr.Button(interactive=False), ""),
            gr.Dropdown(choices=names, value=name),
        )

    def make(self, name: str, asked: Conversation) -> tuple[Any, ...]:
        """Make a new collection and open it; gives what is told of it before what `open` gives."""
        try:
            made = self._collections.make(name)
        except Exception as error:
            return _answers_by_article(error), *_skipped(9)
        return f"{made} is made. Add articles to it.", *self.open(made, asked)

    def unfiltered(self) -> tuple[Any, ...]:
        """The filters as they are at the start."""
        return "", "", ANY_SOURCE, False

    def choices(self) -> Any:
        """The choice of collections as they are now."""
        return gr.Dropdown(choices=self._collections.names())


def outcomes_of(asked: Conversation, given: Outcomes) -> tuple[Answer | str, ...]:
    """What came of the questions of this conversation, those answered."""
    return given.outcomes if given.number == asked.number else ()


def exchanges(asked: Conversation, given: Outcomes) -> list[Exchange]:
    outcomes = outcomes_of(asked, given)
    waiting = len(asked.questions) - len(outcomes)
    return [
        Exchange(question.text, outcome)
        for question, outcome in zip(asked.questions, (*outcomes, *[None] * waiting), strict=True)
    ]


def days(collection: Collection) -> tuple[str, str]:
    """The first and the last day of publication, or how to write one."""
    searched = collection.store.articles.scope(Filter())
    first, last = searched.first, searched.last
    return first.isoformat() if first else NO_DAY, last.isoformat() if last else NO_DAY


def sources(collection: Collection) -> list[str]:
    return [ANY_SOURCE, *collection.store.articles.sources()]


def listing(collection: Collection) -> str:
    return articles_html(collection.articles())


def has_sample(collection: Collection) -> bool:
    return any(Path(info.path).name == SAMPLE for info in collection.articles())


def _index(collection: Collection, paths: Sequence[Path], progress: gr.Progress) -> IndexReport:
    def show(done: Progress) -> None:
        progress((done.files_done, done.files), desc=Path(done.path).name, unit="files")

    return collection.index(*paths, on_progress=show)


def _answers_by_article(error: Exception) -> str:
    """What a person is told; what nobody foresaw goes to the log, and never to the page."""
    if isinstance(error, ArticleQAError):
        return str(error)
    _log.error("the page failed", exc_info=error)
    return unforeseen(error)


def _skipped(count: int) -> tuple[Any, ...]:
    """For so many parts of the page that stay as they are."""
    return tuple(gr.skip() for _ in range(count))


def _as_it_is() -> tuple[Any, ...]:
    """What is shown, the conversation, the panel, the steps and the citation stay."""
    return _skipped(6)


def _answer(asked: Conversation, given: Outcomes, turn: int) -> Answer | None:
    outcomes = outcomes_of(asked, given)
    outcome = outcomes[turn] if 0 <= turn < len(outcomes) else None
    return outcome if isinstance(outcome, Answer) else None


def _evidence_at(answer: Answer, place: int) -> Evidence | None:
    """The place numbered `place` of an answer, the nearest where it has none; None without any."""
    evidence = places_of(answer)
    return evidence[max(0, min(place, len(evidence) - 1))] if evidence else None


def _number(event: gr.EventData, name: str) -> int:
    """A number that the browser sent; 0 for what is none."""
    sent = getattr(event, name, 0)
    return sent if isinstance(sent, int) else 0
