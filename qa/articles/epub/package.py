"""What an EPUB file states of itself: metadata, reading order, contents, front matter."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import unquote

from qa.articles.archive import Archive
from qa.articles.dates import parse_day
from qa.articles.text import one_line
from qa.articles.xml_tree import Element, local_name, read_xml, strip_namespaces
from qa.errors import UnreadableError

_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
# Kinds of pages that hold no article, as guides, elements and names of files call them.
_FRONT_MATTER = re.compile(
    r"cover(?:[-_]?page|[-_]?image)?|(?:half)?[-_]?title[-_]?page|copyright(?:[-_]?page)?|imprint"
    r"|toc|(?:table[-_]?of[-_]?)?contents|nav|landmarks|lo[ita]|page-list|dedication|colophon",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A document in the reading order.

    Attributes:
        name: of the file in the archive.
        label: what the table of contents calls it, or None.
        why_left_out: why it is no article, or "".
    """

    name: str
    label: str | None
    why_left_out: str


@dataclass(frozen=True, slots=True)
class Book:
    """A book as it states itself."""

    title: str | None
    authors: tuple[str, ...]
    date: date | None
    url: str | None
    chapters: tuple[Chapter, ...]


def read_package(path: Path, archive: Archive) -> Book:
    """Read the metadata and the reading order of a book.

    Raises:
        UnreadableError: no EPUB file, or one that its publisher locked.
    """
    name = _package_name(path, archive)
    package = _parse(path, archive, name)
    if package is None:
        raise UnreadableError(path, f"a damaged EPUB file: {name} is missing")
    folder = posixpath.dirname(name)
    manifest = {
        item.get("id"): item for item in package.iter("item") if item.get("id") and item.get("href")
    }
    labels = _read_labels(path, archive, package, manifest, folder)
    guide = {
        _resolve(folder, item.get("href") or ""): item.get("type") or ""
        for item in package.iterfind("guide/reference")
    }
    chapters = []
    for reference in package.iterfind("spine/itemref"):
        item = manifest.get(reference.get("idref"))
        if item is None:
            continue
        chapter = _resolve(folder, item.get("href"))
        reason = _why_left_out(reference, item, chapter, guide.get(chapter, ""))
        chapters.append(Chapter(chapter, labels.get(chapter), reason))
    _refuse_locked(path, archive, {chapter.name for chapter in chapters})
    metadata = package.find("metadata")
    stated = metadata if metadata is not None else package
    return Book(
        title=next(_texts(stated, "title"), None),
        authors=tuple(dict.fromkeys(_authors(stated))),
        date=_day(stated),
        url=next((text for text in _texts(stated, "source") if _is_link(text)), None),
        chapters=tuple(chapters),
    )


def is_front_matter(kind: str) -> bool:
    """Tell whether one of the words of a type says cover, title page, contents and the like."""
    return any(map(_FRONT_MATTER.fullmatch, kind.split()))


def _package_name(path: Path, archive: Archive) -> str:
    container = _parse(path, archive, "META-INF/container.xml")
    if container is not None:
        for item in container.iter("rootfile"):
            if item.get("full-path"):
                return str(item.get("full-path"))
    name = next((name for name in archive.names if name.lower().endswith(".opf")), None)
    if name is None:
        raise UnreadableError(path, "not an EPUB file: it has no package document")
    return name


def _parse(path: Path, archive: Archive, name: str) -> Element | None:
    content = archive.read(name)
    if content is None:
        return None
    root = read_xml(path, content).root
    strip_namespaces(root)
    return root


def _why_left_out(reference: Element, item: Element, name: str, guide: str) -> str:
    stem = posixpath.splitext(posixpath.basename(name))[0]
    own_name = re.sub(r"[-_.]?\d+$", "", stem)
    properties = (item.get("properties") or "").split()
    if "nav" in properties or is_front_matter(guide) or is_front_matter(own_name):
        return "front matter: a cover, a title page, contents or the like"
    if reference.get("linear") == "no":
        return "it stands outside the reading order"
    if "html" not in (item.get("media-type") or "html"):
        return f"no text but {item.get('media-type')}"
    return ""


def _read_labels(
    path: Path,
    archive: Archive,
    package: Element,
    manifest: dict[str, Element],
    folder: str,
) -> dict[str, str]:
    """Give each file's name in the table of contents, the first of several."""
    labels: dict[str, str] = {}
    navigation = [item for item in manifest.values() if "nav" in (item.get("properties") or "")]
    navigation += [item for item in manifest.values() if "ncx" in (item.get("media-type") or "")]
    for item in navigation:
        name = _resolve(folder, item.get("href"))
        root = _parse(path, archive, name)
        if root is None:
            continue
        for target, label in _entries(root):
            labels.setdefault(_resolve(posixpath.dirname(name), target), label)
    return labels


def _entries(root: Element) -> Iterator[tuple[str, str]]:
    for link in root.iter("a"):
        if label := one_line("".join(link.itertext())):
            yield link.get("href") or "", label
    for point in root.iter("navPoint"):
        content, text = point.find("content"), point.find("navLabel/text")
        if content is not None and text is not None and (label := one_line(text.text)):
            yield content.get("src") or "", label


def _refuse_locked(path: Path, archive: Archive, chapters: set[str]) -> None:
    encryption = _parse(path, archive, "META-INF/encryption.xml")
    for item in encryption.iter("EncryptedData") if encryption is not None else ():
        method, target = item.find("EncryptionMethod"), item.find(".//CipherReference")
        algorithm = method.get("Algorithm") if method is not None else None
        name = unquote(target.get("URI") or "") if target is not None else ""
        if name in chapters and algorithm not in _FONTS:
            raise UnreadableError(path, "its publisher locked it (digital rights management)")


def _day(metadata: Element) -> date | None:
    """Give the day of publication; days of other events, such as a change, do not count."""
    items = [item for item in metadata.iter() if local_name(item) == "date"]
    stated = [item for item in items if item.get("event") in (None, "publication")]
    stated.sort(key=lambda item: item.get("event") is None)
    return next(filter(None, (parse_day((item.text or "").strip()) for item in stated)), None)


def _authors(metadata: Element) -> Iterator[str]:
    for item in metadata.iter():
        name = one_line("".join(item.itertext())) if local_name(item) == "creator" else None
        if name and item.get("role") in (None, "aut"):
            last, comma, first = name.partition(", ")
            yield f"{first} {last}" if comma and "," not in first and " " not in last else name


def _texts(metadata: Element, name: str) -> Iterator[str]:
    for item in metadata.iter():
        if local_name(item) == name and (text := one_line("".join(item.itertext()))):
            yield text


def _resolve(folder: str, target: str) -> str:
    name = unquote(target.partition("#")[0])
    return posixpath.normpath(posixpath.join(folder, name))


def _is_link(text: str) -> bool:
    return text.startswith(("http://", "https://"))
