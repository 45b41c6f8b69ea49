"""Days as languages other than English write them: "8 de noviembre de 2023", "2023年11月8日"."""

from __future__ import annotations

import functools
import re
from collections import defaultdict

_LANGUAGES = (
    "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "nn", "fi", "pl", "cs", "sk", "hr", "sl",
    "ro", "hu", "tr", "ru", "uk", "el", "bg", "ca", "id",
)  # fmt: skip
_BEFORE = frozenset("le la el il lo am an den der dem vom op em on dia de del w od".split())
_TIME = (
    r"(?:,?\s*(?:(?:um|à|a\s+las?|às|alle(?:\s+ore)?|ore|om|kl\.?|klo|o(?:\s+godz\.?)?|в|[-\u2013|])\s*)?"
    r"\d{1,2}(?:\s?[:.h]\s?\d{2})?(?::\d{2})?\s?(?:h|uhr|hs|hrs|uur|min)?)?"
)
_NAMED = re.compile(
    r"(?P<before>(?:[^\W\d]+[.,]*\s+){0,3})(?P<day>\d{1,2})(?:\.|er|[º°ª])?\s*"
    r"(?:de\s+|di\s+|d['\u2019])?(?P<month>[^\W\d_]{2,}(?:-[^\W\d_]+)?)\.?,?\s+(?:de\s+|del\s+)?"
    rf"(?P<year>\d{{4}})\.?(?:\s?[гр]\.?)?{_TIME}",
    re.IGNORECASE,
)
_NUMBERED = re.compile(  # "Mi, 08.11.2023"
    r"(?P<before>(?:[^\W\d]+[.,]*\s+){1,2})(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?"
    rf"(?P<year>\d{{4}}){_TIME}",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일].{0,20}"
)

PUBLISHED = (
    r"veröffentlicht|erschienen|erstellt|publiée?|mise? en ligne|publicado|pubblicato|gepubliceerd"
    r"|geplaatst|publicerad|publicerat|publisert|offentliggjort|udgivet|julkaistu|opublikowano"
    r"|data publikacji|publikováno|objavljeno|yayınlanma(?: tarihi)?|опубликовано|дата|datum|fecha"
    r"|data"
)
CHANGED = (
    r"(?:zuletzt )?aktualisiert|geändert|stand|modifiée?|mise? à jour|actualizado|modificado"
    r"|atualizado|aggiornato|bijgewerkt|gewijzigd|uppdaterad|uppdaterat|oppdatert|opdateret"
    r"|päivitetty|aktualizacja|zaktualizowano|aktualizováno|ažurirano|güncelle(?:me|nme)|обновлено"
)


def parse_foreign_day(text: str) -> tuple[int, int, int] | None:
    """Read a text that is wholly a day, as languages other than English write it.

    A weekday and a time may stand around it. A month's name that stands for different months in
    different languages ("listopad") gives None.

    Returns:
        Year, month and day, as written; they may name a day that no calendar has.
    """
    if match := _COUNTED.fullmatch(text):
        return int(match["year"]), int(match["month"]), int(match["day"])
    match = _NAMED.fullmatch(text) or _NUMBERED.fullmatch(text)
    if match is None:
        return None
    words = [word.strip(".,").casefold() for word in match["before"].split()]
    if not all(word in _BEFORE or word in _weekdays() for word in words):
        return None
    name = match["month"].casefold()
    month = int(name) if name.isdecimal() else _months().get(name)
    return (int(match["year"]), month, int(match["day"])) if month else None


@functools.cache
def _months() -> dict[str, int]:
    """Give the numbers of months by their names and abbreviations, as Unicode's CLDR has them."""
    from babel.dates import get_month_names

    numbers: defaultdict[str, set[int]] = defaultdict(set)
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, language).items():
                    numbers[name.casefold().rstrip(".")].add(number)
    return {name: next(iter(months)) for name, months in numbers.items() if len(months) == 1}


@functools.cache
def _weekdays() -> frozenset[str]:
    from babel.dates import get_day_names

    return frozenset(
        name.casefold().rstrip(".")
        for language in _LANGUAGES
        for width in ("wide", "abbreviated")
        for name in get_day_names(width, "format", language).values()
    )
