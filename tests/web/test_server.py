"""The page as it is built and served: its events, its API, and what it lets through."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import UnionType
from typing import Any, get_type_hints
from urllib.parse import urlsplit

import gradio as gr
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

import qa
from qa.collection import Collection
from qa.errors import ArticleQAError, UsageError
from qa.settings import Settings
from qa.web import server
from qa.web.api import ProgramInterface
from qa.web.chat_events import ChatEvents
from qa.web.collections import CollectionFolder, SingleCollection
from qa.web.controller import ChatController
from qa.web.downloads import Downloads
from qa.web.feedback import FeedbackController
from qa.web.filters import ANY_SOURCE
from qa.web.library import LibraryController
from qa.web.library_events import LibraryEvents
from qa.web.session import Conversation, Outcomes, Selection
from qa.web.widgets import PageWidgets
from qa.web.wiring import unchanged
from tests.conftest import ARTICLES, ROOT, served_page
from tests.ports import free_port

pytestmark = pytest.mark.slow

TRAINERS = "How many police trainers is Callaria sending?"
CREW = "How big is the crew of the Aurora?"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[CollectionFolder]:
    """Two collections that answer the same question differently."""
    for name, text in {"Ferries": "a crew of nine", "Trains": "a crew of 31"}.items():
        (tmp_path / f"{name}.txt").write_text(f"The Aurora has {text}.")
        with qa.open(tmp_path / "folder" / name) as collection:
            collection.index(tmp_path / f"{name}.txt")
    with CollectionFolder(tmp_path / "folder", Settings()) as collections:
        yield collections


def stand_in(kind: Any) -> Any:
    """Widgets of a kind as bare objects: events only name them; Gradio's would need a page."""
    if isinstance(kind, UnionType):
        kind = kind.__args__[0]
    if not is_dataclass(kind):
        return object()
    hints = get_type_hints(kind)
    return kind(**{field.name: stand_in(hints[field.name]) for field in fields(kind)})  # type: ignore[operator]


@pytest.fixture
def widgets() -> PageWidgets:
    page: PageWidgets = stand_in(PageWidgets)
    return page


def clicked(**numbers: object) -> gr.EventData:
    return gr.EventData(None, numbers)


@pytest.mark.parametrize("sent", [{"turn": 7}, {"turn": -1}, {"turn": "0; DROP"}, {}])
def test_a_click_on_nothing_changes_nothing(
    folder: CollectionFolder, widgets: PageWidgets, sent: dict[str, object]
) -> None:
    chat = ChatController(folder, Downloads(folder, local=True))
    events = ChatEvents(widgets, chat, FeedbackController(folder))
    updates = events.show_clicked(Conversation(), Outcomes(), Selection(), clicked(**sent))
    assert updates == unchanged()


def test_a_collection_that_cannot_open_leaves_the_one_that_is_open(
    folder: CollectionFolder, widgets: PageWidgets
) -> None:
    events = library_events(folder, widgets)
    updates: dict[Any, Any] = dict(events.open_collection("../up", "", Conversation("Ferries")))
    assert set(updates) == {widgets.evidence.panel, widgets.chat.collection}
    assert "There is no collection" in updates[widgets.evidence.panel]
    assert updates[widgets.chat.collection]["value"] == "Ferries"


def library_events(folder: CollectionFolder, widgets: PageWidgets) -> LibraryEvents:
    chat = ChatController(folder, Downloads(folder, local=True))
    return LibraryEvents(widgets, LibraryController(folder), chat)


def test_a_new_collection_is_created_and_opened(
    folder: CollectionFolder, widgets: PageWidgets
) -> None:
    events = library_events(folder, widgets)
    assert widgets.chat.creation is not None
    updates = events.create_collection(" Kilns ", "", Conversation("Ferries", 3))
    assert updates[widgets.chat.creation.message] == "Kilns is made. Add articles to it."
    assert updates[widgets.states.conversation] == Conversation("Kilns", 4)
    choices = [name for name, _ in updates[widgets.chat.collection].choices]
    assert choices == ["Ferries", "Kilns", "Trains"]
    updates = events.create_collection("../up", "", Conversation("Ferries", 3))
    assert set(updates) == {widgets.chat.creation.message}


def test_any_source_is_no_filter(folder: CollectionFolder, widgets: PageWidgets) -> None:
    chat = ChatController(folder, Downloads(folder, local=True))
    events = ChatEvents(widgets, chat, FeedbackController(folder))
    updates = events.append_question(CREW, Conversation("Ferries"), Outcomes(), Selection())
    conversation = updates[widgets.states.conversation]
    assert updates[widgets.chat.question] == ""
    outcomes = events.answer_next(conversation, Outcomes(), "", "", ANY_SOURCE, False)
    (answer,) = outcomes.outcomes
    assert not isinstance(answer, str)
    assert answer.searched.articles == 1


def test_programs_may_name_a_collection(folder: CollectionFolder) -> None:
    programs = ProgramInterface(folder)
    assert json.loads(programs.answer(CREW))["answer"] == "nine"
    assert json.loads(programs.answer_in("Trains", CREW))["answer"] == "31"
    with pytest.raises(gr.Error, match="no collection 'Boats'"):
        programs.answer_in("Boats", CREW)


