"""How events are wired with Gradio, and what passes between the page and the browser."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from qa.indexing.indexer import Progress
from qa.web.library import OnProgress

# What an event gives Gradio: new values by widget.
Updates = Mapping[Any, Any]


def immediate(
    trigger: Callable[..., Any],
    function: Callable[..., Any],
    inputs: gr.State | Sequence[Any] | None,
    outputs: Any,
) -> Any:
    """Wire what takes no time: it waits for no question and shows no sign of being busy."""
    return trigger(
        function, inputs, outputs, queue=False, api_visibility="private", show_progress="hidden"
    )


def progress_bar(progress: gr.Progress) -> OnProgress:
    def show(done: Progress) -> None:
        progress((done.files_done, done.files), desc=Path(done.path).name, unit="files")

    return show


def event_number(event: gr.EventData, name: str) -> int:
    """Give a number that the browser sent, 0 for anything else."""
    value = getattr(event, name, 0)
    return value if isinstance(value, int) else 0


def unchanged() -> Updates:
    """Leave every widget as it is."""
    updates: Updates = gr.skip()
    return updates
