"""Bytes to characters, and characters to the form in which text is stored."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path

from qa.errors import UnreadableError

# UTF-32 first: its little-endian mark begins with the mark of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What browsers read when a page declares one of these.
_WIDER = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "gb2312": "gb18030"}
_CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# Byte order marks and soft hyphens are invisible, and would keep equal words from matching.
_DROPPED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\u00ad]")
_GAPS = re.compile(r"\n{3,}")
_PLACE = "\ufdd0"  # Unicode reserves it for use within a program; no text holds it


@dataclass(frozen=True, slots=True)
class NormalisedText:
    """A text in the form in which it is stored, and positions in it."""

    text: str
    positions: tuple[int, ...]


def normalise(text: str) -> str:
    """Put text into the form in which it is stored; offsets refer to the result.

    Unicode NFC; every line end a single line feed; no byte order marks, soft hyphens or control
    characters but tabs and line feeds; lone surrogates replaced by U+FFFD; no blanks at line ends;
    at most one blank line in a row; no blanks around the whole. Idempotent.
    """
    text = unicodedata.normalize("NFC", clean(text))
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    return _GAPS.sub("\n\n", text).strip()


def normalise_at(text: str, positions: Sequence[int]) -> NormalisedText:
    """Normalise a text, and carry positions in it over to the result.

    Args:
        positions: ascending, each at a character that is no blank.
    """
    text = text.replace(_PLACE, "\N{REPLACEMENT CHARACTER}")
    edges = [0, *positions, len(text)]
    marked = normalise(_PLACE.join(text[left:right] for left, right in pairwise(edges)))
    parts = marked.split(_PLACE)
    ends = accumulate(map(len, parts[:-1]))
    return NormalisedText("".join(parts), tuple(ends))


def clean(text: str) -> str:
    """Unify line ends, and replace or remove characters that no store or parser takes."""
    text = _LINE_ENDS.sub("\n", text)
    text = _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)
    return _DROPPED.sub("", text)


def one_line(text: str | None) -> str | None:
    """Put a metadata value on one line in the form of stored text; None if nothing is left."""
    return (" ".join(normalise(text).split()) or None) if text else None


def decode(path: Path, content: bytes, declared: str | None = None) -> str:
    """Decode a file's bytes.

    In order: a byte order mark; UTF-16 where every other byte is zero; UTF-8 (a few damaged bytes
    in text that otherwise is UTF-8 become U+FFFD); the encoding that the file declares;
    Windows-1252.

    Args:
        path: the file, for messages.
        declared: the encoding that the file itself names, if it does.

    Raises:
        UnreadableError: the bytes look binary, or are in none of these encodings.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strict(path, content, encoding)
    if utf16 := _utf16_without_mark(content):
        return _strict(path, content, utf16)
    if _looks_binary(content):
        raise UnreadableError(path, "looks binary, not text")
    if declared and content.isascii():  # some encodings, such as ISO-2022-JP, use ASCII bytes
        text = _try(content, declared)
        return content.decode("ascii") if text is None else text
    text = _try(content, "utf-8")
    if text is None and declared:
        text = _try(content, declared)
    if text is None:
        text = _mostly_utf8(content)
    if text is None:
        text = _try(content, "cp1252")
    if text is None:
        raise UnreadableError(path, "neither UTF-8 nor Windows-1252; save it as UTF-8")
    return text


def _strict(path: Path, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeError as error:
        reason = f"starts like {encoding.removesuffix('-sig').upper()} text but is damaged"
        raise UnreadableError(path, reason) from error


def _try(content: bytes, encoding: str) -> str | None:
    name = _WIDER.get(encoding.lower().replace("_", "-"), encoding)
    try:
        return content.decode(name)
    except (UnicodeError, LookupError, ValueError):
        return None


def _mostly_utf8(content: bytes) -> str | None:
    text = content.decode("utf-8", errors="replace")
    bad = text.count("\N{REPLACEMENT CHARACTER}")
    good = sum(not char.isascii() for char in text) - bad
    return text if good >= 10 * bad else None


def _looks_binary(content: bytes) -> bool:
    control = len(content) - len(content.translate(None, _CONTROL_BYTES))
    return b"\0" in content or control > 0.1 * len(content)


def _utf16_without_mark(content: bytes) -> str | None:
    """Name the kind of UTF-16 of bytes without a mark: of Latin text, half are zero."""
    sample = content[:4096]
    if len(content) % 2 or b"\0" not in sample:
        return None
    even, odd = sample[::2], sample[1::2]
    for zeros, letters, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if zeros.count(0) > 0.7 * len(zeros) and letters.count(0) == 0:
            return encoding
    return None
