"""The chat page: the conversation on the left, the evidence on the right.

What it does is in `qa/web/controller.py`.
"""

from __future__ import annotations

import os
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

# Gradio reads this when it is imported; without it a page looks up Gradio's own servers.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr
from gradio.events import api
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from qa.articles import SUPPORTED
from qa.collection import Collection
from qa.errors import UsageError
from qa.web.cards import conversation_html
from qa.web.collections import MAX_NAME, CollectionFolder, Collections
from qa.web.controller import (
    ANY_SOURCE,
    Conversation,
    Outcomes,
    Page,
    Selection,
    days,
    has_sample,
    listing,
    sources,
)
from qa.web.downloads import Downloads
from qa.web.evidence import welcome_html
from qa.web.network import check_port, has_screen, is_loopback, login
from qa.web.scripts import CARDS, KEYS, SELECTED, SHOW_LAST, SHOW_MARK, SHOW_PICKED

TITLE = "article-qa"
MAX_WAITING = 32
MAX_UPLOAD = "64mb"
STYLE = Path(__file__).with_name("page.css")
EXAMPLES = (
    "How many police trainers is Callaria sending?",
    "Who will lead the inquiry into the flood?",
    "How many people died in the flood?",
    "How high did the Sallow River rise?",
    "Who won the World Cup?",
)


def build(collections: Collections, downloads: Downloads, local: bool) -> gr.Blocks:
    """Lay the page out and wire it to what it does.

    `local` says that only this machine reaches the page, so that it may name folders of it and make
    collections.
    """
    page = Page(collections, downloads)
    names = collections.names()
    first = collections.get(names[0])
    blocks: gr.Blocks
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as blocks:
        current = [gr.State(Conversation(names[0])), gr.State(Outcomes()), gr.State(Selection())]
        asked, given, shown = current
        gr.HTML(
            '<header class="aq-top"><h1>article-qa</h1><p>Every answer is the exact words of an '
            "article. Nothing leaves this machine.</p></header>"
        )
        with gr.Row(equal_height=False):
            with gr.Column(scale=5, min_width=340) as column:
                with gr.Row(
                    visible=isinstance(collections, CollectionFolder), elem_classes="aq-choice"
                ):
                    choice = gr.Dropdown(names, value=names[0], label="Collection", min_width=160)
                chat = gr.HTML(
                    conversation_html(()),
                    elem_id="aq-chat",
                    apply_default_css=False,
                    padding=False,
                    js_on_load=CARDS,
                )
                with gr.Row(elem_classes="aq-ask"):
                    box = gr.Textbox(
                        placeholder="Ask a question, such as: how many trainers?",
                        label="Question",
                        show_label=False,
                        container=False,
                        max_length=2000,
                        autofocus=True,
                        scale=8,
                        min_width=160,
                    )
                    send = gr.Button("Ask", variant="primary", scale=1, min_width=72)
                examples = gr.Examples(
                    [[one] for one in EXAMPLES],
                    inputs=box,
                    label="For example",
                    visible=has_sample(first),
                ).dataset
                filters = _filters(first)
                renew = gr.Button("New conversation", size="sm", elem_id="aq-renew")
            with gr.Column(scale=6, min_width=340):
                with gr.Row():
                    previous = gr.Button(
                        "Previous (Alt+P)", size="sm", elem_id="aq-previous", interactive=False
                    )
                    following = gr.Button(
                        "Next (Alt+N)", size="sm", elem_id="aq-next", interactive=False
                    )
                panel = gr.HTML(
                    welcome_html(first.store.articles.count()), elem_id="aq-panel", padding=False
                )
                cited = gr.Textbox(
                    label="To cite it",
                    buttons=["copy"],
                    interactive=False,
                    lines=2,
                    elem_id="aq-citation",
                )
                _feedback(page, current)
                with gr.Accordion("Articles: what is there, and adding more", open=False):
                    added = _adding(page, asked, local)
                    held = gr.HTML(listing(first))
        after, before, source, _ = filters
        looks = [shown, chat, panel, previous, following, cited]
        opened = [*current, *looks[1:], choice]
        from_held = [held, source, after, before, examples]
        _asking(page, box, send, chat, current, filters, looks)
        for moved, to, known in (
            (chat.click, page.pick, [asked, given]),
            (following.click, page.next_place, current),
            (previous.click, page.previous_place, current),
        ):
            _at_once(moved, to, known, looks).then(None, None, None, js=SHOW_PICKED)
        for changed in added:
            _at_once(changed.then, page.held, asked, from_held)
        _at_once(renew.click, page.renew, asked, opened)
        others = [_at_once(choice.input, page.open, [choice, asked], opened)]
        if isinstance(collections, CollectionFolder) and local:
            with column:
                others += _making(page, asked, opened)
        for other in others:
            unfiltered = _at_once(other.then, page.unfiltered, None, filters)
            _at_once(unfiltered.then, page.held, asked, from_held)
        # What the page was built with may have changed since.
        _at_once(blocks.load, page.held, asked, from_held)
        _at_once(blocks.load, page.choices, None, choice)
        blocks.load(None, None, None, js=KEYS)
        api(page.answer, api_name="answer", concurrency_id="ask")
        if isinstance(collections, CollectionFolder):
            api(page.answer_in, api_name="answer_in", concurrency_id="ask")
    blocks.queue(max_size=MAX_WAITING, default_concurrency_limit=1)
    return blocks


