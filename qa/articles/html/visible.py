"""What a reader of a page sees: hidden parts go, and raised, lowered and struck text is settled."""

from __future__ import annotations

import re
from collections import Counter

from qa.articles.html.parsing import Element, drop, replace_by_text
from qa.articles.left_out import Kind, parse_kinds
from qa.articles.marks import lower_text, raise_text

_UNSEEN = (
    "script style noscript template svg iframe frame object embed canvas video audio picture img "
    "button select input textarea head map datalist progress meter annotation annotation-xml rt rp "
    "del s strike"
).split()
# Which of them are parts that a reader may miss.
_PARTS: dict[str, Kind] = {
    "iframe": "frame",
    "frame": "frame",
    "canvas": "canvas",
    "object": "object",
    "embed": "object",
    "svg": "svg",
    "video": "film",
    "audio": "film",
    "noscript": "noscript",
    "template": "template",
    "del": "struck",
    "s": "struck",
    "strike": "struck",
}
_LEFT_OUT = "data-article-qa-left-out"  # an attribute: the kinds of the parts taken out
_MANY_WORDS = 5
_SHORT = frozenset("span b strong i em time data abbr small font mark sup sub u".split())
_NO_DISPLAY = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|text-decoration[\w-]*\s*:[^;]*line-through"
    # The ways to write text for screen readers alone.
    r"|clip\s*:\s*rect\(\s*[01](?:px)?\b|clip-path\s*:\s*inset\(\s*(?:50|100)%"
    r"|(?:left|top|text-indent)\s*:\s*-\d{4,}",
    re.IGNORECASE,
)
# Classes of struck-out words; a section may be called "strike" for what it is about.
_STRUCK_NAMES = re.compile(
    r"(?:text-)?(?:strike-?through|strike-?out|line-?through|struck(?:-?out)?)", re.IGNORECASE
)
_HIDDEN_NAMES = re.compile(
    r"sr-only|(?:u-)?visually-?hidden|screen-reader(?:-text|-only)?|a11y-hidden|katex-mathml",
    re.IGNORECASE,
)
_RAISED = re.compile(r"vertical-align\s*:\s*(?:super|text-top)", re.IGNORECASE)
_LOWERED = re.compile(r"vertical-align\s*:\s*sub\b", re.IGNORECASE)
_NOTE_ROLES = ("doc-noteref", "noteref")
_NOTE_NAMES = re.compile(r"\b(?:foot|end)?note(?:s|-?ref|-?link|-?mark)?\b|\breference\b", re.I)
_NOTE_MARK = re.compile(r"\[?(?:\d{1,3}|[*†‡§]{1,3})\]?")
_ICON = re.compile(r"[a-z_]+|\W+")
_CONTEXT = 40


def drop_unseen(root: Element) -> None:
    """Leave of a tree what a reader of the page sees.

    Scripts, styles, hidden elements, struck-out and deleted text and the readings above characters
    are taken out. Marks of notes go, exponents and fractions are written as text.
    """
    for element in list(root.iterfind(f".//*[@{_LEFT_OUT}]")):
        del element.attrib[_LEFT_OUT]
    for element in list(root.iter(*_UNSEEN)):
        _leave_out(element, _kind(element))
    for element in list(root.iterfind(".//*[@hidden]")):
        if element.get("hidden") != "until-found":
            _leave_out(element, _hidden(element))
    for element in list(root.iterfind(".//*[@aria-hidden]")):
        if element.get("aria-hidden", "true").lower() == "true" and not _is_shown(element):
            _leave_out(element, _hidden(element))
    for element in list(root.iterfind(".//*[@style]")):
        if _NO_DISPLAY.search(element.get("style")) and element.tag != "body":
            struck: Kind = "struck"
            is_struck = "line-through" in element.get("style").lower()
            _leave_out(element, struck if is_struck else _hidden(element))
    for element in list(root.iterfind(".//*[@class]")):
        names = element.get("class").split()
        if any(map(_HIDDEN_NAMES.fullmatch, names)):
            drop(element)
        elif element.tag in _SHORT and any(map(_STRUCK_NAMES.fullmatch, names)):
            _leave_out(element, "struck")
    _settle_raised(root)
    for element in list(root.iter("q")):
        replace_ends(element, "\u201c", "\u201d")


def count_left_out(root: Element) -> Counter[Kind]:
    """Count the parts below an element that `drop_unseen` took out and a reader may miss."""
    counts = Counter[Kind]()
    for element in root.iter():
        if marks := element.get(_LEFT_OUT):
            counts += parse_kinds(marks)
    return counts


def _leave_out(element: Element, kind: Kind | None) -> None:
    """Take an element out of its tree; its parent keeps what kind of part it was."""
    parent = element.getparent()
    if parent is not None and kind is not None:
        parent.set(_LEFT_OUT, f"{parent.get(_LEFT_OUT) or ''} {kind}".strip())
    drop(element)


