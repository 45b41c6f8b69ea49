"""What a server answered, as a crawler saved it: status, kind and body."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

_LARGEST = 32 * 1024 * 1024
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,30})", re.IGNORECASE)
_STATUS = re.compile(rb"HTTP/[\d.]+\s+(\d{3})")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_PACKED = {"gzip": 31, "x-gzip": 31, "deflate": 47}  # how zlib is to read them


@dataclass(frozen=True, slots=True)
class Response:
    """An answer of a server.

    Attributes:
        status: such as 200.
        kind: the type of the body, such as "text/html"; "" where it is not stated.
        charset: the encoding that the server states, or None.
        body: unpacked.
    """

    status: int
    kind: str
    charset: str | None
    body: bytes


def read_response(block: bytes) -> Response:
    """Read a response of a web server: its status line, its fields and its body.

    Raises:
        ValueError: no response of a web server, or one that cannot be unpacked; the text says why.
    """
    match = _STATUS.match(block)
    if not match:
        raise ValueError("not an answer of a web server")
    end = _HEAD_END.search(block)
    head = block[: end.start()] if end else block
    fields: dict[str, str] = {}
    for line in head.decode("latin-1").splitlines()[1:]:
        name, _, value = line.partition(":")
        fields[name.strip().lower()] = value.strip()
    body = block[end.end() :] if end else b""
    if "chunked" in fields.get("transfer-encoding", "").lower():
        body = _join_chunks(body)
    for packing in reversed(fields.get("content-encoding", "").lower().split(",")):
        body = _unpack(body, packing.strip())
    kind, charset = split_type(fields.get("content-type", ""))
    return Response(int(match[1]), kind, charset, body)


def split_type(stated: str) -> tuple[str, str | None]:
    """Split "text/html; charset=utf-8" into a type in small letters and an encoding."""
    charset = _CHARSET.search(stated)
    return stated.partition(";")[0].strip().lower(), charset[1] if charset else None


def _join_chunks(body: bytes) -> bytes:
    """Put together what was sent in chunks; crawlers may have done it already."""
    parts: list[bytes] = []
    place = 0
    while match := re.compile(rb"\s*([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r?\n").match(body, place):
        size = int(match[1], 16)
        if size == 0 or match.end() + size > len(body):
            parts.append(body[match.end() :] if size else b"")
            break
        parts.append(body[match.end() : match.end() + size])
        place = match.end() + size
    return b"".join(parts) if parts else body


def _unpack(body: bytes, packing: str) -> bytes:
    if packing in ("", "identity"):
        return body
    if packing not in _PACKED:
        raise ValueError(f"packed as {packing}, which is not read")
    is_packed = packing == "deflate" or body.startswith(b"\x1f\x8b")
    if not is_packed:  # the crawler unpacked it
        return body
    for window in (_PACKED[packing], -15):
        decompressor = zlib.decompressobj(window)
        try:
            unpacked = decompressor.decompress(body, _LARGEST)
        except zlib.error:
            continue
        if decompressor.unconsumed_tail:
            raise ValueError(f"unpacks to more than {_LARGEST >> 20} MB")
        return unpacked
    raise ValueError("its packing is damaged")
