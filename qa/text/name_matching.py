"""Tell whether two texts name the same person, place or organisation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from qa.text.names import RANK_ABBREVIATIONS, TITLES
from qa.text.relation import Relation
from qa.text.spelling import fold_accents, same_spelling
from qa.text.terms import words as plain_words

_ROLES = frozenset(
    """president vice prime minister chancellor mayor governor senator congressman congresswoman
    representative professor sir dame lord lady king queen prince princess pope archbishop bishop
    cardinal rabbi imam sheikh judge justice chief deputy captain lieutenant colonel major general
    admiral commander corporal private sergeant coach manager inspector superintendent detective
    constable officer secretary director sheriff ambassador councillor councilor alderman chairman
    chairwoman chair chairperson father sister brother doctor spokesman spokeswoman
    spokesperson""".split()
)
_MALE = frozenset("mr sir lord king prince father brother chairman congressman spokesman".split())
_FEMALE = frozenset(
    """mrs ms miss dame lady queen princess sister chairwoman congresswoman
    spokeswoman""".split()
)
# First names that tell with "Mr" or "Ms" that another person is meant; the commonest of each.
_MALE_NAMES = frozenset(
    """james john robert michael william david richard joseph thomas charles christopher daniel
    matthew anthony mark donald steven paul andrew joshua kenneth kevin brian george edward peter
    henry martin simon ian alan colin graham neil stephen philip tom jack harry oliver luis carlos
    juan jose ahmed mohammed ali ivan""".split()
)
_FEMALE_NAMES = frozenset(
    """mary patricia jennifer linda elizabeth barbara susan jessica sarah karen nancy lisa margaret
    sandra ashley emily donna michelle carol amanda melissa deborah laura rebecca sharon anna maria
    ana helen emma jane kate alice ruth clare fiona julia sophie olivia amelia fatima aisha
    elena olga""".split()
)
_SHORT_FIRST_NAMES = {
    "bob": "robert", "rob": "robert", "bill": "william", "will": "william", "jim": "james",
    "joe": "joseph", "mike": "michael", "tom": "thomas", "dave": "david", "steve": "stephen",
    "steven": "stephen", "chris": "christopher", "dan": "daniel", "ben": "benjamin",
    "sam": "samuel", "tony": "anthony", "liz": "elizabeth", "kate": "katherine",
    "jack": "john", "matt": "matthew", "nick": "nicholas", "andy": "andrew", "ed": "edward",
    "jeff": "jeffrey", "greg": "gregory", "alex": "alexander", "maggie": "margaret",
    "sue": "susan", "dick": "richard", "rick": "richard", "ted": "edward", "ron": "ronald",
}  # fmt: skip
_ABBREVIATED_WORDS = {"st": "saint", "mt": "mount", "ft": "fort", "natl": "national"}
_COUNTRIES = {
    "america": "usa", "britain": "uk", "great britain": "uk", "holland": "netherlands",
    "fed": "federal reserve",
}  # fmt: skip
# Before a name these make another one: York is not New York.
_DISTINGUISHING = frozenset(
    """new north south east west northern southern eastern western central upper lower
    old""".split()
)
_SUFFIXES = frozenset("jr sr ii iii iv".split())
_COMPANY_FORMS = frozenset(
    """inc incorporated corp corporation ltd limited plc co company llc llp gmbh ag sa nv bv spa
    group holdings""".split()
)
_LINKS = frozenset("of the and for de du la van von der den del da dos bin al & on to in".split())
_LEADING = frozenset("a an the in on at by to from near".split())
_WORD = re.compile(r"[^\W_]+(?:[.'’\-][^\W_]+)*\.?|&")
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,7}s?")
_PARENTHESIS = re.compile(r"\s*\([^)]*\)\s*$")
_APPOSITION = re.compile(r",\s+(?:(?:the|a|an|its|his|her|their|who|which|then)\b|[a-z\d]).*$")
# "Bern, Switzerland", "Fort Benning in Georgia": where a place lies, or when something was there.
_COUNTRY_BEHIND = re.compile(r"(?<=\w)(?:,| (?:in|on|at|near)) [A-Z].*$")
# A blank must part two words: were it optional, a long text without a comma would take for ever.
_DESCRIPTION_BEFORE = re.compile(r"^(?:[a-z][\w'’-]*\s+)*[a-z][\w'’-]*\s*,\s+(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class _Name:
    """A name without its titles and descriptions.

    Attributes:
        words: folded, in lower case, with links ("of") left out.
        capitals: the words as they are written, with links.
        gender: "m" or "f" where a title or a common first name tells, else "".
        is_name: every word but links has a capital or a figure.
        has_title: a title or a role stood before it.
    """

    words: tuple[str, ...]
    capitals: tuple[str, ...]
    gender: str
    is_name: bool
    has_title: bool
    suffix: str
    is_linked: bool


def is_name(text: str) -> bool:
    """Tell whether a text is one name, with titles or a description beside it or without."""
    return _read(text).is_name


def relate_names(first: str, second: str) -> Relation | None:
    """Compare two names; None when one of the texts is not a name."""
    if _place(first) == _place(second):
        return Relation.SAME
    name, other = _read(first), _read(second)
    if not name.is_name or not other.is_name:
        return None
    if _is_acronym_of(name, other) or _is_acronym_of(other, name):
        return Relation.SAME
    if name.gender and other.gender and name.gender != other.gender:
        return Relation.DIFFERENT
    if name.suffix and other.suffix and name.suffix != other.suffix:
        return Relation.DIFFERENT
    words, other_words = _without_form(name.words), _without_form(other.words)
    if _joined(words) == _joined(other_words):
        return Relation.SAME
    if name.is_linked != other.is_linked and sorted(words) == sorted(other_words):
        return Relation.SAME  # "Ministry of Defence", "Defence Ministry"
    shorter, longer = sorted((words, other_words), key=len)
    if shorter == longer[-len(shorter) :]:
        is_other = longer[-len(shorter) - 1] in _DISTINGUISHING
        return Relation.DIFFERENT if is_other else Relation.SAME
    if longer == (*shorter, "city"):
        return Relation.SAME
    if _is_same_person(shorter, longer):
        return Relation.SAME
    return Relation.COMPATIBLE if set(shorter) <= set(longer) else Relation.DIFFERENT


@lru_cache(maxsize=10_000)
def _read(text: str) -> _Name:
    text = _PARENTHESIS.sub("", text.strip(" \"'“”‘’.,;:"))
    text = _DESCRIPTION_BEFORE.sub("", text) if text[:1].islower() or text[:4] == "The " else text
    text = _COUNTRY_BEHIND.sub("", _APPOSITION.sub("", text))
    written = _WORD.findall(text)
    while written and written[0].lower() in _LEADING:
        written = written[1:]
    titles = []
    while len(written) > 1 and _is_title(written[0], written[1]):
        titles.append(_plain(written[0]))
        written = written[1:]
    suffix = ""
    if len(written) > 1 and _plain(written[-1]) in _SUFFIXES:
        suffix, written = _plain(written[-1]), written[:-1]
    name_words = [word for word in written if _plain(word) not in _LINKS]
    folded = tuple(_one_form(_plain(word)) for word in name_words if _plain(word))
    return _Name(
        words=folded,
        capitals=tuple(written),
        gender=_gender(titles, _plain(name_words[0]) if len(name_words) > 1 else ""),
        is_name=bool(folded)
        and all(word[0].isupper() or word[0].isdecimal() for word in name_words),
        has_title=bool(titles),
        suffix=suffix,
        is_linked=len(name_words) < len(written),
    )


def _is_title(word: str, after: str) -> bool:
    """Tell whether a word before a name is a title, a rank, a role or a description."""
    plain = _plain(word)
    if plain in TITLES or plain in RANK_ABBREVIATIONS:
        return after[0].isupper() or _plain(after) in _ROLES
    if plain in _ROLES:
        return _plain(after) not in _LINKS
    # "former striker Ivan Petrov": what stands before a name without a capital describes it.
    return word[0].islower() and plain not in _LINKS


def _gender(titles: Sequence[str], first_name: str) -> str:
    if _MALE.intersection(titles):
        return "m"
    if _FEMALE.intersection(titles):
        return "f"
    return "m" if first_name in _MALE_NAMES else "f" if first_name in _FEMALE_NAMES else ""


def _plain(word: str) -> str:
    return fold_accents(word).lower().replace(".", "").replace("’", "'").removesuffix("'s")


def _one_form(word: str) -> str:
    return _ABBREVIATED_WORDS.get(word) or same_spelling(word)


def _place(text: str) -> str:
    """Give the words of a text with one name for a country that has several."""
    words = [word for word in plain_words(text) if word not in _LEADING]
    name = " ".join(words)
    return _COUNTRIES.get(name, name)


def _joined(words: Sequence[str]) -> str:
    return "".join(words).replace("-", "").replace("'", "")


def _without_form(words: tuple[str, ...]) -> tuple[str, ...]:
    """Give the words of a company's name without "Inc." and the like at its end."""
    while len(words) > 1 and words[-1] in _COMPANY_FORMS:
        words = words[:-1]
    return words


