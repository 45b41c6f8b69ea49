"""The lines at the top of a message, decoded."""

from __future__ import annotations

import re
from datetime import date
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses

from qa.articles.dates import parse_mail_day
from qa.articles.text import one_line

_LINK = re.compile(r"<?(https?://[^\s<>]+)>?")


def header(message: Message, name: str) -> str:
    """Give a line's value on one line, "" where the message has none."""
    try:
        value = message.get(name)
    except (ValueError, IndexError, LookupError):
        return ""
    return decode_words(str(value)) if value is not None else ""


def decode_words(value: str) -> str:
    """Decode "=?utf-8?q?Caf=C3=A9?=" and its like; what is damaged stays as it is."""
    try:
        parts = decode_header(value)
    except (HeaderParseError, ValueError):
        return one_line(value) or ""
    return one_line("".join(_decode(text, charset) for text, charset in parts)) or ""


def addresses(message: Message, name: str) -> list[tuple[str, str]]:
    """Give the names and addresses in a line such as "From", the names decoded."""
    try:
        pairs = getaddresses([str(value) for value in message.get_all(name, [])])
    except (ValueError, IndexError, LookupError, TypeError):
        return []
    return [(decode_words(name), address) for name, address in pairs]


def sent_day(message: Message) -> date | None:
    """Give the day on which a message was sent, as the sender's clock showed it."""
    return parse_mail_day(header(message, "Date"))


def archive_link(message: Message) -> str | None:
    """Give the address at which a list keeps the message."""
    match = _LINK.fullmatch(header(message, "Archived-At"))
    return match[1] if match else None


def _decode(text: str | bytes, charset: str | None) -> str:
    if isinstance(text, str):
        return text
    # Header lines that are not encoded come as bytes, with unencoded UTF-8 as surrogates.
    for encoding in (charset or "utf-8", "utf-8", "cp1252"):
        try:
            return text.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    return text.decode("latin-1")
