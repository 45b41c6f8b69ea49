"""Split a stretch of several items: "Valdora, Ostmark and Rhenland"."""

from __future__ import annotations

import re

from qa.text.sentences import Range

_SEPARATOR = re.compile(r"\s*(?:;|,(?=\s))\s+(?:and |or |as well as )?|\s+(?:and|or|as well as)\s+")
_LINKING = re.compile(r"(?:and|or|as well as)\s*$")
# One name or one matter though an "and" stands inside.
_ONE_THING = frozenset(
    (
        "bosnia and herzegovina",
        "trinidad and tobago",
        "antigua and barbuda",
        "tyne and wear",
        "marks and spencer",
        "johnson and johnson",
        "procter and gamble",
        "simon and schuster",
        "research and development",
        "search and rescue",
        "law and order",
        "supply and demand",
        "terms and conditions",
        "health and safety",
    )
)
# What a comma adds to an item instead of another item: "Ana Reyes, the mayor, and Otto Brand".
_APPOSITION = re.compile(
    r"(?:(?:the|a|an) (?-i:[a-z])|(?:who|which|whose|where|when|that|both|all|including|formerly"
    r"|now|then|aged|his|her|its|their|by|of|in|on|at|for|from|with|to)\b|\d[\d,.]*$)",
    re.IGNORECASE,
)
_BEFORE_NAME = re.compile(r"(to|in|at|on|from|by|near|for|with) (?=[A-Z])")
_ITEM_WITH_ARTICLE = re.compile(r"the [a-z-]+(?: [a-z-]+){0,2}")
# "The lawyer Freda Kling": an item with what the person does before the name.
_DESCRIBED_NAME = re.compile(
    r"(?:the|a|an) (?:(?!of\b|in\b|for\b|at\b|from\b)[a-z-]+ ){1,3}"
    r"(?P<name>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)+)"
)
# "The ministers of transport", of whom the next parts are the others.
_SHARED_HEAD = re.compile(r"(?:the )?[a-z]+s (?:of|for|in|at|on) [\w ]+", re.IGNORECASE)
_TITLE = re.compile(
    r"(?:[Tt]he )?(?:[A-Z][\w.&'’-]*)(?: (?:of |the |de |van |& )*[A-Z0-9][\w.&'’-]*)*"
)
_NAME = r"(?:[Tt]he )?[A-Z][\w.&’'-]*(?: (?:(?:of|the|de|van|von|da|&) )*[A-Z][\w.&’'-]*)*"
# "Owen Prike, 19," and "Jean Tolliver, of Withy Lane,": what is added to a name amid a list.
_ADDED = r"(?:, (?:aged )?\d{1,3}(?=,| and\b)|, (?:of|from|the|an?) [^,.;:]{1,50}(?=,))?"
_RUN = re.compile(rf"{_NAME}{_ADDED}(?:(?:, (?:and )?| and ){_NAME}{_ADDED})*(?:,? and {_NAME})")
# "Marlow 120,000 euros, the brewer Hobb 45,000 and Fenn 9,000": names, each with an amount.
_AMOUNT = r"[$€£¥]?\d[\d.,]*\d?(?: (?:thousand|million|billion|percent|per cent))?(?: [a-z]+)?"
_DESCRIBED = rf"(?:the (?:[a-z]+ )?)?(?P<name>{_NAME})"
_WITH_AMOUNT = re.compile(rf"{_DESCRIBED}(?: (?!and\b)[a-z]+){{0,3}} {_AMOUNT}(?=,|\.| and\b|$)")
_NEXT_ITEM = re.compile(r",? and |, ")
_PARENTHESIS = re.compile(r" \([^()]*\)$")
_QUOTATION_MARKS = '"“”„«»'
_OPENS_THING = re.compile(
    r"[A-Z0-9]|(?:the|an?|two|three|four|five|six|seven|eight|nine|ten|several|some|his|her|its"
    r"|their) "
)
# "A year and two months" is one length, no list.
_MEASURE = re.compile(
    r"\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|inch(?:es)?|foot|feet|miles?|pounds?"
    r"|ounces?|cents?|half|quarters?|thirds?)$",
    re.IGNORECASE,
)
_MAX_WORDS = 8


def split_items(text: str) -> list[Range]:
    """Give the ranges of the items in a stretch; none where it is one item.

    Items are separated by commas and a last "and". A part that only says more of the one before
    it, such as "the mayor" or an age, is left out. Where a colon stands before, the items follow
    it. A single item, or a stretch whose parts are too long to be items, is not split.
    """
    colon = text.rfind(": ")
    start = colon + 2 if colon >= 0 and _SEPARATOR.search(text, colon + 2) else 0
    if text[start:].lower().removeprefix("the ") in _ONE_THING:
        return []
    parts: list[Range] = []
    linked = False
    for separator in _SEPARATOR.finditer(text, start):
        parts.append((start, separator.start()))
        linked = linked or _LINKING.search(separator.group().rstrip()) is not None
        start = separator.end()
    parts.append((start, len(text)))
    parts = [part for part in parts if part[1] > part[0]]
    if len(parts) < 2 or not linked:
        return []
    items = [_trimmed(text, part) for part in _without_appositions(text, parts)]
    if len(items) < 2 or any(len(text[slice(*item)].split()) > _MAX_WORDS for item in items):
        return []
    return [] if _is_one_name(text, items) else items


