"""The widgets of each part of the page, by name, for the layout to make and the events to use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from qa.web.filters import ANY_SOURCE


@dataclass(frozen=True, slots=True)
class SessionStates:
    """What Gradio keeps for each person; `saved` is what their browser keeps of the page."""

    conversation: gr.State
    outcomes: gr.State
    selection: gr.State
    saved: gr.BrowserState

    def all(self) -> list[gr.State]:
        """List those of the session."""
        return [self.conversation, self.outcomes, self.selection]


@dataclass(frozen=True, slots=True)
class FilterWidgets:
    """The filters, and the notice of those that are on with the button that removes them."""

    after: gr.Textbox
    before: gr.Textbox
    source: gr.Dropdown
    undated: gr.Checkbox
    notice: gr.HTML
    remove: gr.Button

    def all(self) -> list[gr.Textbox | gr.Dropdown | gr.Checkbox]:
        return [self.after, self.before, self.source, self.undated]

    def removed(self) -> dict[Any, Any]:
        """Give the values that ask all articles."""
        return {self.after: "", self.before: "", self.source: ANY_SOURCE, self.undated: False}


@dataclass(frozen=True, slots=True)
class CreationWidgets:
    """Where a collection is created."""

    name: gr.Textbox
    create: gr.Button
    message: gr.Textbox


@dataclass(frozen=True, slots=True)
class ChatWidgets:
    collection: gr.Dropdown
    log: gr.HTML
    question: gr.Textbox
    ask: gr.Button
    examples: gr.Dataset
    filters: FilterWidgets
    new_conversation: gr.Button
    creation: CreationWidgets | None


@dataclass(frozen=True, slots=True)
class CorrectionWidgets:
    """What is asked of a person who says that an answer is wrong; hidden until then."""

    box: gr.Column
    words: gr.Textbox
    correct: gr.Button
    unanswerable: gr.Button
    just_wrong: gr.Button


@dataclass(frozen=True, slots=True)
class FeedbackWidgets:
    right: gr.Button
    wrong: gr.Button
    correction: CorrectionWidgets
    message: gr.Textbox
    undo: gr.Button
    save: gr.Button
    files: gr.File


@dataclass(frozen=True, slots=True)
class FolderWidgets:
    """Where a folder of this machine is named."""

    path: gr.Textbox
    read: gr.Button


@dataclass(frozen=True, slots=True)
class ArticleWidgets:
    """Where articles are added and listed; `folder` only on a local page."""

    upload: gr.File
    folder: FolderWidgets | None
    message: gr.Textbox
    table: gr.HTML


@dataclass(frozen=True, slots=True)
class EvidenceWidgets:
    previous: gr.Button
    next: gr.Button
    panel: gr.HTML
    citation: gr.Textbox
    citation_style: gr.Radio
    feedback: FeedbackWidgets
    articles: ArticleWidgets


@dataclass(frozen=True, slots=True)
class EachWidgets:
    """Where every article is asked; `state` is what is shown to one person."""

    state: gr.State
    question: gr.Textbox
    ask: gr.Button
    stop: gr.Button
    status: gr.HTML
    table: gr.HTML
    files: gr.File


@dataclass(frozen=True, slots=True)
class PageWidgets:
    states: SessionStates
    chat: ChatWidgets
    each: EachWidgets
    evidence: EvidenceWidgets

    def view(self) -> list[Any]:
        """List what shows the selected evidence."""
        evidence = self.evidence
        panel = [
            evidence.panel,
            evidence.previous,
            evidence.next,
            evidence.citation,
            evidence.citation_style,
        ]
        feedback = evidence.feedback
        said = [feedback.correction.box, feedback.message, feedback.undo]
        return [self.states.selection, self.chat.log, *panel, *said]

    def opened(self) -> list[Any]:
        """List what changes when a collection is opened."""
        changed = [self.chat.collection, self.evidence.feedback.files]
        states = self.states
        return [states.conversation, states.outcomes, states.saved, *self.view(), *changed]

    def described(self) -> list[Any]:
        """List what follows from the articles of a collection."""
        filters = self.chat.filters
        follows = [filters.source, filters.after, filters.before, self.chat.examples]
        return [self.evidence.articles.table, *follows]
