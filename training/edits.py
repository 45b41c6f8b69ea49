"""Change questions so that their passage no longer answers them, or so that it still does.

A reader trained on retrieved passages alone lets an article about American soldiers answer "how
many Canadian soldiers?". So one part of a question is changed: a name, a number, a word for its
opposite or for a cohyponym ("sailors" for "soldiers"); or a "not" is inserted; or the question asks
for the place instead of the time. An odd wording must not be a sign that there is no answer, so
other questions get a synonym and keep their answer.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from qa.text.calendar import MONTHS, WEEKDAYS
from qa.text.sentences import sentence_ranges
from training.examples import Example
from training.wordnet import WordNet

_NUMBER = re.compile(r"\b\d[\d,]*(?:\.\d+)?\b")
_CAPITALISED = r"(?:(?:[A-Z]\.){2,}|[A-Z](?:\w|[’'-](?!s\b)(?=\w))*\w)"
_NAME = re.compile(rf"\b{_CAPITALISED}(?: (?:(?:of|the|de|van|von) )*{_CAPITALISED})*")
_WORD = re.compile(r"\b[a-z]{4,}\b")
_AUXILIARY = re.compile(r"\b(is|are|was|were|did|does|do|has|have|had|can|could|will|would)\b")
_MONTHS = [name.title() for name in MONTHS]
_ANY_MONTH = "|".join(_MONTHS)
# Words that ask for a time, a place or a reason, and words that ask for another of these.
_ASKED_OTHERWISE = (
    (re.compile(r"^When\b"), (("Where", "place"), ("Why", "reason"))),
    (re.compile(r"^Where\b"), (("When", "time"), ("Why", "reason"))),
    (
        re.compile(r"(?<=hat )(?:year|month|day|decade|century)\b"),
        (("city", "place"), ("country", "place"), ("place", "place")),
    ),
    (
        re.compile(r"(?<=hat )(?:city|country|state|town|place)\b"),
        (("year", "time"), ("month", "time")),
    ),
)
# Words of a sentence that may state a time, a place or a reason.
_CIRCUMSTANCE_CUES = {
    "time": re.compile(
        rf"\d|\b(?:{_ANY_MONTH}|\w+days?|years?|months?|weeks?|decades?|century|centuries|tonight"
        r"|mornings?|afternoon|evenings?|nights?|when|while|once|after|before|during|since|until"
        r"|ago|later|early|earlier|late|recently|soon|then|now|spring|summer|autumn|fall|winter)\b"
    ),
    "place": re.compile(
        r"\b(?:in|at|near|from|to|on|inside|outside|across|around|throughout|where|here|there)\b"
        rf"(?! (?:\d|{_ANY_MONTH}|\w+day\b))"
    ),
    "reason": re.compile(
        r"\b(?:because|since|due|for|to|so|as|after|reasons?|cause[ds]?|why|that)\b"
    ),
}
_FROM_PASSAGE = 0.3  # the share of new names that come from another sentence of the passage

_NO_NAMES = frozenset(
    "What Which Who Whom Whose When Where Why How In On At By For From To The Is Are Was Were "
    "Did Do Does Mr Mrs Ms Dr I If You He She It They We But And This That These There".split()
)
# Words whose opposite or cohyponym leaves the meaning as it was, or makes no question.
_NOT_REPLACED = frozenset(
    "what which when where other same many much take takes took place said saying year years "
    "name names kind type kinds types part number amount does have".split()
)
# Names of small classes: such a name is changed to another of its class.
_NAME_CLASSES = [
    frozenset(words.split())
    for words in (
        " ".join(_MONTHS),
        " ".join(name.title() for name in WEEKDAYS),
        "American Canadian Mexican British French German Italian Spanish Portuguese Dutch Belgian "
        "Swiss Austrian Polish Russian Ukrainian Turkish Greek Swedish Norwegian Danish Finnish "
        "Irish Scottish Chinese Japanese Korean Indian Pakistani Iranian Iraqi Syrian Israeli "
        "Egyptian Saudi Kenyan Nigerian Brazilian Argentine Chilean Cuban Australian European "
        "African Asian U.S.",
        "America Canada Mexico Britain England Scotland Ireland France Germany Italy Spain "
        "Portugal Belgium Switzerland Austria Poland Russia Ukraine Turkey Greece Sweden Norway "
        "Denmark Finland China Japan Korea India Pakistan Iran Iraq Syria Israel Egypt Kenya "
        "Nigeria Brazil Argentina Chile Cuba Australia Europe Africa Asia",
        "California Texas Florida Ohio Michigan Illinois Georgia Virginia Pennsylvania Colorado "
        "Oregon Nevada Arizona Utah Kansas Iowa Missouri Tennessee Alabama Louisiana Maryland "
        "Massachusetts Connecticut Vermont Maine Delaware Wisconsin Minnesota Washington",
        "Christian Catholic Protestant Muslim Jewish Hindu Buddhist Orthodox",
        "Republican Democratic Democrat Conservative Labour Liberal Socialist Communist",
    )
]
_NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty "
    "fifty hundred"
).split()
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth last".split()
# Opposites that WordNet lacks, or has under another sense than the most frequent one.
_OPPOSITES = (
    "before after; first last; most least; more less; more fewer; best worst; better worse; "
    "highest lowest; higher lower; largest smallest; larger smaller; biggest smallest; bigger "
    "smaller; longest shortest; longer shorter; oldest youngest; older younger; earliest "
    "latest; earlier later; newest oldest; fastest slowest; strongest weakest; closest "
    "farthest; richest poorest; always never; always rarely; above below; inside outside; "
    "allowed forbidden; accepted rejected; accept reject; won lost; win lose; bought sold; buy "
    "sell; gained lost; gain lose; gave received; give receive; began ended; begin end; started "
    "ended; start end; opened closed; open close; rose fell; rise fall; increased decreased; "
    "increase decrease; increasing decreasing; born buried; built destroyed; build destroy; "
    "created destroyed; create destroy; hired fired; loved hated; like dislike; likes dislikes; "
    "liked disliked; love hate; loves hates; support oppose; supports opposes; supported "
    "opposed; arrived left; arrive leave; joined left; join leave; remembered forgot; agreed "
    "disagreed; agree disagree; succeeded failed; succeed fail; easy difficult; cheap "
    "expensive; cheaper expensive; rich poor; old young; new old; early late; long short; high "
    "low; large small; big small; good bad; strong weak; male female; men women; man woman; "
    "boys girls; son daughter; husband wife; father mother; brother sister; brothers sisters; "
    "king queen; day night; morning evening; north south; northern southern; east west; eastern "
    "western; public private; legal illegal; known unknown; possible impossible; domestic "
    "foreign; rural urban; modern ancient; winter summer; positive negative; positively "
    "negatively; similar different; true false; minimum maximum; increase reduce; raised "
    "lowered; raise lower; added removed; add remove; included excluded; include exclude; "
    "including excluding; allow prevent; allows prevents; helped hindered; help hinder; gaining "
    "losing; winning losing; buying selling; starting ending; entered left; enter leave; "
    "advantage disadvantage; advantages disadvantages; benefit drawback; benefits drawbacks; "
    "ally enemy; allies enemies; friend enemy; friends enemies; victory defeat; success "
    "failure; profit loss; import export; imports exports; attack defend; attacked defended"
)
_IRREGULAR = frozenset(
    "be become begin bring build buy catch choose come cut do draw drink drive eat fall feel "
    "fight find fly forget get give go grow hang have hear hide hit hold keep know lay lead "
    "leave lend let lie lose make mean meet pay put read ride ring rise run say see sell send "
    "set shake shoot show shut sing sit sleep speak spend stand steal stick strike swim take "
    "teach tell think throw understand wake wear win write".split()
)


class Editor:
    """Edit questions with names from the other questions of a file and with words of WordNet."""

    def __init__(self, examples: Sequence[Example], wordnet: WordNet) -> None:
        self._wordnet = wordnet
        self._opposites: defaultdict[str, list[str]] = defaultdict(list)
        for pair in _OPPOSITES.split(";"):
            word, opposite = pair.split()
            self._opposites[word].append(opposite)
            self._opposites[opposite].append(word)
        self._names_by_group: defaultdict[str, set[str]] = defaultdict(set)
        names_by_length: defaultdict[int, set[str]] = defaultdict(set)
        for example in examples:
            for name in extract_names(example.question):
                self._names_by_group[example.group].add(name)
                names_by_length[len(name.split())].add(name)
        self._names_by_length = {n: sorted(names) for n, names in names_by_length.items()}

    def edited(self, example: Example, rng: random.Random) -> Example | None:
        """Change the question and drop the answers; return None when no change is possible."""
        edits: list[Callable[[Example, random.Random], str | None]] = [
            self._other_name, self._other_name, self._other_number, self._other_number,
            self._opposite, self._opposite, self.cohyponym, _asked_otherwise, _asked_otherwise,
        ]  # fmt: skip
        if rng.random() < 0.3:
            edits.append(_negated)
        rng.shuffle(edits)
        for edit in edits:
            question = edit(example, rng)
            if question is not None and question != example.question:
                kind = edit.__name__.strip("_")
                return replace(example, question=question, answers=(), kind=kind)
        return None

    def reworded(self, example: Example, rng: random.Random) -> Example:
        """Replace a word of the question by a synonym, where WordNet has one."""
        for match in _shuffled(_WORD.finditer(example.question), rng):
            if match.group() in _NOT_REPLACED:
                continue
            synonyms = self._related(match.group(), self._wordnet.synonyms)
            if synonyms:
                question = _replace(example.question, match, rng.choice(synonyms))
                return replace(example, question=question, kind="reworded")
        return example

    def _other_name(self, example: Example, rng: random.Random) -> str | None:
        for match in _shuffled(name_matches(example.question), rng):
            new = self._name_like(match.group(), example, rng)
            if new is not None:
                return _replace(example.question, match, new)
        return None

    def _name_like(self, name: str, example: Example, rng: random.Random) -> str | None:
        name_class = next((names for names in _NAME_CLASSES if name in names), None)
        if name_class is not None:
            choices = sorted(name_class)
        elif rng.random() < _FROM_PASSAGE:
            choices = list(_names_of_other_sentences(example))
        elif rng.random() < 0.6 and self._names_by_group[example.group]:
            choices = sorted(self._names_by_group[example.group])
        else:
            choices = self._names_by_length.get(len(name.split()), [])
        words = set(name.lower().split())
        answers = " ".join(example.answer_texts()).lower()
        for new in rng.sample(choices, min(len(choices), 12)):
            fresh = not words & set(new.lower().split()) and new.lower() not in answers
            if fresh and new not in example.question and new not in _answer_sentences(example):
                return new
        return None

    def _other_number(self, example: Example, rng: random.Random) -> str | None:
        for match in _shuffled(_NUMBER.finditer(example.question), rng):
            number = match.group()
            if re.fullmatch(r"[12]\d{3}", number):
                new = str(int(number) + _random_step(rng, 40))
            elif number.isdigit() and len(number) < 4:
                new = str(max(1, int(number) + _random_step(rng, 9)))
            else:
                new = str(rng.randint(2, 9)) + number
            return _replace(example.question, match, new)
        for match in _shuffled(_WORD.finditer(example.question), rng):
            for words in (_NUMBER_WORDS, _ORDINALS):
                if match.group() in words:
                    others = [word for word in words if word != match.group()]
                    return _replace(example.question, match, rng.choice(others))
        return None

    def _opposite(self, example: Example, rng: random.Random) -> str | None:
        for match in _shuffled(re.finditer(r"\b[a-z]{3,}\b", example.question), rng):
            word = match.group()
            if word in _NOT_REPLACED:
                continue
            opposites = self._opposites.get(word) or self._related(word, self._wordnet.opposites)
            if opposites:
                return _replace(example.question, match, rng.choice(opposites))
        return None

    def cohyponym(self, example: Example, rng: random.Random) -> str | None:
        passage = example.passage.lower()
        for match in _shuffled(_WORD.finditer(example.question), rng):
            # Only a word that question and passage share makes a difference when it is changed.
            if match.group()[:5] not in passage or match.group() in _NOT_REPLACED:
                continue
            cohyponyms = self._related(match.group(), self._wordnet.cohyponyms)
            fresh = [word for word in cohyponyms if word[:5] not in passage]
            if fresh:
                return _replace(example.question, match, rng.choice(fresh))
        return None

    def _related(self, word: str, related: Callable[[str, str], list[str]]) -> list[str]:
        """Return what `related` gives for the word's base form, with the word's ending."""
        for base, ending in _bases(word):
            part = self._wordnet.part_of_speech(base)
            if part is None or (ending in ("ed", "ing") and part != "v"):
                continue
            candidates = related(base, part)
            if candidates:
                return [
                    _with_ending(candidate, ending)
                    for candidate in candidates
                    if candidate.isalpha() and not (ending == "ed" and candidate in _IRREGULAR)
                ]
        return []


def extract_names(text: str) -> list[str]:
    """Return the names in a text, in their order; see `name_matches`."""
    return [match.group() for match in name_matches(text)]


def name_matches(text: str) -> Iterator[re.Match[str]]:
    """Find capitalised words in a row, except the word that a question begins with."""
    for match in _NAME.finditer(text):
        first = match.group().split()[0]
        if first not in _NO_NAMES and (match.start() > 0 or " " in match.group()):
            yield match


def _names_of_other_sentences(example: Example) -> Iterator[str]:
    """Find the names in the sentences that do not hold an answer."""
    for start, end in sentence_ranges(example.passage):
        if not any(low < end and high > start for low, high in example.answers):
            yield from extract_names(example.passage[start:end])


def _answer_sentences(example: Example) -> str:
    """Join the sentences that hold an answer."""
    return " ".join(
        example.passage[start:end]
        for start, end in sentence_ranges(example.passage)
        if any(low < end and high > start for low, high in example.answers)
    )


def _negated(example: Example, rng: random.Random) -> str | None:
    """Insert "not" after the auxiliary verb, or after the subject of "did" and the like."""
    match = _AUXILIARY.search(example.question)
    if match is None or " not " in example.question:
        return None
    if match.group() in ("is", "are", "was", "were", "can", "could", "will", "would"):
        return f"{example.question[: match.end()]} not{example.question[match.end() :]}"
    words = example.question[match.end() :].split()
    if len(words) < 3:
        return None
    # The subject is not parsed: most are one or two words long.
    length = 2 if words[0].lower() in ("the", "a", "an", "mr.", "ms.", "mrs.", "dr.") else 1
    rest = [*words[:length], "not", *words[length:]]
    return f"{example.question[: match.end()]} {' '.join(rest)}"


def _asked_otherwise(example: Example, rng: random.Random) -> str | None:
    """Ask where instead of when, and so on, unless the answer's sentence may state that too."""
    sentences = _answer_sentences(example)
    for question_word, replacements in _ASKED_OTHERWISE:
        match = question_word.search(example.question)
        if match is None:
            continue
        replacement, circumstance = rng.choice(replacements)
        if not _CIRCUMSTANCE_CUES[circumstance].search(sentences):
            return _replace(example.question, match, replacement)
    return None


