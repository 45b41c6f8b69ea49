"""qa.articles.web_archives: pages saved by browsers and crawlers."""

from __future__ import annotations

import gzip
import zlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.articles import ReadResult, find_files, read_articles
from qa.errors import UnreadableError
from tests.articles.mutations import assert_normalised_or_refused, mutate

PAGE = (
    "<html><head><title>Rain comes back</title>"
    '<meta property="article:published_time" content="2023-11-08"></head><body>'
    "<h1>Rain comes back</h1><p>It rained 40 mm in the caf\u00e9 \u201cHarbour\u201d.</p>"
    "</body></html>"
)
TEXT = "Rain comes back\n\nIt rained 40 mm in the caf\u00e9 \u201cHarbour\u201d."
MHTML = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://herald.example/rain\r\n"
    b"Subject: Rain\r\nDate: Fri, 1 Dec 2023 09:00:00 -0000\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n'
    b"--b\r\nContent-Type: text/html\r\nContent-ID: <f>\r\nContent-Location: cid:f\r\n\r\n"
    b"<p>A frame</p>\r\n"
    b"--b\r\nContent-Type: text/html; charset=windows-1252\r\n"
    b"Content-Transfer-Encoding: quoted-printable\r\n"
    b"Content-Location: https://herald.example/rain\r\n\r\n"
    + PAGE.encode("cp1252").replace(b"=", b"=3D").replace(b"\xe9", b"=E9")
    + b"\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    b"iVBO\r\n--b--\r\n"
)


def record(kind: str, url: str, block: bytes, content_type: str = "application/http") -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Date: 2024-05-01T00:00:00Z\r\nContent-Type: {content_type}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def answer(body: bytes, *fields: str, status: str = "200 OK") -> bytes:
    lines = "".join(f"{field}\r\n" for field in fields or ("Content-Type: text/html",))
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


URL = "https://herald.example/rain"
CHUNKED = b"".join(
    f"{len(part):x}\r\n".encode() + part + b"\r\n"
    for part in (PAGE.encode()[:50], PAGE.encode()[50:], b"")
)
RECORDS = [
    record("warcinfo", "", b"software: x", "application/warc-fields"),
    record("request", URL, b"GET /rain HTTP/1.1\r\n\r\n"),
    record("response", URL, answer(PAGE.encode(), "Content-Type: text/html; charset=utf-8")),
    record("response", f"{URL}.png", answer(b"\x89PNG", "Content-Type: image/png")),
    record("response", f"{URL}/old", answer(b"", status="301 Moved")),
    record("revisit", URL, answer(b"")),
    record("response", "dns:herald.example", b"20240501 1.2.3.4", "text/dns"),
    record("response", f"{URL}/empty", answer(b"<html><body></body></html>")),
]


def read(content: bytes, name: str = "a.warc") -> ReadResult:
    return read_articles(Path(name), content)


def reason(content: bytes, name: str = "a.warc") -> str:
    with pytest.raises(UnreadableError) as caught:
        read(content, name)
    return caught.value.reason


def test_a_saved_page_has_its_address_and_not_the_day_of_saving() -> None:
    result = read(MHTML, "a.mht")
    (article,) = result.articles
    assert article.text == TEXT
    assert article.title == "Rain comes back"
    assert article.url == URL
    assert article.date == date(2023, 11, 8)
    assert [note.text for note in result.notes] == ["1 frame within the page"]


def test_a_saved_page_without_parts_is_read() -> None:
    content = b"From: x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + PAGE.encode()
    assert read(content, "a.mhtml").articles[0].text == TEXT


