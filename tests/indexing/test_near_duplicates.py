from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import qa
from qa.indexing.near_duplicates import (
    MIN_JACCARD,
    bands,
    estimated_jaccard,
    share_names_and_figures,
    signature,
)
from qa.store.sqlite_file import FILE_NAME
from qa.store.store import Store
from qa.text.equivalence import differ_only_in_wording
from qa.types.query import Query
from tests.conftest import article

STORY = (
    "The harbour of Tessaly was closed on Monday after a crane fell into the basin. Eleven workers "
    "were brought ashore by the fire service and two were treated for cold. The port authority "
    "said that ships would be sent to Marrow Bay until divers had raised the crane. Its director, "
    "Ada Bell, spoke of a broken cable and ordered all other cranes to be checked by Friday."
)
OTHER = (
    "The museum of clocks reopens in spring with a new wing for tower clocks, paid for by the city "
    "and by two hundred private donors. Visitors will be able to climb the old tower, which was "
    "shut for nine years, and to see the works from the inside on guided tours twice a day."
)


def test_a_lightly_edited_copy_is_alike_and_another_story_is_not() -> None:
    story, other = signature(article(STORY)), signature(article(OTHER))
    edited = signature(article("Reported by our staff. " + STORY.replace("spoke of", "blamed")))
    assert story is not None
    assert other is not None
    assert edited is not None
    assert estimated_jaccard(story, story) == 1.0
    assert estimated_jaccard(story, edited) > MIN_JACCARD > estimated_jaccard(story, other)
    assert set(bands(story)) & set(bands(edited))
    assert not set(bands(story)) & set(bands(other))


def test_what_belongs_to_the_page_is_not_compared() -> None:
    menu = "Home News Sport Weather Comment Log in Subscribe "
    framed = article(menu + STORY, boilerplate=((0, len(menu)),))
    bare, same = signature(article(STORY)), signature(framed)
    assert bare is not None
    assert same is not None
    assert estimated_jaccard(bare, same) == 1.0


def test_a_very_short_article_is_compared_with_none() -> None:
    assert signature(article("It rained all day.")) is None


@pytest.mark.parametrize(
    ("edit", "same"),
    [
        (("spoke of", "blamed"), True),
        (("Eleven", "Twelve"), False),
        (("Ada Bell", "Ada Ball"), False),
        (("Friday", "Saturday"), False),
    ],
)
def test_a_changed_figure_or_name_is_no_matter_of_form(edit: tuple[str, str], same: bool) -> None:
    assert differ_only_in_wording(STORY, STORY.replace(*edit)) is same


@pytest.mark.slow
def test_a_form_filled_in_for_another_town_is_another_story(tmp_path: Path) -> None:
    form = (
        "In {} a fire broke out in a barn late on Monday night. The fire service of {} brought it "
        "under control within {} hours, and nobody was hurt. {}, who leads the service, asked "
        "everybody to keep the roads clear. The cause is not known yet, and a report will follow."
    )
    first = form.format("Tessaly", "Tessaly", 3, "Ada Bell")
    other = form.format("Marrow", "Marrow", 5, "Tom Reed")
    corrected = first.replace("3 hours", "4 hours").replace("Bell", "Ball")
    assert share_names_and_figures(first, corrected)
    assert not share_names_and_figures(first, other)
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in (("first", first), ("other", other), ("corrected", corrected)):
        (folder / f"{name}.txt").write_text(text)
    first_signature, other_signature = signature(article(first)), signature(article(other))
    assert first_signature is not None
    assert other_signature is not None
    assert estimated_jaccard(first_signature, other_signature) > MIN_JACCARD
    with qa.open(tmp_path / "store") as collection:
        collection.index(folder)
        assert collection.versions(collection.article("other").id) == []
        (version,) = collection.versions(collection.article("first").id)
        assert version.path.endswith("corrected.txt")

        # An earlier version took all three for one story.
        for info in collection.articles():
            collection.store.stories.record(info.id, "one story", None, [])
        collection.rebuild()
        assert collection.versions(collection.article("other").id) == []
        (version,) = collection.versions(collection.article("first").id)
        assert version.path.endswith("corrected.txt")


@given(st.text(max_size=60), st.text(max_size=60))
def test_sameness_has_no_order(first: str, second: str) -> None:
    assert differ_only_in_wording(first, first)
    assert differ_only_in_wording(first, second) == differ_only_in_wording(second, first)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    texts = {
        "first": ("2026-03-02", STORY),
        "copy": ("2026-03-03", "Reported by our staff. " + STORY),
        "corrected": ("2026-03-04", STORY.replace("Eleven", "Twelve")),
        "museum": ("2026-03-05", OTHER),
    }
    for name, (day, text) in texts.items():
        (folder / f"{name}.md").write_text(f"---\ntitle: {name}\ndate: {day}\n---\n\n{text}\n")
    return folder


@pytest.mark.slow
def test_a_copy_counts_once_and_a_corrected_version_is_read_too(
    tmp_path: Path, articles: Path
) -> None:
    with qa.open(tmp_path / "store") as collection:
        collection.index(articles)
        hits = collection.retrieve(Query("How many workers were brought ashore?", top_k=5))
        names = [hit.article.title for hit in hits]
        assert len(names) == 3
        assert {"corrected", "museum"} < set(names)


@pytest.mark.slow
def test_an_answer_names_the_copies_and_the_other_versions(tmp_path: Path, articles: Path) -> None:
    with qa.open(tmp_path / "store") as collection:
        collection.index(articles)
        answer = collection.ask("Who is the director of the port authority?")
        assert answer.text == "Ada Bell"
        first = answer.evidence[0]
        titles = {first.article.title, *(copy.title for copy in first.also_in)}
        assert titles == {"first", "copy", "corrected"}
        assert answer.agreement.same == ()  # copies confirm nothing

        counted = collection.ask("How many workers were brought ashore?", always_answer=True)
        evidence = counted.evidence[0]
        versions = {version.title for version in evidence.versions}
        assert (evidence.text.split()[0], versions) in [
            ("Eleven", {"corrected"}),
            ("Twelve", {"first", "copy"}),
        ]


@pytest.mark.slow
def test_a_store_of_the_first_version_is_brought_up_to_date(tmp_path: Path, articles: Path) -> None:
    with qa.open(tmp_path / "store") as collection:
        collection.index(articles)
    db = sqlite3.connect(tmp_path / "store" / FILE_NAME)
    for statement in (
        "CREATE TABLE kept AS SELECT id, path, number, sha256, title, day, source, authors, url, "
        "text, boilerplate AS furniture FROM articles",
        "DROP TABLE articles",
        "DROP TABLE bands",
        "ALTER TABLE kept RENAME TO articles",
        "ALTER TABLE metadata RENAME TO facts",
        "ALTER TABLE passages DROP COLUMN sentences",
        "CREATE TABLE bare AS SELECT key, vector FROM vectors",
        "DROP TABLE vectors",
        "ALTER TABLE bare RENAME TO vectors",
        "PRAGMA user_version = 1",
    ):
        db.execute(statement)
    db.close()
    with Store(tmp_path / "store") as store:
        assert len(store.stories.unknown()) == 4
    with qa.open(tmp_path / "store") as collection:
        report = collection.index(articles)
        assert report.unchanged == 4
        assert collection.store.stories.unknown() == []
        (museum,) = [info for info in collection.articles() if info.title == "museum"]
        (copy,) = [info for info in collection.articles() if info.title == "copy"]
        assert collection.versions(museum.id) == []
        assert [version.title for version in collection.versions(copy.id)] == ["corrected", "first"]
