"""Names of people in bylines, and names of news agencies."""

from __future__ import annotations

import re

from qa.text.calendar import MONTHS, WEEKDAYS, any_of
from qa.text.names import is_personal_name

_AGENCIES = re.compile(
    r"aap|afp|agence france-presse|agencies|al jazeera|ani|ansa|ap|associated press|anadolu agency"
    r"|bbc(?: news)?|bloomberg(?: news)?|canadian press|cnn|dpa|deutsche welle|dw|efe|ians"
    r"|interfax|kyodo(?: news)?|npr|pa(?: media)?|press association|politico|pti|tass"
    r"|(?:thomson )?reuters|upi|xinhua|yonhap",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"(?:the )?(?:[\w.&'\u2019-]+ ){1,4}(?:agency|chronicle|courier|daily|echo|gazette|globe"
    r"|guardian|herald|inquirer|journal|ledger|magazine|media|mirror|news|observer|post|press|radio"
    r"|register|review|standard|sun|telegraph|times|tribune|weekly|wire)",
    re.IGNORECASE,
)
_ROLES = re.compile(
    r"\b(?:correspondents?|editors?|reporters?|staff|writers?|columnist|bureau|chief|desk|producer"
    r"|analyst|contributors?|journalist|newsroom|team|photographs?|photos?|guest|special"
    r"|corresponsal|enviad[oa] especial|periodista|redactora?|korrespondent(?:in)?|redakteur(?:in)?"
    r"|reporter(?:in)?|correspondante?|envoyée? spéciale?|journaliste|redacteur|inviat[oa]"
    r"|corrispondente|giornalista|redaktør|redaktör)\b",
    re.IGNORECASE,
)
_CALENDAR = re.compile(rf"{any_of((*WEEKDAYS, *MONTHS))}|\w+ \d+", re.IGNORECASE)
_BREAKS = re.compile(
    r"\s*(?:,|;|&|\||/|\band\b|\bwith\b|(?-i:\b(?:avec|mit|con)\b))\s*", re.IGNORECASE
)
_JUNIOR = re.compile(r"\b[JS]r$")
_FOREIGN_BREAKS = re.compile(r"\s+(?:und|et|y|e|en|och|og|и)\s+")
# "By Jane Doe in London for The Courier": the name ends before the place.
_ELSEWHERE = re.compile(
    r"\s+(?:on|le|el|il|am|den|vom)\s+\d.*|\s+(?:in|at|for|from|of|reports?|reporting)\s.*|\s*[@(<].*|\s+\S+@\S+.*"
)
_AGENCY_AT_END = re.compile(
    r"\s+(?:for\s+)?(?:the\s+)?(associated press|reuters|afp|bbc news)$", re.I
)


def is_agency(name: str) -> bool:
    """Tell whether this is the name of a well-known news agency, with or without "the"."""
    return bool(_AGENCIES.fullmatch(name.casefold().removeprefix("the ").strip()))


def is_paper(name: str) -> bool:
    """Tell whether this has the form of a newspaper's name, such as "Harrowmere Ledger"."""
    return name[:1].isupper() and bool(_PAPER.fullmatch(name))


def _split(line: str) -> list[str]:
    """Split at commas and "and"; at "und", "et", "y" and their like only between full names."""
    parts: list[str] = []
    for part in _BREAKS.split(line):
        sides = _FOREIGN_BREAKS.split(part)
        parts += sides if all(" " in side for side in sides) else [part]
    return parts


def split_names(line: str) -> tuple[tuple[str, ...], str | None]:
    """Split what follows "By" into the names of people and their paper or agency.

    Names are kept as they are written. Roles ("political editor") and places are left out.

    Returns:
        Names, none if any part can be neither a name nor left out; and the agency or None.
    """
    names: list[str] = []
    agency = None
    for part in filter(None, _split(line.strip(" .:;,"))):
        part = _ELSEWHERE.sub("", part.strip()).strip(" .")
        part += "." if _JUNIOR.search(part) and f"{part}." in line else ""
        if not is_agency(part) and (match := _AGENCY_AT_END.search(part)):
            agency, part = match[1], part[: match.start()]
        if not part or _ROLES.search(part):
            continue
        if is_agency(part) or (names and is_paper(part)):
            agency = part
        elif not is_personal_name(part) or _CALENDAR.fullmatch(part):
            return (), None
        else:
            names.append(part)
    return tuple(dict.fromkeys(names)), agency
