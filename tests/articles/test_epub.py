"""qa.articles.epub: books and issues of magazines."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.articles import ReadResult, read_articles
from qa.errors import UnreadableError
from tests.articles.mutations import assert_normalised_or_refused, mutate

CONTAINER = """<?xml version="1.0"?><container
 xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
 <rootfile full-path="OEBPS/content.opf"/></rootfiles></container>"""
PACKAGE = """<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0"
 xmlns:opf="http://www.idpf.org/2007/opf">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Harbour Quarterly</dc:title>
 <dc:creator opf:role="aut">Bell, Ada</dc:creator><dc:creator opf:role="ill">An Artist</dc:creator>
 <dc:date opf:event="modification">2024-01-01</dc:date><dc:date>2023-11-08</dc:date></metadata>
<manifest>
 <item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>
 <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
 <item id="c1" href="text/caf%C3%A9%201.xhtml" media-type="application/xhtml+xml"/>
 <item id="c2" href="text/two.xhtml" media-type="application/xhtml+xml"/>
 <item id="map" href="text/map.xhtml" media-type="application/xhtml+xml"/>
 <item id="cr" href="text/x.xhtml" media-type="application/xhtml+xml"/>
 <item id="gone" href="text/gone.xhtml" media-type="application/xhtml+xml"/>
</manifest>
<spine><itemref idref="cover"/><itemref idref="nav"/><itemref idref="cr"/><itemref idref="c1"/>
 <itemref idref="c2"/><itemref idref="map" linear="no"/><itemref idref="gone"/></spine></package>"""
NAV = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>
<nav epub:type="toc"><ol><li><a href="text/caf%C3%A9%201.xhtml#a">Rain comes back</a></li></ol>
</nav></body></html>"""
FIRST = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
<head><title/><script/></head><body><h2><a id="a"/>Rain</h2>
<p>It rained 40 mm.<a epub:type="noteref" href="#n"><sup>1</sup></a>&nbsp;Twice.</p>
<ol><li>One</li><li>Two</li></ol><aside epub:type="footnote" id="n"><p>1 As measured.</p></aside>
</body></html>"""
SECOND = """<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>Bridge closed</h1>
<p>By Jane Doe</p><p>October 28, 2023</p><p>The bridge is closed <b>until May.</p></body></html>"""
RIGHTS = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
<body><section epub:type="copyright-page"><p>All rights.</p></section></body></html>"""
FILES = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": CONTAINER,
    "OEBPS/content.opf": PACKAGE,
    "OEBPS/nav.xhtml": NAV,
    "OEBPS/cover.xhtml": RIGHTS,
    "OEBPS/text/caf\u00e9 1.xhtml": FIRST,
    "OEBPS/text/two.xhtml": SECOND,
    "OEBPS/text/map.xhtml": SECOND,
    "OEBPS/text/x.xhtml": RIGHTS,
}


def book(**changes: str | None) -> bytes:
    """Make a book of FILES; a change is named by the stem of its file, None takes it out."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in FILES.items():
            content = changes.get(Path(name).stem, text)
            if content is not None:
                archive.writestr(name, content)
        if "encryption" in changes:
            archive.writestr("META-INF/encryption.xml", changes["encryption"] or "")
    return file.getvalue()


def read(content: bytes) -> ReadResult:
    return read_articles(Path("a.epub"), content)


def reason(content: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read(content)
    return caught.value.reason


def test_each_document_in_the_reading_order_is_an_article() -> None:
    rain, bridge = read(book()).articles
    assert rain.title == "Rain comes back"
    assert rain.text == "Rain\n\nIt rained 40 mm. Twice.\n\n1. One\n2. Two\n\n1 As measured."
    assert rain.source == "Harbour Quarterly"
    assert rain.authors == ("Ada Bell",)
    assert rain.date == date(2023, 11, 8)
    assert bridge.title == "Bridge closed"
    assert bridge.authors == ("Jane Doe",)
    assert bridge.date == date(2023, 10, 28)
    assert bridge.text.endswith("The bridge is closed until May.")
    assert (rain.number, bridge.number) == (3, 4)


def test_front_matter_and_what_else_is_left_out_is_reported() -> None:
    front = "front matter: a cover, a title page, contents or the like"
    assert [(item.path, item.reason) for item in read(book()).skipped] == [
        ("a.epub, OEBPS/cover.xhtml", front),
        ("a.epub, OEBPS/nav.xhtml", front),
        ("a.epub, OEBPS/text/x.xhtml", front),
        ("a.epub, OEBPS/text/map.xhtml", "it stands outside the reading order"),
        ("a.epub, OEBPS/text/gone.xhtml", "it is missing in the file"),
    ]


def test_an_older_table_of_contents_gives_titles_too() -> None:
    ncx = """<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel>
     <text>Rain, 1999</text></navLabel><content src="text/caf%C3%A9%201.xhtml"/></navPoint></navMap>
     </ncx>"""
    package = PACKAGE.replace(
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        '<item id="nav" href="nav.xhtml" media-type="application/x-dtbncx+xml"/>',
    )
    assert read(book(content=package, nav=ncx)).articles[0].title == "Rain, 1999"


def lock(algorithm: str) -> str:
    return f"""<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
    <EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#"><EncryptionMethod
    Algorithm="{algorithm}"/><CipherData><CipherReference URI="OEBPS/text/two.xhtml"/></CipherData>
    </EncryptedData></encryption>"""


def test_a_locked_book_says_so_and_one_with_locked_fonts_is_read() -> None:
    aes = "http://www.w3.org/2001/04/xmlenc#aes128-cbc"
    assert reason(book(encryption=lock(aes))) == (
        "its publisher locked it (digital rights management)"
    )
    fonts = lock("http://www.idpf.org/2008/embedding")
    assert len(read(book(encryption=fonts)).articles) == 2


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"no zip", "not a .epub file: it is not a zip archive"),
        (book(container=None, content=None), "not an EPUB file: it has no package document"),
        (book(content=None), "a damaged EPUB file: OEBPS/content.opf is missing"),
        (book(content="<package/>"), "no article in it"),
        (book(two=" " * (9 << 20)), "unpacks to 9 MB, more than a document would; not opened"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 50, "an old document or one with a password; save it as"),
    ],
)
def test_what_is_no_book_says_why(content: bytes, expected: str) -> None:
    assert reason(content).startswith(expected)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6)), max_size=6),
    st.floats(0.5, 1),
    st.booleans(),
)
def test_mutated_books_give_normalised_text_or_a_reason(
    edits: list[tuple[float, bytes]], length: float, is_inside: bool
) -> None:
    mutated = mutate(FIRST.encode() if is_inside else book(), edits, length)
    whole = book(**{"caf\u00e9 1": mutated.decode("latin-1")}) if is_inside else mutated
    assert_normalised_or_refused(read, whole)
