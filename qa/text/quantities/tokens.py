"""Split a text in lower case into words, figures and signs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_TOKEN = re.compile(
    r"\d{1,3}(?:[,  ]\d{3})+(?:\.\d+)?(?![\d,])|\d+(?:\.\d+)?|[^\W\d_]+(?:[’'][^\W\d_]+)?"
    r"|<\w+>|[½¼¾⅓⅔⅛⅜⅝⅞$£€¥₹%°²³/:;,.()+~\-–—]"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a figure or a sign in lower case; `glued`: no blank stands before it."""

    text: str
    glued: bool

    @property
    def is_figure(self) -> bool:
        return self.text[0].isdecimal()


def tokenize(text: str) -> list[Token]:
    """Split a text in lower case into its tokens, in order; blanks are left out."""
    tokens = []
    previous_end = -1
    for match in _TOKEN.finditer(text):
        tokens.append(Token(match.group(), match.start() == previous_end))
        previous_end = match.end()
    return tokens


def word_at(tokens: Sequence[Token], position: int) -> str:
    """Give the text of the token at a position, "" behind the last one."""
    return tokens[position].text if position < len(tokens) else ""


def past_hyphen(tokens: Sequence[Token], position: int) -> int:
    """Give the position behind a hyphen, or the same one where no hyphen stands."""
    return position + 1 if word_at(tokens, position) == "-" else position
