"""The events of collections: adding and listing articles, opening and creating collections."""

from __future__ import annotations

from pathlib import Path

import gradio as gr

from qa.web.evidence import message_html
from qa.web.filters import ANY_SOURCE
from qa.web.library import LibraryController, OpenedCollection
from qa.web.messages import collection_created
from qa.web.session import Conversation, Session
from qa.web.widgets import PageWidgets
from qa.web.wiring import Updates, immediate, progress_bar, unchanged


class LibraryEvents:
    """Connects the widgets of articles and collections with their controller."""

    def __init__(self, widgets: PageWidgets, library: LibraryController) -> None:
        self._widgets = widgets
        self._library = library

    def connect(self, blocks: gr.Blocks) -> None:
        """Wire every event of articles and collections."""
        conversation = self._widgets.states.conversation
        self._connect_articles()
        self._connect_collections()
        # The collections may have changed since the page was laid out.
        immediate(blocks.load, self.describe, conversation, self._widgets.described())
        immediate(blocks.load, self.list_collections, None, self._widgets.chat.collection)

    # Articles

    def _connect_articles(self) -> None:
        widgets, conversation = self._widgets.evidence.articles, self._widgets.states.conversation
        added = [
            widgets.upload.upload(
                self.add_files,
                [widgets.upload, conversation],
                [widgets.upload, widgets.message],
                api_visibility="private",
            )
        ]
        if widgets.folder:
            added.append(
                gr.on(
                    [widgets.folder.read.click, widgets.folder.path.submit],
                    self.add_folder,
                    [widgets.folder.path, conversation],
                    widgets.message,
                    api_visibility="private",
                )
            )
        for event in added:
            immediate(event.then, self.describe, conversation, self._widgets.described())

    def add_files(
        self,
        files: list[str] | None,
        conversation: Conversation,
        progress: gr.Progress = gr.Progress(),  # noqa: B008 - how Gradio hands it in
    ) -> Updates:
        if not files:
            return unchanged()
        widgets = self._widgets.evidence.articles
        message = self._library.add_files(
            conversation.collection, [Path(file) for file in files], progress_bar(progress)
        )
        return {widgets.upload: None, widgets.message: message}

    def add_folder(
        self,
        folder: str,
        conversation: Conversation,
        progress: gr.Progress = gr.Progress(),  # noqa: B008 - how Gradio hands it in
    ) -> str:
        return self._library.add_folder(conversation.collection, folder, progress_bar(progress))

    def describe(self, conversation: Conversation) -> Updates:
        """Show the articles of the collection, and the filters and examples that fit them."""
        table = self._widgets.evidence.articles.table
        view = self._library.describe(conversation.collection)
        if isinstance(view, str):
            return {table: message_html(view)}
        chat = self._widgets.chat
        return {
            table: view.table_html,
            chat.filters.source: gr.Dropdown(choices=[ANY_SOURCE, *view.sources]),
            chat.filters.after: gr.Textbox(placeholder=view.first_day),
            chat.filters.before: gr.Textbox(placeholder=view.last_day),
            chat.examples: gr.Dataset(visible=view.examples_fit),
        }

    # Conversations and collections

    def _connect_collections(self) -> None:
        chat, conversation = self._widgets.chat, self._widgets.states.conversation
        outputs = self._widgets.opened()
        immediate(chat.new_conversation.click, self.begin_conversation, conversation, outputs)
        opened = [
            immediate(
                chat.collection.input,
                self.open_collection,
                [chat.collection, conversation],
                outputs,
            )
        ]
        if chat.creation:
            opened += [
                immediate(
                    trigger,
                    self.create_collection,
                    [chat.creation.name, conversation],
                    [chat.creation.message, *outputs],
                )
                for trigger in (chat.creation.create.click, chat.creation.name.submit)
            ]
        for event in opened:
            reset = immediate(event.then, self.reset_filters, None, chat.filters.all())
            immediate(reset.then, self.describe, conversation, self._widgets.described())

    def begin_conversation(self, conversation: Conversation) -> Updates:
        return self.open_collection(conversation.collection, conversation)

    def open_collection(self, name: str, conversation: Conversation) -> Updates:
        opened = self._library.open(name, Session(conversation))
        if isinstance(opened, str):
            return {
                self._widgets.evidence.panel: message_html(opened),
                self._widgets.chat.collection: gr.update(value=conversation.collection),
            }
        return self._opened_updates(opened)

    def create_collection(self, name: str, conversation: Conversation) -> Updates:
        creation = self._widgets.chat.creation
        opened = self._library.create(name, Session(conversation))
        if isinstance(opened, str):
            return {creation.message: opened} if creation else unchanged()
        created = opened.session.conversation.collection
        return {
            **({creation.message: collection_created(created)} if creation else {}),
            **self._opened_updates(opened),
        }

    def _opened_updates(self, opened: OpenedCollection) -> Updates:
        states, evidence = self._widgets.states, self._widgets.evidence
        session = opened.session
        return {
            states.conversation: session.conversation,
            states.outcomes: session.outcomes,
            states.selection: session.selection,
            self._widgets.chat.log: session.html(),
            evidence.panel: opened.panel_html,
            evidence.previous: gr.Button(interactive=False),
            evidence.next: gr.Button(interactive=False),
            evidence.citation: "",
            evidence.feedback.files: gr.File(None, visible=False),
            self._widgets.chat.collection: gr.Dropdown(
                choices=opened.names, value=session.conversation.collection
            ),
        }

    def reset_filters(self) -> Updates:
        return self._widgets.chat.filters.removed()

    def list_collections(self) -> gr.Dropdown:
        return gr.Dropdown(choices=self._library.names())
