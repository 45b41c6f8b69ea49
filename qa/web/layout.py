"""The layout of the page: the conversation on the left, the evidence on the right.

Each function lays out a part where it is called and gives its widgets.
"""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from qa.articles import supported_endings
from qa.settings import MAX_QUESTION_CHARACTERS
from qa.web.cards import conversation_html
from qa.web.citing import CITATION_STYLES, PLAIN
from qa.web.collections import MAX_NAME
from qa.web.each import EachState
from qa.web.evidence import message_html
from qa.web.filters import ANY_SOURCE
from qa.web.library import ArticlesView
from qa.web.messages import EACH_HINT
from qa.web.scripts import CARDS, ROWS
from qa.web.session import Conversation, Outcomes, Selection
from qa.web.widgets import (
    ArticleWidgets,
    ChatWidgets,
    CorrectionWidgets,
    CreationWidgets,
    EachWidgets,
    EvidenceWidgets,
    FeedbackWidgets,
    FilterWidgets,
    FolderWidgets,
    PageWidgets,
    SessionStates,
)

QUESTION_HINT = "Ask a question about these articles"
EXAMPLES = (
    "How many police trainers is Callaria sending?",
    "Who will lead the inquiry into the flood?",
    "How many people died in the flood?",
    "How high did the Sallow River rise?",
    "Who won the World Cup?",
)


@dataclass(frozen=True, slots=True)
class PageContent:
    """What the page shows when it opens, and which of its parts it has.

    Attributes:
        names: the collections to choose from; the first is open.
        local: only this machine reaches the page, so that it may name folders of it.
        several: there may be several collections, to choose from and to create.
        storage_key: names what the browser keeps of this page.
    """

    names: list[str]
    articles: ArticlesView
    welcome_html: str
    local: bool
    several: bool
    storage_key: str


@dataclass(frozen=True, slots=True)
class _Conversation:
    """The widgets of the conversation alone."""

    log: gr.HTML
    question: gr.Textbox
    ask: gr.Button
    examples: gr.Dataset
    new_conversation: gr.Button


def lay_out(content: PageContent) -> PageWidgets:
    """Lay the page out inside the Gradio blocks that are open."""
    states = SessionStates(
        gr.State(Conversation(content.names[0])),
        gr.State(Outcomes()),
        gr.State(Selection()),
        # The secret is no protection, but must not change: what the browser keeps is read by it.
        gr.BrowserState("", storage_key=content.storage_key, secret="article-qa"),
    )
    gr.HTML(
        '<header class="aq-top"><h1>article-qa</h1><p>Every answer is the exact words of an '
        "article. Nothing leaves this machine.</p></header>"
    )
    with gr.Row(equal_height=False):
        with gr.Column(scale=5, min_width=340):
            chat, each = _asking(content)
        with gr.Column(scale=6, min_width=340):
            evidence = _evidence(content)
    return PageWidgets(states, chat, each, evidence)


def _asking(content: PageContent) -> tuple[ChatWidgets, EachWidgets]:
    """Lay out the two ways to ask, with the collection above them and the filters below."""
    with gr.Row(visible=content.several, elem_classes="aq-choice"):
        collection = gr.Dropdown(
            content.names, value=content.names[0], label="Collection", min_width=160
        )
    with gr.Tabs():
        with gr.Tab("Conversation"):
            conversation = _conversation(content)
        with gr.Tab("Across articles"):
            each = _each()
    filters = _filters(content.articles)
    creation = _creation() if content.several and content.local else None
    chat = ChatWidgets(
        collection,
        conversation.log,
        conversation.question,
        conversation.ask,
        conversation.examples,
        filters,
        conversation.new_conversation,
        creation,
    )
    return chat, each


def _each() -> EachWidgets:
    with gr.Row(elem_classes="aq-ask"):
        text = gr.Textbox(
            placeholder="Ask every article, such as: how many people died?",
            label="Ask every article",
            show_label=False,
            container=False,
            max_length=2000,
            scale=8,
            min_width=160,
            elem_id="aq-each-question",
        )
        run = gr.Button("Run", variant="primary", scale=1, min_width=72, elem_id="aq-each-run")
        stop = gr.Button("Stop", scale=1, min_width=72, elem_id="aq-each-stop")
    return EachWidgets(
        state=gr.State(EachState()),
        question=text,
        ask=run,
        stop=stop,
        status=gr.HTML("", elem_id="aq-each-status", padding=False),
        table=gr.HTML(
            message_html(EACH_HINT),
            elem_id="aq-each",
            apply_default_css=False,
            padding=False,
            js_on_load=ROWS,
        ),
        files=gr.File(
            label="The table (CSV and HTML)",
            file_count="multiple",
            interactive=False,
            visible=False,
            height=110,
        ),
    )


def _conversation(content: PageContent) -> _Conversation:
    log = gr.HTML(
        conversation_html(()),
        elem_id="aq-chat",
        apply_default_css=False,
        padding=False,
        js_on_load=CARDS,
    )
    with gr.Row(elem_classes="aq-ask"):
        question = gr.Textbox(
            placeholder=QUESTION_HINT,
            label="Question",
            show_label=False,
            container=False,
            # A question that is too long is refused with its length; the box must not cut it.
            max_length=100 * MAX_QUESTION_CHARACTERS,
            autofocus=True,
            scale=8,
            min_width=160,
        )
        ask = gr.Button("Ask", variant="primary", scale=1, min_width=72)
    examples = gr.Examples(
        [[example] for example in EXAMPLES],
        inputs=question,
        label="For example",
        visible=content.articles.examples_fit,
    ).dataset
    new_conversation = gr.Button("New conversation", size="sm", elem_id="aq-renew")
    return _Conversation(log, question, ask, examples, new_conversation)


