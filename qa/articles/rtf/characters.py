"""The encodings of fonts in RTF, and the control words that stand for a character."""

from __future__ import annotations

import codecs

# By the number behind "fcharset".
_OF_CHARSET = {
    0: "cp1252",
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
_OF_CODE_PAGE = {10000: "mac_roman", 10001: "shift_jis", 65001: "utf-8", 708: "iso8859_6"}

CHARACTERS = {
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "emdash": "\u2014",
    "endash": "\u2013",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "bullet": "\u2022",
    "lquote": "\u2018",
    "rquote": "\u2019",
    "ldblquote": "\u201c",
    "rdblquote": "\u201d",
    "zwj": "\u200d",
    "zwnj": "\u200c",
}
SIGNS = {"~": "\u00a0", "_": "\u2011", "{": "{", "}": "}", "\\": "\\"}


def encoding_of_charset(number: int) -> str | None:
    """Give the encoding of a font by its character set; None leaves that of the file."""
    return _OF_CHARSET.get(number)


def encoding_of_code_page(number: int) -> str:
    """Give the encoding of a code page, Windows-1252 where there is none."""
    name = _OF_CODE_PAGE.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def decode_text(content: bytes | bytearray, encoding: str) -> str:
    """Decode the bytes of a text; what the encoding has no character for is replaced."""
    return content.decode(encoding, errors="replace")