def _at_once(trigger: Any, do: Callable[..., Any], inputs: Any, outputs: Any) -> Any:
    """Wire what takes no time: it waits for nobody's question and shows no sign of being busy."""
    return trigger(
        do, inputs, outputs, queue=False, api_visibility="private", show_progress="hidden"
    )


def _asking(
    page: Page,
    box: gr.Textbox,
    send: gr.Button,
    chat: gr.HTML,
    current: Sequence[gr.State],
    filters: Sequence[Any],
    looks: Sequence[Any],
) -> None:
    """A question is shown at once, then answered when its turn comes, then its evidence shown."""
    asked, given, _ = current
    for trigger, append_question, known, shows in (
        (send.click, page.append_question, [box, *current], [box, asked, chat]),
        (box.submit, page.append_question, [box, *current], [box, asked, chat]),
        (chat.submit, page.append_as_typed, current, [asked, chat]),
    ):
        appended = _at_once(trigger, append_question, known, shows)
        appended.then(None, None, None, js=SHOW_LAST)
        answered = appended.then(
            page.ask,
            [asked, given, *filters],
            given,
            api_visibility="private",
            concurrency_id="ask",
            show_progress="hidden",
            trigger_mode="multiple",  # else a question asked while one is answered is dropped
        )
        refused = _at_once(answered.failure, page.mark_unanswered, [asked, given], given)
        for done in (answered.success, refused.then):
            shown = _at_once(done, page.latest, current, looks)
            shown.then(None, None, None, js=SHOW_MARK)
            shown.then(None, None, None, js=SHOW_LAST)


def _filters(
    collection: Collection,
) -> tuple[gr.Textbox, gr.Textbox, gr.Dropdown, gr.Checkbox]:
    first, last = days(collection)
    with gr.Accordion("Dates and source", open=False), gr.Row():
        after = gr.Textbox(label="From", placeholder=first, max_length=10, min_width=120)
        before = gr.Textbox(label="To", placeholder=last, max_length=10, min_width=120)
        source = gr.Dropdown(
            label="Source", choices=sources(collection), value=ANY_SOURCE, min_width=160
        )
        undated = gr.Checkbox(label="Only undated articles", min_width=160)
    return after, before, source, undated


def _feedback(page: Page, current: Sequence[gr.State]) -> None:
    with gr.Accordion("Was it right? Keep the answers", open=False):
        gr.HTML(
            '<p class="aq-meta">What you say here stays on this machine, as questions that '
            "<code>article-qa evaluate</code> asks again.</p>"
        )
        with gr.Row():
            right = gr.Button("Right", size="sm", min_width=80, elem_id="aq-right")
            wrong = gr.Button("Wrong", size="sm", min_width=80, elem_id="aq-wrong")
        words = gr.Textbox(
            label="The right words (select them in the article, or write them here; "
            "leave it empty where no article answers)",
            max_length=500,
            elem_id="aq-words",
        )
        told = gr.Textbox(
            label="Kept", show_label=False, interactive=False, lines=1, elem_id="aq-kept"
        )
        make = gr.Button("Save this conversation (Markdown and HTML)", size="sm", elem_id="aq-save")
        files = gr.File(
            label="The conversation",
            file_count="multiple",
            interactive=False,
            visible=False,
            height=110,
        )
        _at_once(right.click, page.mark_right, current, told)
        chosen = wrong.click(None, words, words, js=SELECTED)
        _at_once(chosen.then, page.mark_wrong, [words, *current], [words, told])
        _at_once(make.click, page.transcript, current[:2], files)