@pytest.mark.parametrize("is_packed", [False, True])
def test_each_page_of_a_crawl_is_an_article_and_the_rest_is_counted(is_packed: bool) -> None:
    if is_packed:  # each record for itself, as crawlers write it
        result = read(b"".join(map(gzip.compress, RECORDS)), "a.warc.gz")
    else:
        result = read(b"".join(RECORDS))
    (article,) = result.articles
    assert article.text == TEXT
    assert article.url == URL
    assert article.date == date(2023, 11, 8)
    assert [item.reason for item in result.skipped] == [
        "no text in this page; it may be built by scripts"
    ]
    assert [note.text for note in result.notes] == [
        "records that are no pages were left out: 1 image/png, 1 with status 301, 1 pages that had"
        " not changed, 1 answers of dns",
    ]
    assert result.skipped[0].path.endswith(f"record 8 ({URL}/empty)")


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        (("Content-Type: text/html; charset=windows-1252",), PAGE.encode("cp1252")),
        (("Content-Type: text/html", "Transfer-Encoding: chunked"), CHUNKED),
        (("Content-Type: text/html", "Transfer-Encoding: chunked"), PAGE.encode()),
        (("Content-Type: text/html", "Content-Encoding: gzip"), gzip.compress(PAGE.encode())),
        (("Content-Type: text/html", "Content-Encoding: gzip"), PAGE.encode()),
        (("Content-Type: text/html", "Content-Encoding: deflate"), zlib.compress(PAGE.encode())),
        (
            ("Content-Type: text/html", "Content-Encoding: deflate"),
            zlib.compress(PAGE.encode(), wbits=-15),
        ),
    ],
)
def test_an_answer_is_unpacked_as_its_server_states(fields: tuple[str, ...], body: bytes) -> None:
    assert read(record("response", URL, answer(body, *fields))).articles[0].text == TEXT


def test_text_that_was_made_of_pages_is_read() -> None:
    content = record("conversion", URL, b"It rained.", "text/plain")
    (article,) = read(content).articles
    assert (article.text, article.url) == ("It rained.", URL)


def test_an_archive_that_breaks_off_keeps_what_came_before() -> None:
    content = RECORDS[2] + RECORDS[3][:-20]
    result = read(content)
    assert result.articles[0].text == TEXT
    assert [note.text for note in result.notes] == ["the last record is cut off"]
    packed = gzip.compress(RECORDS[2]) + gzip.compress(RECORDS[3])[:-20]
    result = read(packed, "a.warc.gz")
    assert result.articles[0].text == TEXT
    assert result.notes[0].text.startswith("a compressed record is damaged or cut off")


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"<html>", "a.warc", "not a WARC file, or a damaged one: there is no record where one"),
        (gzip.compress(b"x"), "a.warc.gz", "not a WARC file, or a damaged one: there is no record"),
        (RECORDS[0], "a.warc", "no page in this archive"),
        (
            RECORDS[3],
            "a.warc",
            "no page in this archive: records that are no pages were left out: 1 image",
        ),
        (RECORDS[2].replace(b"Content-Length", b"X"), "a.warc", "not a WARC file, or a damaged"),
        (
            record(
                "response", URL, answer(b"x", "Content-Type: text/html", "Content-Encoding: br")
            ),
            "a.warc",
            "packed as br, which is not read",
        ),
        (
            record(
                "response",
                URL,
                answer(
                    gzip.compress(b" " * (33 << 20)),
                    "Content-Type: text/html",
                    "Content-Encoding: gzip",
                ),
            ),
            "a.warc",
            "unpacks to more than 32 MB",
        ),
        (record("response", URL, b"x" * (17 << 20)), "a.warc", "larger than a page would be"),
        (b"no mail", "a.mht", "not a message: it has no lines"),
        (b"From: x\n\ntext", "a.mht", "no page in this file: it has no part of HTML"),
    ],
)
def test_what_holds_no_page_says_why(content: bytes, name: str, expected: str) -> None:
    assert reason(content, name).startswith(expected)


def test_a_compressed_archive_is_known_by_both_of_its_endings(tmp_path: Path) -> None:
    for name in ("a.warc.gz", "b.gz"):
        (tmp_path / name).write_bytes(b"x")
    files, skipped = find_files([tmp_path])
    assert files == [tmp_path / "a.warc.gz"]
    assert [Path(item.path).name for item in skipped] == ["b.gz"]


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from([".mht", ".warc", ".warc.gz"]),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6)), max_size=6),
    st.floats(0.2, 1),
)
def test_mutated_archives_give_normalised_text_or_a_reason(
    ending: str, edits: list[tuple[float, bytes]], length: float
) -> None:
    whole = MHTML if ending == ".mht" else b"".join(RECORDS)
    content = gzip.compress(whole) if ending == ".warc.gz" else whole
    mutated = mutate(content, edits, length)
    assert_normalised_or_refused(lambda content: read(content, f"a{ending}"), mutated)
