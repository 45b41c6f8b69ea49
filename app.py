"""The chat page: the conversation on the left, the evidence on the right.

The only place that knows Gradio. `python app.py` is `article-qa serve`.
"""

from __future__ import annotations

import hashlib
import ipaddress
import os
import shutil
import socket
import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any

# Gradio reads this when it is imported; without it a page looks up Gradio's own servers.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from qa.articles import SUPPORTED
from qa.conversation import Turn
from qa.datatypes import Answer, Evidence, IndexReport, cite, describe
from qa.errors import ArticleQAError, UsageError
from qa.evidence_html import (
    article_html,
    articles_html,
    no_answer_html,
    welcome_html,
)
from qa.pipeline import Collection

TITLE = "article-qa"
UPLOADS = "uploads"
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
SAMPLE = "police-trainers.txt"
ANY_SOURCE = "any source"

Messages = list[dict[str, str]]
Answers = tuple[Answer | None, ...]
# Brings the marked words into view inside the panel, without moving the page under the reader.
SHOW_MARK = """() => setTimeout(() => {
  const text = document.getElementById('aq-text'), mark = document.getElementById('aq-mark');
  if (text && mark) {
    const gap = mark.getBoundingClientRect().top - text.getBoundingClientRect().top;
    text.scrollTop += gap - text.clientHeight / 3;
  }
}, 150)"""


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
        self, question: str, messages: Messages, answers: Answers, *filters: str | None
    ) -> tuple[Any, ...]:
        """Answer the question that was echoed, as the next turn of the conversation."""
        turns = [Turn.of(answer) for answer in answers if answer is not None]
        return self._asked(turns, question, messages, answers, *filters)

    def ask_as_typed(
        self, question: str, messages: Messages, answers: Answers, *filters: str | None
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
    ) -> tuple[Any, ...]:
        if not question:
            return messages, answers, gr.skip(), gr.skip(), gr.skip()
        try:
            answer = self._collection.ask(
                question,
                turns=turns,
                after=(after or "").strip() or None,
                before=(before or "").strip() or None,
                source=None if source in (None, ANY_SOURCE) else source,
            )
        except ArticleQAError as error:
            said = [*messages, {"role": "assistant", "content": str(error)}]
            return said, (*answers, None), gr.skip(), gr.skip(), gr.Button(visible=False)
        completed = answer.question != " ".join(question.split())
        content = spoken(answer) + (f"\nAsked: {answer.question}" if completed else "")
        said = [*messages, {"role": "assistant", "content": content}]
        again = gr.Button(visible=completed)
        return said, (*answers, answer), self.panel(answer, 0), places(answer), again

    def select(self, answers: Answers, event: gr.SelectData) -> tuple[Any, ...]:
        """Show the evidence of the answer that was clicked."""
        number = event.index[0] if isinstance(event.index, list | tuple) else event.index
        answer = answers[number // 2] if 0 <= number // 2 < len(answers) else None
        if answer is None:
            return gr.skip(), gr.skip(), gr.skip()
        return self.panel(answer, 0), places(answer), number // 2

    def place(self, chosen: int | None, answers: Answers, selected: int) -> Any:
        """Show another place where the selected answer, or another answer, stands."""
        current = answers[selected] if 0 <= selected < len(answers) else None
        return gr.skip() if current is None or chosen is None else self.panel(current, chosen)

    def panel(self, answer: Answer, chosen: int) -> str:
        """The evidence panel for the place numbered `chosen` of an answer."""
        shown = evidence_of(answer)
        if not shown:
            return no_answer_html(answer)
        evidence = shown[min(chosen, len(shown) - 1)]
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

    def add(self, files: list[str] | None) -> tuple[Any, ...]:
        """Keep uploaded files beside the store and index them."""
        if not files:
            return gr.skip(), gr.skip(), gr.skip(), gr.skip()
        folder = self._collection.store.folder / UPLOADS
        folder.mkdir(parents=True, exist_ok=True)
        kept = [_keep(Path(file), folder) for file in files]
        try:
            told = report(self._collection.index(*kept))
        except ArticleQAError as error:
            told = str(error)
        return None, told, self.listing(), self.sources()

    def listing(self) -> str:
        return articles_html(self._collection.articles())

    def sources(self) -> Any:
        return gr.Dropdown(choices=[ANY_SOURCE, *self._collection.store.sources()])

    def has_sample(self) -> bool:
        return any(Path(info.path).name == SAMPLE for info in self._collection.articles())


def spoken(answer: Answer) -> str:
    """An answer as the conversation shows it: plain text, the words first."""
    if answer.text is None:
        return (
            f"Not in these articles.\nI searched {describe(answer.searched)}. The nearest passages "
            "are shown, but they do not answer it."
        )
    first = answer.evidence[0]
    lines = [answer.text, f"“{' '.join(first.sentence.split())}”", cite(first.article)]
    if first.also_in:
        lines.append("Copied in: " + "; ".join(cite(article) for article in first.also_in))
    if first.versions:
        versions = "; ".join(cite(article) for article in first.versions)
        lines.append(f"Other versions of this article: {versions}")
    if answer.agreement.same:
        lines.append("Also in: " + "; ".join(cite(article) for article in answer.agreement.same))
    different = answer.agreement.different
    lines += [
        f"Another article says: {one.text} ({cite(one.evidence[0].article)})" for one in different
    ]
    others = [one.text for one in answer.alternatives if one not in different]
    if others:
        lines.append(f"Other answers: {'; '.join(others)}")
    lines.append(f"{answer.confidence:.0%} likely to be right")
    return "\n".join(lines)


def evidence_of(answer: Answer) -> list[Evidence]:
    """Every place to show: those of the answer, then those of the alternatives."""
    others = [item for one in answer.alternatives for item in one.evidence]
    return [*answer.evidence, *others]


def places(answer: Answer) -> Any:
    """The chooser of places, shown when there is more than one."""
    shown = evidence_of(answer)
    choices = [(f"{one.text} - {cite(one.article)}", at) for at, one in enumerate(shown)]
    return gr.Dropdown(choices=choices, value=0 if shown else None, visible=len(shown) > 1)


def report(done: IndexReport) -> str:
    """What indexing did, in words."""
    lines = [
        f"{done.added} added, {done.updated} updated; {done.articles} articles in all.",
        *(f"Skipped {Path(item.path).name}: {item.reason}" for item in done.skipped),
    ]
    return "\n".join(lines)


def build(collection: Collection) -> gr.Blocks:
    """Lay the page out and wire it to what it does."""
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
                after, before, source = _filters(collection)
            with gr.Column(scale=6, min_width=340):
                place = gr.Dropdown(
                    label="Where it stands, and other answers", visible=False, interactive=True
                )
                panel = gr.HTML(
                    welcome_html(len(collection.articles())), elem_id="aq-panel", padding=False
                )
                _articles(page, source)
        asked = [pending, chat, answers, after, before, source]
        told = [chat, answers, panel, place, again]
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
            page.select, answers, [panel, place, selected], queue=False, api_visibility="private"
        ).then(None, None, None, js=SHOW_MARK)
        place.input(
            page.place, [place, answers, selected], panel, queue=False, api_visibility="private"
        ).then(None, None, None, js=SHOW_MARK)
        chat.clear(
            lambda: ((), 0), None, [answers, selected], queue=False, api_visibility="private"
        )
    blocks.queue(max_size=MAX_WAITING, default_concurrency_limit=1)
    return blocks


