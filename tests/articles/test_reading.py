"""qa.articles.read_articles: what all kinds of file share, and plain text."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.articles import SUPPORTED, article_id, read_articles
from qa.articles.text import normalise
from qa.errors import UnreadableError

SLOW = {".pdf", ".docx", ".html", ".htm", ".xhtml"}  # these have properties of their own

SAVED_PAGE = """Skip to content\r
Home\r
\r
Bridge to close for 14 weeks\r
\r
[1/2] Workers on the bridge on Monday. REUTERS/Ann Lee\r
\r
By Jane Doe and Bo Chan\r
November 8, 2023 10:35 AM UTC | 3 min read\r
\r
HARROWMERE, Nov 8 (Reuters) - The bridge will close on Monday, the council said.\r
\r
It will reopen in spring. The repair will cost $4.2 million.\r
\r
Writing by Jane Doe; editing by Al Fox\r
\r
Leave a Reply\r
Your email address will not be published.\r
Name *\r
\r
\u00a9 2023 Reuters. All rights reserved\r
"""


def test_a_saved_page_gives_its_metadata_its_text_and_its_furniture() -> None:
    content = SAVED_PAGE.encode()
    result = read_articles(Path("/news/bridge.txt"), content)
    assert result.skipped == ()
    (article,) = result.articles
    assert article.title == "Bridge to close for 14 weeks"
    assert article.date == date(2023, 11, 8)
    assert article.source == "Reuters"
    assert article.authors == ("Jane Doe", "Bo Chan")
    assert article.url is None
    assert article.path == "/news/bridge.txt"
    assert article.number == 0
    assert article.id == article_id(Path("/news/bridge.txt"), 0)
    assert article.sha256 == hashlib.sha256(content).hexdigest()
    assert article.text == SAVED_PAGE.replace("\r\n", "\n").strip()
    assert [article.text[start:end] for start, end in article.boilerplate] == [
        "Skip to content\nHome",
        "Leave a Reply\nYour email address will not be published.\nName *\n\n"
        "\u00a9 2023 Reuters. All rights reserved",
    ]


def test_an_id_is_of_the_path_and_the_number() -> None:
    expected_id = hashlib.sha256(b"/news/a.txt\n3").hexdigest()[:12]
    assert article_id(Path("/news/a.txt"), 3) == expected_id
    assert article_id(Path("/news/a.txt"), 4) != expected_id


def test_an_article_without_a_date_is_undated() -> None:
    text = "Rain\n\nIt may rain in March, said Dr. May. In 2019 it did, on November 8."
    (article,) = read_articles(Path("a.txt"), text.encode()).articles
    assert article.date is None
    assert article.authors == ()
    assert article.source is None


@pytest.mark.parametrize("suffix", sorted(SUPPORTED))
@pytest.mark.parametrize("content", [b"", b" \n\t\n", b"\x00\x01\x02\x03" * 20])
def test_empty_and_binary_files_of_every_kind_are_unreadable(suffix: str, content: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_articles(Path(f"a{suffix}"), content)
    assert caught.value.reason


@pytest.mark.parametrize("suffix", sorted(SUPPORTED - {".pdf", ".docx"}))
@pytest.mark.parametrize("content", [b"\xef\xbb\xbf", b"\xff\xfe", b"\xef\xbb\xbf \n"])
def test_a_byte_order_mark_alone_is_no_article(suffix: str, content: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_articles(Path(f"a{suffix}"), content)


def test_a_kind_that_is_not_read_says_which_are() -> None:
    with pytest.raises(UnreadableError, match=r"not a kind of file .* \.atom \.csv"):
        read_articles(Path("a.exe"), b"x")


@settings(deadline=None)  # the first file of a kind loads a library
@given(st.sampled_from(sorted(SUPPORTED - SLOW)), st.binary())
def test_any_bytes_give_normalised_text_or_a_reason(suffix: str, content: bytes) -> None:
    try:
        result = read_articles(Path(f"a{suffix}"), content)
    except UnreadableError:
        return
    for article in result.articles:
        assert article.text == normalise(article.text) != ""


@settings(deadline=None)  # the first page loads a library
@given(st.text(alphabet=st.sampled_from("<>/=\"'!-pdivabr \n&;x"), max_size=80))
def test_any_markup_gives_normalised_text_or_a_reason(markup: str) -> None:
    try:
        result = read_articles(Path("a.html"), markup.encode())
    except UnreadableError:
        return
    assert result.articles[0].text == normalise(result.articles[0].text) != ""


def test_importing_the_package_loads_no_parser() -> None:
    code = (
        "import sys; import qa.articles as a; "
        "names = 'lxml', 'trafilatura', 'pypdfium2', 'docx', 'yaml', 'markdown_it'; "
        "print([name for name in names if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (RecursionError(), "its parts are nested too deeply"),
        (MemoryError(), "it takes more memory than there is"),
        (KeyError("x"), r"damaged in a way that was not foreseen \(KeyError\)"),
    ],
)
def test_what_a_parser_did_not_foresee_is_a_reason_of_that_file_alone(
    monkeypatch: pytest.MonkeyPatch, error: Exception, reason: str
) -> None:
    def fail(path: Path, content: bytes) -> None:
        raise error

    monkeypatch.setattr("qa.articles.reading.find_parser", lambda path: fail)
    with pytest.raises(UnreadableError, match=reason):
        read_articles(Path("a.html"), b"<p>It rained.")
