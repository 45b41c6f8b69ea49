"""What a message repeats or adds below its own text: quoted replies, signatures, forwarded mail."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.articles.html.parsing import Element, drop

# The line above a reply's quotation; in English, German, French, Spanish and Italian. It has a
# day or a time: "On that day the council wrote:" is prose.
_REPLY_HEAD = re.compile(
    r"(?:on|am|le|el|il)\s(?=.{0,150}\d).{4,160}\s?"
    r"(?:wrote|schrieb.{0,80}|a \u00e9crit|escribi\u00f3|ha scritto)\s*:",
    re.IGNORECASE,
)
_HAS_TIME_OR_ADDRESS = re.compile(r"\d{1,2}[:.h]\d{2}|\S@\S")
# The line above a whole earlier message.
_ORIGINAL = re.compile(
    r"-{2,}\s*(?:original message|urspr\u00fcngliche nachricht|message d'origine)\s*-{2,}",
    re.IGNORECASE,
)
_FORWARD_HEAD = re.compile(
    r"-{2,}\s*forwarded (?:message|by .{1,80})\s*-{2,}|begin forwarded message:"
    r"|-{2,}\s*(?:weitergeleitete nachricht|message transf\u00e9r\u00e9)\s*-{2,}",
    re.IGNORECASE,
)
_FORWARD_SUBJECT = re.compile(r"(?:fwd?|fw|wg|tr|rv|enc)\s*:\s*", re.IGNORECASE)
_FIELD = re.compile(
    r"\*?(?P<name>from|date|sent|subject|to|cc|reply-to|von|datum|betreff|an):\*?\s*(?P<value>.*)",
    re.I,
)
_SIGNATURE = "--"
_MOST_SIGNATURE = 20  # lines
_MOST_FIELDS = 12
_LONGEST_HEAD = 250
_QUOTE_CLASSES = frozenset(
    ("gmail_quote", "gmail_quote_container", "yahoo_quoted", "moz-cite-prefix")
)
_SIGNATURE_CLASSES = frozenset(("gmail_signature", "moz-signature", "protonmail_signature_block"))


@dataclass(slots=True)
class OwnText:
    """The text that the writer of a message wrote, and how much else there was.

    Attributes:
        text: without quotations of earlier messages and without the signature.
        quoted: lines or elements of HTML that were quotations.
        signature: lines or elements of HTML that were a signature.
    """

    text: str
    quoted: int = 0
    signature: int = 0

    def left_out(self) -> tuple[str, ...]:
        """Say what was left out."""
        reasons = []
        if self.quoted:
            reasons.append("a quoted reply to an earlier message")
        if self.signature:
            reasons.append("a signature")
        return tuple(reasons)


@dataclass(frozen=True, slots=True)
class Forwarded:
    """A forwarded message: the fields of its head by name, and the text without that head."""

    fields: dict[str, str]
    text: str


def is_forwarded(subject: str, text: str) -> bool:
    """Tell whether a message passes another one on, which then is the text that matters."""
    return bool(_FORWARD_SUBJECT.match(subject)) or any(
        _FORWARD_HEAD.fullmatch(line.strip("> *\t")) for line in text.split("\n")
    )


def without_mark(subject: str) -> str:
    """Give a subject without "Fwd:" in front."""
    return (
        _FORWARD_SUBJECT.sub("", subject, count=1) if _FORWARD_SUBJECT.match(subject) else subject
    )


def split_own_text(text: str) -> OwnText:
    """Take quotations and the signature off a text.

    A quotation is an earlier message below the line or the head that introduces it. Where its lines
    begin with ">", what stands between them answers it and stays. Lines with ">" that nothing
    introduces are text, without the sign.
    """
    lines = text.split("\n")
    own: list[str] = []
    quoted = 0
    is_introduced = False
    for place, line in enumerate(lines):
        if _begins_original(lines, place):
            quoted += len(lines) - place
            break
        if _introduces_quotation(lines, place):
            is_introduced = True
            quoted += 1
        elif is_introduced and (line.startswith(">") or _introduces_quotation(lines, place - 1)):
            quoted += 1
        else:
            own.append(re.sub(r"^(?:>\s?)+", "", line))
    own, signature = _without_signature(own)
    return OwnText("\n".join(own).strip(), quoted, signature)


def _without_signature(lines: list[str]) -> tuple[list[str], int]:
    first = max(0, len(lines) - _MOST_SIGNATURE)
    for place in range(first, len(lines)):
        if lines[place].rstrip() == _SIGNATURE:
            below = sum(1 for line in lines[place + 1 :] if line.strip())
            return (lines[:place], below) if below else (lines, 0)
    return lines, 0


def drop_quoted(root: Element) -> tuple[int, int]:
    """Take quotations and signatures that the markup names out of a tree; count both."""
    quotes = [item for item in root.iter("blockquote", "div", "p") if _is_quote(item)]
    signatures = [
        item for item in root.iterfind(".//*[@class]") if _has_class(item, _SIGNATURE_CLASSES)
    ]
    for element in (*quotes, *signatures):
        drop(element)
    return len(quotes), len(signatures)


def split_forwarded(text: str) -> Forwarded:
    """Read the head of a forwarded message and take it out of the text."""
    lines = text.split("\n")
    place = next(
        (
            number
            for number, line in enumerate(lines)
            if _FORWARD_HEAD.fullmatch(line.strip("> *\t"))
        ),
        None,
    )
    start = place + 1 if place is not None else _find_fields(lines)
    fields: dict[str, str] = {}
    end = start
    for number in range(start, min(start + _MOST_FIELDS, len(lines))):
        match = _FIELD.fullmatch(lines[number].strip("> \t"))
        if match:
            fields.setdefault(match["name"].lower(), match["value"].strip())
            end = number + 1
        elif lines[number].strip("> \t"):
            break
    if not fields:
        return Forwarded({}, text)
    own_lines = [*lines[: place if place is not None else start], *lines[end:]]
    return Forwarded(fields, "\n".join(own_lines).strip())


def _find_fields(lines: list[str]) -> int:
    """Give the place of three lines of a head in a row, as Outlook writes it; else the end."""
    for number in range(len(lines) - 2):
        if all(_FIELD.fullmatch(line.strip("> \t")) for line in lines[number : number + 3]):
            return number
    return len(lines)


def _introduces_quotation(lines: list[str], place: int) -> bool:
    """Tell whether a line, alone or with the next one, stands above a quotation of a reply."""
    if place < 0 or not lines[place].strip():
        return False
    following = [line.strip() for line in lines[place + 1 : place + 4] if line.strip()]
    head = lines[place].strip()
    if not _REPLY_HEAD.fullmatch(head):
        head = f"{head} {following.pop(0)}" if following else head
        if len(head) > _LONGEST_HEAD or not _REPLY_HEAD.fullmatch(head):
            return False
    is_marked = bool(following) and following[0].startswith(">")
    return is_marked or bool(_HAS_TIME_OR_ADDRESS.search(head))


def _begins_original(lines: list[str], place: int) -> bool:
    """Tell whether an earlier message begins at a line, unmarked, down to the end of the text."""
    line = lines[place].strip()
    following = [item.strip() for item in lines[place + 1 : place + 8] if item.strip()]
    if _ORIGINAL.fullmatch(line):
        return True
    if following and following[0].startswith(">"):
        return False
    if _introduces_quotation(lines, place):
        return not any(item.startswith(">") for item in following)
    first = _FIELD.fullmatch(line)
    if not first or first["name"].lower() not in ("from", "von"):
        return False
    return sum(bool(_FIELD.fullmatch(item)) for item in following[:3]) > 1


def _is_quote(element: Element) -> bool:
    if element.tag == "blockquote":
        return element.get("type") == "cite" or _has_class(element, _QUOTE_CLASSES)
    return _has_class(element, _QUOTE_CLASSES)


def _has_class(element: Element, names: frozenset[str]) -> bool:
    return bool(names & set((element.get("class") or "").split()))