def _filters(articles: ArticlesView) -> FilterWidgets:
    with gr.Row(elem_classes="aq-filters"):
        notice = gr.HTML("", elem_id="aq-filters", padding=False)
        remove = gr.Button(
            "Remove the filters",
            size="sm",
            min_width=130,
            scale=0,
            visible=False,
            elem_id="aq-unfilter",
        )
    with gr.Accordion("Dates and source", open=False), gr.Row():
        return FilterWidgets(
            gr.Textbox(label="From", placeholder=articles.first_day, max_length=10, min_width=120),
            gr.Textbox(label="To", placeholder=articles.last_day, max_length=10, min_width=120),
            gr.Dropdown(
                label="Source",
                choices=[ANY_SOURCE, *articles.sources],
                value=ANY_SOURCE,
                min_width=160,
            ),
            gr.Checkbox(label="Only undated articles", min_width=160),
            notice,
            remove,
        )


def _creation() -> CreationWidgets:
    with gr.Accordion("A new collection", open=False):
        with gr.Row():
            name = gr.Textbox(label="Its name", max_length=MAX_NAME, scale=8, elem_id="aq-name")
            create = gr.Button("Make it", size="sm", scale=1, min_width=90)
        message = gr.Textbox(
            label="Made", show_label=False, interactive=False, lines=1, elem_id="aq-made"
        )
    return CreationWidgets(name, create, message)


def _evidence(content: PageContent) -> EvidenceWidgets:
    with gr.Row():
        previous = gr.Button(
            "Previous (Alt+P)", size="sm", elem_id="aq-previous", interactive=False
        )
        following = gr.Button("Next (Alt+N)", size="sm", elem_id="aq-next", interactive=False)
    panel = gr.HTML(content.welcome_html, elem_id="aq-panel", padding=False, js_on_load=CARDS)
    citation = gr.Textbox(
        label="To cite it", buttons=["copy"], interactive=False, lines=2, elem_id="aq-citation"
    )
    style = gr.Radio(
        list(CITATION_STYLES),
        value=PLAIN,
        label="Cite as",
        elem_id="aq-citation-style",
        visible=False,
    )
    feedback = _feedback()
    with gr.Accordion("Articles: what is there, and adding more", open=False):
        articles = _articles(content)
    return EvidenceWidgets(previous, following, panel, citation, style, feedback, articles)


def _feedback() -> FeedbackWidgets:
    with gr.Accordion("Was it right? Keep the answers", open=False):
        gr.HTML(
            '<p class="aq-meta">What you say here stays on this machine, as questions that later '
            "versions can be checked with.</p>"
        )
        with gr.Row():
            right = gr.Button("Right", size="sm", min_width=80, elem_id="aq-right")
            wrong = gr.Button("Wrong", size="sm", min_width=80, elem_id="aq-wrong")
        correction = _correction()
        message = gr.Textbox(
            label="Kept", show_label=False, interactive=False, lines=1, elem_id="aq-kept"
        )
        undo = gr.Button("Undo", size="sm", visible=False, elem_id="aq-undo")
        save = gr.Button("Save this conversation (Markdown and HTML)", size="sm", elem_id="aq-save")
        files = gr.File(
            label="The conversation",
            file_count="multiple",
            interactive=False,
            visible=False,
            height=110,
        )
    return FeedbackWidgets(right, wrong, correction, message, undo, save, files)


def _correction() -> CorrectionWidgets:
    with gr.Column(visible=False) as box:
        words = gr.Textbox(
            label="The right words (select them in the article, or write them here)",
            max_length=2000,
            elem_id="aq-words",
        )
        with gr.Row():
            correct = gr.Button(
                "These words are right", size="sm", min_width=120, elem_id="aq-correct"
            )
            unanswerable = gr.Button(
                "The articles do not say", size="sm", min_width=120, elem_id="aq-unanswerable"
            )
            just_wrong = gr.Button("Just wrong", size="sm", min_width=100, elem_id="aq-just-wrong")
    return CorrectionWidgets(box, words, correct, unanswerable, just_wrong)


def _articles(content: PageContent) -> ArticleWidgets:
    upload = gr.File(
        label="Add articles",
        file_count="multiple",
        file_types=[*sorted(supported_endings()), ".zip"],
        height=140,
    )
    folder = _folder() if content.local else None
    message = gr.Textbox(
        label="Added", show_label=False, interactive=False, lines=2, elem_id="aq-added"
    )
    table = gr.HTML(content.articles.table_html)
    return ArticleWidgets(upload, folder, message, table)


def _folder() -> FolderWidgets:
    with gr.Row():
        return FolderWidgets(
            gr.Textbox(
                label="Or a folder of this machine", max_length=1000, scale=8, elem_id="aq-folder"
            ),
            gr.Button("Read it", size="sm", scale=1, min_width=90),
        )
