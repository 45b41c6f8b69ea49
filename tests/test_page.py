"""The chat page: what its functions give, and what the served page lets through."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

import app
import qa
from qa.errors import ArticleQAError, UsageError
from qa.page import Answers, Messages, Page
from qa.pipeline import Collection
from qa.questionsets import read_question_set
from qa.spoken import evidence_of
from qa.uploads import FOLDER
from tests.conftest import QUESTIONS, served_page
from tests.test_evidence_html import marked

PORT = 7899
UNFILTERED = ("", "", None, False)


@pytest.fixture
def page(sample: Collection) -> Page:
    return Page(sample)


def asked(page: Page, question: str) -> tuple[Messages, Answers, str, dict[str, object]]:
    pending, box, messages = page.echo(question, [])
    assert (pending, box) == (question, "")
    said, answers, panel, place, *_ = page.ask(pending, messages, (), *UNFILTERED)
    return said, answers, panel, place


def test_an_answer_is_spoken_and_its_words_are_marked(page: Page) -> None:
    said, answers, panel, _ = asked(page, "How many police trainers is Callaria sending?")
    (answer,) = answers
    assert answer is not None
    assert answer.text is not None
    assert said[0] == {"role": "user", "content": "How many police trainers is Callaria sending?"}
    assert said[1]["content"].split("\n")[0] == answer.text
    assert marked(panel) == answer.text


def test_no_answer_is_said_in_clear_words(page: Page) -> None:
    said, _, panel, place = asked(page, "Who won the World Cup?")
    assert said[1]["content"].startswith("Not in these articles.\nI searched 16 articles")
    assert "none was found to answer it" in panel
    assert place.visible is False


def test_a_question_that_cannot_be_asked_is_answered_with_the_reason(page: Page) -> None:
    said, answers, *_ = page.ask("???", [{"role": "user", "content": "???"}], (), *UNFILTERED)
    assert "The question is empty" in said[1]["content"]
    assert answers == (None,)
    said, *_ = page.ask("Who?", [], (), "last week", "", None, False)
    assert "'last week' is not a date" in said[0]["content"]


def test_an_empty_box_asks_nothing(page: Page) -> None:
    assert page.echo("  ", []) == ("", "", [])


def test_a_follow_up_is_asked_complete_and_one_click_asks_it_as_typed(page: Page) -> None:
    first = "Who will command the mission to Ostrania?"
    _, answers, _, _ = asked(page, first)
    said, both, *_, again = page.ask("How old is he?", [], answers, *UNFILTERED)
    assert "Asked: How old is Colonel Anders Quaye?" in said[-1]["content"]
    assert both[-1].text == "52"
    assert again.visible
    said, *_, again = page.ask_as_typed("How old is he?", [], both, *UNFILTERED)
    assert "Asked:" not in said[-1]["content"]
    assert not again.visible


def test_an_earlier_answer_is_shown_again_when_it_is_clicked(page: Page) -> None:
    _, first, *_ = asked(page, "What caused the ferry fire?")
    _, second, *_ = asked(page, "How many police trainers is Callaria sending?")
    clicked = SimpleNamespace(index=1)
    panel, *_, number = page.select(first + second, clicked)  # type: ignore[arg-type]
    assert first[0] is not None
    assert marked(panel) == first[0].text
    assert number == 0


def test_other_places_and_answers_can_be_shown(page: Page, sample: Collection) -> None:
    answer = sample.ask("How many people died in the flood?", always_answer=True)
    shown = evidence_of(answer)
    assert len(shown) > 1
    for number, evidence in enumerate(shown):
        assert marked(page.place(number, (answer,), 0)[0]) == evidence.text


def test_the_next_and_the_previous_place_go_round(page: Page, sample: Collection) -> None:
    answer = sample.ask("How many people died in the flood?", always_answer=True)
    words = [evidence.text for evidence in evidence_of(answer)]
    assert marked(page.next_place(0, (answer,), 0)[0]) == words[1]
    assert marked(page.previous_place(0, (answer,), 0)[0]) == words[-1]
    assert marked(page.next_place(len(words) - 1, (answer,), 0)[0]) == words[0]


def test_feedback_becomes_a_question_set(tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text("The ferry Aurora has a crew of nine and carries 120 cars.")
    with qa.open(tmp_path / "store") as collection:
        collection.index(path)
        page = Page(collection)
        answer = collection.ask("How big is the crew of the Aurora?", always_answer=True)
        told = page.praise(0, (answer,), 0)
        assert "article-qa evaluate" in told
        assert page.blame(" 120 cars ", 0, (answer,), 0)[0] == ""
        page.blame("", 0, (answer,), 0)
        assert page.praise(None, (), 0) == "Ask something first."
        (info,) = collection.articles()
        kept = read_question_set(tmp_path / "store" / "feedback.jsonl").questions
    assert [one.answers for one in kept] == [(answer.text,), ("120 cars",), ()]
    assert [one.article for one in kept] == [info.id, info.id, None]
    assert {one.question for one in kept} == {"How big is the crew of the Aurora?"}


def test_the_words_marked_are_the_answer_for_every_sample_question(
    page: Page, sample: Collection
) -> None:
    for question in read_question_set(QUESTIONS).sample(15).questions:
        answer = sample.ask(question.question, always_answer=True)
        assert marked(page.panel(answer, 0)) == answer.text


def test_uploads_are_kept_indexed_and_reported(tmp_path: Path) -> None:
    good, bad = tmp_path / "ferry ../crew.txt".replace("/", "_"), tmp_path / "empty.txt"
    good.write_text("Ferry\n\nThe ferry Aurora has a crew of nine.")
    bad.write_text("")
    with qa.open(tmp_path / "store") as collection:
        page = Page(collection)
        _, told, listing, _ = page.add([str(good), str(bad)])
        assert told.startswith("1 added")
        assert "Skipped empty-" in told
        assert "Ferry" in listing
        (info,) = collection.articles()
        assert Path(info.path).parent == tmp_path / "store" / FOLDER
        page.add([str(good)])
        assert len(collection.articles()) == 1


def test_a_changed_article_is_not_shown_under_an_old_answer(tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text("The ferry Aurora has a crew of nine.")
    with qa.open(tmp_path / "store") as collection:
        collection.index(path)
        answer = collection.ask("How big is the crew of the Aurora?", always_answer=True)
        path.write_text("Now the ferry Aurora has a crew of twelve.")
        collection.index(path)
        assert "has changed since" in Page(collection).panel(answer, 0)


def test_an_address_open_to_others_needs_a_password(sample: Collection) -> None:
    with pytest.raises(UsageError, match="set a name and password"):
        app.serve(sample, "0.0.0.0", PORT, None, False, print)
    with pytest.raises(UsageError, match="USER:PASSWORD"):
        app.serve(sample, "127.0.0.1", PORT, "nobody", False, print)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served_page(tmp_path_factory.mktemp("served"), PORT) as url:
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


def test_a_port_in_use_is_refused(served: str, sample: Collection) -> None:
    with pytest.raises(ArticleQAError, match=f"port {PORT}"):
        app.serve(sample, "127.0.0.1", PORT, None, False, print)
