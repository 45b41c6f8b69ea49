"""Parse a PDF in a process of its own: bytes on standard input, JSON on standard output.

It is run as a file and imports nothing of ours, so that it starts fast and its memory is its own.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import sys
from typing import Any

MEMORY = 2 * 1024**3

_CUT_WORD = "\x02"  # what PDFium gives for the hyphen of a word that goes on in the next line

# A piece of text on one line: left and right edge, baseline and size in points, and characters.
Piece = tuple[float, float, float, float, str]


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
        pages = [_read_page(page) for page in document]
        labels = [document.get_page_label(number) for number in range(len(pages))]
        title = document.get_metadata_value("Title")
    except MemoryError:
        return {"error": "parsing it took too much memory"}
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            return {"error": "protected by a password"}
        return {"error": f"not a PDF, or a damaged one: {error}"}
    return {"pages": pages, "labels": labels, "title": title or ""}


def _read_page(page: Any) -> list[Piece]:
    """Cut the characters of a page, in the order of the file, into pieces that stand close."""
    from pypdfium2 import raw

    text_page = page.get_textpage()
    handle = text_page.raw
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    x_pointer, y_pointer, box_pointer = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
    chars: list[Piece] = []
    for index in range(text_page.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(handle, index))
        if char == _CUT_WORD:
            char = "-"
        elif char == " ":
            if raw.FPDFText_IsGenerated(handle, index) == 1:
                continue
        elif not char.isprintable():
            continue
        raw.FPDFText_GetCharOrigin(handle, index, x_pointer, y_pointer)
        raw.FPDFText_GetLooseCharBox(handle, index, box_pointer)
        size = raw.FPDFText_GetFontSize(handle, index)
        # The size may be 1 with the scale in the matrix; the box then tells the size.
        if size <= 1.5:
            size = max((box.top - box.bottom) / 1.2, 1.0)
        chars.append((box.left, box.right, y.value, size, char))
    text_page.close()
    page.close()
    return _join(chars)


def _join(chars: list[Piece]) -> list[Piece]:
    pieces: list[Piece] = []
    for left, right, base, size, char in chars:
        if pieces:
            first, last, base_before, size_before, text = pieces[-1]
            gap = (left - last) / size
            alike = abs(size - size_before) < 0.05 * size and abs(base - base_before) < 0.05 * size
            # Blanks in a row set columns apart.
            if alike and -0.5 < gap < 1.0 and not (text.endswith("   ") and char != " "):
                blank = " " if gap > 0.18 and char != " " and not text.endswith(" ") else ""
                pieces[-1] = (
                    first,
                    max(last, right),
                    base_before,
                    size_before,
                    text + blank + char,
                )
                continue
        pieces.append((left, right, base, size, char))
    return [
        (round(left, 1), round(right, 1), round(base, 1), round(size, 1), text)
        for left, right, base, size, text in map(_strip, pieces)
        if text
    ]


def _strip(piece: Piece) -> Piece:
    """Take the blanks off the ends of a piece, as wide as a fourth of the size each."""
    left, right, base, size, text = piece
    ahead = len(text) - len(text.lstrip())
    behind = len(text) - len(text.rstrip())
    if text.isspace():
        return left, right, base, size, ""
    return left + ahead * size / 4, right - behind * size / 4, base, size, text.strip()


if __name__ == "__main__":
    main()
