"""A message (.eml), or each message of a mailbox (.mbox), to an article."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

from qa.articles.dates import parse_mail_day
from qa.articles.html.blocks import paragraphs
from qa.articles.html.parsing import parse_markup
from qa.articles.html.visible import drop_unseen
from qa.articles.mail.headers import archive_link, header, sent_day
from qa.articles.mail.parts import Body, find_parts
from qa.articles.mail.quoting import (
    OwnText,
    drop_quoted,
    is_forwarded,
    split_forwarded,
    split_own_text,
    without_mark,
)
from qa.articles.mail.sender import Sender, read_sender, sender_of_name
from qa.articles.parsed import ParsedArticle
from qa.errors import UnreadableError
from qa.types.report import Skipped

# A line between messages: "From jane@x.example Wed Nov  8 09:00:00 2023", below a blank line.
_SEPARATOR = re.compile(
    rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]{0,200}\d\d:\d\d[^\r\n]{0,60}\r?\n"
)
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_HEADERS = ("From", "Subject", "Date", "To", "Message-ID", "Content-Type", "MIME-Version")
_DEEPEST = 5


def read_message(path: Path, content: bytes) -> list[ParsedArticle | Skipped]:
    """Read a message as an article; messages that are attached to it are articles of their own.

    Raises:
        UnreadableError: no message.
    """
    message = parse_message(path, content)
    return list(_read(path, message, str(path), 0))


def read_mailbox(path: Path, content: bytes) -> list[ParsedArticle | Skipped]:
    """Read each message of a mailbox.

    Raises:
        UnreadableError: no mailbox: it does not begin with a line "From ...".
    """
    content = content.lstrip(b"\r\n \t\xef\xbb\xbf")
    starts = [match.span() for match in _SEPARATOR.finditer(content)]
    if not starts or starts[0][0] > 0:
        raise UnreadableError(path, "not a mailbox: it does not begin with a line 'From ...'")
    ends = [start for start, _ in starts[1:]] + [len(content)]
    articles: list[ParsedArticle | Skipped] = []
    for number, ((_, start), end) in enumerate(zip(starts, ends, strict=True), start=1):
        name = f"{path}, message {number}"
        try:
            message = parse_message(path, _ESCAPED.sub(rb"\1", content[start:end]))
        except UnreadableError as error:
            articles.append(Skipped(name, error.reason))
        else:
            articles += _read(path, message, name, 0)
    return articles


def parse_message(path: Path, content: bytes) -> Message:
    """Parse a message.

    Raises:
        UnreadableError: it has none of the lines that a message begins with, or is damaged.
    """
    try:
        message = email.message_from_bytes(content.lstrip())
        has_header = any(name in message for name in _HEADERS)
    except (ValueError, LookupError, RecursionError, AttributeError, TypeError) as error:
        raise UnreadableError(path, f"a damaged message: {error}") from error
    if not has_header:
        raise UnreadableError(path, "not a message: it has no lines such as 'From: ...' at the top")
    return message


def _read(path: Path, message: Message, name: str, depth: int) -> Iterator[ParsedArticle | Skipped]:
    parts = find_parts(path, message)
    subject = header(message, "Subject")
    own = _join([_own_text(body, subject) for body in parts.bodies])
    left_out = (*parts.left_out(), *own.left_out())
    if own.text:
        yield _article(message, subject, own.text, left_out)
    elif left_out or not parts.messages:
        reason = "; ".join(left_out)
        yield Skipped(name, f"no text in this message{f': {reason}' if reason else ''}")
    for inner in parts.messages if depth < _DEEPEST else ():
        yield from _read(path, inner, f"{name}, a message in it", depth + 1)


def _article(message: Message, subject: str, text: str, left_out: tuple[str, ...]) -> ParsedArticle:
    """Make an article of a message; of a forwarded one, by what its head states."""
    sender, day, title = read_sender(message), sent_day(message), subject
    if is_forwarded(subject, text):
        forwarded = split_forwarded(text)
        text = forwarded.text or text
        fields = forwarded.fields
        title = fields.get("subject") or fields.get("betreff") or without_mark(subject)
        stated = fields.get("date") or fields.get("sent") or fields.get("datum")
        day = parse_mail_day(stated) if stated else day
        if name := fields.get("from") or fields.get("von"):
            sender = _forwarded_sender(name)
    return ParsedArticle(
        text=text,
        title=title or None,
        date=day,
        source=sender.source,
        authors=sender.authors,
        url=archive_link(message),
        left_out=left_out,
        titled_by_text=False,
    )


def _forwarded_sender(line: str) -> Sender:
    """Read "Harbour Times <news@harbour.example>"; forwarding programs write it in many ways."""
    name = re.sub(r"\s*[<\[(].*", "", line).strip("\"' *")
    return sender_of_name(name) if name else Sender((), line.strip("<>") or None)


def _own_text(body: Body, subject: str) -> OwnText:
    if not body.is_html:
        return _split(body.text, subject)
    root = parse_markup(body.text)
    if root is None:
        return OwnText("")
    drop_unseen(root)
    whole = "\n\n".join(paragraphs(root))
    if is_forwarded(subject, whole):
        return OwnText(whole)
    root = parse_markup(body.text)
    quotes, signatures = drop_quoted(root)
    drop_unseen(root)
    own = _split("\n\n".join(paragraphs(root)), subject)
    return OwnText(own.text, own.quoted + quotes, own.signature + signatures)


def _split(text: str, subject: str) -> OwnText:
    return OwnText(text.strip()) if is_forwarded(subject, text) else split_own_text(text)


def _join(texts: list[OwnText]) -> OwnText:
    return OwnText(
        "\n\n".join(own.text for own in texts if own.text),
        sum(own.quoted for own in texts),
        sum(own.signature for own in texts),
    )