def _filters(collection: Collection) -> tuple[gr.Textbox, gr.Textbox, gr.Dropdown]:
    with gr.Accordion("Dates and source", open=False), gr.Row():
        after = gr.Textbox(label="From", placeholder="YYYY-MM-DD", max_length=10, min_width=120)
        before = gr.Textbox(label="To", placeholder="YYYY-MM-DD", max_length=10, min_width=120)
        source = gr.Dropdown(
            label="Source",
            choices=[ANY_SOURCE, *collection.store.sources()],
            value=ANY_SOURCE,
            min_width=160,
        )
    return after, before, source


def _articles(page: Page, source: gr.Dropdown) -> None:
    with gr.Accordion("Articles: what is there, and adding more", open=False):
        upload = gr.File(
            label="Add articles", file_count="multiple", file_types=sorted(SUPPORTED), height=140
        )
        told = gr.Textbox(label="Added", show_label=False, visible=True, interactive=False, lines=2)
        listing = gr.HTML(page.listing())
        upload.upload(page.add, upload, [upload, told, listing, source], api_visibility="private")


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
    login = _login(auth)
    if not _is_loopback(host) and login is None:
        raise UsageError(
            f"{host} can be reached from other machines; set a name and password: "
            "--auth USER:PASSWORD"
        )
    _check_port(host, port)
    say("Loading the models ...")
    collection.load()
    blocks = build(collection)
    hosts = ["localhost", "127.0.0.1", "[::1]", host] if _is_loopback(host) else ["*"]
    blocks.launch(
        server_name=host,
        server_port=port,
        auth=login,
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
        theme=gr.themes.Soft(
            primary_hue="teal", neutral_hue="slate", font=["system-ui", "sans-serif"]
        ),
        css=STYLE.read_text(encoding="utf-8"),
        app_kwargs={"middleware": [Middleware(TrustedHostMiddleware, allowed_hosts=hosts)]},
    )
    url = f"http://{'localhost' if _is_loopback(host) else host}:{port}"
    say(f"Open {url} - stop with Ctrl-C")
    if open_browser and _has_screen():
        webbrowser.open(url)
    try:
        blocks.block_thread()
    finally:
        blocks.close(verbose=False)


def _login(auth: str | None) -> tuple[str, str] | None:
    if auth is None:
        return None
    name, colon, password = auth.partition(":")
    if not colon or not name or not password:
        raise UsageError("--auth wants USER:PASSWORD.")
    return name, password


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _has_screen() -> bool:
    """Whether a browser window can open; without one, a text browser would take the terminal."""
    on_desktop = sys.platform in ("win32", "darwin")
    return on_desktop or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def _check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ArticleQAError(
                f"Cannot listen on {host} port {port}: {error.strerror}. Choose another: --port"
            ) from error


def _keep(file: Path, folder: Path) -> Path:
    """Copy an upload under a name of its own: the same content twice is the same file."""
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()[:8]
    stem = "".join(part if part.isalnum() or part in "-_." else "-" for part in file.stem)[:80]
    kept = folder / f"{stem.lstrip('.') or 'article'}-{digest}{file.suffix.lower()}"
    shutil.copyfile(file, kept)
    return kept


if __name__ == "__main__":
    from qa.cli import main

    sys.argv.insert(1, "serve")
    main()
