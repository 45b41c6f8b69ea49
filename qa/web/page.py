"""The page as a whole: its layout, its events, its API and its colours."""

from __future__ import annotations

import hashlib

import gradio as gr
from gradio.events import api

from qa.collection import Collection
from qa.web.api import ProgramInterface
from qa.web.chat_events import ChatEvents
from qa.web.collections import CollectionFolder, Collections
from qa.web.controller import ChatController
from qa.web.downloads import Downloads
from qa.web.each import EachController
from qa.web.each_events import EachEvents
from qa.web.evidence import welcome_html
from qa.web.feedback import FeedbackController
from qa.web.layout import PageContent, lay_out
from qa.web.library import LibraryController, describe_articles
from qa.web.library_events import LibraryEvents
from qa.web.scripts import KEYS, WATCH

TITLE = "article-qa"
MAX_WAITING = 32


def build_page(collections: Collections, downloads: Downloads, local: bool) -> gr.Blocks:
    """Lay the page out and connect it with its controllers.

    `local` says that only this machine reaches the page, so that it may name folders of it and
    create collections.
    """
    names = collections.names()
    first = collections.get(names[0])
    several = isinstance(collections, CollectionFolder)
    content = PageContent(
        names=names,
        articles=describe_articles(first),
        welcome_html=welcome_html(first.store.articles.count()),
        local=local,
        several=several,
        storage_key=f"article-qa-{_identity(collections, first)}",
    )
    programs = ProgramInterface(collections)
    blocks: gr.Blocks
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as blocks:
        widgets = lay_out(content)
        chat = ChatController(collections, downloads)
        ChatEvents(widgets, chat, FeedbackController(collections)).connect()
        EachEvents(widgets, EachController(collections, chat)).connect()
        LibraryEvents(widgets, LibraryController(collections), chat).connect(blocks)
        blocks.load(None, None, None, js=KEYS)
        blocks.load(None, None, None, js=WATCH)
        api(programs.answer, api_name="answer", concurrency_id="ask")
        if several:
            api(programs.answer_in, api_name="answer_in", concurrency_id="ask")
    blocks.queue(max_size=MAX_WAITING, default_concurrency_limit=1)
    return blocks


def _identity(collections: Collections, first: Collection) -> str:
    """Tell a page from others at its address: by its store, or by the folder of its collections."""
    if isinstance(collections, CollectionFolder):
        return hashlib.sha256(str(collections.folder.resolve()).encode()).hexdigest()[:16]
    return first.store.metadata.identity


def page_theme() -> gr.themes.Base:
    """Give the colours; text has a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3)."""
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
