"""What the page does with a question to every article."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from qa.collection import Collection
from qa.web.collections import SingleCollection
from qa.web.controller import ChatController
from qa.web.downloads import Downloads
from qa.web.each import EachController, EachState, EachView, table_html
from qa.web.filters import Filters
from tests.types.builders import answers, info, row
from tests.web.test_evidence import marked

EVACUATED = "How many people were evacuated from Harrowmere?"


@pytest.fixture
def each(sample: Collection) -> EachController:
    collections = SingleCollection(sample)
    return EachController(collections, ChatController(collections, Downloads(collections, True)))


def ask(each: EachController, question: str, filters: Filters | None = None) -> list[EachView]:
    return list(each.ask(question, "", filters or Filters()))


@pytest.mark.slow
def test_the_table_grows_and_ends_with_its_files(each: EachController) -> None:
    first, *_, last = ask(each, EVACUATED)
    assert first.status == "Reading: 0 of 16 articles"
    assert (last.status, last.state.answers is not None) == ("", True)
    assert [path.suffix for path in last.files] == [".csv", ".html"]
    assert last.files[0].read_text(encoding="utf-8").startswith("date,source,title,answer")


@pytest.mark.slow
def test_a_row_opens_its_article_at_the_words(each: EachController) -> None:
    state = ask(each, EVACUATED)[-1].state
    assert state.answers is not None
    panel = each.open_row(state, 0)
    assert panel is not None
    assert marked(panel.html) == state.answers.rows[0].text
    assert "Sallow" in panel.citation or "Meridian" in panel.citation
    assert each.open_row(state, 99) is None


@pytest.mark.slow
def test_filters_and_faults_are_told_in_words(each: EachController) -> None:
    (view,) = ask(each, EVACUATED, Filters(after="soon"))
    assert view.status == "'soon' is not a date; write it as YYYY-MM-DD."
    assert ask(each, "  ") == []


def test_a_stop_before_anything_was_read_shows_nothing(tmp_path: Path) -> None:
    collections = SingleCollection.__new__(SingleCollection)
    each = EachController(collections, ChatController(collections, Downloads(collections, True)))
    assert each.finish(EachState()) == EachView(EachState(), "", "")


def test_the_table_can_be_opened_by_keyboard_and_escapes_what_articles_say() -> None:
    hostile = "<img src=x onerror=alert(1)>"
    table = answers(
        row(info(1, title=hostile), hostile), row(info(2, source=hostile), "five", group=2)
    )
    tree = html.fromstring(table_html(table))
    assert [button.get("data-row") for button in tree.iter("button")] == ["0", "1"]
    assert not list(tree.iter("img"))