def test_an_unexpected_failure_is_told_to_programs_without_its_cause(
    folder: CollectionFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("the secret of /home/someone")

    monkeypatch.setattr(Collection, "answer", fail)
    with pytest.raises(gr.Error, match="Something went wrong") as failure:
        ProgramInterface(folder).answer(CREW)
    assert "secret" not in str(failure.value)


def test_a_page_open_to_others_wires_nothing_that_names_a_folder_or_creates_one(
    folder: CollectionFolder,
) -> None:
    script = (
        "import sys, pathlib\n"
        "from qa.settings import Settings\n"
        "from qa.web import server\n"
        "from qa.web.collections import CollectionFolder\n"
        "from qa.web.downloads import Downloads\n"
        "from qa.web.page import build_page\n"
        "folder = CollectionFolder(pathlib.Path(sys.argv[1]), Settings())\n"
        "for local in (True, False):\n"
        "    blocks = build_page(folder, Downloads(folder, local), local)\n"
        "    names = {getattr(event.fn, '__name__', '') for event in blocks.fns.values()}\n"
        "    print(sorted({'create_collection', 'add_folder', 'add_files'} & names))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder.folder)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert done.stdout.splitlines() == [
        "['add_files', 'add_folder', 'create_collection']",
        "['add_files']",
    ]


def test_an_address_open_to_others_needs_a_password(sample: Collection) -> None:
    collections = SingleCollection(sample)
    with pytest.raises(UsageError, match="set a name and password"):
        server.serve(collections, "0.0.0.0", free_port(), None, False, print)
    with pytest.raises(UsageError, match="USER:PASSWORD"):
        server.serve(collections, "127.0.0.1", free_port(), "nobody", False, print)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store = tmp_path_factory.mktemp("served")
    with served_page("--store", store, "--articles", ARTICLES) as url:
        yield url


def get(url: str, **headers: str) -> tuple[int, str]:
    """The status of a request, and the text of its response."""
    request = urllib.request.Request(
        url, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, ""


def test_the_page_opens_and_names_no_other_server(served: str) -> None:
    status, html = get(served)
    assert status == 200
    assert "<script" in html
    addresses = re.findall(r'(?:src|href)="(https?://[^"]+)"', html)
    assert [address for address in addresses if not address.startswith(served)] == []


def test_an_original_is_not_given_out_without_its_key(served: str) -> None:
    assert get(served + "original?article=0123456789ab&collection=")[0] == 403


def test_a_forged_host_is_refused(served: str) -> None:
    assert get(served, Host="evil.example")[0] == 400


@pytest.mark.parametrize(
    "path", ["gradio_api/file=/etc/passwd", "gradio_api/file=../../etc/passwd", "file=/etc/passwd"]
)
def test_files_of_the_machine_are_not_given_out(served: str, path: str) -> None:
    status, text = get(served + path)
    assert status in (403, 404)
    assert "root:" not in text


def test_programs_ask_through_the_api(served: str) -> None:
    client = Client(served, verbose=False)
    answer = json.loads(client.predict(TRAINERS, api_name="/answer"))
    first = answer["evidence"][0]
    assert answer["answer"] == first["text"]
    assert first["article"]["title"]
    with pytest.raises(AppError, match="not a date"):
        client.predict("How many?", after="soon", api_name="/answer")
    endpoints = client.view_api(return_format="dict")["named_endpoints"]
    assert list(endpoints) == ["/answer"]
    parameters = [parameter["parameter_name"] for parameter in endpoints["/answer"]["parameters"]]
    assert parameters == ["question", "after", "before", "source", "undated", "always_answer"]


def test_a_program_without_a_client_gives_every_argument(served: str) -> None:
    body = json.dumps({"data": [TRAINERS, None, None, None, False, False]}).encode()
    request = urllib.request.Request(
        served + "gradio_api/call/answer", body, {"Content-Type": "application/json"}
    )
    event = json.load(urllib.request.urlopen(request))["event_id"]
    text = get(served + f"gradio_api/call/answer/{event}")[1]
    assert text.startswith("event: complete")


def test_a_port_in_use_is_refused(served: str, sample: Collection) -> None:
    port = urlsplit(served).port
    assert port is not None
    with pytest.raises(ArticleQAError, match=f"port {port}"):
        server.serve(SingleCollection(sample), "127.0.0.1", port, None, False, print)


def test_a_conversation_that_was_saved_is_offered_no_longer_when_it_goes_on(
    folder: CollectionFolder, widgets: PageWidgets
) -> None:
    chat = ChatController(folder, Downloads(folder, local=True))
    events = ChatEvents(widgets, chat, FeedbackController(folder))
    library = library_events(folder, widgets)
    files = widgets.evidence.feedback.files
    conversation = Conversation("Ferries")
    asked = dict(events.append_question(CREW, conversation, Outcomes(), Selection()))
    begun = dict(library.begin_conversation("", conversation))
    assert [(updates[files].value, updates[files].visible) for updates in (asked, begun)] == [
        (None, False),
        (None, False),
    ]


def test_the_server_says_that_it_is_there(served: str) -> None:
    assert get(served + "alive") == (204, "")
