"""What the page does with questions, feedback and collections."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

import qa
from qa.collection import Collection
from qa.evaluation.question_sets import read_question_set
from qa.settings import Settings
from qa.types.answer import Agreement, Answer
from qa.types.search import SearchScope
from qa.web.cards import Exchange, conversation_html, places_of
from qa.web.collections import CollectionFolder, Collections, SingleCollection
from qa.web.controller import ChatController, EvidenceView
from qa.web.downloads import Downloads
from qa.web.feedback import Feedback, FeedbackController, FeedbackResult
from qa.web.filters import Filters
from qa.web.library import ArticlesView, LibraryController, OpenedCollection
from qa.web.session import Conversation, Outcomes, Question, Selection, Session
from qa.web.uploads import FOLDER
from tests.conftest import QUESTIONS
from tests.web.test_evidence import marked

pytestmark = pytest.mark.slow

TRAINERS = "How many police trainers is Callaria sending?"
FERRY = "When did the Grey Heron leave Port Lennick?"
FLOOD = "How many people died in the flood?"
CREW = "How big is the crew of the Aurora?"


@pytest.fixture
def chat(sample: Collection) -> ChatController:
    return chat_of(SingleCollection(sample))


def chat_of(collections: Collections) -> ChatController:
    return ChatController(collections, Downloads(collections, local=True))


class Person:
    """A person at the page: their session, and what they see."""

    def __init__(self, chat: ChatController, collection: str = "") -> None:
        self.chat = chat
        self.session = Session(Conversation(collection))
        self.log = self.panel = self.citation = ""

    def ask(self, question: str, filters: Filters | None = None) -> Answer | str:
        self.session = self.chat.append_question(question, self.session)
        return self._answer(filters or Filters())

    def ask_as_typed(self, turn: int) -> Answer | str:
        self.session = self.chat.append_as_typed(turn, self.session)
        return self._answer(Filters())

    def _answer(self, filters: Filters) -> Answer | str:
        assert "Searching the articles" in self.session.html()
        outcomes = self.chat.answer_next(self.session, filters)
        self.session = replace(self.session, outcomes=outcomes)
        self.see(self.chat.show_latest(self.session))
        assert "Searching the articles" not in self.log
        return outcomes.outcomes[-1]

    def see(self, view: EvidenceView | None) -> None:
        if view is None:
            return
        self.session = self.session.select(view.selection)
        self.log = view.conversation_html
        if view.panel:
            self.panel, self.citation = view.panel.html, view.panel.citation

    def click(self, turn: int, place: int = 0) -> None:
        self.see(self.chat.show(self.session.select(Selection(turn, place))))


def quoted_words(log: str) -> list[str]:
    """The words of every answer of a conversation, as they stand in their sentences."""
    quotations = re.findall(r'<p class="aq-quote">.*?<strong>(.*?)</strong>', log, re.S)
    return [unescape(words) for words in quotations]


def ignore_progress(_: object) -> None:
    pass


def test_an_answer_is_a_card_and_its_words_are_marked(chat: ChatController) -> None:
    person = Person(chat)
    answer = person.ask(TRAINERS)
    assert isinstance(answer, Answer)
    assert answer.text
    assert TRAINERS in person.log
    assert f'<span class="aq-words">{answer.text}</span>' in person.log
    assert quoted_words(person.log) == [answer.text]
    assert "Callaria to send police trainers to Ostrania · 12 November 2026" in person.log
    assert f"ery likely to be right ({answer.confidence:.0%})" in person.log
    assert marked(person.panel) == answer.text
    assert person.citation.startswith(f"“{answer.text}” - ")


def test_no_answer_is_said_in_clear_words(chat: ChatController) -> None:
    person = Person(chat)
    person.ask("Who won the World Cup?")
    assert '<p class="aq-words">Not in these articles</p>' in person.log
    assert "I searched 16 articles" in person.log
    assert "Show the nearest passages" in person.log
    assert "none was found to answer it" in person.panel
    assert person.citation == ""


def test_a_nearest_passage_opens_in_its_article(chat: ChatController) -> None:
    person = Person(chat)
    person.ask(TRAINERS)
    answer = person.ask("Who won the World Cup?")
    assert isinstance(answer, Answer)
    listed = person.panel
    places = re.findall(r'data-turn="1" data-place="(\d+)">Open the article', listed)
    assert places == [str(number + 1) for number in range(len(answer.closest))]
    for number, closest in enumerate(answer.closest, start=1):
        person.click(1, number)
        (sentence,) = re.findall(r'class="aq-nearest">(.*?)</span>', person.panel, re.S)
        assert unescape(sentence) == closest.sentence
        assert "Near, and no answer" in person.panel
        assert person.citation == ""
    person.click(1, 0)
    assert person.panel == listed


def test_a_question_that_cannot_be_asked_is_answered_with_the_reason(chat: ChatController) -> None:
    person = Person(chat)
    person.ask(TRAINERS)
    panel = person.panel
    refusal = str(person.ask("???"))
    assert "The question is empty" in refusal
    assert "The question is empty" in person.log
    person.ask("Who?", Filters(after="last week"))
    assert "'last week' is not a date" in unescape(person.log)
    assert person.panel == panel
    assert person.session.selection == Selection(0)


def test_an_empty_box_asks_nothing(chat: ChatController) -> None:
    assert chat.append_question("  ", Session()) == Session()


def test_a_filter_is_followed(chat: ChatController) -> None:
    answer = Person(chat).ask(TRAINERS, Filters(after=" 2030-01-01 ", source=None))
    assert isinstance(answer, Answer)
    assert answer.searched.articles == 0


def test_a_follow_up_is_asked_complete_and_one_click_asks_it_as_typed(
    chat: ChatController,
) -> None:
    person = Person(chat)
    person.ask("Who will command the mission to Ostrania?")
    answer = person.ask("How old is he?")
    assert "Asked: How old is Colonel Anders Quaye?" in person.log
    assert isinstance(answer, Answer)
    assert answer.text == "52"
    assert 'data-again="1"' in person.log
    again = person.ask_as_typed(1)
    assert isinstance(again, Answer)
    assert again.question == "How old is he?"
    assert person.log.count("Ask it exactly as typed") == 1


def test_an_earlier_answer_is_shown_again_when_its_card_is_clicked(chat: ChatController) -> None:
    person = Person(chat)
    first, _ = person.ask(FERRY), person.ask(TRAINERS)
    person.click(0)
    assert isinstance(first, Answer)
    assert marked(person.panel) == first.text
    assert person.session.selection == Selection(0)


@pytest.mark.parametrize("turn", [7, -1, 0])
def test_a_click_on_nothing_changes_nothing(chat: ChatController, turn: int) -> None:
    assert chat.show(Session(selection=Selection(turn))) is None
    assert chat.append_as_typed(turn, Session()) == Session()


def test_every_place_is_a_button_of_the_card(chat: ChatController) -> None:
    person = Person(chat)
    answer = person.ask(FLOOD)
    assert isinstance(answer, Answer)
    places = places_of(answer)
    assert len(places) > 1
    numbers = [int(number) for number in re.findall(r'data-place="(\d+)"', person.log)]
    assert len(numbers) > 1
    for number in numbers:
        person.click(0, number)
        assert marked(person.panel) == places[number].text
        pressed = re.findall(r'data-place="(\d+)" aria-pressed="true"', person.log)
        assert pressed == [str(number)]


def test_the_next_and_the_previous_place_go_round(chat: ChatController) -> None:
    person = Person(chat)
    answer = person.ask(FLOOD)
    assert isinstance(answer, Answer)
    count = len(places_of(answer))
    assert count > 1
    numbers = []
    for step in [chat.show_next] * count + [chat.show_previous] * count:
        person.see(step(person.session))
        numbers.append(person.session.selection.place)
    assert numbers == [*range(1, count), 0, *range(count - 1, -1, -1)]


def test_a_question_asked_while_another_is_answered_is_not_lost(chat: ChatController) -> None:
    session = chat.append_question(TRAINERS, Session())
    first = chat.answer_next(session, Filters())
    session = chat.append_question(FERRY, session)
    assert session.html().count("Searching the articles") == 2
    session = replace(session, outcomes=first)
    assert chat.show_latest(session).conversation_html.count("Searching the articles") == 1
    session = replace(session, outcomes=chat.answer_next(session, Filters()))
    assert [answer.question for answer in session.answers()] == [TRAINERS, FERRY]
    assert chat.answer_next(session, Filters()) == session.outcomes


def test_an_answer_that_comes_after_a_new_conversation_began_is_not_of_it(
    chat: ChatController, sample: Collection
) -> None:
    person = Person(chat)
    person.ask(TRAINERS)
    late = person.session.outcomes
    opened = LibraryController(SingleCollection(sample)).open("", person.session)
    assert isinstance(opened, OpenedCollection)
    person.session = opened.session
    after_late = replace(opened.session, outcomes=late)
    assert TRAINERS not in chat.show_latest(after_late).conversation_html
    assert chat.answer_next(after_late, Filters()) == late
    answer = person.ask("How old is he?")
    assert isinstance(answer, Answer)
    assert answer.question == "How old is he?"


def test_a_question_that_nobody_came_to_is_said_to_be_unanswered(chat: ChatController) -> None:
    session = chat.append_question(TRAINERS, Session())
    session = replace(session, outcomes=chat.mark_unanswered(session))
    log = chat.show_latest(session).conversation_html
    assert "Too many people are asking" in log
    assert "Searching" not in log
    assert chat.mark_unanswered(session) == session.outcomes


def test_an_unexpected_failure_is_told_and_logged(
    chat: ChatController,
    sample: Collection,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("the secret of /home/someone")

    person = Person(chat)
    with monkeypatch.context() as patch:
        patch.setattr(Collection, "answer", fail)
        patch.setattr(Collection, "index", fail)
        message = str(person.ask(TRAINERS))
        assert message.startswith("Something went wrong here and was written to the log")
        assert "ZeroDivisionError" in message
        library = LibraryController(SingleCollection(sample))
        assert library.add_folder("", "somewhere", ignore_progress) == message
    assert "secret" not in person.log
    assert "the secret of /home/someone" in caplog.text
    assert "Traceback" in caplog.text
    assert isinstance(person.ask(TRAINERS), Answer)


def test_an_empty_collection_is_told_in_words_of_the_page(tmp_path: Path) -> None:
    with qa.open(tmp_path / "store") as collection:
        message = str(Person(chat_of(SingleCollection(collection))).ask(TRAINERS))
    assert message == "There are no articles here yet. Add some under “Articles”."


def test_a_collection_that_cannot_be_read_names_no_path(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "articles.sqlite").write_bytes(b"no database at all" * 100)
    with CollectionFolder(tmp_path, Settings()) as folder:
        message = str(Person(chat_of(folder), "broken").ask(TRAINERS))
    assert message == (
        "This collection cannot be searched just now. The reason was written to the log."
    )
    assert str(tmp_path) in caplog.text


def test_feedback_that_fails_is_told(
    chat: ChatController,
    sample: Collection,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    person = Person(chat)
    person.ask(TRAINERS)

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Collection, "article", fail)
    result = FeedbackController(SingleCollection(sample)).mark_right(person.session)
    assert not result.is_kept
    assert result.message.startswith("This could not be kept. Something went wrong")
    person.click(0)
    assert "Something went wrong" in person.panel
    assert "Traceback" in caplog.text


def test_feedback_becomes_a_question_set(tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text("The ferry Aurora has a crew of nine and carries 120 cars.")
    with qa.open(tmp_path / "store") as collection:
        collection.index(path)
        feedback = FeedbackController(SingleCollection(collection))
        answer = collection.ask(CREW, always_answer=True)
        session = Session(
            Conversation(questions=(Question(answer.question),)),
            Outcomes(0, (answer,)),
            Selection(0),
        )
        path = tmp_path / "store" / "feedback.jsonl"
        (info,) = collection.articles()

        def said(result: FeedbackResult) -> tuple[str, list[tuple[tuple[str, ...], str | None]]]:
            questions = read_question_set(path).questions
            assert {question.question for question in questions} <= {CREW}
            return result.message, [(item.answers, item.article) for item in questions]

        assert said(feedback.mark_right(session)) == (
            f"Kept: “{answer.text}” is right.",
            [((answer.text,), info.id)],
        )
        # What is said last counts, and words are kept as they stand in the article.
        assert said(feedback.correct(" 120\n cars ", session)) == (
            "Kept: “120 cars” is right.",
            [(("120 cars",), info.id)],
        )
        assert said(feedback.mark_unanswerable(session)) == (
            "Kept: no article answers it.",
            [((), None)],
        )
        for words in ("", "  ", "130 cars"):
            result = feedback.correct(words, session)
            assert not result.is_kept
            assert "elect" in result.message
            assert said(result)[1] == [((), None)]
        result = feedback.mark_wrong(session)
        assert result == FeedbackResult("Kept: this answer is wrong.", is_kept=True)
        assert path.read_text() == ""
        wrong = json.loads((tmp_path / "store" / "feedback-wrong.jsonl").read_text())
        assert wrong == {"id": "feedback-1", "question": CREW, "wrong": answer.text}
        assert not feedback.undo(session).is_kept
        assert (tmp_path / "store" / "feedback-wrong.jsonl").read_text() == ""
        for result in (feedback.mark_right(Session()), feedback.correct("x", Session())):
            assert result == FeedbackResult("Ask something first.")


def test_what_is_said_of_other_questions_stays(tmp_path: Path) -> None:
    path = tmp_path / "feedback.jsonl"
    others = '{"id": "feedback-7", "question": "Where?", "answers": ["here"]}\nspoilt by hand\n'
    path.write_text(others)
    answer = Answer(CREW, None, 0.1, (), (), Agreement(), (), SearchScope(1, None, None), 0.0)
    feedback = Feedback(tmp_path)
    feedback.add(answer, None)
    line = {"id": "feedback-8", "question": CREW, "answers": []}
    assert path.read_text() == f"{others}{json.dumps(line)}\n"
    feedback.remove(CREW)
    assert path.read_text() == others


def test_the_words_are_the_answer_in_card_and_panel_for_every_sample_question(
    chat: ChatController, sample: Collection
) -> None:
    questions = read_question_set(QUESTIONS).sample(15).questions
    assert len(questions) == 15
    for question in questions:
        answer = sample.ask(question.question, always_answer=True)
        assert marked(chat.panel_html("", answer, 0)) == answer.text
        log = conversation_html([Exchange(question.question, answer)])
        assert quoted_words(log) == [answer.text]


def test_uploads_are_kept_indexed_and_reported(tmp_path: Path) -> None:
    good, bad = tmp_path / "ferry .._crew.txt", tmp_path / "empty.txt"
    good.write_text("Ferry\n\nThe ferry Aurora has a crew of nine.")
    bad.write_text("")
    with qa.open(tmp_path / "store") as collection:
        library = LibraryController(SingleCollection(collection))
        message = library.add_files("", [good, bad], ignore_progress)
        view = library.describe("")
        assert message.startswith("1 added")
        assert "Skipped empty.txt: empty" in message
        assert isinstance(view, ArticlesView)
        assert "Ferry" in view.table_html
        (info,) = collection.articles()
        assert Path(info.path).parent.parent == tmp_path / "store" / FOLDER
        assert Path(info.path).name == good.name
        message = library.add_files("", [good], ignore_progress)
        assert message.splitlines()[1:] == [f"Skipped {good.name}: it is already here"]
        assert len(collection.articles()) == 1


def test_a_file_of_a_folder_that_is_uploaded_counts_once_whichever_comes_first(
    tmp_path: Path,
) -> None:
    folder, uploaded = tmp_path / "folder", tmp_path / "uploaded"
    for place in (folder, uploaded):
        place.mkdir()
        for name in ("one", "two"):
            (place / f"{name}.txt").write_text(f"The ferry {name} has a crew of nine.")
    with qa.open(tmp_path / "store") as collection:
        library = LibraryController(SingleCollection(collection))
        library.add_files("", [uploaded / "one.txt"], ignore_progress)
        message = library.add_folder("", str(folder), ignore_progress)
        assert message.splitlines() == [
            "2 added, 0 updated; 2 articles in all.",
            "Uploaded before and now removed: 1.",
        ]
        message = library.add_files("", [uploaded / "two.txt"], ignore_progress)
        assert message.splitlines()[1:] == ["Skipped two.txt: it is already here"]
        assert {Path(info.path).parent for info in collection.articles()} == {folder}
        # What was removed can be uploaded.
        (first, _) = collection.articles()
        collection.remove(first.id)
        library.add_files("", [uploaded / Path(first.path).name], ignore_progress)
        assert len(collection.articles()) == 2


def test_a_question_that_is_too_long_is_refused_with_its_length(chat: ChatController) -> None:
    refusal = str(Person(chat).ask("why " * 501))
    assert refusal == "The question has 2,004 characters; at most 2,000 can be asked."


def test_a_file_of_an_archive_is_told_by_its_path_inside(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "more.zip", "w") as archive:
        archive.writestr("a/crew.txt", "The ferry Aurora has a crew of nine.")
        archive.writestr("a/b/empty.txt", "")
        archive.writestr("a/b/tool.exe", "MZ")
    with qa.open(tmp_path / "store") as collection:
        library = LibraryController(SingleCollection(collection))
        message = library.add_files("", [tmp_path / "more.zip"], ignore_progress)
    assert message.splitlines() == [
        "1 added, 0 updated; 1 article in all.",
        "Skipped more.zip: a/b/tool.exe: files of the kind .exe are not read",
        "Skipped more.zip: a/b/empty.txt: empty",
    ]


def test_a_folder_has_to_be_named(sample: Collection) -> None:
    library = LibraryController(SingleCollection(sample))
    assert library.add_folder("", "  ", ignore_progress) == "Name a folder."


def test_a_changed_article_is_not_shown_under_an_old_answer(tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text("The ferry Aurora has a crew of nine.")
    with qa.open(tmp_path / "store") as collection:
        collection.index(path)
        answer = collection.ask(CREW, always_answer=True)
        path.write_text("Now the ferry Aurora has a crew of twelve.")
        collection.index(path)
        chat = chat_of(SingleCollection(collection))
        assert "has changed since" in chat.panel_html("", answer, 0)
        collection.remove(answer.evidence[0].article.id)
        assert "no longer in the collection" in chat.panel_html("", answer, 0)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[CollectionFolder]:
    """Two collections that answer the same question differently."""
    texts = {
        "Ferries": "---\ndate: 2024-05-06\nsource: Port News\n---\nThe Aurora has a crew of nine.",
        "Trains": "The train Aurora has a crew of 31.",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.md").write_text(text)
        with qa.open(tmp_path / "folder" / name) as collection:
            collection.index(tmp_path / f"{name}.md")
    with CollectionFolder(tmp_path / "folder", Settings()) as collections:
        yield collections


def test_two_people_in_two_collections_do_not_mix(folder: CollectionFolder) -> None:
    chat = chat_of(folder)
    ferries, trains = Person(chat, "Ferries"), Person(chat, "Trains")
    for _ in range(2):
        for person, expected in ((ferries, "nine"), (trains, "31")):
            answer = person.ask(CREW)
            assert isinstance(answer, Answer)
            assert answer.text == expected
            assert marked(person.panel) == expected


def test_another_collection_begins_a_new_conversation(folder: CollectionFolder) -> None:
    chat = chat_of(folder)
    person = Person(chat, "Ferries")
    person.ask(CREW)
    earlier = person.session.outcomes
    opened = LibraryController(folder).open("Trains", person.session)
    assert isinstance(opened, OpenedCollection)
    assert opened.session == Session(Conversation("Trains", 1), Outcomes(1))
    assert opened.names == ["Ferries", "Trains"]
    assert CREW not in opened.session.html()
    assert "nine" not in opened.panel_html
    person.session = opened.session
    answer = person.ask(CREW)
    assert isinstance(answer, Answer)
    assert answer.text == "31"
    # An outcome of the earlier conversation is not looked up in this collection.
    assert chat.show(replace(person.session, outcomes=earlier, selection=Selection(0))) is None


def test_articles_filters_and_examples_follow_the_collection(folder: CollectionFolder) -> None:
    library = LibraryController(folder)
    view = library.describe("Ferries")
    assert isinstance(view, ArticlesView)
    assert "Ferries.md" in view.table_html
    assert view.sources == ["Port News"]
    assert (view.first_day, view.last_day) == ("2024-05-06", "2024-05-06")
    assert view.examples_fit is False
    view = library.describe("Trains")
    assert isinstance(view, ArticlesView)
    assert "Trains.md" in view.table_html
    assert "Ferries.md" not in view.table_html
    assert view.sources == []
    assert (view.first_day, view.last_day) == ("YYYY-MM-DD", "YYYY-MM-DD")


def test_the_examples_are_shown_with_the_sample_articles(sample: Collection) -> None:
    view = LibraryController(SingleCollection(sample)).describe("")
    assert isinstance(view, ArticlesView)
    assert view.examples_fit is True


def test_a_collection_that_cannot_open_is_told(folder: CollectionFolder) -> None:
    message = LibraryController(folder).open("../folder/Trains", Session())
    assert "There is no collection" in str(message)


def test_a_new_collection_is_created_and_opened(folder: CollectionFolder) -> None:
    library = LibraryController(folder)
    session = Session(Conversation("Ferries", 3))
    opened = library.create(" Kilns ", session)
    assert isinstance(opened, OpenedCollection)
    assert opened.session.conversation == Conversation("Kilns", 4)
    assert opened.names == ["Ferries", "Kilns", "Trains"]
    assert library.names() == ["Ferries", "Kilns", "Trains"]
    assert "cannot be the name" in str(library.create("../up", session))
