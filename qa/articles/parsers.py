"""Which parser reads a file: those of article-qa, and those that other packages register."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path, PurePath

from qa.articles.parsed import ParsedArticle
from qa.errors import UnreadableError
from qa.types.report import Note, Skipped

Parser = Callable[[Path, bytes], "list[ParsedArticle | Skipped | Note]"]

GROUP = "article_qa.parsers"  # the entry points by which packages register parsers

# Modules are imported when a file of their kind is read: some need heavy libraries.
_BUILT_IN = {
    ".txt": "plain:read_plain",
    ".md": "markdown:read_markdown",
    ".markdown": "markdown:read_markdown",
    ".html": "html.page:read_page",
    ".htm": "html.page:read_page",
    ".json": "jsonfile:read_json",
    ".jsonl": "jsonfile:read_lines",
    ".ndjson": "jsonfile:read_lines",
    ".csv": "table:read_table",
    ".tsv": "table:read_table",
    ".pdf": "pdf.document:read_pdf",
    ".docx": "word.document:read_word",
    ".rss": "feeds.document:read_document",
    ".atom": "feeds.document:read_document",
    ".rdf": "feeds.document:read_document",
    ".xml": "feeds.document:read_document",
    ".nitf": "feeds.document:read_document",
    ".newsml": "feeds.document:read_document",
    ".eml": "mail.message:read_message",
    ".mbox": "mail.message:read_mailbox",
    ".mht": "web_archives.mhtml:read_mhtml",
    ".mhtml": "web_archives.mhtml:read_mhtml",
    ".warc": "web_archives.warc:read_warc",
    ".warc.gz": "web_archives.warc:read_warc",
    ".epub": "epub.document:read_epub",
    ".odt": "opendocument.document:read_odt",
    ".fodt": "opendocument.document:read_fodt",
    ".rtf": "rtf.document:read_rtf",
    ".pptx": "slides.document:read_pptx",
    ".xhtml": "feeds.document:read_document",
}
SUPPORTED = frozenset(_BUILT_IN)


def supported_endings() -> frozenset[str]:
    """List the endings that can be read: those of article-qa, and those that are registered."""
    return SUPPORTED | _registered().keys()


def ending_of(path: PurePath) -> str:
    """Give the ending that decides a file's kind, in small letters: ".txt", or ".warc.gz"."""
    suffixes = [suffix.lower() for suffix in path.suffixes[-2:]]
    double_suffix = "".join(suffixes)
    is_double = len(suffixes) == 2 and (
        double_suffix in SUPPORTED or double_suffix in _registered()
    )
    return double_suffix if is_double else path.suffix.lower()


def find_parser(path: Path) -> Parser:
    """Give the parser of a file's kind; a parser that others registered is loaded when it is used.

    Raises:
        UnreadableError: no parser reads this kind, or several packages registered one.
    """
    ending = ending_of(path)
    if name := _BUILT_IN.get(ending):
        module, function = name.split(":")
        parser: Parser = getattr(importlib.import_module(f"qa.articles.{module}"), function)
        return parser
    registered = _registered().get(ending, ())
    if not registered:
        kinds = " ".join(sorted(supported_endings()))
        raise UnreadableError(path, f"not a kind of file that article-qa reads: {kinds}")
    if len(registered) > 1:
        packages = " and ".join(map(_package, registered))
        raise UnreadableError(
            path, f"{packages} both register a parser for {ending}; uninstall one of them"
        )
    return functools.partial(_run_registered, registered[0], ending)


def find_conflicts(endings: frozenset[str]) -> list[Skipped]:
    """Report the registered parsers for some endings that are not used, as article-qa has its own.

    Args:
        endings: those of the files to read.
    """
    return [
        Skipped(
            f"{_package(entry)} (parser for {ending})",
            f"article-qa reads {ending} itself; this parser is not used",
        )
        for ending in sorted(endings & SUPPORTED)
        for entry in _registered().get(ending, ())
    ]


@functools.cache
def _registered() -> dict[str, tuple[EntryPoint, ...]]:
    """Give the entry points by ending; each is named for its ending, with or without dot.

    Looked up once, as that reads the metadata of every installed package.
    """
    parsers: dict[str, tuple[EntryPoint, ...]] = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: (entry.name, entry.value)):
        ending = f".{entry.name.lower().removeprefix('.')}"
        parsers[ending] = (*parsers.get(ending, ()), entry)
    return parsers


def _run_registered(
    entry: EntryPoint, ending: str, path: Path, content: bytes
) -> list[ParsedArticle | Skipped | Note]:
    whose = f"the parser of {_package(entry)} for {ending}"
    try:
        parsed = list(entry.load()(path, content))
    except UnreadableError:
        raise
    except Exception as error:  # whatever the code of others raises
        reason = f"{type(error).__name__}: {error}".rstrip(": ")
        raise UnreadableError(path, f"{whose} failed: {reason}") from error
    for item in parsed:
        is_article = isinstance(item, ParsedArticle) and isinstance(item.text, str)
        if not is_article and not isinstance(item, Skipped | Note):
            raise UnreadableError(
                path,
                f"{whose} must give ParsedArticle, Skipped and Note; it gave {type(item).__name__}",
            )
    return parsed


def _package(entry: EntryPoint) -> str:
    return entry.dist.name if entry.dist is not None else entry.value