def _replace(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


def _shuffled(matches: Iterator[re.Match[str]], rng: random.Random) -> list[re.Match[str]]:
    shuffled = list(matches)
    rng.shuffle(shuffled)
    return shuffled


def _random_step(rng: random.Random, largest: int) -> int:
    """Draw a number of 1 to `largest`, up or down."""
    return rng.choice((-1, 1)) * rng.randint(1, largest)


def _bases(word: str) -> Iterator[tuple[str, str]]:
    """Give the base forms that a word may have, each with the ending that was added to it."""
    if not word.endswith(("ed", "ing")):
        yield word, ""
    if word.endswith("ies"):
        yield word[:-3] + "y", "s"
    elif word.endswith("s") and not word.endswith("ss"):
        yield word[:-1], "s"
        if word.endswith("es"):
            yield word[:-2], "s"
    for ending in ("ed", "ing"):
        if word.endswith(ending):
            stem = word[: -len(ending)]
            yield stem, ending
            yield stem + "e", ending
            if ending == "ed" and stem.endswith("i"):
                yield stem[:-1] + "y", ending
            if len(stem) > 2 and stem[-1] == stem[-2]:
                yield stem[:-1], ending


def _with_ending(base: str, ending: str) -> str:
    if ending == "s":
        if base.endswith("y") and base[-2] not in "aeiou":
            return base[:-1] + "ies"
        return base + ("es" if base.endswith(("s", "x", "ch", "sh")) else "s")
    if ending == "ed":
        if base.endswith("y") and base[-2] not in "aeiou":
            return base[:-1] + "ied"
        return base + ("d" if base.endswith("e") else "ed")
    if ending == "ing":
        return (base[:-1] if base.endswith("e") else base) + "ing"
    return base