def _adding(page: Page, asked: gr.State, local: bool) -> list[Any]:
    """Where articles are added; gives the events after which other articles may be held."""
    upload = gr.File(
        label="Add articles",
        file_count="multiple",
        file_types=[*sorted(SUPPORTED), ".zip"],
        height=140,
    )
    with gr.Row(visible=local):
        folder = gr.Textbox(
            label="Or a folder of this machine", max_length=1000, scale=8, elem_id="aq-folder"
        )
        follow = gr.Button("Read it", size="sm", scale=1, min_width=90)
    told = gr.Textbox(
        label="Added", show_label=False, interactive=False, lines=2, elem_id="aq-added"
    )
    added = [upload.upload(page.add, [upload, asked], [upload, told], api_visibility="private")]
    if local:
        added.append(
            gr.on(
                [follow.click, folder.submit],
                page.add_folder,
                [folder, asked],
                told,
                api_visibility="private",
            )
        )
    return added


def _making(page: Page, asked: gr.State, opened: Sequence[Any]) -> list[Any]:
    """Where a collection is made; gives the events after which it is open."""
    with gr.Accordion("A new collection", open=False):
        with gr.Row():
            name = gr.Textbox(label="Its name", max_length=MAX_NAME, scale=8, elem_id="aq-name")
            make = gr.Button("Make it", size="sm", scale=1, min_width=90)
        told = gr.Textbox(
            label="Made", show_label=False, interactive=False, lines=1, elem_id="aq-made"
        )
    return [
        _at_once(trigger, page.make, [name, asked], [told, *opened])
        for trigger in (make.click, name.submit)
    ]


def serve(
    collections: Collections,
    host: str,
    port: int,
    auth: str | None,
    open_browser: bool,
    say: Callable[[str], None],
) -> None:
    """Open the page and stay until interrupted.

    Raises:
        UsageError: the address is open to others and no password is set, or `auth` has no colon.
        ArticleQAError: the port is in use.
    """
    person = login(auth)
    if not is_loopback(host) and person is None:
        raise UsageError(
            f"{host} can be reached from other machines; set a name and password: "
            "--auth USER:PASSWORD"
        )
    check_port(host, port)
    say("Loading the models ...")
    collections.get(collections.names()[0]).load()
    downloads = Downloads(collections, is_loopback(host))
    blocks = build(collections, downloads, is_loopback(host))
    hosts = ["localhost", "127.0.0.1", "[::1]", host] if is_loopback(host) else ["*"]
    blocks.launch(
        server_name=host,
        server_port=port,
        auth=person,
        quiet=True,
        prevent_thread_lock=True,
        share=False,
        show_error=False,
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        max_file_size=MAX_UPLOAD,
        theme=_theme(),
        css=STYLE.read_text(encoding="utf-8"),
        app_kwargs={
            "middleware": [Middleware(TrustedHostMiddleware, allowed_hosts=hosts)],
            "routes": downloads.routes(),
        },
    )
    url = f"http://{'localhost' if is_loopback(host) else host}:{port}"
    say(f"Open {url} - stop with Ctrl-C")
    if open_browser and has_screen():
        webbrowser.open(url)
    try:
        blocks.block_thread()
    finally:
        blocks.close(verbose=False)


def _theme() -> gr.themes.Base:
    """Soft, with text that stands out by 4.5 to 1 at least (WCAG 2.2, 1.4.3)."""
    return gr.themes.Soft(
        primary_hue="teal", neutral_hue="slate", font=["system-ui", "sans-serif"]
    ).set(
        body_text_color_subdued="*neutral_600",
        body_text_color_subdued_dark="*neutral_300",
        body_background_fill="*neutral_50",
        input_border_width="1px",
        input_border_color="*neutral_400",
        input_border_color_dark="*neutral_500",
        block_label_text_color="*primary_800",
        block_title_text_color="*primary_800",
        block_label_background_fill_dark="*primary_800",
        block_title_background_fill_dark="*primary_800",
        input_placeholder_color="*neutral_600",
        input_placeholder_color_dark="*neutral_300",
        button_primary_background_fill="*primary_700",
        button_primary_background_fill_hover="*primary_800",
        button_primary_background_fill_dark="*primary_700",
    )
