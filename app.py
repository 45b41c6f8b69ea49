"""The chat page: the conversation on the left, the evidence on the right.

What it does is in `qa/page.py`. `python app.py` is `article-qa serve`.
"""

from __future__ import annotations

import os
import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path

# Gradio reads this when it is imported; without it a page looks up Gradio's own servers.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr
from gradio.events import api
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from qa.articles import SUPPORTED
from qa.datatypes import Filter
from qa.errors import UsageError
from qa.evidence_html import welcome_html
from qa.page import ANY_SOURCE, Page
from qa.page_scripts import KEYS, SELECTED, SHOW_MARK
from qa.pipeline import Collection
from qa.serving import check_port, has_screen, is_loopback, login

TITLE = "article-qa"
MAX_WAITING = 32
MAX_UPLOAD = "64mb"
STYLE = Path(__file__).parent / "qa" / "page.css"
EXAMPLES = (
    "How many police trainers is Callaria sending?",
    "Who will lead the inquiry into the flood?",
    "How many people died in the flood?",
    "How high did the Sallow River rise?",
    "Who won the World Cup?",
)


def build(collection: Collection, local: bool = True) -> gr.Blocks:
    """Lay the page out and wire it to what it does.

    `local` says that only this machine reaches the page, so that it may name folders of it.
    """
    page = Page(collection)
    blocks: gr.Blocks
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as blocks:
        answers = gr.State(())
        selected = gr.State(0)
        pending = gr.State("")
        gr.HTML(
            '<header class="aq-top"><h1>article-qa</h1><p>Every answer is the exact words of an '
            "article. Nothing leaves this machine.</p></header>"
        )
        with gr.Row(equal_height=False):
            with gr.Column(scale=5, min_width=340):
                chat = gr.Chatbot(
                    elem_id="aq-chat",
                    label="Conversation",
                    show_label=False,
                    height="56vh",
                    min_height=320,
                    layout="bubble",
                    render_markdown=False,
                    group_consecutive_messages=False,
                    buttons=["copy"],
                    feedback_options=None,
                    placeholder="Ask your articles a question.",
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
                again = gr.Button("Ask it exactly as typed", size="sm", visible=False)
                if page.has_sample():
                    gr.Examples([[one] for one in EXAMPLES], inputs=box, label="For example")
                filters = _filters(collection)
            with gr.Column(scale=6, min_width=340):
                place = gr.Dropdown(
                    label="Where it stands, and other answers", visible=False, interactive=True
                )
                with gr.Row(visible=False) as steps:
                    previous = gr.Button("Previous (Alt+P)", size="sm", elem_id="aq-previous")
                    following = gr.Button("Next (Alt+N)", size="sm", elem_id="aq-next")
                panel = gr.HTML(
                    welcome_html(len(collection.articles())), elem_id="aq-panel", padding=False
                )
                cited = gr.Textbox(
                    label="To cite it",
                    buttons=["copy"],
                    interactive=False,
                    visible=False,
                    lines=2,
                    elem_id="aq-citation",
                )
                _feedback(page, place, answers, selected)
                _articles(page, filters[2], local)
        shown = [panel, place, steps, cited]
        current = [place, answers, selected]
        asked = [pending, chat, answers, *filters]
        told = [chat, answers, *shown, again]
        for trigger, said, answer in (
            (send.click, box, page.ask),
            (box.submit, box, page.ask),
            (again.click, pending, page.ask_as_typed),
        ):
            trigger(
                page.echo, [said, chat], [pending, box, chat], queue=False, api_visibility="private"
            ).then(
                answer,
                asked,
                told,
                api_visibility="private",
                concurrency_id="ask",
                show_progress_on=chat,
            ).then(
                lambda given: len(given) - 1,
                answers,
                selected,
                queue=False,
                api_visibility="private",
            ).then(None, None, None, js=SHOW_MARK)
        chat.select(
            page.select, answers, [*shown, selected], queue=False, api_visibility="private"
        ).then(None, None, None, js=SHOW_MARK)
        for moved, to in (
            (place.input, page.place),
            (following.click, page.next_place),
            (previous.click, page.previous_place),
        ):
            moved(to, current, shown, queue=False, api_visibility="private").then(
                None, None, None, js=SHOW_MARK
            )
        chat.clear(
            lambda: ((), 0), None, [answers, selected], queue=False, api_visibility="private"
        )
        blocks.load(None, None, None, js=KEYS)
        api(page.answer, api_name="answer", concurrency_id="ask")
    blocks.queue(max_size=MAX_WAITING, default_concurrency_limit=1)
    return blocks


def _filters(
    collection: Collection,
) -> tuple[gr.Textbox, gr.Textbox, gr.Dropdown, gr.Checkbox]:
    held = collection.store.searched(Filter())
    first = held.first.isoformat() if held.first else "YYYY-MM-DD"
    last = held.last.isoformat() if held.last else "YYYY-MM-DD"
    with gr.Accordion("Dates and source", open=False), gr.Row():
        after = gr.Textbox(label="From", placeholder=first, max_length=10, min_width=120)
        before = gr.Textbox(label="To", placeholder=last, max_length=10, min_width=120)
        source = gr.Dropdown(
            label="Source",
            choices=[ANY_SOURCE, *collection.store.sources()],
            value=ANY_SOURCE,
            min_width=160,
        )
        undated = gr.Checkbox(label="Only undated articles", min_width=160)
    return after, before, source, undated


def _feedback(page: Page, place: gr.Dropdown, answers: gr.State, selected: gr.State) -> None:
    current = [place, answers, selected]
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
        right.click(page.praise, current, told, queue=False, api_visibility="private")
        wrong.click(None, words, words, js=SELECTED).then(
            page.blame, [words, *current], [words, told], queue=False, api_visibility="private"
        )
        make.click(
            page.transcript,
            answers,
            files,
            queue=False,
            api_visibility="private",
        )


def _articles(page: Page, source: gr.Dropdown, local: bool) -> None:
    with gr.Accordion("Articles: what is there, and adding more", open=False):
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
        told = gr.Textbox(label="Added", show_label=False, visible=True, interactive=False, lines=2)
        listing = gr.HTML(page.listing())
        upload.upload(page.add, upload, [upload, told, listing, source], api_visibility="private")
        if local:
            gr.on(
                [follow.click, folder.submit],
                page.add_folder,
                folder,
                [told, listing, source],
                api_visibility="private",
            )


def serve(
    collection: Collection,
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
    collection.load()
    blocks = build(collection, is_loopback(host))
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
        app_kwargs={"middleware": [Middleware(TrustedHostMiddleware, allowed_hosts=hosts)]},
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


if __name__ == "__main__":
    from qa.cli import main

    sys.argv.insert(1, "serve")
    main()
