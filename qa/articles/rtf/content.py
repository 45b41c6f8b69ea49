"""The paragraphs, tables, notes and properties of an RTF file, from its tokens."""

from __future__ import annotations

import copy
from collections.abc import Iterable

from qa.articles.marks import write_pieces
from qa.articles.rtf.characters import (
    CHARACTERS,
    SIGNS,
    decode_text,
    encoding_of_charset,
    encoding_of_code_page,
)
from qa.articles.rtf.state import GroupState
from qa.articles.rtf.table import WORDS, RtfTable
from qa.articles.rtf.tokens import Token

_PARAGRAPH_ENDS = frozenset(("par", "sect", "page", "column"))
_CODE_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_DEEPEST = 5000


class Content:
    """What an RTF file shows.

    Attributes:
        title, author: properties of the file, "" where there is none.
        left_out: a sentence each.
    """

    def __init__(self, tokens: Iterable[Token]) -> None:
        self.title = self.author = ""
        self.left_out: list[str] = []
        self._texts: dict[str, list[str]] = {"body": [], "note": [], "edge": [], "box": []}
        self._pieces: dict[str, list[tuple[str | None, str]]] = {}
        self._stack: list[GroupState] = []
        self._state = GroupState()
        self._table = RtfTable()
        self._encoding = "cp1252"
        self._fonts: dict[int, str] = {}
        self._default_font = 0
        self._font_in_table = 0
        self._bytes = bytearray()
        self._to_skip = 0
        self._comments = 0
        self._is_optional = False
        self._is_too_deep = False
        for token in tokens:
            self._take(token)
        self._finish()

    @property
    def blocks(self) -> list[str]:
        """Give paragraphs and tables in their order, then notes, then heads and feet of pages."""
        edges = [text for text in dict.fromkeys(self._texts["edge"]) if not _is_page(text)]
        return [*self._texts["body"], *self._texts["note"], *edges]

    def _take(self, token: Token) -> None:
        if token.kind == "text":
            skipped = min(self._to_skip, len(token.text))
            self._to_skip -= skipped
            if self._state.is_seen:
                self._bytes += token.text[skipped:]
            return
        self._decode()
        if token.kind == "word":
            self._take_word(token.word, token.number)
            return
        self._to_skip = 0
        if token.kind == "open":
            self._is_too_deep = self._is_too_deep or len(self._stack) >= _DEEPEST
            if not self._is_too_deep:
                self._stack.append(copy.copy(self._state))
        elif token.kind == "close":
            self._close()
        elif token.word == "*":
            self._is_optional = True
        elif token.word in SIGNS:
            self._write(SIGNS[token.word])
        elif token.word in "\r\n":
            self._end_paragraph()

    def _take_word(self, word: str, number: int | None) -> None:
        state = self._state
        is_optional, self._is_optional = self._is_optional, False
        self._to_skip = 0
        if word == "u":
            self._write(chr((number or 0) % 0x10000))
            self._to_skip = state.unicode_skip
        elif word in CHARACTERS:
            self._write(CHARACTERS[word])
        elif word in _PARAGRAPH_ENDS:
            self._end_paragraph()
        elif word in WORDS:
            self._take_cell(word)
        elif word == "ansicpg" or word in _CODE_PAGES:
            self._encoding = _CODE_PAGES.get(word) or encoding_of_code_page(number or 1252)
        elif word == "deff":
            self._default_font = number or 0
        elif state.within == "fonttbl" and word in ("f", "fcharset"):
            self._take_font(word, number or 0)
        else:
            self._comments += word == "annotation" and bool(state.target)
            state.format(word, number)
            state.enter(word, is_optional=is_optional)

    def _take_font(self, word: str, number: int) -> None:
        if word == "f":
            self._font_in_table = number
        elif encoding := encoding_of_charset(number):
            self._fonts[self._font_in_table] = encoding

    def _take_cell(self, word: str) -> None:
        if word == "nestrow":  # stands in a group that older programs skip
            self._table.take(word)
        elif self._state.target == "body":
            if word in ("cell", "nestcell"):
                self._table.add_cell(self._paragraph("body"), is_nested=word == "nestcell")
            else:
                self._table.take(word)

    def _end_paragraph(self) -> None:
        """End a paragraph; in a cell, a note or a text box it goes on in the next line."""
        if self._state.target != "body" or self._state.is_in_table:
            self._write("\n")
            return
        body = self._texts["body"]
        body += self._table.end()
        body.append(self._paragraph("body"))
        body += self._texts["box"]
        self._texts["box"] = []

    def _paragraph(self, target: str) -> str:
        """Take what was written for a target since the last time, behind the mark of its list."""
        mark = write_pieces(self._pieces.pop("mark", [])) if target == "body" else ""
        text = write_pieces(self._pieces.pop(target, []))
        # Characters beyond U+FFFF are written as two halves.
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if not text or not mark:
            return text
        return f"{mark} {text}" if any(map(str.isalnum, mark)) else f"- {text}"

    def _close(self) -> None:
        if not self._stack:
            return
        closed, self._state = self._state, self._stack.pop()
        if closed.target == self._state.target:
            return
        if closed.target == "title":
            self.title = self.title or self._paragraph("title")
        elif closed.target == "author":
            self.author = self.author or self._paragraph("author")
        elif closed.target in ("note", "edge", "box"):
            self._texts[closed.target].append(self._paragraph(closed.target))

    def _write(self, text: str) -> None:
        if self._state.is_seen:
            self._pieces.setdefault(self._state.target, []).append((self._state.position, text))

    def _decode(self) -> None:
        if self._bytes:
            font = self._default_font if self._state.font is None else self._state.font
            text = decode_text(self._bytes, self._fonts.get(font, self._encoding))
            self._bytes.clear()
            self._write(text)

    def _finish(self) -> None:
        self._decode()
        self._state = GroupState()
        self._end_paragraph()
        if self._is_too_deep:
            self.left_out.append("groups that are nested too deeply")
        elif self._stack:
            self.left_out.append("it breaks off before its end; what follows is missing")
        if self._comments:
            times = f" ({self._comments} times)" if self._comments > 1 else ""
            self.left_out.append(f"a comment{times}")


def _is_page(text: str) -> bool:
    words = text.lower().replace("/", " ").split()
    return all(word in ("page", "of") or not word.isalpha() for word in words)
