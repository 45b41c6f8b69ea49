"""The words that begin a byline, in several languages, and the credits at the end of a story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.articles.names import is_paper

_ENGLISH = re.compile(
    r"(?:(?:written|reported|reporting|story|report|words|authored|author|posted|published|text"
    r"|opinion|analysis|comment|commentary|column|editorial|essay|review|interview|feature"
    r"|contributed|(?:text|words|story) (?:and|&) (?:photos?|photographs?|pictures|video)"
    r"|(?:more|all posts|posts|articles|stories)(?: written)?) )?by:?\s+(?P<names>.{3,150})",
    re.IGNORECASE | re.DOTALL,
)
_LABEL = re.compile(
    r"(?:authors?|text|words|texte|texto|testo|tekst|autore?|autora|autorin|auteure?|av|af"
    r"|teksti|kirjoittaja|autorka|yazan|yazar|szerző|författare|forfatter|skribent|автор"
    r"|(?:text|texte|texto|testo|tekst|words)\s*(?:[&+/]|und|et|y|e|och|og|and)\s*\w{3,12})\s*:\s*"
    r"(?P<names>.{3,150}?)"
    # Who made the pictures is no author.
    r"(?:\s*[,;|/\u2022]?\s*(?:fotos?|photos?|photographs?|photography|bild(?:er)?|grafik(?:en)?"
    r"|pictures?|illustrations?|images?|video)\b.*)?",
    re.IGNORECASE | re.DOTALL,
)
# What follows these must be full names, as these words also begin titles.
_FOREIGN = re.compile(
    r"(?:(?:ein artikel |geschrieben |verfasst |text )?von|(?:publié |écrit |rédigé )?par"
    r"|(?:escrito |publicado |texto )?por|(?:scritto )?da|di|(?:geschreven )?door|av|af|autore?"
    r"|autorin|autora|auteure?|автор|作者|文)\s*[:\uff1a]?\s+(?P<names>.{3,80})",
    re.IGNORECASE | re.DOTALL,
)
# "Jane Doe for the Lennick Herald"
_FOR_PAPER = re.compile(r"(?P<names>[^\W\d_a-z].{3,60}) for (?:the )?(?P<paper>[A-Z].{3,40})")
_CREDIT_START = re.compile(
    r"^[ \t]*[(\[*\u2013\u2014-]*[ \t]*"
    r"(?=(?:Additional reporting|Reporting|Reported|Writing|Written|Editing)\b)"
    r"|\((?=(?:Additional reporting|Reporting|Writing)\b)",
    re.MULTILINE,
)
# "Reporting by A B in London; Writing by C D; Editing by E F", in any of these parts.
_CREDIT = re.compile(
    r"(?<!additional )\b(?P<role>writing|written|reporting|reported)(?: and \w+)? by "
    r"(?P<names>[^;()\n]{3,150}?)(?=[;()\n]|,? (?:additional |writing|editing|reporting)|\.?$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Byline:
    """What follows the first words of a byline.

    Attributes:
        is_sure: whether these words begin nothing but bylines, so that one name will do.
    """

    names: str
    is_sure: bool


def match_byline(line: str) -> Byline | None:
    """Read a line such as "By Jane Doe" or "Von Anna Klein"; None if it begins like no byline."""
    if (match := _FOR_PAPER.fullmatch(line)) and is_paper(match["paper"]):
        return Byline(match["names"], is_sure=False)
    for pattern, is_sure in ((_ENGLISH, True), (_FOREIGN, False), (_LABEL, False)):
        if match := pattern.fullmatch(line):
            return Byline(match["names"], is_sure)
    return None


def find_credits(text: str) -> list[str]:
    """Give the names in the credits of a story, those of its writers before its reporters.

    Credits stand at the beginning of a line or in brackets of their own; what is told within a
    sentence ("a song written by ...") is none.
    """
    credits = list(_credits(text))
    writers = [names for role, names in credits if role.startswith("writ")]
    return writers or [names for _, names in credits]


def _credits(text: str) -> Iterator[tuple[str, str]]:
    for start in _CREDIT_START.finditer(text):
        end = text.find("\n", start.end())
        line = text[start.end() : len(text) if end < 0 else end].partition(")")[0]
        for match in _CREDIT.finditer(line):
            yield match["role"].lower(), match["names"]
