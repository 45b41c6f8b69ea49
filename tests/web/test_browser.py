"""The page as people meet it, in a real Chromium.

Without Chromium these tests are skipped; with CI in the environment they fail instead.

With SCREENSHOTS=FOLDER in the environment a picture of each state is kept there.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright import sync_api as playwright

import qa
from qa.collection import Collection
from qa.evaluation.question_sets import read_question_set
from qa.web.each import table_html
from qa.web.server import STYLE
from tests.conftest import ARTICLES, QUESTIONS, served_page
from tests.types.builders import answers, info, row

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        CHROMIUM is None and not os.environ.get("CI"), reason="no Chromium: apt install chromium"
    ),
]

TRAINERS = "How many police trainers is Callaria sending?"
FLOOD = "How many people died in the flood?"
OPENED = (
    "Was it right? Keep the answers",
    "Articles: what is there, and adding more",
    "Dates and source",
)
CREW = "How big is the crew of the Aurora?"
HOSTILE = "![x](http://127.0.0.1:9/y.png) <img src=http://127.0.0.1:9/x.png onerror=alert(1)>"
COLLECTIONS = {
    "Ferries": {
        "title": "Ferry",
        "date": "2024-05-06",
        "text": "The ferry Aurora has a crew of nine.",
    },
    "Hostile": {
        "title": "<b>Hull</b>",
        "url": "javascript:alert(1)",
        # Markup in a field is read as HTML, so what is to stay as text is escaped.
        "text": f"<p>The ship Aurora has a crew of 70 and {escape(HOSTILE)} sails today.</p>",
    },
    "Trains": {
        "title": "Train",
        "date": "2025-02-01",
        "url": "https://rail.example/aurora",
        "text": "The night train Aurora has a crew of 31.",
    },
}
WIDE: playwright.ViewportSize = {"width": 1440, "height": 900}
NARROW: playwright.ViewportSize = {"width": 390, "height": 844}
# Loading the models takes what it takes; an answer on a busy machine some seconds.
PATIENCE = 60_000


@dataclass(frozen=True, slots=True)
class Served:
    """A page that another process serves, and the folder that it serves."""

    url: str
    folder: Path


@pytest.fixture(scope="module")
def browser() -> Iterator[playwright.Browser]:
    assert CHROMIUM, "no Chromium: apt install chromium"
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def single(
    browser: playwright.Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """A page of one collection: the sample articles."""
    folder = tmp_path_factory.mktemp("store")
    with served_page("--store", folder, "--articles", ARTICLES) as url:
        yield Served(url, folder)


@pytest.fixture(scope="module")
def several(
    browser: playwright.Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """A page of several collections."""
    folder = tmp_path_factory.mktemp("collections")
    for name, article in COLLECTIONS.items():
        path = tmp_path_factory.mktemp("articles") / "crew.json"
        path.write_text(json.dumps(article))
        with qa.open(folder / name) as collection:
            collection.index(path)
    with served_page("--collections", folder) as url:
        yield Served(url, folder)


@pytest.fixture
def page(browser: playwright.Browser, single: Served) -> Iterator[playwright.Page]:
    with browser.new_context(viewport=WIDE, accept_downloads=True) as context:
        yield open_page(context.new_page(), single.url)


def open_page(page: playwright.Page, url: str) -> playwright.Page:
    page.set_default_timeout(PATIENCE)
    page.goto(url)
    page.get_by_placeholder("Ask a question about these articles").wait_for()
    return page


def ask(page: playwright.Page, question: str) -> str:
    """Ask and wait for the answer; returns the text of its card."""
    cards = page.locator(".aq-card")
    before = cards.count()
    box = page.get_by_placeholder("Ask a question about these articles")
    box.fill(question)
    box.press("Enter")
    cards.nth(before).wait_for()
    return str(cards.nth(before).inner_text())


def renew(page: playwright.Page) -> None:
    page.locator("#aq-renew").click()
    page.locator(".aq-empty").wait_for()


def choose(page: playwright.Page, collection: str) -> None:
    page.get_by_label("Collection", exact=True).click()
    page.get_by_role("option", name=collection).click()


def words_marked(page: playwright.Page) -> str:
    return str(page.locator("#aq-mark").inner_text())


def picture(page: playwright.Page, name: str) -> None:
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        page.wait_for_timeout(600)
        page.screenshot(path=Path(folder) / f"{name}.png")


def test_an_answer_stands_beside_its_words_in_the_article(page: playwright.Page) -> None:
    card = ask(page, TRAINERS)
    assert card.split("\n")[0] == words_marked(page)
    assert page.locator(".aq-quote strong").inner_text() == words_marked(page)
    assert re.search(r"ikely to be right \(\d+%\)", card)
    page.wait_for_function(
        "(() => { const mark = document.getElementById('aq-mark').getBoundingClientRect();"
        "const text = document.getElementById('aq-text').getBoundingClientRect();"
        "return mark.top >= text.top && mark.bottom <= text.bottom; })()"
    )
    cited = page.locator("#aq-citation textarea").input_value()
    assert re.search(r"characters \d+-\d+ of .*police-trainers\.txt", cited)
    picture(page, "answer")


def test_the_words_marked_are_the_answer_for_every_third_sample_question(
    page: playwright.Page, sample: Collection
) -> None:
    articles = {Path(info.path).name: info.id for info in sample.articles()}
    answered = 0
    for question in read_question_set(QUESTIONS).questions[::3]:
        card = ask(page, question.question)
        if not card.startswith("Not in these articles"):
            words = page.locator(".aq-words").text_content()
            page.wait_for_function(
                "words => document.getElementById('aq-mark')?.textContent === words", arg=words
            )
            assert page.locator(".aq-quote strong").text_content() == words
            where = page.locator(".aq-where").inner_text()
            ((start, end, name),) = re.findall(r"characters (\d+)-(\d+) of (.*)", where)
            if name.endswith((".csv", ".jsonl")):  # a file of several articles
                texts = [sample.article(article_id).text for article_id in _ids(sample, name)]
            else:
                texts = [sample.article(articles[name]).text]
            assert words in [text[int(start) : int(end)] for text in texts], question.question
            answered += 1
        renew(page)
    assert answered > 20


def _ids(sample: Collection, name: str) -> list[str]:
    return [info.id for info in sample.articles() if Path(info.path).name == name]


def test_other_answers_are_one_click_or_one_key_away(page: playwright.Page) -> None:
    ask(page, FLOOD)
    first = words_marked(page)
    others = page.locator(".aq-card li .aq-place")
    assert others.count() >= 1
    other = others.filter(has=page.locator("strong")).first
    words = other.locator("strong").inner_text()
    other.click()
    page.wait_for_function(
        "words => document.getElementById('aq-mark')?.innerText === words", arg=words
    )
    assert words != first
    picture(page, "other-answer")
    # By keyboard: from the first place to the next button, and the focus stays where it was.
    page.locator(".aq-place").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function(
        "words => document.getElementById('aq-mark')?.innerText === words", arg=first
    )
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_function("document.activeElement.ariaPressed === 'true'")
    assert page.evaluate("document.activeElement.dataset.place") == "1"


def test_the_evidence_is_cited_in_the_style_that_is_chosen(page: playwright.Page) -> None:
    ask(page, TRAINERS)
    citation = page.locator("#aq-citation textarea")
    plain = citation.input_value()
    page.get_by_label("BibTeX").click()
    page.wait_for_function(
        "document.querySelector('#aq-citation textarea').value.trim().startsWith('@')"
    )
    ask(page, "When did the Grey Heron leave Port Lennick?")
    assert citation.input_value() not in ("", plain)
    assert page.get_by_label("Words and place").is_checked()


def test_a_card_of_an_earlier_answer_shows_its_evidence_again(page: playwright.Page) -> None:
    ask(page, TRAINERS)
    first = words_marked(page)
    ask(page, "When did the Grey Heron leave Port Lennick?")
    page.locator(".aq-card").first.locator(".aq-words").click()
    page.wait_for_function(
        "words => document.getElementById('aq-mark')?.innerText === words", arg=first
    )


def test_two_questions_at_once_are_both_answered(page: playwright.Page) -> None:
    box = page.get_by_placeholder("Ask a question about these articles")
    for question in (TRAINERS, "When did the Grey Heron leave Port Lennick?"):
        box.fill(question)
        box.press("Enter")
        # Not any text of the page: the first of them is an example, too.
        page.locator(".aq-asked").filter(has_text=question).wait_for()
    page.locator(".aq-card").nth(1).wait_for()
    assert page.locator(".aq-busy").count() == 0


def test_nothing_moves_when_an_answer_comes(page: playwright.Page) -> None:
    selectors = (".aq-log", ".aq-ask", "#aq-next", "#aq-panel")

    def places() -> list[tuple[float, float]]:
        boxes = [page.locator(selector).bounding_box() for selector in selectors]
        return [(box["x"], box["y"]) for box in boxes if box]

    before = places()
    assert len(before) == len(selectors)
    ask(page, FLOOD)
    page.locator("#aq-mark").wait_for()
    assert places() == before
    page.keyboard.press("Alt+n")
    page.get_by_text("2 of ").wait_for()
    assert places() == before


def test_the_original_is_one_click_away(page: playwright.Page) -> None:
    ask(page, "When did the Grey Heron leave Port Lennick?")
    address = page.get_by_role("link", name="Published at lennickherald.example")
    assert address.get_attribute("href") == "https://lennickherald.example/news/grey-heron-fire"
    assert address.get_attribute("target") == "_blank"
    assert address.get_attribute("rel") == "noopener noreferrer"
    with page.expect_download() as download:
        page.get_by_role("link", name="Original file (HTML)").click()
    assert download.value.suggested_filename == "ferry-fire.html"
    original = (ARTICLES / "ferry-fire.html").read_bytes()
    assert Path(download.value.path()).read_bytes() == original
    assert page.locator("#aq-mark").count() == 1


def test_no_answer_shows_what_was_searched_and_marks_nothing(page: playwright.Page) -> None:
    assert ask(page, "Who won the World Cup?").startswith("Not in these articles")
    panel = page.locator("#aq-panel")
    assert "Searched: 16 articles" in panel.inner_text()
    assert "none was found to answer it" in panel.inner_text()
    assert page.locator("#aq-mark").count() == 0
    picture(page, "no-answer")


def test_a_follow_up_says_what_was_asked(page: playwright.Page) -> None:
    ask(page, "Who will command the mission to Ostrania?")
    card = ask(page, "How old is he?")
    assert "Asked: How old is Colonel Anders Quaye?" in card
    assert page.get_by_role("button", name="Ask it exactly as typed").is_visible()
    picture(page, "follow-up")


def test_the_keyboard_goes_through_the_evidence(page: playwright.Page) -> None:
    page.keyboard.type(FLOOD)
    page.keyboard.press("Enter")
    page.locator("#aq-mark").wait_for()
    first = page.locator(".aq-where").inner_text()
    page.keyboard.press("Alt+n")
    page.wait_for_function(
        "old => document.querySelector('.aq-where')?.innerText !== old", arg=first
    )
    page.keyboard.press("Alt+p")
    page.wait_for_function(
        "old => document.querySelector('.aq-where')?.innerText === old", arg=first
    )


def test_option_on_a_mac_goes_through_the_evidence(page: playwright.Page) -> None:
    ask(page, FLOOD)
    first = page.locator(".aq-where").inner_text()

    def press_option(key: str, code: str) -> None:
        page.evaluate(
            "([key, code]) => document.activeElement.dispatchEvent(new KeyboardEvent("
            "'keydown', {key, code, altKey: true, bubbles: true, cancelable: true}))",
            [key, code],
        )

    press_option("Dead", "KeyN")
    page.wait_for_function(
        "old => document.querySelector('.aq-where')?.innerText !== old", arg=first
    )
    press_option("π", "KeyP")
    page.wait_for_function(
        "old => document.querySelector('.aq-where')?.innerText === old", arg=first
    )


def test_a_server_that_is_gone_is_told(page: playwright.Page) -> None:
    page.evaluate(
        "() => { document.getElementById('aq-log').innerHTML = '<p class=aq-busy>Searching</p>'; }"
    )
    page.context.set_offline(True)
    page.get_by_text("The page has lost its server").wait_for()
    assert page.locator(".aq-busy").count() == 0


def test_a_nearest_passage_opens_and_leads_back(page: playwright.Page) -> None:
    ask(page, "Who won the World Cup?")
    page.get_by_role("button", name="Open the article").first.click()
    page.locator(".aq-nearest").wait_for()
    page.get_by_role("button", name="Back to the nearest passages").click()
    page.get_by_text("none was found to answer it").wait_for()


def test_an_archive_is_unpacked_indexed_and_asked(page: playwright.Page, tmp_path: Path) -> None:
    archive = tmp_path / "more.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("heron.txt", "Herons\n\nThe heronry at Tilbeck Moor counts 214 nests.")
        packed.writestr("old/notes.xyz", "?")
    page.get_by_text("Articles: what is there, and adding more").click()
    page.locator("input[type=file]").set_input_files(archive)
    page.wait_for_function(
        "[...document.querySelectorAll('textarea')].some(box => /1 added/.test(box.value))"
    )
    added = page.locator("#aq-added textarea").input_value()
    assert "Skipped more.zip: old/notes.xyz" in added
    assert ask(page, "How many nests does the heronry at Tilbeck Moor count?").startswith("214")
    assert page.get_by_role("cell", name="Herons").is_visible()
    picture(page, "upload")


def test_a_folder_of_this_machine_is_read(page: playwright.Page, tmp_path: Path) -> None:
    (tmp_path / "kiln.txt").write_text("The kiln at Osmund burns 31 tonnes of lime a day.")
    page.get_by_text("Articles: what is there, and adding more").click()
    page.locator("#aq-folder textarea, #aq-folder input").fill(str(tmp_path))
    page.get_by_role("button", name="Read it").click()
    page.wait_for_function(
        "[...document.querySelectorAll('textarea')].some(box => /1 added/.test(box.value))"
    )
    page.locator("#aq-folder textarea, #aq-folder input").fill(str(tmp_path / "nowhere"))
    page.get_by_role("button", name="Read it").click()
    page.wait_for_function(
        "[...document.querySelectorAll('textarea')].some(box => /nowhere/.test(box.value)"
        " && !/1 added/.test(box.value) && box.disabled)"
    )


def test_a_filter_by_date_leaves_other_days_out(page: playwright.Page) -> None:
    page.get_by_text("Dates and source").click()
    page.get_by_label("From", exact=True).fill("2030-01-01")
    assert ask(page, TRAINERS).startswith("Not in these articles")
    picture(page, "filter")


def test_the_right_words_are_selected_in_the_article_and_kept(
    page: playwright.Page, single: Served
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
    page.locator("#aq-correct").click()
    page.wait_for_function("document.querySelector('#aq-kept textarea').value !== ''")
    (question,) = read_question_set(single.folder / "feedback.jsonl").questions[-1:]
    assert (question.question, question.answers) == (TRAINERS, (words,))


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


def test_two_people_have_two_conversations(browser: playwright.Browser, single: Served) -> None:
    with browser.new_context(viewport=WIDE) as left, browser.new_context(viewport=WIDE) as right:
        first = open_page(left.new_page(), single.url)
        second = open_page(right.new_page(), single.url)
        ask(first, TRAINERS)
        ask(second, "Who won the World Cup?")
        assert TRAINERS not in second.locator("#aq-chat").inner_text()
        assert "World Cup" not in first.locator("#aq-chat").inner_text()
        assert first.locator("#aq-mark").count() == 1


def test_the_conversation_is_there_again_after_a_reload(page: playwright.Page) -> None:
    card = ask(page, TRAINERS)
    marked = words_marked(page)
    page.wait_for_function("Object.keys(localStorage).some(key => key.startsWith('article-qa'))")
    page.reload()
    page.locator(".aq-card").wait_for()
    assert page.locator(".aq-card").inner_text() == card
    page.locator("#aq-mark").wait_for()
    assert words_marked(page) == marked
    # A question goes on from the one that was asked before.
    assert "Asked" in ask(page, "When will they leave?")
    renew(page)
    page.reload()
    page.locator(".aq-empty").wait_for()
    assert page.locator(".aq-card").count() == 0


def test_each_collection_goes_on_with_its_own_conversation(
    browser: playwright.Browser, several: Served
) -> None:
    with browser.new_context(viewport=WIDE) as context:
        page = open_page(context.new_page(), several.url)
        assert ask(page, CREW).startswith("nine")
        choose(page, "Trains")
        page.locator(".aq-empty").wait_for()
        assert ask(page, CREW).startswith("31")
        page.reload()
        page.locator(".aq-card").wait_for()
        assert page.locator(".aq-card").inner_text().startswith("31")
        choose(page, "Ferries")
        page.locator(".aq-card .aq-words", has_text="nine").wait_for()


def test_each_person_chooses_a_collection(browser: playwright.Browser, several: Served) -> None:
    with browser.new_context(viewport=WIDE) as left, browser.new_context(viewport=WIDE) as right:
        first = open_page(left.new_page(), several.url)
        second = open_page(right.new_page(), several.url)
        choose(second, "Trains")
        second.get_by_text("Dates and source").click()
        second.get_by_placeholder("2025-02-01").first.wait_for()
        assert ask(first, CREW).startswith("nine")
        assert ask(second, CREW).startswith("31")
        assert ask(first, CREW).startswith("nine")
        first.locator(".aq-card").first.locator(".aq-words").click()
        picture(first, "collections")
        choose(first, "Trains")
        first.locator(".aq-empty").wait_for()
        assert first.locator("#aq-mark").count() == 0
        assert ask(first, CREW).startswith("31")
        assert "rail.example" in first.locator(".aq-links").inner_text()


def test_a_new_collection_is_made_and_filled(
    browser: playwright.Browser, several: Served, tmp_path: Path
) -> None:
    (tmp_path / "kiln.txt").write_text("The kiln at Osmund burns 31 tonnes of lime a day.")
    with browser.new_context(viewport=WIDE) as context:
        page = open_page(context.new_page(), several.url)
        page.get_by_text("A new collection").click()
        name = page.locator("#aq-name input, #aq-name textarea")
        made = "document.querySelector('#aq-made input, #aq-made textarea').value"
        name.fill("../up")
        page.get_by_role("button", name="Make it").click()
        page.wait_for_function(f"{made}.includes('cannot be the name')")
        name.fill("Kilns and limes")
        page.get_by_role("button", name="Make it").click()
        page.wait_for_function(f"{made}.includes('is made')")
        page.get_by_text("Articles: what is there, and adding more").click()
        page.locator("#aq-folder textarea, #aq-folder input").fill(str(tmp_path))
        page.get_by_role("button", name="Read it").click()
        page.wait_for_function("/1 added/.test(document.querySelector('#aq-added textarea').value)")
        assert ask(page, "How much lime does the kiln at Osmund burn?").startswith("31 tonnes")
        page.get_by_text("kiln").first.wait_for()
    assert (several.folder / "Kilns and limes" / "articles.sqlite").is_file()
    assert not (several.folder.parent / "up").exists()


def test_what_an_article_holds_is_shown_and_never_fetched_or_run(
    browser: playwright.Browser, several: Served
) -> None:
    with browser.new_context(viewport=WIDE) as context:
        page = context.new_page()
        requests: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        open_page(page, several.url)
        choose(page, "Hostile")
        page.locator(".aq-empty").wait_for()
        card = ask(page, CREW)
        assert "<img src=http://127.0.0.1:9/x.png onerror=alert(1)>" in card
        assert "![" in card
        assert page.locator(".aq-links a").count() == 1  # the file
        assert page.locator("#aq-log img, #aq-panel img").count() == 0
    assert requests
    assert [url for url in requests if not url.startswith((several.url, "data:", "blob:"))] == []


def test_a_failure_that_nobody_foresaw_ends_in_a_sentence_and_the_next_question_works(
    browser: playwright.Browser, several: Served
) -> None:
    with browser.new_context(viewport=WIDE) as context:
        page = open_page(context.new_page(), several.url)
        database = sqlite3.connect(
            several.folder / "Ferries" / "articles.sqlite", isolation_level=None
        )
        database.execute("ALTER TABLE passages RENAME TO away")
        try:
            card = ask(page, CREW)
        finally:
            database.execute("ALTER TABLE away RENAME TO passages")
            database.close()
        assert card.startswith("Something went wrong here and was written to the log")
        assert "Traceback" not in page.locator("body").inner_text()
        assert page.locator(".aq-busy").count() == 0
        assert ask(page, CREW).startswith("nine")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_narrow_screen_needs_no_sideways_scrolling(
    browser: playwright.Browser, single: Served, scheme: Literal["light", "dark"]
) -> None:
    with browser.new_context(viewport=NARROW, color_scheme=scheme) as context:
        page = open_page(context.new_page(), single.url)
        ask(page, FLOOD)
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
        assert page.locator("#aq-mark").count() == 1
        picture(page, f"narrow-{scheme}")
        page.locator(".aq-card li .aq-place").first.click()
        page.wait_for_function(
            "document.getElementById('aq-panel').getBoundingClientRect().top < 99"
        )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("served", "question", "titles"),
    [("single", FLOOD, OPENED), ("several", CREW, (*OPENED, "A new collection"))],
    ids=["single", "several"],
)
def test_no_serious_fault_for_people_who_do_not_see_well(
    browser: playwright.Browser,
    request: pytest.FixtureRequest,
    served: str,
    question: str,
    titles: tuple[str, ...],
    scheme: Literal["light", "dark"],
) -> None:
    url = request.getfixturevalue(served).url
    axe = Axe()
    with browser.new_context(viewport=WIDE, color_scheme=scheme, bypass_csp=True) as context:
        page = open_page(context.new_page(), url)
        ask(page, question)
        ask(page, "Who won the World Cup?")
        ask(page, "???")
        for title in titles:
            page.get_by_text(title).click()
        page.wait_for_timeout(500)
        response = axe.run(page).response
    assert response["passes"], "no rule was checked"
    serious = [
        f"{violation['id']}: {node['html'][:200]}"
        for violation in response["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]
    assert serious == []


def test_nothing_is_loaded_from_elsewhere(browser: playwright.Browser, single: Served) -> None:
    with browser.new_context(viewport=WIDE) as context:
        page = context.new_page()
        requests: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        open_page(page, single.url)
        ask(page, TRAINERS)
    assert requests
    assert [url for url in requests if not url.startswith((single.url, "data:", "blob:"))] == []


@pytest.mark.parametrize("pane", [(1440, 560), (1024, 405), (768, 335), (390, 340)])
def test_titles_and_answers_of_every_article_have_room_to_be_read(
    browser: playwright.Browser, pane: tuple[int, int]
) -> None:
    window_width, pane_width = pane
    title = "Evacuation of Harrowmere is widened as the Sallow River keeps rising"
    table = table_html(answers(row(info(1, title=title), "1200 residents")))
    style = STYLE.read_text(encoding="utf-8")
    with browser.new_context(viewport={"width": window_width, "height": 900}) as context:
        page = context.new_page()
        page.set_content(f"<style>{style}</style><div style='width: {pane_width}px'>{table}</div>")
        for column in (2, 3):
            cell = page.locator(f".aq-answers td:nth-child({column})").bounding_box()
            assert cell is not None
            assert cell["width"] >= 190
            assert cell["x"] + cell["width"] <= pane_width + 16