def _trimmed(text: str, item: Range) -> Range:
    """Leave out what stands in parentheses after an item, and a quotation mark without its other.

    A range inside a title, 'Nine Doors" and "Heron', begins after one mark and ends before another.
    """
    start, end = item
    words = _PARENTHESIS.sub("", text[start:end])
    end = start + len(words)
    if sum(words.count(mark) for mark in _QUOTATION_MARKS) == 1:
        start += words[0] in _QUOTATION_MARKS
        end -= words[-1] in _QUOTATION_MARKS
    return start, end


def _without_appositions(text: str, parts: list[Range]) -> list[Range]:
    first = text[slice(*parts[0])]
    if not _TITLE.fullmatch(first):
        return parts
    openings = [match for part in parts[1:] if (match := _BEFORE_NAME.match(text, *part))]
    if len(openings) == len(parts) - 1 and len({match[1] for match in openings}) == 1:
        # "Gannet Island, to Skerry and to Holm": each item has the preposition of the first.
        ends = [end for _, end in parts[1:]]
        names = zip((match.end() for match in openings), ends, strict=True)
        return [parts[0], *names]
    items = [parts[0]]
    for number, (start, end) in enumerate(parts[1:], start=1):
        described = _DESCRIBED_NAME.fullmatch(text, start, end)
        if described is not None:
            items.append(described.span("name"))
        elif _is_item_before_last(text, parts, number) or not _APPOSITION.match(text, start, end):
            items.append((start, end))
    return items


def _is_item_before_last(text: str, parts: list[Range], number: int) -> bool:
    """Tell whether a part such as "the old mint" is an item, not what a comma adds to one.

    What is added ends with a comma ("Ana Reyes, the mayor, and Otto Brand"); the last item but one
    of a list of names has none ("Fish Row, Hillgate, the old mint and Pinewood").
    """
    if number < 2 or number != len(parts) - 2:
        return False
    (start, end), (next_start, next_end) = parts[number], parts[number + 1]
    return (
        _ITEM_WITH_ARTICLE.fullmatch(text, start, end) is not None
        and "," not in text[end:next_start]
        and all(_TITLE.fullmatch(text, *part) for part in parts[:number])
        and _TITLE.fullmatch(text, next_start, next_end) is not None
    )


def _is_one_name(text: str, items: list[Range]) -> bool:
    """Tell whether the parts are one name or share its head: "Ministry of Trade and Industry"."""
    if _SHARED_HEAD.fullmatch(text, *items[0]):
        return True
    if len(items) != 2:
        return False
    first, second = (text[slice(*item)] for item in items)
    opens = re.search(r"\b(?:of|for)\b", first) is not None
    return opens and first[:1].isupper() and len(second.split()) == 1 and second[:1].isupper()


def is_list_of_things(text: str) -> bool:
    """Tell whether a stretch is a list of names, or of things with an article or a number."""
    items = [text[slice(*item)] for item in split_items(text)]
    return (
        len(items) > 1
        and all(_OPENS_THING.match(item) for item in items)
        and any(not item[0].isdigit() for item in items)
        and not any(_MEASURE.search(item) for item in items)
    )


def widen_to_list(text: str, span: Range, sentence: Range) -> Range:
    """Give the run of names in a sentence of which a span is a part; else the span.

    The span must be one item of the run, or several in a row.
    """
    for run in _RUN.finditer(text, *sentence):
        if not (run.start() <= span[0] and span[1] <= run.end()):
            continue
        edges = split_items(run.group())
        starts = {run.start() + start for start, _ in edges}
        ends = {run.start() + end for _, end in edges}
        if span[0] in starts and span[1] in ends:
            return run.start(), run.end()
    return span


def names_with_amounts(text: str, span: Range, sentence: Range) -> list[Range]:
    """Give the names of a list in which each name has an amount.

    Args:
        span: a name of the list, or a stretch of several.

    Returns:
        The ranges of all its names; empty where the span holds none of them.
    """
    names: list[Range] = []
    position = sentence[0]
    for match in _WITH_AMOUNT.finditer(text, *sentence):
        if _NEXT_ITEM.fullmatch(text, position, match.start()) is None:
            if _holds_any(span, names):
                break
            names = []
        names.append(match.span("name"))
        position = match.end()
    return names if len(names) > 1 and _holds_any(span, names) else []


def _holds_any(span: Range, names: list[Range]) -> bool:
    return any(span[0] <= start and end <= span[1] for start, end in names)
