"""The pages in a crawler's archive (.warc, .warc.gz) to articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from qa.articles.decoding import decode
from qa.articles.parsed import ParsedArticle
from qa.articles.web_archives.pages import read_saved_page
from qa.articles.web_archives.records import DamagedRecordError, Record, read_records
from qa.articles.web_archives.response import Response, read_response, split_type
from qa.errors import UnreadableError
from qa.types.report import Note, Skipped

_PAGES = ("text/html", "application/xhtml+xml")
_MOST_KINDS = 12


def read_warc(path: Path, content: bytes) -> list[ParsedArticle | Skipped | Note]:
    """Read each page that a server answered with; the archive is unpacked record by record.

    The address is the one that was fetched; the day is the one that the page states, not that of
    the crawl. What is no page is counted by kind.

    Raises:
        UnreadableError: no WARC file, or no page in it.
    """
    others: Counter[str] = Counter()
    articles: list[ParsedArticle | Skipped] = []
    notes: list[Note] = []
    try:
        for number, record in enumerate(read_records(content), start=1):
            articles += _read_record(path, number, record, others)
    except DamagedRecordError as error:
        if not articles and not others:
            raise UnreadableError(path, f"not a WARC file, or a damaged one: {error}") from error
        notes.append(Note(str(path), str(error)))
    if others:
        notes.append(Note(str(path), _describe(others)))
    if not articles:
        reason = "; ".join(note.text for note in notes)
        raise UnreadableError(path, f"no page in this archive{f': {reason}' if reason else ''}")
    return [*articles, *notes]


def _read_record(
    path: Path, number: int, record: Record, others: Counter[str]
) -> Iterator[ParsedArticle | Skipped]:
    name = f"{path}, record {number} ({record.url or 'no address'})"
    if record.is_too_large:
        yield Skipped(name, "larger than a page would be; not read")
    if record.kind == "revisit":
        others["pages that had not changed"] += 1
    if record.block is None:
        return
    try:
        response = _response(record)
        if response.status != 200:
            others[f"with status {response.status}"] += 1
        elif response.kind == "text/plain" and record.kind == "conversion":
            text = decode(path, response.body, response.charset)
            yield ParsedArticle(text=text, url=record.url or None)
        elif response.kind not in _PAGES:
            others[response.kind or "no kind stated"] += 1
        else:
            yield from read_saved_page(path, response.body, response.charset, record.url)
    except UnreadableError as error:
        yield Skipped(name, error.reason)
    except ValueError as error:
        yield Skipped(name, str(error))


def _response(record: Record) -> Response:
    """Give the response of a record; records of other types hold the body alone."""
    block = record.block or b""
    if record.kind == "response" and not record.url.startswith(("http://", "https://")):
        return Response(200, f"answers of {record.url.partition(':')[0] or 'no server'}", None, b"")
    if record.kind == "response":
        return read_response(block)
    kind, charset = split_type(record.content_type)
    return Response(200, kind, charset, block)


def _describe(others: Counter[str]) -> str:
    counts = [f"{count} {kind}" for kind, count in others.most_common(_MOST_KINDS)]
    ending = f" and {len(others) - _MOST_KINDS} other kinds" if len(others) > _MOST_KINDS else ""
    return f"records that are no pages were left out: {', '.join(counts)}{ending}"
