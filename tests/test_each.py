"""Every article asked one question: rows, copies, bounds, stopping, and what is remembered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import qa
from qa.collection import Collection
from qa.errors import EmptyStoreError, QuestionError, UsageError
from qa.types.each import ArticleAnswers
from qa.types.query import Query

pytestmark = pytest.mark.slow

DEATHS = "How many people died in the fire at Tarn Mill?"
AROUND = (
    "Firemen from three towns came to the old mill by the river and stayed until the morning. The "
    "road to Hask was closed. Neighbours brought tea and blankets to those who waited outside."
)
REPORTS = {
    "first.md": ("2026-03-01", f"Two people died in the fire at Tarn Mill on Sunday. {AROUND}"),
    "copy.md": ("2026-03-02", f"Two people died in the fire at Tarn Mill on Sunday. {AROUND} (AP)"),
    "later.md": (
        "2026-03-04",
        "The fire at Tarn Mill killed four people, the county said after a search of the cellar. "
        "The owner had been warned about the wiring in 2024.",
    ),
    "undated.md": (
        None,
        "A service was held on the green for the four people who died in the fire at Tarn Mill.",
    ),
    "market.md": (
        "2026-03-03",
        "The cheese market of Hask opens at seven on Saturdays. It has twelve stalls this year.",
    ),
}


@pytest.fixture(scope="module")
def mill(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    folder = tmp_path_factory.mktemp("mill")
    for name, (day, text) in REPORTS.items():
        head = f"---\ntitle: Report {name}\n" + (f"date: {day}\n" if day else "") + "---\n\n"
        (folder / name).write_text(head + text + "\n", encoding="utf-8")
    with qa.open(folder / "store") as collection:
        collection.index(*(folder / name for name in REPORTS))
        yield collection


def names(answers: ArticleAnswers) -> list[str]:
    return [Path(row.article.path).name for row in answers.rows]


def test_each_article_that_answers_has_a_row_by_date_the_undated_last(mill: Collection) -> None:
    answers = mill.ask_each(DEATHS)
    assert names(answers) == ["first.md", "later.md", "undated.md"]
    assert [row.group for row in answers.rows] == [1, 2, 2]
    assert [row.amount and row.amount.value for row in answers.rows] == [2, 4, 4]
    assert [Path(article.path).name for article in answers.silent] == ["market.md"]
    assert answers.is_complete


def test_a_copy_that_says_the_same_shares_the_row_of_the_first_report(mill: Collection) -> None:
    first, *others = mill.ask_each(DEATHS).rows
    assert [Path(copy.path).name for copy in first.copies] == ["copy.md"]
    assert [row.copies for row in others] == [(), ()]


def test_the_words_stand_where_the_row_says(mill: Collection) -> None:
    rows = mill.ask_each(DEATHS).rows
    for row in rows:
        text = mill.article(row.article.id).text
        assert text[row.start : row.end] == row.text
        assert row.text in row.sentence


def test_a_bound_keeps_the_articles_nearest_to_the_question(mill: Collection) -> None:
    answers = mill.ask_each(DEATHS, most=4)
    assert [Path(article.path).name for article in answers.not_reached] == ["market.md"]
    assert (answers.articles_read, answers.searched.articles) == (4, 5)


def test_filters_are_those_of_a_query(mill: Collection) -> None:
    assert names(mill.ask_each(DEATHS, after="2026-03-03")) == ["later.md"]
    assert names(mill.ask_each(DEATHS, undated=True)) == ["undated.md"]
    with pytest.raises(UsageError, match="not a date"):
        mill.ask_each(DEATHS, after="soon")


def test_what_cannot_be_asked_is_refused(mill: Collection, tmp_path: Path) -> None:
    with pytest.raises(QuestionError):
        mill.ask_each(" ?")
    with pytest.raises(UsageError, match="most is 0"):
        mill.ask_each(DEATHS, most=0)
    with qa.open(tmp_path) as empty, pytest.raises(EmptyStoreError):
        empty.ask_each(DEATHS)


def test_what_is_no_question_is_met_as_such(mill: Collection) -> None:
    answers = mill.ask_each("hello")
    assert answers.rows == answers.silent == ()
    assert str(answers) == answers.message
    assert "5 articles" in answers.message
    assert mill.ask_each("Tarn Mill").message.startswith("Ask a question about Tarn Mill")


def test_an_earlier_and_an_old_value_have_no_row(tmp_path: Path) -> None:
    texts = {
        "rise": "The number of people killed in the flood in Hask rose to five, from three, on "
        "Sunday, the sheriff said.",
        "old": "People in Hask remember the flood of 1987, in which 12 people were killed.",
    }
    for name, text in texts.items():
        head = f"---\ntitle: {name}\ndate: 2026-03-08\n---\n\n"
        (tmp_path / f"{name}.md").write_text(head + text)
    with qa.open(tmp_path / "store") as collection:
        collection.index(tmp_path / "rise.md", tmp_path / "old.md")
        answers = collection.ask_each("How many people were killed in the flood in Hask?")
        before = collection.ask_each("How many people were killed in the flood of 1987?")
    assert [row.text for row in answers.rows] == ["five"]
    assert "12" in [row.text for row in before.rows]


def test_a_question_that_no_article_answers_has_no_rows(mill: Collection) -> None:
    answers = mill.ask_each("Who won the World Cup?")
    assert answers.rows == ()
    assert len(answers.silent) == 5


def test_a_stop_keeps_what_was_read_and_asking_again_goes_on(mill: Collection) -> None:
    settings = mill.settings
    one_by_one = Collection(
        mill.store,
        qa.Settings(each=qa.EachSettings(articles_at_once=1), answering=settings.answering),
    )
    whole = one_by_one.ask_each(DEATHS)
    partial_answers: list[ArticleAnswers] = []
    stopped = one_by_one.ask_each(
        DEATHS, on_progress=partial_answers.append, should_stop=lambda: len(partial_answers) == 3
    )
    assert [answers.articles_read for answers in partial_answers] == [0, 1, 2]
    assert (stopped.articles_read, len(stopped.unread)) == (2, 3)
    assert not stopped.is_complete
    assert one_by_one.ask_each(DEATHS).rows == whole.rows


def test_other_questions_are_answered_in_between(mill: Collection) -> None:
    reading = mill.iterate_each(Query(DEATHS))
    next(reading)
    assert mill.ask("How many stalls has the cheese market of Hask?").text == "twelve"
    assert names(list(reading)[-1]) == names(mill.ask_each(DEATHS))


def test_an_article_that_is_removed_meanwhile_is_left_unread(tmp_path: Path) -> None:
    for number in range(2):
        (tmp_path / f"{number}.txt").write_text(f"The ferry Aurora has a crew of {number + 7}.")
    settings = qa.Settings(each=qa.EachSettings(articles_at_once=1))
    with qa.open(tmp_path / "store", settings=settings) as collection:
        collection.index(tmp_path / "0.txt", tmp_path / "1.txt")
        reading = collection.iterate_each(Query("How big is the crew of the Aurora?"))
        (last,) = next(reading).unread[1:]
        collection.remove("0.txt")
        collection.remove("1.txt")
        answers = list(reading)[-1]
    assert answers.rows == ()
    assert last in answers.unread


def test_each_article_is_read_as_if_it_were_the_only_one(mill: Collection) -> None:
    with mill.store.snapshot():
        hits = mill._pipeline.retrieve(Query(DEATHS))
    groups = [hits[:2], hits[2:]]
    apart = [mill.reader.read(DEATHS, group) for group in groups]
    together = mill.reader.read_each(DEATHS, groups)
    assert [set(spans) for spans in together] == [set(spans) for spans in apart]
    assert mill.reader.read_each(DEATHS, groups, min_margin=99.0) == [[], []]


def test_a_reader_with_memory_reads_a_text_once(
    mill: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    hits = mill.retrieve(Query(DEATHS))
    reader = mill.reader.with_memory(100)
    first = reader.read(DEATHS, hits)
    monkeypatch.setattr(
        "qa.reader.windows.WindowReader._logits", lambda self, encoding: pytest.fail("read again")
    )
    assert reader.read(DEATHS, hits[::-1]) != []
    assert set(reader.read(DEATHS, hits)) == set(first)
