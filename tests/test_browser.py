"""The page as people meet it, in a real Chromium; skipped where there is none.

With SCREENSHOTS=FOLDER in the environment a picture of each state is kept there.
"""

from __future__ import annotations

import os
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.pipeline import Collection
from qa.questionsets import read_question_set
from tests.conftest import QUESTIONS, served_page

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: apt install chromium")

PORT = 7898
URL = f"http://127.0.0.1:{PORT}/"
TRAINERS = "How many police trainers is Callaria sending?"
FLOOD = "How many people died in the flood?"
OPENED = (
    "Was it right? Keep the answers",
    "Articles: what is there, and adding more",
    "Dates and source",
)
WIDE = {"width": 1440, "height": 900}
NARROW = {"width": 390, "height": 844}
# Loading the models takes what it takes; an answer on a busy machine some seconds.
PATIENCE = 60_000


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a store that a page in another process serves."""
    folder = tmp_path_factory.mktemp("store")
    with served_page(folder, PORT):
        yield folder


@pytest.fixture(scope="module")
def browser(store: Path) -> Iterator[playwright.Browser]:
    with playwright.sync_playwright() as started:
        found = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def page(browser: playwright.Browser) -> Iterator[playwright.Page]:
    with browser.new_context(viewport=WIDE, accept_downloads=True) as context:
        yield opened(context.new_page())


def opened(page: playwright.Page) -> playwright.Page:
    page.set_default_timeout(PATIENCE)
    page.goto(URL)
    page.get_by_placeholder("Ask a question, such as: how many trainers?").wait_for()
    return page


def ask(page: playwright.Page, question: str) -> str:
    """Ask and wait for the answer; returns what is said."""
    bubbles = page.locator("#aq-chat .bot.message, #aq-chat .bot .message")
    before = bubbles.count()
    box = page.get_by_placeholder("Ask a question, such as: how many trainers?")
    box.fill(question)
    box.press("Enter")
    page.wait_for_function(
        "n => [...document.querySelectorAll('#aq-chat .bot.message, #aq-chat .bot .message')]"
        ".filter(one => /likely to be right|Not in these articles/.test(one.innerText)).length > n",
        arg=answers_said(page),
    )
    assert bubbles.count() > before
    return bubbles.last.inner_text()


def answers_said(page: playwright.Page) -> int:
    return int(
        page.evaluate(
            "[...document.querySelectorAll('#aq-chat .bot.message, #aq-chat .bot .message')]"
            ".filter(one => /likely to be right|Not in these articles/.test(one.innerText)).length"
        )
    )


def words_marked(page: playwright.Page) -> str:
    return str(page.locator("#aq-mark").inner_text())


def picture(page: playwright.Page, name: str) -> None:
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        page.wait_for_timeout(600)
        page.screenshot(path=Path(folder) / f"{name}.png")


def test_an_answer_stands_beside_its_words_in_the_article(page: playwright.Page) -> None:
    said = ask(page, TRAINERS)
    assert said.split("\n")[0] == words_marked(page)
    page.wait_for_function(
        "(() => { const mark = document.getElementById('aq-mark').getBoundingClientRect();"
        "const text = document.getElementById('aq-text').getBoundingClientRect();"
        "return mark.top >= text.top && mark.bottom <= text.bottom; })()"
    )
    cited = page.locator("#aq-citation textarea").input_value()
    assert re.search(r"characters \d+-\d+ of .*police-trainers\.txt", cited)
    picture(page, "answer")


def test_the_words_marked_are_the_answer_for_every_sample_question(
    page: playwright.Page, sample: Collection
) -> None:
    answered = 0
    for question in read_question_set(QUESTIONS).questions:
        if not question.answers:
            continue
        answer = sample.ask(question.question)
        if answer.text is None:
            continue
        page.get_by_label("Clear").click() if answered else None
        ask(page, question.question)
        page.wait_for_function(
            "words => document.getElementById('aq-mark')?.innerText === words", arg=answer.text
        )
        answered += 1
        if answered == int(os.environ.get("BROWSER_QUESTIONS", "12")):
            break
    assert answered


def test_no_answer_shows_what_was_searched_and_marks_nothing(page: playwright.Page) -> None:
    assert ask(page, "Who won the World Cup?").startswith("Not in these articles")
    panel = page.locator("#aq-panel")
    assert "Searched: 16 articles" in panel.inner_text()
    assert "none was found to answer it" in panel.inner_text()
    assert page.locator("#aq-mark").count() == 0
    picture(page, "no-answer")


def test_a_follow_up_says_what_was_asked(page: playwright.Page) -> None:
    ask(page, "Who will command the mission to Ostrania?")
    said = ask(page, "How old is he?")
    assert "Asked: How old is Colonel Anders Quaye?" in said
    assert page.get_by_role("button", name="Ask it exactly as typed").is_visible()
    picture(page, "follow-up")


def test_the_keyboard_goes_through_the_evidence(page: playwright.Page) -> None:
    page.keyboard.type(FLOOD)
    page.keyboard.press("Enter")
    page.locator("#aq-next").wait_for()
    first = page.locator(".aq-where").inner_text()
    page.keyboard.press("Alt+n")
    page.wait_for_function(
        "old => document.querySelector('.aq-where')?.innerText !== old", arg=first
    )
    page.keyboard.press("Alt+p")
    page.wait_for_function(
        "old => document.querySelector('.aq-where')?.innerText === old", arg=first
    )


def test_an_archive_is_unpacked_indexed_and_asked(page: playwright.Page, tmp_path: Path) -> None:
    archive = tmp_path / "more.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("heron.txt", "Herons\n\nThe heronry at Tilbeck Moor counts 214 nests.")
        packed.writestr("notes.xyz", "?")
    page.get_by_text("Articles: what is there, and adding more").click()
    page.locator("input[type=file]").set_input_files(archive)
    page.wait_for_function(
        "[...document.querySelectorAll('textarea')].some(one => /1 added/.test(one.value))"
    )
    assert ask(page, "How many nests does the heronry at Tilbeck Moor count?").startswith("214")
    assert page.get_by_role("cell", name="Herons").is_visible()
    picture(page, "upload")


def test_a_folder_of_this_machine_is_read(page: playwright.Page, tmp_path: Path) -> None:
    (tmp_path / "kiln.txt").write_text("The kiln at Osmund burns 31 tonnes of lime a day.")
    page.get_by_text("Articles: what is there, and adding more").click()
    page.locator("#aq-folder textarea, #aq-folder input").fill(str(tmp_path))
    page.get_by_role("button", name="Read it").click()
    page.wait_for_function(
        "[...document.querySelectorAll('textarea')].some(one => /1 added/.test(one.value))"
    )
    page.locator("#aq-folder textarea, #aq-folder input").fill(str(tmp_path / "nowhere"))
    page.get_by_role("button", name="Read it").click()
    page.wait_for_function(
        "[...document.querySelectorAll('textarea')].some(one => /nowhere/.test(one.value)"
        " && !/1 added/.test(one.value) && one.disabled)"
    )


def test_a_filter_by_date_leaves_other_days_out(page: playwright.Page) -> None:
    page.get_by_text("Dates and source").click()
    page.get_by_label("From", exact=True).fill("2030-01-01")
    assert ask(page, TRAINERS).startswith("Not in these articles")
    picture(page, "filter")


def test_the_right_words_are_selected_in_the_article_and_kept(
    page: playwright.Page, store: Path
) -> None:
    ask(page, TRAINERS)
    page.get_by_text("Was it right? Keep the answers").click()
    page.evaluate(
        "() => { const range = document.createRange();"
        "range.selectNodeContents(document.getElementById('aq-mark'));"
        "window.getSelection().removeAllRanges(); window.getSelection().addRange(range); }"
    )
    words = words_marked(page)
    page.locator("#aq-wrong").click()
    page.wait_for_function("document.querySelector('#aq-kept textarea').value !== ''")
    (kept,) = read_question_set(store / "feedback.jsonl").questions[-1:]
    assert (kept.question, kept.answers) == (TRAINERS, (words,))


def test_the_conversation_is_saved_with_citations(page: playwright.Page) -> None:
    ask(page, TRAINERS)
    page.get_by_text("Was it right? Keep the answers").click()
    page.locator("#aq-save").click()
    link = page.get_by_role("link", name=re.compile(r"answers\.md|KB|B")).first
    with page.expect_download() as download:
        link.click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert f"## {TRAINERS}" in text
    assert "police-trainers.txt" in text


def test_two_people_have_two_conversations(browser: playwright.Browser) -> None:
    with browser.new_context(viewport=WIDE) as one, browser.new_context(viewport=WIDE) as other:
        first, second = opened(one.new_page()), opened(other.new_page())
        ask(first, TRAINERS)
        ask(second, "Who won the World Cup?")
        assert TRAINERS not in second.locator("#aq-chat").inner_text()
        assert "World Cup" not in first.locator("#aq-chat").inner_text()
        assert first.locator("#aq-mark").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_narrow_screen_needs_no_sideways_scrolling(
    browser: playwright.Browser, scheme: str
) -> None:
    with browser.new_context(viewport=NARROW, color_scheme=scheme) as context:
        page = opened(context.new_page())
        ask(page, TRAINERS)
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
        assert page.locator("#aq-mark").count() == 1
        picture(page, f"narrow-{scheme}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_fault_for_people_who_do_not_see_well(
    browser: playwright.Browser, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    with browser.new_context(viewport=WIDE, color_scheme=scheme, bypass_csp=True) as context:
        page = opened(context.new_page())
        ask(page, TRAINERS)
        for title in OPENED:
            page.get_by_text(title).click()
        page.wait_for_timeout(500)
        found = axe.run(page).response["violations"]
    serious = [
        f"{one['id']}: {node['html'][:200]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]
    assert serious == []


def test_nothing_is_loaded_from_elsewhere(browser: playwright.Browser) -> None:
    with browser.new_context(viewport=WIDE) as context:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        opened(page)
        ask(page, TRAINERS)
    elsewhere = [one for one in asked if not one.startswith((URL, "data:", "blob:"))]
    assert elsewhere == []
