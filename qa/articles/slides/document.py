"""A presentation (.pptx) to an article."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path

from qa.articles.archive import Archive
from qa.articles.parsed import ParsedArticle
from qa.articles.slides.shapes import P, SlideText, read_slide
from qa.articles.text import one_line
from qa.articles.xml_tree import Element, local_name, read_xml
from qa.errors import UnreadableError
from qa.types.pages import Page

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PRESENTATION = "ppt/presentation.xml"
_NO_TITLES = ("powerpoint presentation", "presentation", "untitled")
_NO_NAMES = ("user", "unknown", "administrator", "admin", "microsoft office user", "python-pptx")


def read_pptx(path: Path, content: bytes) -> list[ParsedArticle]:
    """Read a presentation: each slide in order, its title first, its notes last; it is a page.

    Hidden slides and what is no text are reported. The day on which the file was made is not taken
    for the day of publication.

    Raises:
        UnreadableError: not a .pptx file, protected by a password, damaged, or without text.
    """
    archive = Archive(path, content, ".pptx")
    root = _parse(path, archive, _PRESENTATION)
    if root is None:
        raise UnreadableError(path, f"not a .pptx file: it has no {_PRESENTATION}")
    text = ""
    pages: list[Page] = []
    left_out: list[str] = []
    titles: list[str] = []
    relations = _relations(path, archive, _PRESENTATION)
    slides = root.findall(f"{P}sldIdLst/{P}sldId")
    for number, item in enumerate(slides, start=1):
        name = relations.get(item.get(_RELATION) or "", "")
        slide_root = _parse(path, archive, name) if name else None
        if slide_root is None:
            left_out.append(f"slide {number} is missing in the file")
        elif slide_root.get("show") in ("0", "false"):
            left_out.append(f"slide {number}, which is hidden")
        else:
            slide = read_slide(slide_root)
            titles += [slide.title] if slide.title else []
            blocks = [slide.title, *slide.blocks, *_read_notes(path, archive, name)]
            if slide_text := "\n\n".join(block for block in blocks if block.strip()).strip():
                text += "\n\n" * bool(text)
                pages.append(Page(len(text), number))
                text += slide_text
            left_out += _left_out(slide, number)
    if not text:
        raise UnreadableError(path, "no text in this presentation; it may be pictures")
    title, author = _properties(path, archive)
    return [
        ParsedArticle(
            text=text,
            title=title or next(iter(titles), None),
            authors=(author,) if author else (),
            left_out=tuple(left_out),
            pages=tuple(pages),
        )
    ]


def _read_notes(path: Path, archive: Archive, slide: str) -> Iterator[str]:
    for target in _relations(path, archive, slide).values():
        if posixpath.dirname(target) == "ppt/notesSlides":
            root = _parse(path, archive, target)
            if root is not None:
                yield from read_slide(root).blocks


def _left_out(slide: SlideText, number: int) -> Iterator[str]:
    for kind, count in slide.left_out.items():
        yield f"{kind} on slide {number}{f' ({count})' if count > 1 else ''}"


def _properties(path: Path, archive: Archive) -> tuple[str | None, str | None]:
    """Give the title and the author that the file states."""
    root = _parse(path, archive, "docProps/core.xml")
    names = {
        local_name(item): one_line("".join(item.itertext()))
        for item in (root if root is not None else ())
    }
    title, author = names.get("title"), names.get("creator")
    return (
        title if title and title.lower() not in _NO_TITLES else None,
        author if author and author.lower() not in _NO_NAMES else None,
    )


def _relations(path: Path, archive: Archive, name: str) -> dict[str, str]:
    """Give the parts that a part refers to, by the ids that it uses, without other files."""
    folder, file = posixpath.split(name)
    root = _parse(path, archive, f"{folder}/_rels/{file}.rels")
    return {
        item.get("Id") or "": posixpath.normpath(
            posixpath.join("/", folder, item.get("Target") or "")
        ).lstrip("/")
        for item in (root if root is not None else ())
        if isinstance(item.tag, str) and item.get("TargetMode") != "External"
    }


def _parse(path: Path, archive: Archive, name: str) -> Element | None:
    content = archive.read(name)
    return read_xml(path, content).root if content is not None else None
