"""The events of "Across articles": asking every article, stopping, opening a row."""

from __future__ import annotations

from collections.abc import Iterator

import gradio as gr

from qa.web.each import EachController, EachState, EachView
from qa.web.evidence import message_html
from qa.web.filters import Filters
from qa.web.scripts import SHOW_PICKED
from qa.web.session import Conversation
from qa.web.widgets import PageWidgets
from qa.web.wiring import Updates, event_number, immediate, unchanged


class EachEvents:
    """Connects the widgets of "Across articles" with their controller."""

    def __init__(self, widgets: PageWidgets, each: EachController) -> None:
        self._widgets = widgets
        self._each = each

    def connect(self) -> None:
        """Wire every event of "Across articles"."""
        widgets, chat = self._widgets.each, self._widgets.chat
        shown = [widgets.state, widgets.status, widgets.table, widgets.files]
        asked = gr.on(
            [widgets.ask.click, widgets.question.submit],
            self.ask,
            [widgets.question, self._widgets.states.conversation, *chat.filters.all()],
            shown,
            api_visibility="private",
            # Apart from the questions of conversations, which are answered in between.
            concurrency_id="each",
            show_progress="hidden",
        )
        stopped = widgets.stop.click(
            None, None, None, cancels=[asked], queue=False, api_visibility="private"
        )
        immediate(stopped.then, self.finish, widgets.state, shown)
        opened = immediate(widgets.table.click, self.open_row, widgets.state, self._opened())
        opened.then(None, None, None, js=SHOW_PICKED)
        immediate(chat.collection.input, self.clear, None, shown)

    def ask(
        self,
        text: str,
        conversation: Conversation,
        after: str | None,
        before: str | None,
        source: str | None,
        undated: bool,
    ) -> Iterator[Updates]:
        filters = Filters.of_widgets(after, before, source, undated)
        for view in self._each.ask(text, conversation.collection, filters):
            yield self._updates(view)

    def finish(self, state: EachState) -> Updates:
        return self._updates(self._each.finish(state))

    def clear(self) -> Updates:
        return self._updates(EachView(EachState(), "", ""))

    def open_row(self, state: EachState, event: gr.EventData) -> Updates:
        panel = self._each.open_row(state, event_number(event, "row"))
        if panel is None:
            return unchanged()
        evidence = self._widgets.evidence
        return {
            evidence.panel: panel.html,
            evidence.previous: gr.Button(interactive=False),
            evidence.next: gr.Button(interactive=False),
            evidence.citation: panel.citation,
            # The styles are those of the conversation's evidence.
            evidence.citation_style: gr.Radio(visible=False),
        }

    def _opened(self) -> list[gr.components.Component]:
        evidence = self._widgets.evidence
        return [
            evidence.panel,
            evidence.previous,
            evidence.next,
            evidence.citation,
            evidence.citation_style,
        ]

    def _updates(self, view: EachView) -> Updates:
        widgets = self._widgets.each
        files = [str(path) for path in view.files]
        return {
            widgets.state: view.state,
            widgets.status: message_html(view.status) if view.status else "",
            widgets.table: view.table_html,
            widgets.files: gr.File(files or None, visible=bool(files)),
        }
