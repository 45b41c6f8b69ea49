"""The events of collections: adding and listing articles, opening and creating collections."""

from __future__ import annotations

from pathlib import Path

import gradio as gr

from qa.web.citing import PLAIN
from qa.web.controller import ChatController, Panel
from qa.web.evidence import message_html
from qa.web.filters import ANY_SOURCE
from qa.web.library import LibraryController, OpenedCollection
from qa.web.messages import collection_created
from qa.web.saved_conversations import SavedConversations
from qa.web.scripts import SHOW_LAST
from qa.web.session import Conversation, Session
from qa.web.widgets import PageWidgets
from qa.web.wiring import Updates, immediate, progress_bar, unchanged


class LibraryEvents:
    """Connects the widgets of articles and collections with their controller."""

    def __init__(
        self, widgets: PageWidgets, library: LibraryController, chat: ChatController
    ) -> None:
        self._widgets = widgets
        self._library = library
        self._chat = chat

    def connect(self, blocks: gr.Blocks) -> None:
        """Wire every event of articles and collections."""
        conversation = self._widgets.states.conversation
        self._connect_articles()
        self._connect_collections()
        restored = immediate(
            blocks.load,
            self.restore,
            [self._widgets.states.saved, conversation],
            self._widgets.opened(),
        )
        # The collections and articles may have changed since the page was laid out.
        immediate(restored.then, self.describe, conversation, self._widgets.described())
        restored.then(None, None, None, js=SHOW_LAST)

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
        saved = self._widgets.states.saved
        outputs = self._widgets.opened()
        immediate(
            chat.new_conversation.click, self.begin_conversation, [saved, conversation], outputs
        )
        opened = [
            immediate(
                chat.collection.input,
                self.open_collection,
                [chat.collection, saved, conversation],
                outputs,
            )
        ]
        if chat.creation:
            opened += [
                immediate(
                    trigger,
                    self.create_collection,
                    [chat.creation.name, saved, conversation],
                    [chat.creation.message, *outputs],
                )
                for trigger in (chat.creation.create.click, chat.creation.name.submit)
            ]
        for event in opened:
            reset = immediate(event.then, self.reset_filters, None, chat.filters.all())
            immediate(reset.then, self.describe, conversation, self._widgets.described())

    def restore(self, saved: str, conversation: Conversation) -> Updates:
        """Go on with the conversation that the browser keeps, in the collection it was in."""
        names = self._library.names()
        last = SavedConversations.read(saved).last
        if last not in names or conversation.questions:
            return {self._widgets.chat.collection: gr.Dropdown(choices=names)}
        return self.open_collection(last, saved, conversation)

    def begin_conversation(self, saved: str, conversation: Conversation) -> Updates:
        """Begin anew; the browser forgets what was asked of this collection."""
        forgotten = SavedConversations.read(saved).with_session(Session(conversation))
        return self.open_collection(conversation.collection, forgotten.write(), conversation)

    def open_collection(self, name: str, saved: str, conversation: Conversation) -> Updates:
        opened = self._library.open(name, Session(conversation))
        if isinstance(opened, str):
            return {
                self._widgets.evidence.panel: message_html(opened),
                self._widgets.chat.collection: gr.update(value=conversation.collection),
            }
        return self._opened_updates(opened, SavedConversations.read(saved))

    def create_collection(self, name: str, saved: str, conversation: Conversation) -> Updates:
        creation = self._widgets.chat.creation
        opened = self._library.create(name, Session(conversation))
        if isinstance(opened, str):
            return {creation.message: opened} if creation else unchanged()
        created = opened.session.conversation.collection
        return {
            **({creation.message: collection_created(created)} if creation else {}),
            **self._opened_updates(opened, SavedConversations.read(saved)),
        }

    def _opened_updates(self, opened: OpenedCollection, saved: SavedConversations) -> Updates:
        """Show the conversation that is kept of a collection, and its last evidence."""
        states, evidence = self._widgets.states, self._widgets.evidence
        session = saved.restored(opened.session)
        view = self._chat.show_latest(session)
        panel = view.panel or Panel(opened.panel_html)
        return {
            states.conversation: session.conversation,
            states.outcomes: session.outcomes,
            states.selection: view.selection,
            states.saved: saved.with_session(session).write(),
            self._widgets.chat.log: view.conversation_html,
            evidence.panel: panel.html,
            evidence.previous: gr.Button(interactive=panel.several_places),
            evidence.next: gr.Button(interactive=panel.several_places),
            evidence.citation: panel.citation,
            evidence.citation_style: gr.Radio(value=PLAIN, visible=bool(panel.citation)),
            evidence.feedback.files: gr.File(None, visible=False),
            self._widgets.chat.collection: gr.Dropdown(
                choices=opened.names, value=session.conversation.collection
            ),
        }

    def reset_filters(self) -> Updates:
        return self._widgets.chat.filters.removed()
