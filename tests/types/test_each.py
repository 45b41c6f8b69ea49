"""A table of what every article answers: counts, text, CSV, HTML and the plot."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date

import pytest
from lxml import etree, html

from qa.types.each import AnswerGroup
from qa.types.each_plot import plot_of
from tests.types.builders import answers, info, row

THIRD, FIFTH, NINTH = date(2026, 11, 3), date(2026, 11, 5), date(2026, 11, 9)
HOSTILE = '<script>alert("x")</script>'


def test_groups_count_articles_with_their_copies_and_show_the_likeliest_words() -> None:
    table = answers(
        row(info(1, THIRD), "three", group=1, confidence=0.6, copies=(info(2, THIRD),)),
        row(info(3, FIFTH), "3 people", group=1, confidence=0.9),
        row(info(4, NINTH), "five", group=2),
    )
    assert table.groups == (AnswerGroup(1, "3 people", 3), AnswerGroup(2, "five", 1))


def test_articles_read_are_those_that_answer_their_copies_and_the_silent_ones() -> None:
    table = answers(
        row(info(1, THIRD), "three", copies=(info(2),)),
        silent=(info(3),),
        unread=(info(4), info(5)),
        not_reached=(info(6),),
    )
    assert (table.articles_read, table.articles_to_read) == (3, 5)
    assert not table.is_complete
    assert answers(silent=(info(1),)).is_complete


def test_the_json_of_a_table_can_be_written_and_says_all() -> None:
    table = answers(row(info(1, THIRD), "three", value=3.0), silent=(info(2),))
    fields = json.loads(json.dumps(table.to_dict()))
    assert set(fields) == {
        "question", "rows", "groups", "read", "silent", "unread", "not_reached", "complete",
        "searched", "seconds", "message",
    }  # fmt: skip
    (first,) = fields["rows"]
    assert (first["answer"], first["value"], first["unit"], first["group"]) == ("three", 3, "", 1)
    assert first["evidence"]["article"]["date"] == "2026-11-03"
    assert [article["title"] for article in fields["silent"]] == ["Report 2"]


def test_the_text_of_a_table_says_date_group_words_sentence_and_place() -> None:
    table = answers(
        row(info(1, THIRD), "three", copies=(info(2, FIFTH),)),
        row(info(3), "$4m", group=2, value=4_000_000.0, unit="dollars"),
        silent=(info(4, NINTH),),
        not_reached=(info(5),),
    )
    assert str(table).splitlines() == [
        "2026-11-03  [1] three  (80%)",
        "                Report 1, Courier, characters 13-18",
        "                They counted three there.",
        "                copied in: Report 2, Courier, 2026-11-05",
        "undated     [2] $4m  (80%)  = 4,000,000 dollars",
        "                Report 3, Courier, characters 13-16",
        "                They counted $4m there.",
        "",
        "No answer in 1 article:",
        "  Report 4, Courier, 2026-11-09",
        "",
        "3 of 4 articles read answer, in 2 different ways. 1 article not asked: others are nearer "
        "to the question. Searched: 4 articles, undated.",
    ]


def test_the_text_of_an_empty_table_says_that_none_answers() -> None:
    assert str(answers()) == "0 of 0 articles read answer. Searched: no articles."


def test_csv_has_a_head_and_a_line_for_each_row() -> None:
    table = answers(
        row(info(1, THIRD), "three", value=3.0, copies=(info(2, FIFTH),)),
        row(info(3), 'a "dozen",\nor so', group=2),
    )
    first, second = csv.DictReader(io.StringIO(table.to_csv(), newline=""))
    assert first["date"] == "2026-11-03"
    assert (first["answer"], first["value"], first["group"]) == ("three", "3", "1")
    assert (first["start"], first["end"]) == ("13", "18")
    assert first["copies"] == "Report 2, Courier, 2026-11-05"
    assert (second["date"], second["value"]) == ("", "")
    assert second["answer"] == 'a "dozen",\nor so'


def test_csv_holds_no_formula() -> None:
    article = info(1, THIRD, title="=HYPERLINK(1)")
    (first,) = csv.DictReader(io.StringIO(answers(row(article, "-3", value=-3.0)).to_csv()))
    assert (first["title"], first["answer"], first["value"]) == ("'=HYPERLINK(1)", "'-3", "-3")


def test_html_stands_alone_and_marks_the_words_in_their_sentence() -> None:
    article = info(1, THIRD, url="https://courier.example/1")
    page = answers(row(article, "three"), row(info(2, FIFTH), "five", group=2)).to_html()
    tree = html.fromstring(page)
    assert [mark.text for mark in tree.iter("mark")] == ["three", "five"]
    assert [link.get("href") for link in tree.iter("a")] == ["https://courier.example/1"]
    assert not list(tree.iter("script", "link", "img", "iframe"))
    assert not re.search(r"url\(|@import", page)


def test_html_escapes_everything_that_an_article_says() -> None:
    article = info(1, THIRD, title=HOSTILE, source=HOSTILE, url="javascript:alert(1)")
    page = answers(
        row(article, HOSTILE, unit=HOSTILE, value=1.0, copies=(article,)),
        row(info(2, FIFTH), HOSTILE, group=2),
        question=HOSTILE,
    ).to_html()
    assert "<script" not in page
    assert "javascript:" not in page


def test_html_of_an_empty_table_says_so() -> None:
    page = answers(silent=(info(1, THIRD),)).to_html()
    assert "No article answers." in page
    assert "<svg" not in page
    assert "<table" not in page


def test_the_plot_shows_values_over_time() -> None:
    plot = plot_of(
        [
            row(info(1, THIRD), "three", value=3.0),
            row(info(2, FIFTH), "four", group=2, value=4.0),
            row(info(3, NINTH), "five", group=3, value=5.0),
        ]
    )
    assert plot is not None
    assert plot.line
    first, second, third = plot.points
    assert first.x < second.x < third.x
    assert first.y > second.y > third.y  # pixels count from the top
    third_of_the_way = first.x + (third.x - first.x) / 3  # two days of six
    assert second.x == pytest.approx(third_of_the_way, abs=0.1)
    assert [level.label for level in plot.levels] == ["3", "3.5", "4", "4.5", "5"]
    assert second.label == "four (2026-11-05, Courier)"


def test_the_plot_begins_at_0_where_the_values_differ_as_much_as_their_size() -> None:
    plot = plot_of(
        [row(info(1, THIRD), "2", value=2.0), row(info(2, FIFTH), "10", group=2, value=10.0)]
    )
    assert plot is not None
    assert [level.label for level in plot.levels] == ["0", "2", "4", "6", "8", "10"]


def test_one_value_told_twice_has_a_scale_too() -> None:
    plot = plot_of([row(info(1, THIRD), "5", value=5.0), row(info(2, FIFTH), "five", value=5.0)])
    assert plot is not None
    assert [level.label for level in plot.levels] == ["0", "1", "2", "3", "4", "5"]
    assert plot.points[0].y == plot.points[1].y


def test_values_in_another_unit_are_left_out_and_that_is_said() -> None:
    plot = plot_of(
        [
            row(info(1, THIRD), "$3", value=3.0, unit="dollars"),
            row(info(2, FIFTH), "$4", group=2, value=4.0, unit="dollars"),
            row(info(3, NINTH), "5 %", group=3, value=5.0, unit="%"),
        ]
    )
    assert plot is not None
    assert plot.title == "Value over time (dollars)"
    assert [point.number for point in plot.points] == [0, 1]
    assert plot.note == "1 row is not in the plot: no date, or no such number."


def test_the_plot_shows_groups_where_the_answers_are_no_numbers() -> None:
    plot = plot_of(
        [
            row(info(1, THIRD), "Eleanor Voss"),
            row(info(2, FIFTH), "Lorna Greaves", group=2),
            row(info(3, NINTH), "Ms. Voss"),
            row(info(4), "Voss"),
        ]
    )
    assert plot is not None
    assert not plot.line
    assert [level.label for level in plot.levels] == ["Eleanor Voss", "Lorna Greaves"]
    first, second, third = plot.points
    assert first.y == third.y != second.y
    assert (first.hue, second.hue) == (0, 1)
    assert plot.note == "1 row is not in the plot: no date, or too many different answers."


def test_a_plot_needs_two_dated_rows() -> None:
    assert plot_of([row(info(1, THIRD), "three", value=3.0), row(info(2), "four")]) is None


def test_reports_of_one_day_stand_in_the_middle() -> None:
    plot = plot_of([row(info(1, THIRD), "a"), row(info(2, THIRD), "b", group=2)])
    assert plot is not None
    assert [point.x for point in plot.points] == [(plot.left + plot.right) / 2] * 2
    assert [day.label for day in plot.days] == ["2026-11-03"]


def test_the_drawing_is_well_formed_and_names_each_point() -> None:
    page = answers(row(info(1, THIRD), "R&D <b>"), row(info(2, NINTH), "five", group=2)).to_html()
    svg = re.search(r"<svg.*?</svg>", page, re.DOTALL)
    assert svg is not None
    drawing = etree.fromstring(svg.group())
    titles = [title.text for title in drawing.iterfind("circle/title")]
    assert titles == ["R&D <b> (2026-11-03, Courier)", "five (2026-11-09, Courier)"]
