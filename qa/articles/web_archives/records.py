"""The records of a WARC file (ISO 28500), read one at a time, compressed or not."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

_GZIP = b"\x1f\x8b"
_LONGEST_LINE = 64 * 1024
_MOST_LINES = 200
_LARGEST_BLOCK = 16 * 1024 * 1024
_LARGEST = 2 * 1024 * 1024 * 1024  # of all records, unpacked
_CHUNK = 1 << 20
_KINDS_READ = ("response", "resource", "conversion")


class DamagedRecordError(Exception):
    """The file is no WARC file from here on; the text says why."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a WARC file.

    Attributes:
        kind: "response", "resource", "revisit" and so on.
        url: what was fetched.
        content_type: of the block.
        block: what was saved; None where it is not read, as of a kind that holds no page.
        is_too_large: whether the block is None because of its size.
    """

    kind: str
    url: str
    content_type: str
    block: bytes | None
    is_too_large: bool


def read_records(content: bytes) -> Iterator[Record]:
    """Give the records in a file's bytes.

    Raises:
        DamagedRecordError: what follows is no record, is cut off, or unpacks to too much.
    """
    raw = io.BytesIO(content)
    is_packed = content.startswith(_GZIP)
    stream: BinaryIO = gzip.GzipFile(fileobj=raw) if is_packed else raw  # type: ignore[assignment]
    unpacked = 0
    try:
        while fields := _read_fields(stream):
            length = fields.get("content-length", "")
            if not length.isdecimal() or len(length) > 15:
                raise DamagedRecordError("a record does not state its length")
            unpacked += int(length)
            if unpacked > _LARGEST:
                raise DamagedRecordError(
                    f"it unpacks to more than {_LARGEST >> 30} GB; the rest is left out"
                )
            yield _read_block(stream, fields, int(length))
    except (EOFError, zlib.error, OSError) as error:
        raise DamagedRecordError(f"a compressed record is damaged or cut off: {error}") from error


def _read_fields(stream: BinaryIO) -> dict[str, str]:
    """Read the head of a record; empty at the end of the file."""
    for _ in range(_MOST_LINES):
        line = stream.readline(_LONGEST_LINE)
        if not line:
            return {}
        if line.strip():
            break
    if not line.startswith(b"WARC/"):
        raise DamagedRecordError("there is no record where one should begin")
    fields = {"version": line.decode("ascii", errors="replace").strip()}
    for _ in range(_MOST_LINES):
        line = stream.readline(_LONGEST_LINE)
        if not line.strip():
            return fields
        name, _, value = line.decode("utf-8", errors="replace").partition(":")
        fields[name.strip().lower()] = value.strip()
    raise DamagedRecordError("the head of a record is too long")


def _read_block(stream: BinaryIO, fields: dict[str, str], length: int) -> Record:
    kind = fields.get("warc-type", "").lower()
    is_too_large = kind in _KINDS_READ and length > _LARGEST_BLOCK
    block = None
    if kind in _KINDS_READ and not is_too_large:
        block = stream.read(length)
        received = len(block)
    else:
        received = 0
        while received < length and (chunk := stream.read(min(_CHUNK, length - received))):
            received += len(chunk)
    if received < length:
        raise DamagedRecordError("the last record is cut off")
    return Record(
        kind=kind,
        url=fields.get("warc-target-uri", "").strip("<>"),
        content_type=fields.get("content-type", "").lower(),
        block=block,
        is_too_large=is_too_large,
    )
