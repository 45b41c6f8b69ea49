"""Plain text: one article, or several that a press database wrote into one file."""

from __future__ import annotations

from pathlib import Path

from qa.articles.decoding import decode
from qa.articles.exports import read_texts
from qa.articles.hyphens import join_words, known_compounds, known_words
from qa.articles.parsed import ParsedArticle
from qa.articles.text import clean

_SHORTEST_CUT_LINE = 15
_FULL = 0.7  # of the longest line; a shorter one would be taken for the end of a paragraph


def read_plain(path: Path, content: bytes) -> list[ParsedArticle]:
    """Read a text file, or raise UnreadableError.

    Words that are cut at line ends are put together (see `hyphens.join_words`).
    """
    return read_texts(_join_cut_words(clean(decode(path, content))))


def _join_cut_words(text: str) -> str:
    """Put together words that are cut at line ends; the rest of the word moves up a line.

    Where that would leave a short line, all of it moves up, or one sentence would look like two.
    """
    lines = text.split("\n")
    if not any(line[-1:] == "-" and line[-2:-1].isalnum() for line in lines):
        return text
    compounds, words = known_compounds(text), known_words(text)
    width = max(map(len, lines))
    joined: list[str] = []
    for line in lines:
        above = joined[-1] if joined else ""
        if above[-1:] == "-" and len(above) >= _SHORTEST_CUT_LINE and line[:1].islower():
            word, _, rest = line.partition(" ")
            if together := join_words(above, word, compounds, words):
                joined[-1] = together
                if not rest:
                    continue
                if len(rest) < _FULL * width:
                    joined[-1] += f" {rest}"
                    continue
                line = rest
        joined.append(line)
    return "\n".join(joined)
