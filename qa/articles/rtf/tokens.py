"""The bytes of an RTF file to its tokens: control words, groups, and text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,40})(?P<number>-?\d{1,9})? ?"
    rb"|\\'(?P<hex>[0-9a-fA-F]{2})"
    rb"|\\(?P<sign>[^a-zA-Z'])"
    rb"|(?P<brace>[{}])"
    rb"|(?P<text>[^\\{}\r\n]+)"
    rb"|[\r\n]+|\\",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of an RTF file.

    Attributes:
        kind: "word", "sign" (a control symbol), "open", "close" or "text".
        word: the control word or symbol; "" for other kinds.
        number: what stands behind a control word, or None.
        text: the bytes of text.
    """

    kind: str
    word: str = ""
    number: int | None = None
    text: bytes = b""


_OPEN, _CLOSE = Token("open"), Token("close")


def read_tokens(content: bytes) -> Iterator[Token]:
    """Give the tokens of a file; binary data is passed over."""
    place = 0
    while match := _TOKEN.match(content, place):
        place = match.end()
        kind = match.lastgroup
        if kind == "text":
            yield Token("text", text=match["text"])
        elif kind == "hex":
            yield Token("text", text=bytes.fromhex(match["hex"].decode("ascii")))
        elif kind == "brace":
            yield _OPEN if match["brace"] == b"{" else _CLOSE
        elif kind == "sign":
            yield Token("sign", match["sign"].decode("latin-1"))
        elif match["word"]:
            word = match["word"].decode("ascii")
            number = int(match["number"]) if match["number"] else None
            if word == "bin":
                place += max(number or 0, 0)
            else:
                yield Token("word", word, number)