def _is_acronym_of(short: _Name, long: _Name) -> bool:
    if len(short.capitals) != 1 or len(long.capitals) < 2:
        return False
    if not _ACRONYM.fullmatch(short.capitals[0]):
        return False
    letters = short.capitals[0].replace(".", "").removesuffix("s").lower()
    all_words = [_plain(word) for word in long.capitals]
    name_words = [word for word in all_words if word not in _LINKS]
    forms = (all_words, name_words, list(_without_form(tuple(name_words))))
    return any("".join(word[0] for word in words if word) == letters for words in forms)


def _is_same_person(shorter: Sequence[str], longer: Sequence[str]) -> bool:
    """Tell whether two names have one surname and first names that agree.

    "J. Smith" agrees with "Jane A. Smith"; middle names count only where both have them.
    """
    if len(shorter) < 2 or shorter[-1] != longer[-1]:
        return False
    firsts, other_firsts = shorter[:-1], longer[:-1]
    if not _agree(firsts[0], other_firsts[0]):
        return False
    middles, other_middles = firsts[1:], other_firsts[1:]
    return all(map(_agree, middles, other_middles)) if middles else True


def _agree(first: str, second: str) -> bool:
    if len(first) == 1 or len(second) == 1:
        return first[0] == second[0]
    return _SHORT_FIRST_NAMES.get(first, first) == _SHORT_FIRST_NAMES.get(second, second)
