"""The events of the conversation: asking, looking at the evidence, and giving feedback."""

from __future__ import annotations

from typing import Any

import gradio as gr

from qa.web.citing import PLAIN
from qa.web.controller import ChatController, EvidenceView
from qa.web.evidence import filters_html
from qa.web.feedback import FeedbackController, FeedbackResult
from qa.web.filters import Filters
from qa.web.saved_conversations import SavedConversations
from qa.web.scripts import SELECTED, SHOW_LAST, SHOW_MARK, SHOW_PICKED
from qa.web.session import Conversation, Outcomes, Selection, Session
from qa.web.transcript import save_transcript
from qa.web.widgets import PageWidgets
from qa.web.wiring import Updates, event_number, immediate, unchanged


class ChatEvents:
    """Connects the widgets of the conversation with its controllers.

    The three states of a session arrive and leave one by one, because Gradio keeps them so: a
    question can be added while another is answered.
    """

    def __init__(
        self, widgets: PageWidgets, chat: ChatController, feedback: FeedbackController
    ) -> None:
        self._widgets = widgets
        self._chat = chat
        self._feedback = feedback
        self._states = widgets.states.all()
        self._saved_files = widgets.evidence.feedback.files

    def connect(self) -> None:
        """Wire every event of the conversation."""
        self._connect_questions()
        self._connect_filters()
        self._connect_evidence()
        self._connect_feedback()

    # Questions

    def _connect_questions(self) -> None:
        """Show a question at once, answer it when its turn comes, then show its evidence."""
        chat, states = self._widgets.chat, self._widgets.states
        typed = [chat.question, *self._states]
        for trigger, append, inputs in (
            (chat.ask.click, self.append_question, typed),
            (chat.question.submit, self.append_question, typed),
            (chat.log.submit, self.append_as_typed, self._states),
        ):
            appended = immediate(
                trigger,
                append,
                inputs,
                [chat.question, states.conversation, chat.log, self._saved_files],
            )
            appended.then(None, None, None, js=SHOW_LAST)
            answered = appended.then(
                self.answer_next,
                [states.conversation, states.outcomes, *chat.filters.all()],
                states.outcomes,
                api_visibility="private",
                concurrency_id="ask",
                show_progress="hidden",
                trigger_mode="multiple",  # else a question asked while one is answered is dropped
            )
            refused = immediate(
                answered.failure,
                self.mark_unanswered,
                [states.conversation, states.outcomes],
                states.outcomes,
            )
            for done in (answered.success, refused.then):
                event = immediate(done, self.show_latest, self._states, self._widgets.view())
                event.then(None, None, None, js=SHOW_MARK)
                event.then(None, None, None, js=SHOW_LAST)
                immediate(event.then, self.save, [states.saved, *self._states], states.saved)

    def append_question(
        self, text: str, conversation: Conversation, outcomes: Outcomes, selection: Selection
    ) -> Updates:
        session = Session(conversation, outcomes, selection)
        appended = self._chat.append_question(text, session)
        return {self._widgets.chat.question: "", **self._appended(appended)}

    def append_as_typed(
        self,
        conversation: Conversation,
        outcomes: Outcomes,
        selection: Selection,
        event: gr.EventData,
    ) -> Updates:
        session = Session(conversation, outcomes, selection)
        appended = self._chat.append_as_typed(event_number(event, "turn"), session)
        return self._appended(appended)

    def _appended(self, session: Session) -> Updates:
        return {
            self._widgets.states.conversation: session.conversation,
            self._widgets.chat.log: session.html(),
            # A conversation that was saved lacks this question.
            self._saved_files: gr.File(None, visible=False),
        }

    def answer_next(
        self,
        conversation: Conversation,
        outcomes: Outcomes,
        after: str | None,
        before: str | None,
        source: str | None,
        undated: bool,
    ) -> Outcomes:
        filters = Filters.of_widgets(after, before, source, undated)
        return self._chat.answer_next(Session(conversation, outcomes), filters)

    def mark_unanswered(self, conversation: Conversation, outcomes: Outcomes) -> Outcomes:
        return self._chat.mark_unanswered(Session(conversation, outcomes))

    def show_latest(
        self, conversation: Conversation, outcomes: Outcomes, selection: Selection
    ) -> Updates:
        session = Session(conversation, outcomes, selection)
        return self._evidence(self._chat.show_latest(session))

    def save(
        self, saved: str, conversation: Conversation, outcomes: Outcomes, selection: Selection
    ) -> str:
        """Let the browser keep the conversation."""
        session = Session(conversation, outcomes, selection)
        return SavedConversations.read(saved).with_session(session).write()

    # Filters

    def _connect_filters(self) -> None:
        filters = self._widgets.chat.filters
        for widget in filters.all():
            immediate(
                widget.change,
                self.show_filters,
                filters.all(),
                [filters.notice, filters.remove],
            )
        immediate(filters.remove.click, self.remove_filters, None, filters.all())

    def show_filters(
        self, after: str | None, before: str | None, source: str | None, undated: bool
    ) -> Updates:
        """Say which filters are on, where they are seen with their accordion closed."""
        filters = Filters.of_widgets(after, before, source, undated)
        widgets = self._widgets.chat.filters
        return {
            widgets.notice: filters_html(filters),
            widgets.remove: gr.Button(visible=filters.is_on),
        }

    def remove_filters(self) -> Updates:
        """Ask all articles again."""
        return self._widgets.chat.filters.removed()

    # Evidence

    def _connect_evidence(self) -> None:
        chat, evidence = self._widgets.chat, self._widgets.evidence
        for trigger, show in (
            (chat.log.click, self.show_clicked),
            (evidence.panel.click, self.show_clicked),
            (evidence.next.click, self.show_next),
            (evidence.previous.click, self.show_previous),
        ):
            event = immediate(trigger, show, self._states, self._widgets.view())
            event.then(None, None, None, js=SHOW_PICKED)
        style = evidence.citation_style
        immediate(style.input, self.cite, [style, *self._states], evidence.citation)

    def cite(
        self, style: str, conversation: Conversation, outcomes: Outcomes, selection: Selection
    ) -> str:
        """Write the citation of the selected evidence in a style."""
        return self._chat.cite(style, Session(conversation, outcomes, selection))

    def show_clicked(
        self,
        conversation: Conversation,
        outcomes: Outcomes,
        selection: Selection,
        event: gr.EventData,
    ) -> Updates:
        clicked = Selection(event_number(event, "turn"), event_number(event, "place"))
        return self._evidence(self._chat.show(Session(conversation, outcomes, clicked)))

    def show_next(
        self, conversation: Conversation, outcomes: Outcomes, selection: Selection
    ) -> Updates:
        session = Session(conversation, outcomes, selection)
        return self._evidence(self._chat.show_next(session))

    def show_previous(
        self, conversation: Conversation, outcomes: Outcomes, selection: Selection
    ) -> Updates:
        session = Session(conversation, outcomes, selection)
        return self._evidence(self._chat.show_previous(session))

    def _evidence(self, view: EvidenceView | None) -> Updates:
        if view is None:
            return unchanged()
        evidence = self._widgets.evidence
        updates: dict[Any, Any] = {
            self._widgets.states.selection: view.selection,
            self._widgets.chat.log: view.conversation_html,
        }
        if view.panel:
            feedback = evidence.feedback
            updates |= {
                feedback.correction.box: gr.Column(visible=False),
                feedback.message: "",
                feedback.undo: gr.Button(visible=False),
                evidence.panel: view.panel.html,
                evidence.previous: gr.Button(interactive=view.panel.several_places),
                evidence.next: gr.Button(interactive=view.panel.several_places),
                evidence.citation: view.panel.citation,
                evidence.citation_style: gr.Radio(value=PLAIN, visible=bool(view.panel.citation)),
            }
        return updates

    # Feedback

    def _connect_feedback(self) -> None:
        widgets = self._widgets.evidence.feedback
        correction = widgets.correction
        outputs = [correction.box, correction.words, widgets.message, widgets.undo]
        for trigger, mark in (
            (widgets.right.click, self.mark_right),
            (correction.unanswerable.click, self.mark_unanswerable),
            (correction.just_wrong.click, self.mark_wrong),
            (widgets.undo.click, self.undo),
        ):
            immediate(trigger, mark, self._states, outputs)
        asked = widgets.wrong.click(None, correction.words, correction.words, js=SELECTED)
        immediate(asked.then, self.ask_what_is_right, None, outputs)
        selected = correction.correct.click(None, correction.words, correction.words, js=SELECTED)
        immediate(selected.then, self.correct, [correction.words, *self._states], outputs)
        immediate(widgets.save.click, self.save_transcript, self._states, widgets.files)

    def ask_what_is_right(self) -> Updates:
        """Ask a person who says "wrong" which words are right, if any."""
        widgets = self._widgets.evidence.feedback
        return {
            widgets.correction.box: gr.Column(visible=True),
            widgets.message: "",
            widgets.undo: gr.Button(visible=False),
        }

    def mark_right(
        self, conversation: Conversation, outcomes: Outcomes, selection: Selection
    ) -> Updates:
        session = Session(conversation, outcomes, selection)
        return self._marked(self._feedback.mark_right(session))

    def correct(
        self, words: str, conversation: Conversation, outcomes: Outcomes, selection: Selection
    ) -> Updates:
        session = Session(conversation, outcomes, selection)
        return self._marked(self._feedback.correct(words, session))

    def mark_unanswerable(
        self, conversation: Conversation, outcomes: Outcomes, selection: Selection
    ) -> Updates:
        session = Session(conversation, outcomes, selection)
        return self._marked(self._feedback.mark_unanswerable(session))

    def mark_wrong(
        self, conversation: Conversation, outcomes: Outcomes, selection: Selection
    ) -> Updates:
        session = Session(conversation, outcomes, selection)
        return self._marked(self._feedback.mark_wrong(session))

    def undo(self, conversation: Conversation, outcomes: Outcomes, selection: Selection) -> Updates:
        session = Session(conversation, outcomes, selection)
        return self._marked(self._feedback.undo(session))

    def _marked(self, result: FeedbackResult) -> Updates:
        """Say what was kept; what the person wrote stays until something is kept of it."""
        widgets = self._widgets.evidence.feedback
        updates: dict[Any, Any] = {
            widgets.message: result.message,
            widgets.undo: gr.Button(visible=result.is_kept),
        }
        if result.is_kept:
            updates |= {
                widgets.correction.box: gr.Column(visible=False),
                widgets.correction.words: "",
            }
        return updates

    def save_transcript(
        self, conversation: Conversation, outcomes: Outcomes, selection: Selection
    ) -> gr.File:
        files = save_transcript(Session(conversation, outcomes, selection).answers())
        return gr.File([str(file) for file in files], visible=True)
