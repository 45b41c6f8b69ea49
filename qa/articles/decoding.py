"""Bytes to characters: by marks, by what a file declares, else by what the bytes read like."""

from __future__ import annotations

import codecs
import re
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

# The encodings in which texts of other languages, and of other systems, are still kept.
_SINGLE_BYTE = (
    "cp1250 cp1251 koi8_r cp866 cp1253 cp1254 cp1255 cp1256 iso8859_2 mac_roman cp850".split()
)
_MULTI_BYTE = "cp932 euc_jp gb18030 big5 cp949".split()
_SAMPLE = 100_000
_LEAST_COHERENCE = 0.3
_LEAST_BYTES = 4  # beyond ASCII; fewer tell nothing
# What text that is read in a wrong encoding shows: capitals within words, signs between letters.
_MISREAD = re.compile(
    r"[a-z\xdf-\xf6\xf8-\xff][\xc0-\xd6\xd8-\xde\u017d\u0160\u0152\u0178]"
    r"|(?<=[^\W\d_])[\xa1-\xa9\xab-\xac\xae-\xb3\xb5-\xb6\xb8-\xb9\xbb-\xbf\xd7\xf7\u2020\u2021"
    r"\u2030\u20ac\u02dc\u02c6\xaf](?=[^\W\d_])|[\xc0-\xd6\xd8-\xde]{3,}"
)
_MOST_MISREAD = 0.1
_STRAY = re.compile("[\udc80-\udcff]+")
_CONTROLS = re.compile("[\x80-\x9f]")  # bytes that Windows-1252 leaves undefined become these


def decode(path: Path, content: bytes, declared: str | None = None) -> str:
    """Decode a file's bytes.

    In order: a byte order mark; UTF-16 where every other byte is zero; UTF-8 (a few damaged bytes
    in text that otherwise is UTF-8 become U+FFFD, or the quotation marks and dashes of Windows);
    the encoding that the file declares; Windows-1252 where that gives words of Western languages;
    else the one of the other usual encodings that the bytes read like, if any.

    UTF-8 that was taken for Windows-1252 and encoded again ("caf\u00c3\u00a9") is put right.

    Args:
        path: the file, for messages.
        declared: the encoding that the file itself names, if it does.

    Raises:
        UnreadableError: the bytes look binary, or are in none of these encodings.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strict(path, content, encoding)
    if b"\0" not in (stripped := content.rstrip(b"\0\r\n ")):
        content = stripped
    if utf16 := _utf16_without_mark(content):
        return _strict(path, content, utf16)
    if _looks_binary(content):
        raise UnreadableError(path, "looks binary, not text")
    if declared and content.isascii():  # some encodings, such as ISO-2022-JP, use ASCII bytes
        text = _try(content, declared)
        return content.decode("ascii") if text is None else text
    text = _try(content, "utf-8")
    if text is not None:
        return _encoded_once(text)
    text = _try(content, declared) if declared else None
    for read in (_mostly_utf8, _western, _resembling):
        text = read(content) if text is None else text
    text = _try(content, "cp1252") if text is None else text
    if text is None:
        raise UnreadableError(path, "in no encoding that can be told; save it as UTF-8")
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
    """Decode UTF-8 with some damaged bytes, or with punctuation that Windows wrote into it."""
    text = content.decode("utf-8", errors="surrogateescape")
    strays = _STRAY.findall(text)
    bad = sum(map(len, strays))
    good = sum(not char.isascii() for char in text) - bad
    is_punctuation = all(map(_windows_punctuation, strays))
    if good < (bad if is_punctuation else 10 * bad):
        return None
    return _STRAY.sub(lambda match: _windows_punctuation(match[0]) or "�" * len(match[0]), text)


def _windows_punctuation(stray: str) -> str:
    """Give the quotation mark, dash or euro sign of Windows-1252 that a stray byte stands for."""
    if len(stray) > 1 or ord(stray) >= 0xDCA0:
        return ""
    return bytes([ord(stray) - 0xDC00]).decode("cp1252", errors="ignore")


def _encoded_once(text: str) -> str:
    """Undo what a program did that took UTF-8 for Windows-1252, if it did so to all of a text."""
    if text.isascii():
        return text
    raw = _CONTROLS.sub(lambda match: chr(0xDC00 + ord(match[0])), text)
    try:
        return raw.encode("cp1252", errors="surrogateescape").decode("utf-8")
    except UnicodeError:
        return text


def _western(content: bytes) -> str | None:
    """Decode Windows-1252, if that gives text as Western languages write it."""
    text = _try(content, "cp1252")
    if text is None:
        return None
    foreign = sum(not char.isascii() for char in text)
    letters = sum(map(str.isalpha, text))
    foreign_letters = sum(char.isalpha() and not char.isascii() for char in text)
    misread = len(_MISREAD.findall(text))
    is_western = misread <= _MOST_MISREAD * foreign and 2 * foreign_letters <= letters
    return text if is_western else None


def _resembling(content: bytes) -> str | None:
    """Decode by the usual encoding whose letters make the most likely words of a language."""
    import charset_normalizer

    if len(content.translate(None, bytes(range(128)))) < _LEAST_BYTES:
        return None
    sample = content
    if len(content) > _SAMPLE:  # cut between lines, not within a character
        sample = content[:_SAMPLE].rpartition(b"\n")[0] or content
    names = [*_SINGLE_BYTE, *_MULTI_BYTE]
    matches = list(charset_normalizer.from_bytes(sample, cp_isolation=names))
    likely = [
        match
        for match in matches
        if match.encoding in _MULTI_BYTE or match.coherence >= _LEAST_COHERENCE
    ]
    if not likely:
        return None
    best = min(likely, key=lambda match: match.chaos + len(_MISREAD.findall(str(match))))
    return content.decode(best.encoding, errors="replace")


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
