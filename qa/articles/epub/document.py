"""A book (.epub) to articles: each document in its reading order is one."""

from __future__ import annotations

from pathlib import Path

from qa.articles.archive import Archive
from qa.articles.boilerplate.detection import find_boilerplate
from qa.articles.decoding import decode
from qa.articles.epub.package import Book, Chapter, is_front_matter, read_package
from qa.articles.html.blocks import paragraphs
from qa.articles.html.metadata import day_of_time
from qa.articles.html.parsing import Element, parse_markup
from qa.articles.html.visible import drop_unseen
from qa.articles.leading_metadata import read_leading_metadata
from qa.articles.parsed import ParsedArticle
from qa.articles.text import normalise, one_line
from qa.articles.xml_tree import local_name, read_xml, strip_namespaces, write_html
from qa.errors import UnreadableError
from qa.types.report import Skipped

_HEADINGS = ("h1", "h2", "h3")


def read_epub(path: Path, content: bytes) -> list[ParsedArticle | Skipped]:
    """Read the documents of a book; covers, title pages, contents and the like are reported.

    The source is the title of the book. Day and authors are those that a document's first lines
    state, else those of the book.

    Raises:
        UnreadableError: no EPUB file, a damaged or a locked one.
    """
    archive = Archive(path, content, ".epub")
    book = read_package(path, archive)
    return [_read_chapter(path, archive, book, chapter) for chapter in book.chapters]


def _read_chapter(
    path: Path, archive: Archive, book: Book, chapter: Chapter
) -> ParsedArticle | Skipped:
    name = f"{path}, {chapter.name}"
    if chapter.why_left_out:
        return Skipped(name, chapter.why_left_out)
    content = archive.read(chapter.name)
    if content is None:
        return Skipped(name, "it is missing in the file")
    try:
        root = _parse(path, content)
    except UnreadableError as error:
        return Skipped(name, error.reason)
    if root is None:
        return Skipped(name, "no text")
    if _says_front_matter(root):
        return Skipped(name, "front matter: a cover, a title page, contents or the like")
    for head in root.findall("head"):
        root.remove(head)
    drop_unseen(root)
    heading = next((one_line(item.text_content()) for item in root.iter(*_HEADINGS)), None)
    day = day_of_time(root)
    text = normalise("\n\n".join(paragraphs(root)))
    if not text:
        return Skipped(name, "no text; it may be a picture")
    stated = read_leading_metadata(text, find_boilerplate(text))
    return ParsedArticle(
        text=text,
        title=chapter.label or heading,
        date=day or stated.date or book.date,
        source=book.title,
        authors=stated.authors or book.authors,
        url=stated.url or book.url,
    )


def _parse(path: Path, content: bytes) -> Element | None:
    """Parse a document as the XML that it should be, else as HTML.

    A parser of HTML takes "<title/>" for the beginning of a title without end.
    """
    tree = read_xml(path, content)
    if tree.faults or local_name(tree.root) != "html":
        return parse_markup(decode(path, content))
    strip_namespaces(tree.root)
    return parse_markup(write_html(tree.root))


def _says_front_matter(root: Element) -> bool:
    """Tell whether the body, or the one section in it, is marked as front matter."""
    body = next(root.iter("body"), root)
    marked = [body, *(list(body) if len(body) == 1 else [])]
    return any(is_front_matter(item.get("epub:type") or "") for item in marked)
