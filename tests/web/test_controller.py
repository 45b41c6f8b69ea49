"""The chat page: what its functions give, and what the served page lets through."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

import qa
from qa.collection import Collection
from qa.errors import ArticleQAError, UsageError
from qa.evaluation.question_sets import read_question_set
from qa.settings import Settings
from qa.types.answer import Answer
from qa.web import server
from qa.web.cards import Exchange, conversation_html, places_of
from qa.web.collections import CollectionFolder, Collections, SingleCollection
from qa.web.controller import ANY_SOURCE, Conversation, Outcomes, Page, Question, Selection
from qa.web.downloads import Downloads
from qa.web.uploads import FOLDER
from tests.conftest import ARTICLES, QUESTIONS, ROOT, served_page
from tests.web.test_evidence import marked

PORT = 7899
UNFILTERED = ("", "", None, False)
TRAINERS = "How many police trainers is Callaria sending?"
FLOOD = "How many people died in the flood?"


@pytest.fixture
def page(sample: Collection) -> Page:
    return page_of(SingleCollection(sample))


def page_of(collections: Collections) -> Page:
    return Page(collections, Downloads(collections, local=True))


class Person:
    """Who asks: what a session keeps between the events of the page, and what it shows."""

    def __init__(self, page: Page, collection: str = "") -> None:
        self.page = page
        self.asked, self.given, self.shown = Conversation(collection), Outcomes(), Selection()
        self.chat = self.panel = self.cited = ""

    def ask(self, question: str, filters: tuple[Any, ...] = UNFILTERED) -> Answer | str:
        box, self.asked, self.chat = self.page.append_question(
            question, self.asked, self.given, self.shown
        )
        assert box == ""
        assert "Searching the articles" in self.chat
        return self._answered(filters)

    def ask_again(self, turn: int) -> Answer | str:
        event = clicked(turn=turn)
        self.asked, self.chat = self.page.append_as_typed(self.asked, self.given, self.shown, event)
        return self._answered(UNFILTERED)

    def _answered(self, filters: tuple[Any, ...]) -> Answer | str:
        self.given = self.page.ask(self.asked, self.given, *filters)
        self.looks(self.page.latest(self.asked, self.given, self.shown))
        assert "Searching the articles" not in self.chat
        return self.given.outcomes[-1]

    def looks(self, shown: tuple[Any, ...]) -> None:
        self.shown, self.chat = shown[:2]
        if isinstance(shown[2], str):
            self.panel, self.cited = shown[2], shown[5]

    def click(self, turn: int, place: int = 0) -> None:
        self.looks(self.page.pick(self.asked, self.given, clicked(turn=turn, place=place)))


def clicked(**numbers: object) -> gr.EventData:
    return gr.EventData(None, numbers)


def words(card: str) -> list[str]:
    """The words of every answer of a conversation, as they stand in their sentences."""
    return [
        unescape(one)
        for one in re.findall(r'<p class="aq-quote">.*?<strong>(.*?)</strong>', card, re.S)
    ]


def test_an_answer_is_a_card_and_its_words_are_marked(page: Page) -> None:
    person = Person(page)
    answer = person.ask(TRAINERS)
    assert isinstance(answer, Answer)
    assert answer.text
    assert TRAINERS in person.chat
    assert f'<p class="aq-words">{answer.text}</p>' in person.chat
    assert words(person.chat) == [answer.text]
    assert "Callaria to send police trainers to Ostrania · 12 November 2026" in person.chat
    assert f"ery likely to be right ({answer.confidence:.0%})" in person.chat
    assert marked(person.panel) == answer.text
    assert person.cited.startswith(f"“{answer.text}” - ")


def test_no_answer_is_said_in_clear_words(page: Page) -> None:
    person = Person(page)
    person.ask("Who won the World Cup?")
    assert '<p class="aq-words">Not in these articles</p>' in person.chat
    assert "I searched 16 articles" in person.chat
    assert "Show the nearest passages" in person.chat
    assert "none was found to answer it" in person.panel
    assert person.cited == ""


def test_a_question_that_cannot_be_asked_is_answered_with_the_reason(page: Page) -> None:
    person = Person(page)
    person.ask(TRAINERS)
    panel = person.panel
    refusal = str(person.ask("???"))
    assert "The question is empty" in refusal
    assert "The question is empty" in person.chat
    person.ask("Who?", ("last week", "", None, False))
    assert "&#x27;last week&#x27; is not a date" in person.chat
    assert person.panel == panel
    assert person.shown == Selection(0)


def test_an_empty_box_asks_nothing(page: Page) -> None:
    assert page.append_question("  ", Conversation(), Outcomes(), Selection())[:2] == (
        "",
        Conversation(),
    )


def test_a_follow_up_is_asked_complete_and_one_click_asks_it_as_typed(page: Page) -> None:
    person = Person(page)
    person.ask("Who will command the mission to Ostrania?")
    answer = person.ask("How old is he?")
    assert "Asked: How old is Colonel Anders Quaye?" in person.chat
    assert isinstance(answer, Answer)
    assert answer.text == "52"
    assert 'data-again="1"' in person.chat
    again = person.ask_again(1)
    assert isinstance(again, Answer)
    assert again.question == "How old is he?"
    assert person.chat.count("Ask it exactly as typed") == 1


def test_an_earlier_answer_is_shown_again_when_its_card_is_clicked(page: Page) -> None:
    person = Person(page)
    first, _ = person.ask("When did the Grey Heron leave Port Lennick?"), person.ask(TRAINERS)
    person.click(0)
    assert isinstance(first, Answer)
    assert marked(person.panel) == first.text
    assert person.shown == Selection(0)


@pytest.mark.parametrize("sent", [{"turn": 7}, {"turn": -1}, {"turn": "0; DROP"}, {}])
def test_a_click_on_nothing_changes_nothing(page: Page, sent: dict[str, object]) -> None:
    looks = page.pick(Conversation(), Outcomes(), clicked(**sent))
    assert {type(one) for one in looks} == {dict}  # Gradio's word for "as it is"


def test_every_place_is_a_button_of_the_card(page: Page) -> None:
    person = Person(page)
    answer = person.ask(FLOOD)
    assert isinstance(answer, Answer)
    shown = places_of(answer)
    assert len(shown) > 1
    numbers = [int(one) for one in re.findall(r'data-turn="0" data-place="(\d+)"', person.chat)]
    assert len(numbers) > 1
    for number in numbers:
        person.click(0, number)
        assert marked(person.panel) == shown[number].text
        pressed = re.findall(r'data-place="(\d+)" aria-pressed="true"', person.chat)
        assert pressed == [str(number)]


def test_the_next_and_the_previous_place_go_round(page: Page) -> None:
    person = Person(page)
    answer = person.ask(FLOOD)
    assert isinstance(answer, Answer)
    count = len(places_of(answer))
    seen = []
    for step in [page.next_place] * count + [page.previous_place] * count:
        person.looks(step(person.asked, person.given, person.shown))
        seen.append(person.shown.place)
    assert seen == [*range(1, count), 0, *range(count - 1, -1, -1)]


def test_a_question_asked_while_another_is_answered_is_not_lost(page: Page) -> None:
    _, asked, _ = page.append_question(TRAINERS, Conversation(), Outcomes(), Selection())
    first = page.ask(asked, Outcomes(), *UNFILTERED)
    _, asked, chat = page.append_question(
        "When did the Grey Heron leave Port Lennick?", asked, Outcomes(), Selection()
    )
    assert chat.count("Searching the articles") == 2
    _, chat, *_ = page.latest(asked, first, Selection())
    assert chat.count("Searching the articles") == 1
    second = page.ask(asked, first, *UNFILTERED)
    assert [one.question for one in second.outcomes if isinstance(one, Answer)] == [
        TRAINERS,
        "When did the Grey Heron leave Port Lennick?",
    ]


def test_an_answer_that_comes_after_a_new_conversation_began_is_not_of_it(page: Page) -> None:
    person = Person(page)
    person.ask(TRAINERS)
    late = person.given
    person.asked, person.given, person.shown, person.chat, *_ = page.renew(person.asked)
    _, chat, *_ = page.latest(person.asked, late, person.shown)
    assert TRAINERS not in chat
    assert page.ask(person.asked, late, *UNFILTERED) == late
    answer = person.ask("How old is he?")
    assert isinstance(answer, Answer)
    assert answer.question == "How old is he?"


def test_a_question_that_nobody_came_to_is_said_to_be_unanswered(page: Page) -> None:
    _, asked, _ = page.append_question(TRAINERS, Conversation(), Outcomes(), Selection())
    given = page.mark_unanswered(asked, Outcomes())
    _, chat, *_ = page.latest(asked, given, Selection())
    assert "Too many people are asking" in chat
    assert "Searching" not in chat


def test_a_failure_that_nobody_foresaw_is_told_and_logged(
    page: Page, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("the secret of /home/someone")

    person = Person(page)
    with monkeypatch.context() as patch:
        patch.setattr(Collection, "ask", fail)
        patch.setattr(Collection, "index", fail)
        said = str(person.ask(TRAINERS))
        assert said.startswith("Something went wrong here and was written to the log")
        assert "ZeroDivisionError" in said
        added = page.add_folder("somewhere", Conversation())
        assert added == said
        with pytest.raises(gr.Error, match="Something went wrong"):
            page.answer(TRAINERS)
    assert "secret" not in person.chat
    assert "the secret of /home/someone" in caplog.text
    assert "Traceback" in caplog.text
    assert isinstance(person.ask(TRAINERS), Answer)


def test_feedback_that_fails_is_told(
    page: Page, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(page)
    person.ask(TRAINERS)

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Collection, "article", fail)
    told = page.mark_right(person.asked, person.given, person.shown)
    assert told.startswith("This could not be kept. Something went wrong")
    person.click(0)
    assert "Something went wrong" in person.panel
    assert "Traceback" in caplog.text


def test_feedback_becomes_a_question_set(tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text("The ferry Aurora has a crew of nine and carries 120 cars.")
    with qa.open(tmp_path / "store") as collection:
        collection.index(path)
        page = page_of(SingleCollection(collection))
        answer = collection.ask("How big is the crew of the Aurora?", always_answer=True)
        now = (
            Conversation("", 0, (Question(answer.question),)),
            Outcomes(0, (answer,)),
            Selection(0),
        )
        assert "article-qa evaluate" in page.mark_right(*now)
        assert page.mark_wrong(" 120 cars ", *now)[0] == ""
        page.mark_wrong("", *now)
        assert page.mark_right(Conversation(), Outcomes(), Selection()) == "Ask something first."
        (info,) = collection.articles()
        kept = read_question_set(tmp_path / "store" / "feedback.jsonl").questions
    assert [one.answers for one in kept] == [(answer.text,), ("120 cars",), ()]
    assert [one.article for one in kept] == [info.id, info.id, None]
    assert {one.question for one in kept} == {"How big is the crew of the Aurora?"}


def test_the_words_are_the_answer_in_card_and_panel_for_every_sample_question(
    page: Page, sample: Collection
) -> None:
    for question in read_question_set(QUESTIONS).sample(15).questions:
        answer = sample.ask(question.question, always_answer=True)
        assert marked(page.panel("", answer, 0)) == answer.text
        assert words(conversation_html([Exchange(question.question, answer)])) == [answer.text]


def test_uploads_are_kept_indexed_and_reported(tmp_path: Path) -> None:
    good, bad = tmp_path / "ferry ../crew.txt".replace("/", "_"), tmp_path / "empty.txt"
    good.write_text("Ferry\n\nThe ferry Aurora has a crew of nine.")
    bad.write_text("")
    with qa.open(tmp_path / "store") as collection:
        page = page_of(SingleCollection(collection))
        _, told = page.add([str(good), str(bad)], Conversation())
        listing, *_ = page.held(Conversation())
        assert told.startswith("1 added")
        assert "Skipped empty.txt: empty" in told
        assert "Ferry" in listing
        (info,) = collection.articles()
        assert Path(info.path).parent == tmp_path / "store" / FOLDER
        page.add([str(good)], Conversation())
        assert len(collection.articles()) == 1


def test_a_file_of_an_archive_is_told_by_its_path_inside(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "more.zip", "w") as archive:
        archive.writestr("a/crew.txt", "The ferry Aurora has a crew of nine.")
        archive.writestr("a/b/empty.txt", "")
        archive.writestr("a/b/tool.exe", "MZ")
    with qa.open(tmp_path / "store") as collection:
        _, told = page_of(SingleCollection(collection)).add(
            [str(tmp_path / "more.zip")], Conversation()
        )
    assert told.splitlines() == [
        "1 added, 0 updated; 1 article in all.",
        "Skipped more.zip: a/b/tool.exe: files of the kind .exe are not read",
        "Skipped more.zip: a/b/empty.txt: empty",
    ]


def test_a_changed_article_is_not_shown_under_an_old_answer(tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text("The ferry Aurora has a crew of nine.")
    with qa.open(tmp_path / "store") as collection:
        collection.index(path)
        answer = collection.ask("How big is the crew of the Aurora?", always_answer=True)
        path.write_text("Now the ferry Aurora has a crew of twelve.")
        collection.index(path)
        assert "has changed since" in page_of(SingleCollection(collection)).panel("", answer, 0)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[CollectionFolder]:
    """Two collections that answer the same question differently."""
    texts = {
        "Ferries": "---\ndate: 2024-05-06\nsource: Port News\n---\nThe Aurora has a crew of nine.",
        "Trains": "The train Aurora has a crew of 31.",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.md").write_text(text)
        with qa.open(tmp_path / "shelf" / name) as collection:
            collection.index(tmp_path / f"{name}.md")
    with CollectionFolder(tmp_path / "shelf", Settings()) as shelf:
        yield shelf


CREW = "How big is the crew of the Aurora?"


def test_two_people_in_two_collections_do_not_mix(shelf: CollectionFolder) -> None:
    page = page_of(shelf)
    one, other = Person(page, "Ferries"), Person(page, "Trains")
    for _ in range(2):
        for person, right in ((one, "nine"), (other, "31")):
            answer = person.ask(CREW)
            assert isinstance(answer, Answer)
            assert answer.text == right
            assert marked(person.panel) == right


def test_another_collection_begins_a_new_conversation(shelf: CollectionFolder) -> None:
    page = page_of(shelf)
    person = Person(page, "Ferries")
    person.ask(CREW)
    old = person.asked, person.given
    opened = page.open("Trains", person.asked)
    person.asked, person.given, person.shown, person.chat, person.panel = opened[:5]
    assert person.asked == Conversation("Trains", 1)
    assert CREW not in person.chat
    assert "nine" not in person.panel
    answer = person.ask(CREW)
    assert isinstance(answer, Answer)
    assert answer.text == "31"
    # What was given in the old conversation is not looked up in this collection.
    assert page.pick(person.asked, old[1], clicked(turn=0, place=0)) == _untouched(6)
    assert page.shown(person.asked, old[1], Selection(0)) == _untouched(6)


def _untouched(count: int) -> tuple[Any, ...]:
    return tuple(gr.skip() for _ in range(count))


def test_articles_filters_and_examples_follow_the_collection(shelf: CollectionFolder) -> None:
    page = page_of(shelf)
    listed, source, after, before, examples = page.held(Conversation("Ferries"))
    assert "Ferries.md" in listed
    assert [name for name, _ in source.choices] == [ANY_SOURCE, "Port News"]
    assert (after.placeholder, before.placeholder) == ("2024-05-06", "2024-05-06")
    assert examples.visible is False
    listed, source, after, before, _ = page.held(Conversation("Trains"))
    assert "Trains.md" in listed
    assert "Ferries.md" not in listed
    assert [name for name, _ in source.choices] == [ANY_SOURCE]
    assert (after.placeholder, before.placeholder) == ("YYYY-MM-DD", "YYYY-MM-DD")


def test_the_examples_are_shown_with_the_sample_articles(page: Page) -> None:
    assert page.held(Conversation())[-1].visible is True


def test_a_collection_that_cannot_open_leaves_the_one_that_is_open(shelf: CollectionFolder) -> None:
    shown = page_of(shelf).open("../shelf/Trains", Conversation("Ferries"))
    assert "There is no collection" in shown[4]
    assert (*shown[:4], *shown[5:8]) == _untouched(7)
    assert shown[8]["value"] == "Ferries"


def test_a_new_collection_is_made_and_opened(shelf: CollectionFolder) -> None:
    page = page_of(shelf)
    told, asked, *_, choice = page.make(" Kilns ", Conversation("Ferries", 3))
    assert told == "Kilns is made. Add articles to it."
    assert asked == Conversation("Kilns", 4)
    assert [name for name, _ in choice.choices] == ["Ferries", "Kilns", "Trains"]
    told, *kept = page.make("../up", Conversation("Ferries", 3))
    assert "cannot be the name" in told
    assert tuple(kept) == _untouched(9)


def test_programs_may_name_a_collection(shelf: CollectionFolder) -> None:
    page = page_of(shelf)
    assert json.loads(page.answer(CREW))["answer"] == "nine"
    assert json.loads(page.answer_in("Trains", CREW))["answer"] == "31"
    with pytest.raises(gr.Error, match="no collection 'Boats'"):
        page.answer_in("Boats", CREW)


def test_a_page_open_to_others_wires_nothing_that_names_a_folder_or_makes_one(
    shelf: CollectionFolder,
) -> None:
    script = (
        "import sys, pathlib\n"
        "from qa.web.downloads import Downloads\n"
        "from qa.settings import Settings\n"
        "from qa.web import server\n"
        "from qa.web.collections import CollectionFolder\n"
        "shelf = CollectionFolder(pathlib.Path(sys.argv[1]), Settings())\n"
        "for local in (True, False):\n"
        "    blocks = server.build(shelf, Downloads(shelf, local), local)\n"
        "    names = {getattr(one.fn, '__name__', '') for one in blocks.fns.values()}\n"
        "    print(sorted({'make', 'add_folder', 'add'} & names))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(shelf.folder)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert done.stdout.splitlines() == ["['add', 'add_folder', 'make']", "['add']"]


def test_an_address_open_to_others_needs_a_password(sample: Collection) -> None:
    with pytest.raises(UsageError, match="set a name and password"):
        server.serve(SingleCollection(sample), "0.0.0.0", PORT, None, False, print)
    with pytest.raises(UsageError, match="USER:PASSWORD"):
        server.serve(SingleCollection(sample), "127.0.0.1", PORT, "nobody", False, print)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store = tmp_path_factory.mktemp("served")
    with served_page(PORT, "--store", store, "--articles", ARTICLES) as url:
        yield url


def get(url: str, **headers: str) -> tuple[int, str]:
    request = urllib.request.Request(
        url, headers={k.replace("_", "-"): v for k, v in headers.items()}
    )
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, ""


def test_the_page_opens_and_names_no_other_server(served: str) -> None:
    status, html = get(served)
    assert status == 200
    loaded = re.findall(r'(?:src|href)="(https?://[^"]+)"', html)
    assert [one for one in loaded if not one.startswith(served)] == []


def test_the_original_is_given_out_to_who_was_shown_it(served: str) -> None:
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
    question = "How many police trainers is Callaria sending?"
    given = json.loads(client.predict(question, api_name="/answer"))
    first = given["evidence"][0]
    assert given["answer"] == first["text"]
    assert first["article"]["title"]
    with pytest.raises(AppError, match="not a date"):
        client.predict("How many?", after="soon", api_name="/answer")
    named = client.view_api(return_format="dict")["named_endpoints"]
    assert list(named) == ["/answer"]


def test_a_program_without_a_client_gives_every_argument(served: str) -> None:
    asked = json.dumps({"data": [TRAINERS, None, None, None, False, False]}).encode()
    request = urllib.request.Request(
        served + "gradio_api/call/answer", asked, {"Content-Type": "application/json"}
    )
    event = json.load(urllib.request.urlopen(request))["event_id"]
    told = get(served + f"gradio_api/call/answer/{event}")[1]
    assert told.startswith("event: complete")


def test_a_port_in_use_is_refused(served: str, sample: Collection) -> None:
    with pytest.raises(ArticleQAError, match=f"port {PORT}"):
        server.serve(SingleCollection(sample), "127.0.0.1", PORT, None, False, print)
