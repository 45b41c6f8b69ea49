"""qa.articles.jsonfile, table and records: many articles a file, each by itself."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from qa.articles import ReadResult, article_id, read_articles
from qa.errors import UnreadableError
from qa.types.report import Note, Skipped

DAY = date(2023, 11, 8)
BODY = "The bridge is closed."


def read(name: str, value: Any) -> ReadResult:
    content = value if isinstance(value, str) else json.dumps(value)
    return read_articles(Path(name), content.encode())


def test_a_json_object_is_an_article() -> None:
    record = {
        "Title": "Bridge closed",
        "articleBody": BODY,
        "publishedAt": "2023-11-08T10:00:00Z",
        "byline": "By Jane Doe and Bo Chan",
        "publisher": {"name": "The Courier"},
        "web_url": "https://courier.example/b",
    }
    (article,) = read("a.json", record).articles
    assert article.title == "Bridge closed"
    assert article.text == BODY
    assert article.date == DAY
    assert article.authors == ("Jane Doe", "Bo Chan")
    assert article.source == "The Courier"
    assert article.url == "https://courier.example/b"


@pytest.mark.parametrize("wrapper", ["articles", "data", "items", "results", "docs"])
def test_lists_are_found_under_their_usual_names(wrapper: str) -> None:
    records = [{"text": "One."}, {"text": "Two."}]
    for value in (records, {wrapper: records}, {"response": {wrapper: records}}):
        assert [item.text for item in read("a.json", value).articles] == ["One.", "Two."]


def test_a_bad_record_loses_neither_the_others_nor_their_numbers() -> None:
    result = read("a.json", [{"text": "One."}, 5, {"title": "x"}, {"text": " "}, {"text": "Five."}])
    assert [(item.number, item.text) for item in result.articles] == [(0, "One."), (4, "Five.")]
    assert result.articles[1].id == article_id(Path("a.json"), 4)
    assert [item.path for item in result.skipped] == [
        "a.json, record 2",
        "a.json, record 3",
        "a.json, record 4",
    ]
    assert result.skipped[0].reason == "not an object but a number"
    assert result.skipped[1].reason.startswith("no text: fields found: title; names accepted: text")


def test_a_bad_line_is_reported_by_its_number() -> None:
    result = read("a.jsonl", '{"text": "One."}\n\n{"text": \n[1]\n{"text": "Five."}\n')
    assert [(item.number, item.text) for item in result.articles] == [(0, "One."), (3, "Five.")]
    assert [item.path for item in result.skipped] == ["a.jsonl, line 3", "a.jsonl, line 4"]
    assert result.skipped[0].reason.startswith("not valid JSON: ")
    assert result.skipped[1].reason == "not an object but a list"


def test_json_and_json_lines_are_read_by_either_suffix() -> None:
    lines = '{"text": "One."}\n{"text": "Two."}'
    whole = json.dumps([{"text": "One."}, {"text": "Two."}], indent=1)
    for name in ("a.json", "a.jsonl", "a.ndjson"):
        assert [item.text for item in read(name, lines).articles] == ["One.", "Two."]
        assert [item.text for item in read(name, whole).articles] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ({"date": "November 8, 2023"}, DAY),
        ({"pub_date": "2023-11-08"}, DAY),
        ({"timestamp": 1699430400}, DAY),
        ({"created": 1699430400000}, DAY),
        ({"created_at": "1699430400"}, DAY),
        ({"date": "11/08/2023", "published": "2023-11-08"}, DAY),
        ({"date": 20231108}, DAY),
        ({"date": "20231108T090000Z"}, DAY),
        ({"date": "20231108090000"}, DAY),
        ({"published": {"$date": "2023-11-08T09:00:00Z"}}, DAY),
        ({"published": {"$date": {"$numberLong": "1699434000000"}}}, DAY),
        ({"date": "last week"}, None),
        ({"date": 2023}, None),
        ({"date": True}, None),
        ({"date": None}, None),
    ],
)
def test_dates_are_read_as_stated(fields: dict[str, Any], day: date | None) -> None:
    (article,) = read("a.json", {"text": BODY, **fields}).articles
    assert article.date == day


@pytest.mark.parametrize(
    ("value", "authors"),
    [
        ("Jane Doe", ("Jane Doe",)),
        ("By Jane Doe, Bo Chan", ("Jane Doe", "Bo Chan")),
        (["Jane Doe", {"name": "Bo Chan"}, 5, None], ("Jane Doe", "Bo Chan")),
        ({"name": "Jane Doe"}, ("Jane Doe",)),
        ("['Jane Doe', 'Bo Chan']", ("Jane Doe", "Bo Chan")),
        ("newsroom42", ("newsroom42",)),
        ("https://x.example/jane", ()),
        ([], ()),
        (5, ()),
    ],
)
def test_authors_come_in_many_shapes(value: Any, authors: tuple[str, ...]) -> None:
    (article,) = read("a.json", {"text": BODY, "author": value}).articles
    assert article.authors == authors


def test_the_text_may_be_paragraphs_or_html() -> None:
    (article,) = read("a.json", {"body": ["One.", "Two."]}).articles
    assert article.text == "One.\n\nTwo."
    markup = "<p>One &amp; <b>two</b>.</p><script>x()</script><p>Three<br>four.</p>"
    (article,) = read("a.json", {"body": markup}).articles
    assert article.text == "One & two.\n\nThree\nfour."


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (["One.", {"type": "quote", "text": "Two."}, "Three."], "One.\n\nTwo.\n\nThree."),
        ({"blocks": [{"type": "p", "data": {"text": "One <b>two</b>."}}]}, "One two."),
        (
            {
                "type": "doc",
                "content": [
                    {
                        "type": "paragraph",
                        "content": [
                            {"type": "text", "text": "It is "},
                            {"type": "text", "text": "5", "marks": [{"type": "strike"}]},
                            {"type": "text", "text": "7"},
                        ],
                    }
                ],
            },
            "It is 7",
        ),
        ({"rendered": "<p>It&#8217;s 312<sup>5</sup>.</p>"}, "It’s 312."),
        ("We saw <b>38</b> <a href='x'>owls</a>.\n\nMore.", "We saw 38 owls.\n\nMore."),
        ("&lt;p&gt;We saw &lt;b&gt;38&lt;/b&gt;.&lt;/p&gt;", "We saw 38."),
        ("Fish &amp;amp; chips", "Fish & chips"),
        ("the <b> tag, and 5 < 6 > 2", "the <b> tag, and 5 < 6 > 2"),
    ],
)
def test_a_text_is_what_its_readers_saw(body: Any, text: str) -> None:
    (article,) = read("a.json", {"body": body}).articles
    assert article.text == text


def test_parts_of_a_text_that_are_not_read_are_reported() -> None:
    result = read("a.json", [{"body": ["One.", 5, {"type": "chart", "id": "x"}]}, {"text": "Two."}])
    assert [item.text for item in result.articles] == ["One.", "Two."]
    assert result.skipped == ()
    assert result.notes == (
        Note("a.json, record 1", "2 parts of its text are of a form that is not known"),
    )


@pytest.mark.parametrize(
    ("end", "is_cut"),
    [
        ("It began. [+1203 chars]", True),
        ("It began [\u2026]", True),
        ("It began ... Continue reading \u2192", True),
        ("It began (more\u2026)", True),
        ("It began and began ...", False),
        ("He had no time to read more.", False),
    ],
)
def test_a_text_that_its_source_cut_is_noted(end: str, is_cut: bool) -> None:
    notes = [note.text for note in read("a.json", {"content": end}).notes]
    assert notes == ["its text was cut short by where it comes from"] * is_cut


RECORD = {"title": "Bridge closed", "date": "2023-11-08", "text": BODY}


@pytest.mark.parametrize(
    "value",
    [
        {"a1": RECORD, "a2": {"text": "Two."}},
        {"version": "1.1", "description": "Notes", "items": [
            {"title": "Bridge closed", "date_published": "2023-11-08",
             "content_html": f"<p>{BODY}</p>"},
            {"content_text": "Two."}]},
        {"response": {"results": [
            {"webTitle": "Bridge closed", "webPublicationDate": "2023-11-08",
             "fields": {"bodyText": BODY}},
            {"fields": {"bodyText": "Two."}}]}},
        [{"title": {"rendered": "Bridge closed"}, "date": "2023-11-08T09:00:00",
          "content": {"rendered": f"<p>{BODY}</p>"}}, {"content": {"rendered": "<p>Two.</p>"}}],
        {"rss": {"channel": {"title": "News", "item": [
            {"title": "Bridge closed", "pubDate": "Wed, 08 Nov 2023 09:00:00 GMT",
             "content:encoded": BODY},
            {"description": "Two."}]}}},
        {"hits": {"hits": [{"_id": 1, "_source": RECORD}, {"_source": {"text": "Two."}}]}},
        {"local": [RECORD], "sport": [{"text": "Two."}]},
    ],
    ids=["keyed", "json feed", "guardian", "wordpress", "rss", "elasticsearch", "sections"],
)  # fmt: skip
def test_articles_are_found_in_the_shapes_of_common_interfaces(value: Any) -> None:
    first, second = read("a.json", value).articles
    assert (first.title, first.date, first.text) == ("Bridge closed", DAY, BODY)
    assert (second.date, second.text) == (None, "Two.")


def test_an_article_with_lists_beside_its_text_is_one() -> None:
    record = {"text": BODY, "comments": [{"text": "Nonsense."}], "related": [{"text": "More."}]}
    assert [item.text for item in read("a.json", record).articles] == [BODY]


def test_a_title_is_only_what_the_record_says() -> None:
    (article,) = read("a.json", {"text": f"Bridge\n\n{BODY}", "url": "https://x.example"}).articles
    assert article.title is None
    (article,) = read("a.json", {"text": BODY, "title": "Bridge &amp; tunnel"}).articles
    assert article.title == "Bridge & tunnel"
    assert article.text == BODY


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"text": "cut', "not valid JSON: Unterminated string"),
        ("[" * 100_000, "not valid JSON: nested too deeply"),
        ('{"a":' * 100_000, "not valid JSON: nested too deeply"),
        ("[]", "no article in this JSON: neither an object nor a list of them"),
        ("5", "no article in this JSON"),
        ('{"title": "x"}', "no text: fields found: title; names accepted: text, body, content"),
        ("[1, 2]", "none of its 2 records could be read; the first: not an object but a number"),
        ("9" * 5000, "not valid JSON: "),
    ],
)
def test_a_json_file_without_an_article_says_why(content: str, reason: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read("a.json", content)
    assert caught.value.reason.startswith(reason)


def test_lone_surrogates_are_replaced() -> None:
    (article,) = read("a.json", '{"text": "a\\ud800b", "title": "\\udfff"}').articles
    assert article.text == "a\ufffdb"
    assert article.title == "\ufffd"


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_tables_are_read_whatever_sets_the_fields_apart(mark: str) -> None:
    rows = [
        ["headline", "date", "author", "text"],
        ["Bridge", "2023-11-08", "Jane Doe", f'It said: "no".{mark} {BODY}\nMore.'],
        ["Ferry", "", "", "It sank."],
    ]
    quoted = (mark.join('"{}"'.format(field.replace('"', '""')) for field in row) for row in rows)
    bridge, ferry = read("a.csv", "\r\n".join(quoted) + "\r\n").articles
    assert (bridge.title, bridge.date, bridge.authors) == ("Bridge", DAY, ("Jane Doe",))
    assert bridge.text == f'It said: "no".{mark} {BODY}\nMore.'
    assert (ferry.number, ferry.title, ferry.text) == (1, "Ferry", "It sank.")


def test_a_first_line_may_say_what_sets_the_fields_apart() -> None:
    (article,) = read("a.csv", "sep=;\ntitle;text\nBridge, closed;One, two.\n").articles
    assert (article.title, article.text) == ("Bridge, closed", "One, two.")


def test_quotation_marks_may_be_written_with_a_backslash() -> None:
    (article,) = read("a.csv", 'title,text\nBridge,"He said: \\"No, never.\\" Then."\n').articles
    assert article.text == 'He said: "No, never." Then.'


def test_utf_16_without_a_mark_is_read() -> None:
    for encoding in ("utf-16-le", "utf-16-be"):
        content = "title,text\nBridge,It is closed.\n".encode(encoding)
        (article,) = read_articles(Path("a.csv"), content).articles
        assert article.text == "It is closed."


def test_a_table_of_figures_is_one_article() -> None:
    (article,) = read("a.csv", "District,2021,2022\nElm,14,14\nTarn,,11\n").articles
    assert (
        article.text == "District: Elm | 2021: 14 | 2022: 14.\nDistrict: Tarn | 2021: – | 2022: 11."
    )


def test_lines_above_the_header_of_a_table_are_its_title() -> None:
    content = "Trees by ward, planted\n\nWard;2022;2023\nHarbour;11;14\nMill;8,5;9\n"
    (article,) = read_articles(Path("a.csv"), content.encode()).articles
    assert article.title == "Trees by ward, planted"
    assert article.text == (
        "Trees by ward, planted\n\n"
        "Ward: Harbour | 2022: 11 | 2023: 14.\nWard: Mill | 2022: 8,5 | 2023: 9."
    )


def test_marks_of_quotation_are_text_in_a_table_with_tabs_that_quotes_nothing() -> None:
    content = 'title\ttext\nFerry\t"Aurora" carries 412, and 5" of rain.\n'
    (article,) = read_articles(Path("a.tsv"), content.encode()).articles
    assert article.text == '"Aurora" carries 412, and 5" of rain.'


def test_line_ends_that_were_escaped_twice_are_line_ends() -> None:
    (article,) = read("a.json", {"text": 'It runs.\\nIt carries \\"412\\".'}).articles
    assert article.text == 'It runs.\nIt carries "412".'
    (article,) = read("a.json", {"text": "It is in C:\\new.\\next"}).articles
    assert article.text == "It is in C:\\new.\\next"


@pytest.mark.parametrize(
    "author",
    [
        {"node": {"name": "Jane Doe"}},
        {"first_name": "Jane", "last_name": "Doe"},
        [{"_text": "Jane Doe"}],
        {"original": "By Jane Doe"},
    ],
)
def test_an_author_is_read_from_the_objects_of_interfaces(author: Any) -> None:
    (article,) = read("a.json", {"text": BODY, "author": author}).articles
    assert article.authors == ("Jane Doe",)


@pytest.mark.parametrize(
    "stated",
    [
        {"year": 2023, "month": 11, "day": 8},
        "/Date(1699434000000+0000)/",
        1699434000000000,
        "8 de noviembre de 2023",
    ],
)
def test_a_day_is_read_in_the_forms_of_programs(stated: Any) -> None:
    (article,) = read("a.json", {"text": BODY, "date": stated}).articles
    assert article.date == date(2023, 11, 8)


def test_bad_rows_are_reported_by_their_number() -> None:
    result = read("a.csv", 'text,title\nOne.,A\nTwo, with a comma,B\n,C\n\nFour.\n"Five.\nSix.,D')
    assert [(item.number, item.text) for item in result.articles] == [(0, "One."), (3, "Four.")]
    assert result.skipped == (
        Skipped("a.csv, row 2", "3 fields, but the header names 2"),
        Skipped("a.csv, row 3", "no text in any column of text"),
        Skipped("a.csv, row 5", "a quotation mark opened in this row is never closed"),
    )


def test_a_table_without_a_column_of_text_names_the_columns() -> None:
    with pytest.raises(UnreadableError) as caught:
        read("a.csv", "id,title\n1,x\n")
    assert caught.value.reason.startswith(
        "no column of text: columns found: id, title; accepted: text, body, content"
    )


def test_a_table_of_a_header_alone_is_no_article() -> None:
    with pytest.raises(UnreadableError, match="no article in it"):
        read("a.tsv", "title\ttext\n")


def test_a_field_of_megabytes_is_read_and_the_limit_is_put_back() -> None:
    before = csv.field_size_limit()
    (article,) = read("a.csv", "text\n" + "word " * 400_000).articles
    assert len(article.text) == 1_999_999
    assert csv.field_size_limit() == before


@pytest.mark.parametrize(
    ("blocks", "text"),
    [
        (
            [{"type": "p", "children": [{"text": "It is "}, {"text": "50", "bold": True}]}],
            "It is 50",
        ),
        (
            {
                "nodeType": "document",
                "content": [
                    {
                        "nodeType": "paragraph",
                        "content": [
                            {"nodeType": "text", "value": "It is ", "marks": []},
                            {"nodeType": "text", "value": "50", "marks": [{"type": "bold"}]},
                        ],
                    },
                ],
            },
            "It is 50",
        ),
        (
            [{"type": "p", "children": [{"text": "now "}, {"text": "6", "strikethrough": True}]}],
            "now",
        ),
        ([{"text": "One paragraph."}, {"text": "Another."}], "One paragraph.\n\nAnother."),
    ],
)
def test_pieces_of_a_block_stand_on_one_line(blocks: object, text: str) -> None:
    (article,) = read("a.json", {"title": "Wall", "content": blocks}).articles
    assert article.text == text
