"""What the chat page does with one collection; `app.py` lays it out.

`app.py` imports this after it has told Gradio to look nothing up.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from qa.conversation import Turn
from qa.datatypes import Answer, Evidence, IndexReport, cite
from qa.errors import ArticleQAError
from qa.evidence_html import article_html, articles_html, no_answer_html, welcome_html
from qa.feedback import Feedback
from qa.indexing import Progress
from qa.pipeline import Collection
from qa.spoken import evidence_of, report, spoken
from qa.transcript import citation, html, markdown
from qa.uploads import FOLDER, keep

SAMPLE = "police-trainers.txt"
ANY_SOURCE = "any source"

Messages = list[dict[str, str]]
Answers = tuple[Answer | None, ...]


class Page:
    """What the page does with one collection; what a person sees is kept in their session."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection

    def echo(self, question: str, messages: Messages) -> tuple[str, str, Messages]:
        """Show the question at once and empty the box."""
        if not question.strip():
            return "", "", messages
        return question, "", [*messages, {"role": "user", "content": question}]

    def ask(
        self, question: str, messages: Messages, answers: Answers, *filters: Any
    ) -> tuple[Any, ...]:
        """Answer the question that was echoed, as the next turn of the conversation."""
        turns = [Turn.of(answer) for answer in answers if answer is not None]
        return self._asked(turns, question, messages, answers, *filters)

    def ask_as_typed(
        self, question: str, messages: Messages, answers: Answers, *filters: Any
    ) -> tuple[Any, ...]:
        """Answer the question that was echoed by itself, whatever was asked before."""
        return self._asked([], question, messages, answers, *filters)

    def _asked(
        self,
        turns: list[Turn],
        question: str,
        messages: Messages,
        answers: Answers,
        after: str | None,
        before: str | None,
        source: str | None,
        undated: bool,
    ) -> tuple[Any, ...]:
        if not question:
            return messages, answers, *_SKIPPED, gr.skip()
        try:
            answer = self._collection.ask(
                question,
                turns=turns,
                after=(after or "").strip() or None,
                before=(before or "").strip() or None,
                source=None if source in (None, ANY_SOURCE) else source,
                undated=undated,
            )
        except ArticleQAError as error:
            said = [*messages, {"role": "assistant", "content": str(error)}]
            return said, (*answers, None), *_SKIPPED, gr.Button(visible=False)
        completed = answer.question != " ".join(question.split())
        content = spoken(answer) + (f"\nAsked: {answer.question}" if completed else "")
        said = [*messages, {"role": "assistant", "content": content}]
        again = gr.Button(visible=completed)
        return said, (*answers, answer), *self.shown(answer, 0), again

    def select(self, answers: Answers, event: gr.SelectData) -> tuple[Any, ...]:
        """Show the evidence of the answer that was clicked."""
        number = event.index[0] if isinstance(event.index, list | tuple) else event.index
        answer = _selected(answers, number // 2)
        if answer is None:
            return *_SKIPPED, gr.skip()
        return *self.shown(answer, 0), number // 2

    def place(self, chosen: int | None, answers: Answers, selected: int) -> tuple[Any, ...]:
        """Show another place where the selected answer, or another answer, stands."""
        current = _selected(answers, selected)
        return _SKIPPED if current is None or chosen is None else self.shown(current, chosen)

    def next_place(self, chosen: int | None, answers: Answers, selected: int) -> tuple[Any, ...]:
        return self._step(1, chosen, answers, selected)

    def previous_place(
        self, chosen: int | None, answers: Answers, selected: int
    ) -> tuple[Any, ...]:
        return self._step(-1, chosen, answers, selected)

    def _step(
        self, step: int, chosen: int | None, answers: Answers, selected: int
    ) -> tuple[Any, ...]:
        current = _selected(answers, selected)
        count = 0 if current is None else len(evidence_of(current))
        return self.place(((chosen or 0) + step) % count if count else None, answers, selected)

    def shown(self, answer: Answer, chosen: int) -> tuple[Any, ...]:
        """The panel, the chooser of places and the citation, for one place of an answer."""
        evidence = _evidence_at(answer, chosen)
        cited = citation(evidence) if evidence else ""
        return (
            self.panel(answer, chosen),
            places(answer, chosen),
            gr.Row(visible=len(evidence_of(answer)) > 1),
            gr.Textbox(cited, visible=bool(cited)),
        )

    def praise(self, chosen: int | None, answers: Answers, selected: int) -> str:
        """Keep the place that is shown as right."""
        answer = _selected(answers, selected)
        if answer is None:
            return "Ask something first."
        evidence = _evidence_at(answer, chosen)
        return self._kept(answer, evidence.text if evidence else None, chosen)

    def blame(
        self, words: str, chosen: int | None, answers: Answers, selected: int
    ) -> tuple[str, str]:
        """Keep the right words of a question that was answered wrongly; none: unanswerable."""
        answer = _selected(answers, selected)
        if answer is None:
            return words, "Ask something first."
        return "", self._kept(answer, words, chosen)

    def _kept(self, answer: Answer, words: str | None, chosen: int | None) -> str:
        evidence = _evidence_at(answer, chosen)
        try:
            shown = self._collection.article(evidence.article.id) if evidence else None
            feedback = Feedback(self._collection.store.folder)
            feedback.add(answer, words, shown)
        except (OSError, ArticleQAError) as error:
            return f"This could not be kept: {error}"
        right = (
            f"“{words.strip()}” is right" if words and words.strip() else "no article answers it"
        )
        return f"Kept: {right}. Check with: article-qa evaluate {feedback.path}"

    def transcript(self, answers: Answers) -> Any:
        """The conversation as files to download, in Markdown and in HTML."""
        given = [answer for answer in answers if answer is not None]
        folder = Path(tempfile.mkdtemp(prefix="article-qa-"))
        files = folder / "answers.md", folder / "answers.html"
        files[0].write_text(markdown(given), encoding="utf-8")
        files[1].write_text(html(given), encoding="utf-8")
        return gr.File([str(file) for file in files], visible=True)

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

        As text because Gradio's client takes every object with a "path" for a file to fetch.
        """
        try:
            answer = self._collection.ask(
                question,
                after=after or None,
                before=before or None,
                source=source or None,
                undated=undated,
                always_answer=always_answer,
            )
        except ArticleQAError as error:
            raise gr.Error(str(error), print_exception=False) from error
        return json.dumps(answer.to_dict(), ensure_ascii=False)

    def panel(self, answer: Answer, chosen: int) -> str:
        """The evidence panel for the place numbered `chosen` of an answer."""
        evidence = _evidence_at(answer, chosen)
        if evidence is None:
            return no_answer_html(answer)
        try:
            article = self._collection.article(evidence.article.id)
        except ArticleQAError:
            return welcome_html(len(self._collection.articles()))
        if article.text[evidence.start : evidence.end] != evidence.text:
            return (
                '<article class="aq-article"><p class="aq-meta">This article has changed since the '
                "answer was given. Ask again.</p></article>"
            )
        return article_html(article, evidence.start, evidence.end)

    def add(
        self,
        files: list[str] | None,
        progress: gr.Progress = gr.Progress(),  # noqa: B008 - how Gradio hands it in
    ) -> tuple[Any, ...]:
        """Keep uploaded files beside the store and index them."""
        if not files:
            return gr.skip(), gr.skip(), gr.skip(), gr.skip()
        try:
            kept, skipped = keep(
                [Path(file) for file in files], self._collection.store.folder / FOLDER
            )
            told = report(self._index(kept, progress), skipped)
        except (OSError, ArticleQAError) as error:
            told = str(error)
        return None, told, self.listing(), self.sources()

    def add_folder(
        self,
        name: str,
        progress: gr.Progress = gr.Progress(),  # noqa: B008 - how Gradio hands it in
    ) -> tuple[Any, ...]:
        """Bring the store in step with a file or folder of this machine."""
        if not name.strip():
            return "Name a folder.", gr.skip(), gr.skip()
        try:
            told = report(self._index([Path(name.strip()).expanduser()], progress))
        except (OSError, ArticleQAError) as error:
            told = str(error)
        return told, self.listing(), self.sources()

    def _index(self, paths: Sequence[Path], progress: gr.Progress) -> IndexReport:
        def show(done: Progress) -> None:
            progress((done.files_done, done.files), desc=Path(done.path).name, unit="files")

        return self._collection.index(*paths, on_progress=show)

    def listing(self) -> str:
        return articles_html(self._collection.articles())

    def sources(self) -> Any:
        return gr.Dropdown(choices=[ANY_SOURCE, *self._collection.store.sources()])

    def has_sample(self) -> bool:
        return any(Path(info.path).name == SAMPLE for info in self._collection.articles())


def places(answer: Answer, chosen: int) -> Any:
    """The chooser of places, shown when there is more than one."""
    shown = evidence_of(answer)
    choices = [(f"{one.text} - {cite(one.article)}", at) for at, one in enumerate(shown)]
    at = min(chosen, len(shown) - 1) if shown else None
    return gr.Dropdown(choices=choices, value=at, visible=len(shown) > 1)


# The panel, the chooser, its buttons and the citation stay as they are.
_SKIPPED = (gr.skip(), gr.skip(), gr.skip(), gr.skip())


def _evidence_at(answer: Answer, chosen: int | None) -> Evidence | None:
    """The place numbered `chosen` of an answer, the last where it has fewer; None without any."""
    evidence = evidence_of(answer)
    return evidence[min(chosen or 0, len(evidence) - 1)] if evidence else None


def _selected(answers: Answers, selected: int) -> Answer | None:
    return answers[selected] if 0 <= selected < len(answers) else None
