"""Parse a PDF in a process of its own: bytes on standard input, JSON on standard output.

It is run as a file and imports nothing of ours, so that it starts fast and its memory is its own.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import math
import struct
import sys
from collections.abc import Sequence
from typing import Any

MEMORY = 2 * 1024**3

_CUT_WORD = "\x02"  # what PDFium gives for the hyphen of a word that goes on in the next line

# A character or a piece of text on one line: left and right edge, baseline and size in points, and
# the characters.
Chars = tuple[float, float, float, float, str]
# The same, and whether a blank is written before it and behind it.
Piece = tuple[float, float, float, float, str, bool, bool]

_LEAST_BLANKS = 1 / 60  # of the characters; a page with fewer sets words apart without blanks
_CELL_GAP = 0.35  # in sizes; where blanks are written, a gap without one sets cells apart


def main() -> None:
    """Parse standard input under a limit of memory, and print pages and title, or an error."""
    content = sys.stdin.buffer.read()
    with contextlib.suppress(ImportError, ValueError, OSError):  # not on every system
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.stdout.write(json.dumps(parse(content)))


def parse(content: bytes) -> dict[str, Any]:
    """Give {"pages": pieces of each, "labels": the number printed on each, "" where none is stated,
    "title": the file's own}, or {"error": why not}.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
        if len(document) == 0:
            return {"error": "not a PDF, or a damaged one: it has no pages"}
        functions = _TextFunctions()
        pages = [_read_page(page, functions) for page in document]
        labels = [document.get_page_label(number) for number in range(len(pages))]
        title = document.get_metadata_value("Title")
    except MemoryError:
        return {"error": "parsing it took too much memory"}
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            return {"error": "protected by a password"}
        return {"error": f"not a PDF, or a damaged one: {error}"}
    return {"pages": pages, "labels": labels, "title": title or ""}


def _read_page(page: Any, functions: _TextFunctions) -> list[Piece]:
    """Cut the characters of a page, in the order of the file, into pieces that stand close."""
    text_page = page.get_textpage()
    handle = ctypes.cast(text_page.raw, ctypes.c_void_p).value
    box = (ctypes.c_float * 4)()  # left, top, right, bottom
    read_box = struct.Struct("4f").unpack_from  # faster than the array's own items
    x, y = ctypes.c_double(), ctypes.c_double()
    box_address, x_address, y_address = map(ctypes.addressof, (box, x, y))
    lines: dict[tuple[float, float], tuple[float, float]] = {}  # top, bottom -> baseline, size
    character, find_box = functions.character, functions.box
    matrix = (ctypes.c_float * 6)()
    matrix_address = ctypes.addressof(matrix)
    chars: list[Chars] = []
    for index in range(text_page.count_chars()):
        char = chr(character(handle, index))
        if char == _CUT_WORD:
            char = "-"
        elif char == " ":
            if functions.is_generated(handle, index) == 1:
                continue
        elif not char.isprintable():
            continue
        find_box(handle, index, box_address)
        left, top, right, bottom = read_box(box)
        # Characters of one height at one place stand on one line: the file is asked once.
        if (line := lines.get((top, bottom))) is None:
            functions.origin(handle, index, x_address, y_address)
            functions.matrix(handle, index, matrix_address)
            # Programs scale the size: browsers write 16 pixels for 12 points.
            size = functions.size(handle, index) * math.hypot(matrix[2], matrix[3])
            line = y.value, max((top - bottom) / 1.2, 1.0) if size <= 1.5 else size
            lines[top, bottom] = line
        chars.append((left, right, *line, char))
    text_page.close()
    page.close()
    return _join(chars)


class _TextFunctions:
    """PDFium's functions on the characters of a page, which take addresses as plain numbers.

    Those of pypdfium2 check their arguments at every call, which takes most of the time.
    """

    def __init__(self) -> None:
        from pypdfium2 import raw

        address, index = ctypes.c_void_p, ctypes.c_int
        self.character = _bind(raw.FPDFText_GetUnicode, ctypes.c_uint, address, index)
        self.is_generated = _bind(raw.FPDFText_IsGenerated, ctypes.c_int, address, index)
        self.size = _bind(raw.FPDFText_GetFontSize, ctypes.c_double, address, index)
        self.box = _bind(raw.FPDFText_GetLooseCharBox, ctypes.c_int, address, index, address)
        self.matrix = _bind(raw.FPDFText_GetMatrix, ctypes.c_int, address, index, address)
        self.origin = _bind(
            raw.FPDFText_GetCharOrigin, ctypes.c_int, address, index, address, address
        )


def _bind(function: Any, result: Any, *arguments: Any) -> Any:
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(result, *arguments)(address)


def _join(chars: Sequence[Chars]) -> list[Piece]:
    """Join characters that stand close on one line to pieces."""
    blanks = sum(char[4] == " " for char in chars)
    writes_blanks = blanks >= _LEAST_BLANKS * len(chars)
    widest = _CELL_GAP if writes_blanks else 1.0
    pieces: list[Chars] = []
    parts: list[str] = []  # of the piece at work
    first = last = line_base = line_size = 0.0
    for left, right, base, size, char in chars:
        if parts:
            gap = (left - last) / size
            is_blank = char == " " or parts[-1] == " "
            if (
                -0.5 < gap < (1.0 if is_blank else widest)
                and abs(size - line_size) < 0.05 * size
                and abs(base - line_base) < 0.05 * size
                # Blanks in a row set columns apart.
                and not (char != " " and parts[-1] == " " and parts[-3:] == [" ", " ", " "])
            ):
                if gap > 0.18 and not is_blank:
                    parts.append(" ")
                parts.append(char)
                if right > last:
                    last = right
                continue
            pieces.append((first, last, line_base, line_size, "".join(parts)))
        parts = [char]
        first, last, line_base, line_size = left, right, base, size
    if parts:
        pieces.append((first, last, line_base, line_size, "".join(parts)))
    return _strip(pieces, writes_blanks)


def _strip(pieces: Sequence[Chars], writes_blanks: bool) -> list[Piece]:
    """Take the blanks off the ends of pieces, as wide as a fourth of the size each, and note them.

    On a page that writes no blanks, all gaps may be such.
    """
    stripped: list[Piece] = []
    follows_blank = False
    for left, right, base, size, text in pieces:
        if text.isspace():
            if stripped:
                stripped[-1] = (*stripped[-1][:6], True)
            follows_blank = True
            continue
        ahead = len(text) - len(text.lstrip())
        behind = len(text) - len(text.rstrip())
        stripped.append(
            (
                round(left + ahead * size / 4, 1),
                round(right - behind * size / 4, 1),
                round(base, 1),
                round(size, 1),
                text.strip(),
                not writes_blanks or follows_blank or ahead > 0,
                not writes_blanks or behind > 0,
            )
        )
        follows_blank = False
    return stripped


if __name__ == "__main__":
    main()