def _kind(element: Element) -> Kind | None:
    """Name the kind of part that an unread element is to a reader; None where it is none."""
    kind = _PARTS.get(element.tag)
    if kind in ("svg", "noscript", "template", "struck"):
        least = _MANY_WORDS if kind in ("noscript", "template") else 1
        return kind if _count_words(element, kind) >= least else None
    if kind == "frame":
        is_tracker = any(element.get(name) in ("0", "1") for name in ("width", "height"))
        is_unseen = bool(_NO_DISPLAY.search(element.get("style") or ""))
        has_page = element.get("src") or element.get("srcdoc")
        return kind if has_page and not is_tracker and not is_unseen else None
    return kind


def _count_words(element: Element, kind: Kind) -> int:
    texts = element.iter("text", "tspan", "foreignobject") if kind == "svg" else [element]
    return sum(len("".join(item.itertext()).split()) for item in texts)


def _hidden(element: Element) -> Kind | None:
    """Count hidden text that is more than a label."""
    return "hidden" if len("".join(element.itertext()).split()) >= _MANY_WORDS else None


def replace_ends(element: Element, opening: str, closing: str) -> None:
    """Put text at both ends of an element's content, as a browser does with <q>."""
    element.text = opening + (element.text or "")
    if len(element):
        element[-1].tail = (element[-1].tail or "") + closing
    else:
        element.text += closing


def _is_shown(element: Element) -> bool:
    """Tell whether an element hidden from screen readers is text that the eye reads in a sentence.

    Such text often has a twin for screen readers beside it, which is not shown. Icons are written
    as names in a font and are no text.
    """
    if element.tag == "body":
        return True
    text = "".join(element.itertext()).strip()
    classes = (element.get("class") or "").lower()
    if element.tag not in _SHORT or not text or "icon" in classes:
        return False
    if "katex-html" in classes:
        return True
    parent = element.getparent()
    around = [parent.text, *(child.tail for child in parent)] if parent is not None else []
    has_twin = any(
        _HIDDEN_NAMES.search(beside.get("class") or "")
        for beside in (element.getnext(), element.getprevious())
        if beside is not None
    )
    in_sentence = any(words and words.strip() for words in around)
    return has_twin or (in_sentence and not _ICON.fullmatch(text))


def _settle_raised(root: Element) -> None:
    for element in list(root.iter()):
        if element.getparent() is None or not isinstance(element.tag, str):
            continue
        style = element.get("style") or ""
        if element.tag == "sup" or _RAISED.search(style):
            text = "".join(element.itertext())
            note = _is_note(element)
            replacement = raise_text(_before(element), text, _after(element), is_note=note)
            replace_by_text(element, replacement)
        elif element.tag == "sub" or _LOWERED.search(style):
            replace_by_text(element, lower_text(_before(element), "".join(element.itertext())))
        elif element.tag == "a" and _is_bare_note_link(element):
            replace_by_text(element, "")
        elif element.tag in ("msup", "msub", "mfrac") and len(element) == 2:
            sign = {"msup": "^", "msub": "_", "mfrac": "/"}[element.tag]
            element[1].text = sign + (element[1].text or "")


def _is_note(element: Element) -> bool:
    """Tell whether a raised element is the mark of a note: it links into the page, or says so."""
    around = [element, *element.iter("a")]
    parent = element.getparent()
    if parent.tag == "a" and "".join(parent.itertext()) == "".join(element.itertext()):
        around.append(parent)
    return any(_says_note(item) for item in around)


def _says_note(element: Element) -> bool:
    if element.tag == "a" and "#" in (element.get("href") or ""):
        return True
    roles = f"{element.get('role')} {element.get('epub:type')}".split()
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return any(role in _NOTE_ROLES for role in roles) or bool(_NOTE_NAMES.search(names))


def _is_bare_note_link(element: Element) -> bool:
    """Tell whether a link that no markup raises is the mark of a note: it runs into a word."""
    text = "".join(element.itertext()).strip()
    if not _NOTE_MARK.fullmatch(text) or not (element.get("href") or "").startswith("#"):
        return False
    return bool(re.search(r"[\w.,;:)\"\u201d\u2019]$", _before(element)))


def _before(element: Element) -> str:
    """Give the end of the text in front of an element, within its block."""
    parts: list[str] = []
    place = element
    while sum(map(len, parts)) < _CONTEXT:
        previous = place.getprevious()
        if previous is not None:
            parts.append(previous.tail or "")
            if previous.tag == "br":
                break
            if not (previous.tail or "").strip():
                parts.append("".join(previous.itertext()))
            place = previous
            continue
        place = place.getparent()
        if place is None:
            break
        parts.append(place.text or "")
        if place.tag not in _SHORT and place.tag != "a":
            break
    return " ".join("".join(reversed(parts)).split(" "))[-_CONTEXT:]


def _after(element: Element) -> str:
    if element.tail:
        return str(element.tail)
    following = element.getnext()
    if following is None or following.tag not in (*_SHORT, "a"):
        return ""
    return "".join(following.itertext())[:_CONTEXT]
