"""The parts of a message: its bodies in order, its attachments, and the messages in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path

from qa.articles.decoding import decode
from qa.articles.mail.headers import decode_words
from qa.articles.text import clean
from qa.errors import UnreadableError

_DEEPEST = 20
_MOST_NAMES = 8
_ENCRYPTED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
_SIGNATURES = ("application/pgp-signature", "application/pkcs7-signature")


@dataclass(frozen=True, slots=True)
class Body:
    """A piece of a message's text as it was sent: HTML or plain."""

    text: str
    is_html: bool


@dataclass(slots=True)
class Parts:
    """What a message consists of.

    Attributes:
        bodies: in their order; of several forms of one text, all of which say the same, the HTML.
        attachments: their names, or their types where they have none.
        messages: messages that are parts of this one.
        faults: what could not be read, a sentence each.
    """

    bodies: list[Body] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def left_out(self) -> tuple[str, ...]:
        """Say what of the message is not read."""
        if not self.attachments:
            return tuple(self.faults)
        count = len(self.attachments)
        names = ", ".join(self.attachments[:_MOST_NAMES])
        ending = " and others" if count > _MOST_NAMES else ""
        word = "attachment" if count == 1 else "attachments"
        return (f"{count} {word}: {names}{ending}", *self.faults)


def find_parts(path: Path, message: Message) -> Parts:
    """Sort the parts of a message.

    Args:
        path: the file, for messages.
        message: parsed.
    """
    parts = Parts()
    _sort(path, message, parts, 0)
    return parts


def content_type(part: Message) -> str:
    """Give the type that a part states, "text/plain" where it states none or nonsense."""
    try:
        return part.get_content_type().lower()
    except (ValueError, AttributeError, TypeError):
        return "text/plain"


def decode_part(path: Path, part: Message) -> str:
    """Give the text of a part, by the encodings that it states.

    Raises:
        UnreadableError: it is no text.
    """
    return clean(decode(path, part_bytes(part), _charset(part)))


def part_bytes(part: Message) -> bytes:
    """Give the bytes of a part as they were before they were encoded for sending."""
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AttributeError, TypeError):
        payload = None
    return payload if isinstance(payload, bytes) else b""


def inner_parts(part: Message) -> list[Message]:
    """Give the parts directly in a part of several."""
    payload = part.get_payload()
    items = payload if isinstance(payload, list) else []
    return [item for item in items if isinstance(item, Message)]


def _sort(path: Path, part: Message, parts: Parts, depth: int) -> None:
    kind = content_type(part)
    inner = inner_parts(part)
    if depth > _DEEPEST:
        parts.faults.append("parts that are nested too deeply")
    elif kind in _ENCRYPTED:
        parts.faults.append("an encrypted part")
    elif kind == "message/rfc822":
        parts.messages += inner
    elif kind.startswith("multipart/") and inner:
        if kind == "multipart/alternative":
            _choose(path, inner, parts, depth)
        elif kind == "multipart/related":  # a page and its pictures
            _sort(path, _root(part, inner), parts, depth + 1)
        else:
            for item in inner:
                _sort(path, item, parts, depth + 1)
    elif kind in ("text/plain", "text/html") and not _is_attached(part):
        try:
            body = Body(_unfold(part, decode_part(path, part)), kind == "text/html")
            parts.bodies += [body] if body.text.strip() else []
        except UnreadableError as error:
            parts.faults.append(f"a part of its text, which {error.reason}")
    elif kind not in _SIGNATURES:
        parts.attachments.append(_name(part) or kind)


def _choose(path: Path, forms: list[Message], parts: Parts, depth: int) -> None:
    """Take the form of a text that is HTML, else the last that has text."""
    sorted_forms: list[Parts] = []
    for form in forms:
        own = Parts()
        _sort(path, form, own, depth + 1)
        sorted_forms.append(own)
    for own in sorted_forms:
        parts.attachments += own.attachments
        parts.messages += own.messages
        parts.faults += own.faults
    with_text = [own.bodies for own in sorted_forms if own.bodies]
    html = [bodies for bodies in with_text if any(body.is_html for body in bodies)]
    plain = [bodies for bodies in with_text if bodies not in html]
    if html and plain and not any(map(_has_text, html[-1])):  # pictures only
        html = []
    parts.bodies += next(iter([*html[-1:], *plain[-1:]]), [])


def _has_text(body: Body) -> bool:
    from qa.articles.html.blocks import text_of_markup

    return bool(text_of_markup(body.text) if body.is_html else body.text.strip())


def _root(related: Message, inner: list[Message]) -> Message:
    start = related.get_param("start")
    for item in inner:
        if start and item.get("Content-ID") == start:
            return item
    return inner[0]


def _is_attached(part: Message) -> bool:
    try:
        return part.get_content_disposition() == "attachment"
    except (ValueError, AttributeError, TypeError):
        return False


def _name(part: Message) -> str:
    try:
        return decode_words(part.get_filename() or "")
    except (ValueError, LookupError, AttributeError, TypeError):
        return ""


def _charset(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except (ValueError, LookupError, AttributeError, TypeError):
        return None


def _unfold(part: Message, text: str) -> str:
    """Join the lines of a text in "format=flowed": one that ends in a blank goes on (RFC 3676)."""
    if content_type(part) != "text/plain" or str(part.get_param("format")).lower() != "flowed":
        return text
    deletes = str(part.get_param("delsp")).lower() == "yes"
    lines: list[str] = []
    goes_on = False
    for line in text.split("\n"):
        line = line.removeprefix(" ") if not line.startswith("> ") else line
        if goes_on and not line.startswith(">"):
            lines[-1] += line
        else:
            lines.append(line)
        goes_on = lines[-1].endswith(" ") and lines[-1] != "-- "
        goes_on = goes_on and not lines[-1].startswith(">")
        if goes_on and deletes:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)
